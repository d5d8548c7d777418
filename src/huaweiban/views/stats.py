"""The question behind `stats`: counts that add up to `status`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from huaweiban.entities import Entity
from huaweiban.events import CELLS, Event, Stance
from huaweiban.gather import Log
from huaweiban.stances import Headline, position, readable, replay

if TYPE_CHECKING:
    from huaweiban.results import StatsResult


def by_stance(log: Log, entities: Sequence[Entity], day: str) -> list[StatsResult]:
    """One row: the entities by headline on an ISO day."""
    return [_row("all", (_word(log, row, day) for row in entities))]


def by_year(log: Log, entities: Sequence[Entity], day: str) -> list[StatsResult]:
    """A row for each year end since the first event, and the day itself for the running year."""
    years = [event.first[:4] for row in entities for event in log.of(row.id)]
    ends = [f"{year}-12-31" for year in range(int(min(years, default=day[:4])), int(day[:4]))]
    ends.append(day)
    words = [_words(log.of(row.id), ends) for row in entities]
    return [
        _row(end[:4], column) for end, column in zip(ends, zip(*words, strict=True), strict=True)
    ]


def _words(events: Sequence[Event], ends: Sequence[str]) -> list[Stance | None]:
    # A point in time is a prefix of the log, so one replay passes every year's end.
    found: list[Stance | None] = []
    word: Headline | None = None
    for step in replay(readable(events, ends[-1])):
        while step.event.first > ends[len(found)]:
            found.append(word.stance if word else None)
        word = step.after.headline
    return found + [word.stance if word else None] * (len(ends) - len(found))


def by_continent(log: Log, entities: Sequence[Entity], day: str) -> list[StatsResult]:
    """A row a continent; what has no continent of its own counts at its home's."""

    def continent(row: Entity) -> str:
        home = log.registry.get(row.home) if row.home else None
        return row.continent or (home and home.continent) or "none"

    return _grouped(log, entities, day, continent)


def by_scope(log: Log, entities: Sequence[Entity], day: str) -> list[StatsResult]:
    """A row a scope: who holds what there."""
    held = [position(log.of(row.id), day).cells for row in entities]
    return [
        _row(cell, (cells[cell].stance if cell in cells else None for cells in held))
        for cell in CELLS
    ]


def by_publisher(log: Log, entities: Sequence[Entity], day: str) -> list[StatsResult]:
    """A row a publisher, the most named first: of its events, how many say which stance."""
    told: dict[str, list[Stance | None]] = {}
    for row in entities:
        for event in log.of(row.id):
            if event.first <= day and event.withdrawn is None:
                for publisher in {source.publisher for source in event.sources}:
                    told.setdefault(publisher, []).append(event.stance)
    rows = [_row(publisher, stances) for publisher, stances in told.items()]
    return sorted(rows, key=lambda row: (-row["total"], row["key"]))


WAYS: dict[str, Callable[[Log, Sequence[Entity], str], list[StatsResult]]] = {
    "stance": by_stance,
    "year": by_year,
    "continent": by_continent,
    "scope": by_scope,
    "publisher": by_publisher,
}


def _grouped(
    log: Log, entities: Sequence[Entity], day: str, key: Callable[[Entity], str]
) -> list[StatsResult]:
    groups: dict[str, list[Stance | None]] = {}
    for row in entities:
        groups.setdefault(key(row), []).append(_word(log, row, day))
    return [_row(name, groups[name]) for name in sorted(groups)]


def _word(log: Log, row: Entity, day: str) -> Stance | None:
    word = position(log.of(row.id), day).headline
    return word.stance if word else None


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
