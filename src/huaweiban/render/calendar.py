"""Planned dates as an iCalendar file (RFC 5545, 7986) with an all-day entry for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.dates import last_day
from huaweiban.render.text import PURPOSES, one_line, source
from huaweiban.views.sources import sources_of

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.views.calendar import Entry

_NAME = "Huawei: planned dates"
# The data change on some days of a month, so a daily refresh is enough.
_REFRESH = "P1D"
_ALARM_DAYS = (30, 7)
_OCTETS = 75


def ics(answer: Answer[None, Entry]) -> str:
    """An iCalendar file with an entry on the last possible day of each date; UIDs are stable.

    Entries are stamped with the day of the data version, so the same data give the same bytes.
    """
    version = answer.question.data.version
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//huaweiban//data {version}//EN",
        f"NAME:{_NAME}",
        f"X-WR-CALNAME:{_NAME}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
    ]
    for entry in answer.results:
        lines += _entry(entry, version.replace(".", "-"))
    return "".join(f"{_folded(each)}\r\n" for each in (*lines, "END:VCALENDAR"))


def _entry(entry: Entry, day: str) -> list[str]:
    event = entry.event
    kind = f"{PURPOSES[entry.purpose]} {entry.date} ({', '.join(event.scope)})"
    what = f": {event.what}" if event.what else ""
    title = f"Huawei in {entry.entity.name}: {kind}{what}"
    url = next((each.url for each in event.sources if each.url), None)
    alarms = _ALARM_DAYS if entry.status == "ahead" and not entry.cancelled else ()
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}@huaweiban",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{_stamp(day)}",
        f"LAST-MODIFIED:{_stamp(entry.changed)}",
        f"DTSTART;VALUE=DATE:{last_day(entry.date).replace('-', '')}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_description(entry)}",
        *([f"URL:{one_line(url)}"] if url else []),
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        *(line for days in alarms for line in _alarm(title, days)),
        "END:VEVENT",
    ]


def _description(entry: Entry) -> str:
    event, told = entry.event, entry.told_by
    because = f" ({told.id})" if told else ""
    lines = [
        event.summary,
        f"What is due: {event.what}." if event.what else None,
        f"Moved from {', then '.join(entry.moved_from)}." if entry.moved_from else None,
        f"No longer due: {_fate(entry)}{because}." if entry.cancelled else None,
        f"Outcome: {entry.status}{because}." if told and not entry.cancelled else None,
        *(f"Source: {source(each)}" for each in sources_of(event)),
        f"Event: {event.id}",
    ]
    return "\\n".join(_escaped(each) for each in lines if each)


def _fate(entry: Entry) -> str:
    if entry.event.withdrawn:
        return f"withdrawn on {entry.event.withdrawn}: {entry.event.withdrawn_reason}"
    return entry.status or "the position that set it has changed"


def _stamp(day: str) -> str:
    return f"{day.replace('-', '')}T000000Z"


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
