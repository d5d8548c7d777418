"""The whole of what is known, year by year: what the page shows."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import Entity, Kind
from huaweiban.events import Scope, Stance
from huaweiban.gather import Log
from huaweiban.views.status import Filters, statuses
from huaweiban.views.tiles import PLACES
from huaweiban.views.timeline import EventFilters, timeline
from huaweiban.views.years import words, year_ends

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult

Word = tuple[Stance, Scope] | None


class Story(NamedTuple):
    """Positions and events up to an ISO day.

    `ends` are the year ends since the first event and the day itself; `held` has an entity's word
    at each. `places` are the tiles, `aliases` what else an entity is called.
    """

    day: str
    ends: list[str]
    statuses: list[StatusResult]
    events: list[EventResult]
    held: dict[str, list[Word]]
    places: dict[str, tuple[int, int]]
    aliases: dict[str, tuple[str, ...]]


def story(log: Log, day: str) -> Story:
    """Every country, and whoever else has an event by an ISO day."""
    events = [*timeline(log, EventFilters(until=day))]
    told = {event["entity"] for event in events}
    shown = [
        row
        for row in sorted(log.registry.everyone(), key=lambda row: row.id)
        if row.kind is Kind.COUNTRY or row.id in told
    ]
    ends = year_ends(chain.from_iterable(log.by_entity.values()), day)
    return Story(
        day,
        ends,
        statuses(log, shown, Filters(unknown_too=True), day),
        events,
        {row.id: _held(log, row, ends) for row in shown},
        {row.id: PLACES[row.id] for row in shown if row.id in PLACES},
        {row.id: row.aliases for row in shown},
    )


def _held(log: Log, row: Entity, ends: list[str]) -> list[Word]:
    return [word and (word.stance, word.scope) for word in words(log.of(row.id), ends)]
