"""What a reader subscribes to: an Atom feed of steps and a calendar, of all and of each group.

Every date in a feed comes from the data, never from the clock: the same data make the same feed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any, NamedTuple

from huaweiban.render.changes import by_event, words
from website.asked import DAY, asked, opened, printed
from website.markup import text
from website.registry import Group, groups

# So many entries; api/v1 has all steps.
MOST = 200
ALL = "all"
# What entries and feeds are named by, for ever.
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "huaweiban:feed")


class Entry(NamedTuple):
    """What one event, or one instrument, changed for one entity on a day (ISO).

    `updated` is the last day on which the data said something new of it.
    """

    id: str
    title: str
    summary: str
    page: str
    day: str
    updated: str


def files() -> Iterator[tuple[str, bytes]]:
    """All feeds and calendars, each with its address."""
    yield f"feed/{ALL}.xml", feed(ALL, "everyone", entries(asked("changes").results))
    yield f"calendar/{ALL}.ics", printed(asked("deadlines", "ics"), "ics")
    for group in groups():
        inside = {"group": [group.id]}
        steps = entries(asked("changes", **inside).results)
        yield f"feed/{group.id}.xml", feed(group.id, group.name, steps)
        yield f"calendar/{group.id}.ics", printed(asked("deadlines", "ics", **inside), "ics")


def also(group: Group) -> Sequence[tuple[str, str, str]]:
    """The feed and the calendar of a group, as other forms of its page."""
    return [
        (f"feed/{group.id}.xml", "application/atom+xml", f"{group.name}: steps"),
        (f"calendar/{group.id}.ics", "text/calendar", f"{group.name}: planned dates"),
    ]


def entries(results: Sequence[Any]) -> list[Entry]:
    """The steps of changes, those of which the data said something new last first."""
    found = [_entry(rows) for rows in by_event(results)]
    return sorted(found, key=lambda each: (each.updated, each.day, each.id), reverse=True)


def feed(id: str, name: str, shown: Sequence[Entry]) -> bytes:
    """An Atom feed (RFC 4287) of the first entries; its links start from where it lies."""
    updated = max((each.updated for each in shown), default=DAY)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{uuid.uuid5(_NAMES, f'feed {id}').urn}</id>\n"
        f"<title>Huawei, {text(name)}: bans, limits, permissions and dates</title>\n"
        f"<updated>{updated}T00:00:00Z</updated>\n<author><name>huaweiban</name></author>\n"
        "<rights>CC BY 4.0</rights>\n"
        f'<link rel="self" type="application/atom+xml" href="{id}.xml"/>\n'
        f'<link rel="alternate" type="text/html" href="../{_page(id)}"/>\n'
        f"{''.join(map(_written, shown[:MOST]))}</feed>\n"
    ).encode()


def _page(id: str) -> str:
    return "" if id == ALL else f"group/{id}/"


def _written(each: Entry) -> str:
    return (
        f"<entry><id>{each.id}</id><title>{text(each.title)}</title>"
        f'<link rel="alternate" type="text/html" href="../{escape(each.page)}"/>'
        f"<published>{each.day}T00:00:00Z</published><updated>{each.updated}T00:00:00Z</updated>"
        f"<summary>{text(each.summary)}</summary></entry>\n"
    )


def _entry(rows: Sequence[Any]) -> Entry:
    first = rows[0]
    key = " ".join([first["entity"], first["event"] or first["law"], _kind(first)])
    about = first["event"] or first["law"]
    return Entry(
        uuid.uuid5(_NAMES, key).urn,
        f"{first['date']} {first['name']}: {'; '.join(words(rows))}",
        first["summary"],
        f"event/{first['event']}/" if first["event"] else f"law/{first['law']}/",
        first["day"],
        max(first["day"], _known()[about]),
    )


def _kind(row: Any) -> str:
    # Of an event what it did, what lapsed by its terms and the end of its date are three; of an
    # instrument each turn is one.
    own = row["change"] == "instrument" or row["turn"] in ("lapsed", "ended")
    return str(row["turn"]) if own else "step"


@cache
def _known() -> dict[str, str]:
    log = opened().everything()
    rows = [*log.events, *log.laws.everyone()]
    return {row.id: max(filter(None, (row.added, row.modified, row.withdrawn))) for row in rows}
