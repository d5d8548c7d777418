"""What the page shows: all that is known, year by year."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import Entity, Kind
from huaweiban.log import Log
from huaweiban.stances import Holding
from huaweiban.views.events import EventFilters, timeline
from huaweiban.views.status import Filters, statuses
from huaweiban.views.tiles import PLACES
from huaweiban.views.years import at_ends, year_ends

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult


class Page(NamedTuple):
    """Positions and events up to an ISO day.

    `ends` are the year ends since the first event and the day itself; `held` has what an entity
    held at each. `places` are the tiles, `aliases` what else an entity is called.
    """

    day: str
    ends: list[str]
    statuses: list[StatusResult]
    events: list[EventResult]
    held: dict[str, list[Holding | None]]
    places: dict[str, tuple[int, int]]
    aliases: dict[str, tuple[str, ...]]


def page(log: Log, day: str) -> Page:
    """Every country, and whoever else has an event by an ISO day."""
    events = [*timeline(log, EventFilters(until=day))]
    told = {event["entity"] for event in events}
    shown = [
        row
        for row in sorted(log.registry.everyone(), key=lambda row: row.id)
        if row.kind is Kind.COUNTRY or row.id in told
    ]
    ends = year_ends(chain.from_iterable(log.by_entity.values()), day)
    return Page(
        day,
        ends,
        statuses(log, shown, Filters(unknown_too=True), day),
        events,
        {row.id: _held(log, row, ends) for row in shown},
        {row.id: PLACES[row.id] for row in shown if row.id in PLACES},
        {row.id: row.aliases for row in shown},
    )


def _held(log: Log, row: Entity, ends: list[str]) -> list[Holding | None]:
    return [each.holding(()) for each in at_ends(log, row.id, ends)]
