"""Make docs/data-changelog.md from the log's own days: python tools/data_changelog.py [--check].

For the first day it has counts, for every later one the ids, and, if docs/coding has one
(`moved-DAY.md`, made by hand at a change of the rules), the table of positions that changed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import made

from huaweiban import bundled
from huaweiban.entities import Catalogue, Kind
from huaweiban.events import Event

FILE = made.ROOT / "docs" / "data-changelog.md"
MOVED = made.ROOT / "docs" / "coding"
HEAD = """\
# Data changelog

What was added to the log, corrected and withdrawn, day by day; made from `added`,
`modified` and `withdrawn` by `python tools/data_changelog.py`. `huaweiban changes --data-since DAY`
lists the same with the summaries.
"""


class Day(NamedTuple):
    """What happened to the log on a day."""

    day: str
    added: list[Event]
    modified: list[Event]
    withdrawn: list[Event]


def days(events: Sequence[Event]) -> list[Day]:
    """Every day on which the log changed, oldest first; a day's events are sorted by id."""
    found = sorted(events, key=lambda event: event.id)
    known = {day for event in found for day in (event.added, event.modified, event.withdrawn)}
    return [
        Day(
            day,
            [event for event in found if event.added == day],
            [event for event in found if event.modified == day],
            [event for event in found if event.withdrawn == day],
        )
        for day in sorted(filter(None, known))
    ]


def changelog(events: Sequence[Event], registry: Catalogue) -> str:
    """The changelog of a log, newest day first."""
    first, *later = days(events)
    sections = [_section(day, _ids(day, registry)) for day in reversed(later)]
    return "\n".join([HEAD, *sections, _section(first, _counts(first.added, registry))])


def _section(day: Day, lines: Iterator[str]) -> str:
    kinds = [(day.added, "added"), (day.modified, "modified"), (day.withdrawn, "withdrawn")]
    counts = ", ".join(f"{len(events)} {what}" for events, what in kinds if events)
    moved = MOVED / f"moved-{day.day}.md"
    table = [moved.read_text(encoding="utf-8")] if moved.exists() else []
    return "\n".join([f"## {day.day}\n", f"{counts}.\n", *table, *lines]) + "\n"


def _ids(day: Day, registry: Catalogue) -> Iterator[str]:
    for kind, events in _by_kind(day.added, registry):
        yield f"Added, {kind}:\n"
        yield from (f"- `{event.id}`" for event in events)
        yield ""
    if day.modified:
        yield "Modified:\n"
        yield from (f"- `{event.id}`" for event in day.modified)
        yield ""
    if day.withdrawn:
        yield "Withdrawn:\n"
        yield from (f"- `{event.id}`: {event.withdrawn_reason}" for event in day.withdrawn)


def _counts(events: Sequence[Event], registry: Catalogue) -> Iterator[str]:
    yield "| kind | entities | events |"
    yield "|---|---:|---:|"
    for kind, own in _by_kind(events, registry):
        yield f"| {kind} | {len({event.entity for event in own})} | {len(own)} |"
    of_countries = dict(_by_kind(events, registry)).get(Kind.COUNTRY, [])
    counts = Counter(registry.name(event.entity) for event in of_countries)
    yield "\nEvents by country: " + ", ".join(f"{name} {counts[name]}" for name in sorted(counts))


def _by_kind(events: Sequence[Event], registry: Catalogue) -> list[tuple[Kind, list[Event]]]:
    rows = {row.id: row.kind for row in registry.everyone()}
    groups = [(kind, [event for event in events if rows[event.entity] is kind]) for kind in Kind]
    return [(kind, own) for kind, own in groups if own]


def main() -> int:
    return made.run(lambda: {FILE: changelog(bundled.events(), bundled.registry()).encode()})


if __name__ == "__main__":
    sys.exit(main())
