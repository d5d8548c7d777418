"""Planned dates as blocks, and as an iCalendar file (RFC 5545) with an all-day entry for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huaweiban.dates import last_day
from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line, stance_cell
from huaweiban.render.text import PURPOSES, counted, footer, one_line, span, standing

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import DeadlineResult

_ALARM_DAYS = (30, 7)
_OCTETS = 75


def blocks(answer: Answer[None, DeadlineResult]) -> list[Block]:
    """A line for each planned date."""
    headers = ("date", "name", "kind", "scope", "what is due", "stance", "how it stands", "event")
    rows = tuple(
        (
            Cell(result["date"] or "no date"),
            Cell(result["name"]),
            Cell(PURPOSES[result["purpose"]]),
            Cell(", ".join(result["scope"])),
            Cell(_due(result)),
            stance_cell(result["stance"]) if result["event"] else Cell(""),
            Cell(_standing(result)),
            Cell(result["event"] or result["law"] or "", "id"),
        )
        for result in answer.results
    )
    terms = sum(result["date"] is None for result in answer.results)
    number = counted(len(answer.results) - terms, "planned date")
    number += f" and {counted(terms, 'term')} without a date" if terms else ""
    foot = footer(answer.question, number)
    return [*if_any(Sheet(headers, rows, (7, 5, 2, 6), prose=4, least=20)), line(foot, "faint")]


def _due(result: DeadlineResult) -> str:
    runs = span(result["span"]) if result["span"] else ""
    counted_from = f"{runs} from {result['counted_from']}" if runs else ""
    disputed = result["disputed"] and "disputed"
    return "; ".join(filter(None, [result["what"], counted_from, disputed]))


def _standing(result: Any) -> str:
    if result["purpose"] == "term":
        return "not counted yet"
    moved = f", moved from {result['moved_from']}" if result["moved_from"] else ""
    return standing(result, result["days"]) + moved


def ics(answer: Answer[None, DeadlineResult]) -> str:
    """Entries for the last possible day of each date; UIDs stay the same from one file to the next.

    The data version's day stamps the entries: the same data makes the same bytes.
    """
    version = answer.question.data.version
    stamp = f"{version.replace('.', '')}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//huaweiban//data {version}//EN"]
    for result in answer.results:
        # A calendar has no place for a term without a date.
        if result["date"]:
            lines += _entry(result, stamp)
    return "".join(f"{_folded(each)}\r\n" for each in (*lines, "END:VCALENDAR"))


def _entry(result: Any, stamp: str) -> list[str]:
    kind = f"{PURPOSES[result['purpose']]} {result['date']} ({', '.join(result['scope'])})"
    title = f"Huawei in {result['name']}: {kind}" + (
        f": {result['what']}" if result["what"] else ""
    )
    outcome = f" {result['status']} ({result['told_by']})." if result["told_by"] else ""
    alarms = _ALARM_DAYS if result["status"] == "ahead" else ()
    return [
        "BEGIN:VEVENT",
        f"UID:{result['event']}-{result['purpose']}@huaweiban",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{last_day(result['date']).replace('-', '')}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(result['summary'] + outcome)} [{result['event']}]",
        f"STATUS:{'CANCELLED' if result['status'] == 'moved' else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        *(line for days in alarms for line in _alarm(title, days)),
        "END:VEVENT",
    ]


def _alarm(title: str, days: int) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        f"TRIGGER:-P{days}D",
        "END:VALARM",
    ]


def _escaped(text: str) -> str:
    clean = one_line(text).replace("\\", "\\\\")
    return clean.replace(";", "\\;").replace(",", "\\,")


def _folded(text: str) -> str:
    parts, room = [""], _OCTETS
    for character in text:
        size = len(character.encode())
        if size > room:
            parts.append("")
            room = _OCTETS - 1
        parts[-1] += character
        room -= size
    return "\r\n ".join(parts)
