"""Words that several sheets use: a source in one line, a date as the record has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.dates import days_between, last_day

if TYPE_CHECKING:
    from huaweiban.results import DeadlineResult, SourceResult


def source(each: SourceResult) -> str:
    """A source in one line: outlet, title, day, address, and who relayed it."""
    quoted = f"“{each['title']}”" if each["title"] else None
    relayed = f"via {each['via']}" if each["via"] else None
    return ", ".join(
        filter(None, (each["publisher"], quoted, each["published"], each["url"], relayed))
    )


def when(date: str | None, certain: bool | None, day: str) -> str:
    """A date as the record has it; `in 2021` while, on an ISO day, it is not yet over."""
    if date is None:
        return ""
    return date if certain or last_day(date) <= day else f"in {date}"


def planned(each: DeadlineResult, day: str, limited: bool = False) -> str:
    """A planned date in words: what, when, for which scopes, and how it stands.

    `limited` says that not all evidence was let count.
    """
    if each["purpose"] == "deadline":
        purpose = "gear gone by"
    else:
        purpose = "in force since" if each["status"] == "passed" else "in force from"
    return f"{purpose} {each['date']} ({', '.join(each['scope'])}): {_standing(each, day, limited)}"


def _standing(each: DeadlineResult, day: str, limited: bool) -> str:
    days = abs(days_between(day, last_day(each["date"])))
    span = f"{days} day{'' if days == 1 else 's'}"
    match each["status"]:
        case "ahead":
            return f"{span} left"
        case "passed":
            late = each["purpose"] == "deadline"
            outcome = f"outcome not {'told' if limited else 'on record'}"
            return f"passed {span} ago, {outcome}" if late else span
        case told:
            return f"{told} ({each['told_by']})"
