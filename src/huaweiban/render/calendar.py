"""Planned dates as an iCalendar file (RFC 5545): one all-day entry each, with alarms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from huaweiban.dates import last_day
from huaweiban.render.safe import one_line

if TYPE_CHECKING:
    from huaweiban.results import DueResult

_ALARM_DAYS = (30, 7)
_OCTETS = 75


def calendar(results: Iterable[DueResult], version: str) -> str:
    """Entries for the last possible day of each date; UIDs stay the same from one file to the next.

    `version` is the data version, whose day stamps the entries: the same data makes the same bytes.
    """
    stamp = f"{version.replace('.', '')}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//huaweiban//data {version}//EN"]
    for result in results:
        lines += _entry(result, stamp)
    return "".join(f"{_folded(each)}\r\n" for each in (*lines, "END:VCALENDAR"))


def _entry(result: DueResult, stamp: str) -> list[str]:
    what = "Huawei gear gone by" if result["purpose"] == "deadline" else "Huawei rule in force from"
    title = f"{result['name']}: {what} {result['date']} ({', '.join(result['scope'])})"
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
