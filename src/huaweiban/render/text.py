"""Text that several answers use: data on one line, a number and its noun, a source, a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from huaweiban.dates import days_between, last_day

if TYPE_CHECKING:
    from huaweiban.answers import Question
    from huaweiban.planned import Purpose
    from huaweiban.results import DeadlineResult, PlannedResult, SourceResult

# Control characters, and those that turn the direction of the text around them; and the lone
# surrogates that stand for bytes of a command line that are not UTF-8: no output can hold them.
_OBEYED = [*range(32), *range(127, 160), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F)]
_OBEYED += [*range(0x2066, 0x206A), *range(0xD800, 0xE000)]
_SPACES = [9, 10, 11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029]
_SHOWN = {**dict.fromkeys(_OBEYED, "�"), **dict.fromkeys(_SPACES, " ")}


def one_line(text: str) -> str:
    """Data on one line: line ends and tabs as spaces, what a terminal would obey replaced."""
    return text if text.isprintable() else text.translate(_SHOWN)


PURPOSES: dict[Purpose | Literal["term"], str] = {
    "deadline": "deadline",
    "effective": "in force from",
    "until": "until",
    "term": "term",
}
_UNITS = {"d": "day", "m": "month", "y": "year"}


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 change`, `2 changes`; `many` where an s makes no plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def countries(number: int) -> str:
    """How many of the registry's countries."""
    return counted(number, "country or territory", "countries and territories")


def footer(question: Question[Any], number: str) -> str:
    """A table's last line: how many of what, on which day, from which logs, known up to when."""
    data, limits = question.data, question.limits
    logs, newest = ", ".join(data.labels), data.newest or "none"
    only = f", from {limits} only" if limits else ""
    if data.only_own:
        return f"{number}, as of {question.day}{only}. From {logs}: newest event {newest}."
    return (
        f"{number}, as of {question.day}{only}. "
        f"Data {data.version} ({logs}): newest event {newest}, "
        f"brought to {data.brought_to}; silence since then is no finding."
    )


def cited(question: Question[Any]) -> str:
    """The data as a citation names them: their version, and the own logs that were asked."""
    data = question.data
    own = " and ".join(data.own)
    return own if data.only_own else (f"{data.version} with {own}" if own else data.version)


def span(text: str) -> str:
    """A span in words: `7y` is 7 years."""
    return counted(int(text[:-1]), _UNITS[text[-1]])


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


def planned(each: PlannedResult, day: str, limited: bool = False) -> str:
    """A planned date in words: what, when, for which scopes, and how it stands on an ISO day.

    `limited` says that not all evidence was let count.
    """
    scopes = ", ".join(each["scope"])
    stands = standing(each, days_between(day, last_day(each["date"])), limited)
    what = f": {each['what']}" if each["what"] else ""
    return f"{PURPOSES[each['purpose']]} {each['date']} ({scopes}){what}; {stands}"


def standing(each: PlannedResult | DeadlineResult, days: int, limited: bool = False) -> str:
    """How a planned date stands, `days` ahead: what is left, or what became of it.

    `limited` says that not all evidence was let count.
    """
    span = counted(abs(days), "day")
    match each["status"]:
        case "ahead":
            return f"{span} left"
        case "passed" if each["purpose"] == "deadline":
            return f"passed {span} ago, outcome not {'told' if limited else 'on record'}"
        case "unseen":
            return "as announced; what followed is not covered"
        case "passed" if each["purpose"] == "until":
            return f"ended {span} ago"
        case "passed":
            return f"in force for {span}"
        case told:
            return f"{told} ({each['told_by']})"
