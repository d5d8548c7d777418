"""Text that several answers use: data on one line, a number and its noun, a source, a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from huaweiban.dates import days_between, last_day

if TYPE_CHECKING:
    from huaweiban.answers import Question
    from huaweiban.planned import Purpose
    from huaweiban.results import DeadlineResult, PlannedResult, SourceResult

# Characters that control a terminal, change the direction of text, are invisible, or cannot be in a
# file: control and noncharacters, direction marks, letters and spaces without a width, selectors
# and tags that can hide text, and the lone surrogates that stand for bytes of a command line that
# are not UTF-8. The two joiners are allowed after scripts such as Arabic, Devanagari or Sinhala,
# and the last selectors choose an emoji's form.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff"
)
_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
_JOINERS, _JOINING = "\u200c\u200d", ("\u0590", "\u1cff")
# A single character class: with alternatives a search takes five times as long.
_found = re.compile(f"[{_UNSEEN}]").sub


def replaced(text: str, instead: Callable[[str], str]) -> str:
    """Data with a replacement for each control or invisible character."""

    def of(found: re.Match[str]) -> str:
        before = text[max(found.start() - 1, 0) : found.start()]
        joins = found[0] in _JOINERS and _JOINING[0] <= before <= _JOINING[1]
        return found[0] if joins else instead(found[0])

    return _found(of, text)


def one_line(text: str) -> str:
    """Data on one line: line ends and tabs as spaces, control and invisible characters replaced."""
    if text.isascii() and text.isprintable():
        return text
    return replaced(text, lambda each: " " if each in _SPACES else "�")


def address(url: str, also: str = "") -> str:
    """An address in visible characters; others, and those in `also`, are percent-encoded."""
    for each in f" {also}":
        url = url.replace(each, _escaped(each))
    return replaced(url, _escaped)


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))


PURPOSES: dict[Purpose | Literal["term"], str] = {
    "deadline": "deadline",
    "effective": "takes effect",
    "until": "ends",
    "term": "term",
}
_UNITS = {"d": "day", "m": "month", "y": "year"}


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun: `1 change`, `2 changes`; `many` is an irregular plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(words: Sequence[str]) -> str:
    """The words in one phrase: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def countries(number: int) -> str:
    """A number of countries and territories."""
    return counted(number, "country or territory", "countries and territories")


def footer(question: Question[Any], number: str) -> str:
    """The last line of a table: how many results, the day, the data, and what it covers."""
    data, limits = question.data, question.limits
    only = f", from {limits} only" if limits else ""
    if data.only_own:
        newest = f"newest event {data.newest or 'none'}"
        return f"{number}, as of {question.day}{only}. From {', '.join(data.own)}: {newest}."
    own = f" with {', '.join(data.own)}" if data.own else ""
    return (
        f"{number}, as of {question.day}{only}. Data {data.version}{own}, "
        f"covering events to {data.brought_to}; later changes are not included."
    )


def cited(question: Question[Any]) -> str:
    """The data as named in a citation: the version, and own logs."""
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
    """A date as recorded; `in 2021` if it is not over on an ISO day and not certain."""
    if date is None:
        return ""
    return date if certain or last_day(date) <= day else f"in {date}"


def planned(each: PlannedResult, day: str, limited: bool = False) -> str:
    """A planned date in words: its purpose, then as `dated`."""
    return f"{PURPOSES[each['purpose']]} {dated(each, day, limited)}"


def dated(each: PlannedResult, day: str, limited: bool = False) -> str:
    """When something is planned, for which scopes, what it is, and its status on an ISO day.

    `limited` says that not all evidence counts.
    """
    scopes = ", ".join(each["scope"])
    stands = standing(each, days_between(day, last_day(each["date"])), limited)
    what = f": {each['what']}" if each["what"] else ""
    return f"{each['date']} ({scopes}){what}; {stands}"


def standing(each: PlannedResult | DeadlineResult, days: int, limited: bool = False) -> str:
    """The status of a planned date, `days` ahead: days left, or what became of it.

    `limited` says that not all evidence counts.
    """
    span = counted(abs(days), "day")
    match each["status"]:
        case "ahead":
            return f"{span} left"
        case "passed" if each["purpose"] == "deadline":
            return f"passed {span} ago, outcome {'not counted' if limited else 'not on record'}"
        case "unseen":
            return "as announced; what followed is not covered"
        case "passed" if each["purpose"] == "until":
            return f"ended {span} ago"
        case "passed":
            return f"in force for {span}"
        case told:
            return f"{told} ({each['told_by']})"
