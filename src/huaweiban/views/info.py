"""The counts of `info`."""

from __future__ import annotations

from typing import TypedDict

from huaweiban.entities import Kind
from huaweiban.log import Log


class Counts(TypedDict):
    """Numbers of a log on a day."""

    newest_event: str | None
    events: int
    context_events: int
    entities: int
    entities_with_events: int
    countries_with_position: int


def counted(log: Log, day: str) -> Counts:
    """The numbers of a log on an ISO day; withdrawn events do not count."""
    events = [event for own in log.by_entity.values() for event in own if event.withdrawn is None]
    countries = [row for row in log.registry.everyone() if row.kind is Kind.COUNTRY]
    return {
        "newest_event": max((event.date for event in events), default=None),
        "events": len(events),
        "context_events": sum(event.stance is None for event in events),
        "entities": len(log.registry.everyone()),
        "entities_with_events": len({event.entity for event in events}),
        "countries_with_position": sum(
            log.position(row.id, day).headline is not None for row in countries
        ),
    }
