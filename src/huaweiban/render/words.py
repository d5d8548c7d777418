"""Words that several answers use: a number and its noun, a source in one line, a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.dates import days_between, last_day

if TYPE_CHECKING:
    from huaweiban.planned import Purpose
    from huaweiban.results import DeadlineResult, DueResult, SourceResult

PURPOSES: dict[Purpose, str] = {"deadline": "gear gone by", "effective": "in force from"}


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 change`, `2 changes`; `many` where an s makes no plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"


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
    """A planned date in words: what, when, for which scopes, and how it stands on an ISO day.

    `limited` says that not all evidence was let count.
    """
    scopes = ", ".join(each["scope"])
    stands = standing(each, days_between(day, last_day(each["date"])), limited)
    return f"{PURPOSES[each['purpose']]} {each['date']} ({scopes}): {stands}"


def standing(each: DeadlineResult | DueResult, days: int, limited: bool = False) -> str:
    """How a planned date stands, `days` ahead: what is left, or what became of it.

    `limited` says that not all evidence was let count.
    """
    span = counted(abs(days), "day")
    match each["status"]:
        case "ahead":
            return f"{span} left"
        case "passed" if each["purpose"] == "deadline":
            return f"passed {span} ago, outcome not {'told' if limited else 'on record'}"
        case "passed":
            return f"in force for {span}"
        case told:
            return f"{told} ({each['told_by']})"
