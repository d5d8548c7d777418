"""The question behind `stats`: counts of positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from huaweiban.entities import Entity
from huaweiban.events import CELLS, Event, Scope, Stance, spread
from huaweiban.log import Log
from huaweiban.stances import readable

if TYPE_CHECKING:
    from huaweiban.results import StatsResult

# The entities to count on an ISO day: members of a group come and go.
Counted = Callable[[str], Sequence[Entity]]


# The scopes that are asked about; none for the headline.
Scopes = Collection[Scope]


def by_stance(log: Log, counted: Counted, day: str, scopes: Scopes = ()) -> list[StatsResult]:
    """One row: the entities by headline on an ISO day, or by their stance in some scopes."""
    return [_row("all", (_stance(log, row, day, scopes) for row in counted(day)))]


def by_year(log: Log, counted: Counted, day: str, scopes: Scopes = ()) -> list[StatsResult]:
    """A row for the end of each year since the first event, and the day itself for this year.

    Each counts the entities of that time.
    """
    from huaweiban.views.years import at_ends, year_ends

    ends = year_ends(chain.from_iterable(log.by_entity.values()), day)
    ever = {row.id for end in ends for row in counted(end)}
    ends = year_ends((event for id in ever for event in log.of(id)), day)
    held = {id: at_ends(log, id, ends) for id in ever}
    rows = []
    for place, end in enumerate(ends):
        then = [held[row.id][place].holding(scopes) for row in counted(end)]
        rows.append(_row(end[:4], (each.stance if each else None for each in then)))
    return rows


def by_continent(log: Log, counted: Counted, day: str, scopes: Scopes = ()) -> list[StatsResult]:
    """A row for each continent; entities without one count at their home."""

    def continent(row: Entity) -> str:
        home = log.registry.get(row.home) if row.home else None
        return row.continent or (home and home.continent) or "none"

    groups: dict[str, list[Stance | None]] = {}
    for row in counted(day):
        groups.setdefault(continent(row), []).append(_stance(log, row, day, scopes))
    return [_row(name, groups[name]) for name in sorted(groups)]


def by_scope(log: Log, counted: Counted, day: str, scopes: Scopes = ()) -> list[StatsResult]:
    """A row for each scope asked about, or for all: counts by stance."""
    held = [log.position(row.id, day).cells for row in counted(day)]
    return [
        _row(cell, (cells[cell].stance if cell in cells else None for cells in held))
        for cell in (spread(scopes) or CELLS)
    ]


def by_publisher(log: Log, counted: Counted, day: str, scopes: Scopes = ()) -> list[StatsResult]:
    """A row for each publisher, the most frequent first: counts of its events by stance."""
    told: dict[str, list[Stance | None]] = {}
    for event in events_reported(log, counted, day, scopes):
        for publisher in {source.publisher for source in event.sources}:
            told.setdefault(publisher, []).append(event.stance)
    rows = [_row(publisher, stances) for publisher, stances in told.items()]
    return sorted(rows, key=lambda row: (-row["total"], row["key"]))


def events_reported(log: Log, counted: Counted, day: str, scopes: Scopes = ()) -> list[Event]:
    """The events behind the counts by publisher: those of everyone counted on an ISO day.

    If scopes are given, only events about one of them.
    """
    asked = {*spread(scopes)}
    return [
        event
        for row in counted(day)
        for event in readable(log.of(row.id), day)
        if not asked or asked & {*spread(event.scope)}
    ]


WAYS: dict[str, Callable[[Log, Counted, str, Scopes], list[StatsResult]]] = {
    "stance": by_stance,
    "year": by_year,
    "continent": by_continent,
    "scope": by_scope,
    "publisher": by_publisher,
}


def _stance(log: Log, row: Entity, day: str, scopes: Scopes) -> Stance | None:
    held = log.position(row.id, day).holding(scopes)
    return held.stance if held else None


def _row(key: str, stances: Iterable[Stance | None]) -> StatsResult:
    counts = Counter(stances)
    return {
        "key": key,
        "banned": counts[Stance.BANNED],
        "restricted": counts[Stance.RESTRICTED],
        "permitted": counts[Stance.PERMITTED],
        "undecided": counts[Stance.UNDECIDED],
        "none": counts[None],
        "total": counts.total(),
    }
