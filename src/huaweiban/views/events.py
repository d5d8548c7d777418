"""The questions behind `timeline`, `history` and `show`: events, each with what it did."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Entity, Role, Who, fold
from huaweiban.events import Action, Event, Scope, Stance, spread
from huaweiban.log import Log
from huaweiban.stances import NOTHING, Position, Step, advance, readable, replay
from huaweiban.views.sources import sources_of

if TYPE_CHECKING:
    from huaweiban.results import EventResult

FOREVER = "9999-12-31"


class EventFilters(NamedTuple):
    """Which events a list keeps; an empty set keeps all. Days are ISO, both ends included."""

    since: str = "0000-01-01"
    until: str = FOREVER
    who: Who = ANYONE
    stances: Collection[Stance] = ()
    scopes: Collection[Scope] = ()
    actions: Collection[Action] = ()
    moved_only: bool = False
    words: tuple[str, ...] = ()


def timeline(log: Log, filters: EventFilters, limit: int | None = None) -> list[EventResult]:
    """The events that the filters keep, oldest first; the newest `limit` of them."""
    about = filters.who.among(log.by_entity, log.registry)
    events = [event for entity_id in about for event in log.by_entity[entity_id]]
    steps = _interleaved(events, filters.until)
    kept = (step for step in steps if _kept(log, step, filters))
    return [result(log, step) for step in (kept if limit is None else deque(kept, limit))]


def history(log: Log, entity: Entity, day: str) -> list[EventResult]:
    """Every event of one entity up to an ISO day, oldest first."""
    return [result(log, step) for step in replay(readable(log.of(entity.id), day))]


def history_related(log: Log, entity: Entity, day: str) -> list[EventResult]:
    """As `history`, with the events of others that name the entity or are of operators at home."""
    at_home = {
        row.id
        for row in log.registry.everyone()
        if row.home == entity.id and row.role is Role.OPERATOR
    }
    events = [event for own in log.by_entity.values() for event in own]
    return [
        result(log, step)
        for step in _interleaved(events, day)
        if entity.id in (step.event.entity, *step.event.related) or step.event.entity in at_home
    ]


def shown(log: Log, entity_id: str, event_id: str) -> EventResult | None:
    """One event of an entity with what it did, withdrawn ones included."""
    events = log.of(entity_id)
    for step in replay(readable(events, FOREVER)):
        if step.event.id == event_id:
            return result(log, step)
    withdrawn = next((event for event in events if event.id == event_id), None)
    return _inert(log, withdrawn) if withdrawn else None


def _interleaved(events: Iterable[Event], day: str) -> Iterator[Step]:
    # Entities do not affect each other, so one pass in order replays them all.
    held: dict[str, Position] = {}
    for event in readable(events, day):
        step = advance(held.get(event.entity, NOTHING), event)
        held[event.entity] = step.after
        yield step


def _inert(log: Log, event: Event) -> EventResult:
    return result(log, Step(event, {}, NOTHING, NOTHING))


def _kept(log: Log, step: Step, filters: EventFilters) -> bool:
    event = step.event
    return (
        # Where the text of a date does not stand before a day, none of its own days does.
        (event.date >= filters.since or event.last >= filters.since)
        and (not filters.stances or event.stance in filters.stances)
        and (not filters.actions or event.action in filters.actions)
        and (not filters.scopes or bool({*spread(event.scope)} & {*spread(filters.scopes)}))
        and (step.moved or not filters.moved_only)
        and (not filters.words or _matches(log, event, filters.words))
    )


def _matches(log: Log, event: Event, words: Iterable[str]) -> bool:
    texts = [event.id, log.registry.name(event.entity), event.summary, event.note or ""]
    texts += [part or "" for source in event.sources for part in (source.publisher, source.title)]
    text = " ".join(fold(word) for word in " ".join(texts).split())
    return all(fold(word) in text for word in words)


def result(log: Log, step: Step) -> EventResult:
    """One event with what it did, as plain data."""
    event, before, after = step.event, step.before.cells, step.after
    return {
        "id": event.id,
        "entity": event.entity,
        "name": log.registry.name(event.entity),
        "date": event.date,
        "not_before": event.not_before,
        "not_after": event.not_after,
        "summary": event.summary,
        "stance": event.stance,
        "scope": list(event.scope),
        "action": event.action,
        "actor": event.actor,
        "related": list(event.related),
        "effective": event.effective,
        "deadline": event.deadline,
        "follows": event.follows,
        "outcome": event.outcome,
        "sources": sources_of(event),
        "note": event.note,
        "added": event.added,
        "modified": event.modified,
        "withdrawn": event.withdrawn,
        "withdrawn_reason": event.withdrawn_reason,
        "moved": step.moved,
        "headline": {
            "stance": after.headline.stance if after.headline else None,
            "headline_scope": after.headline.scope if after.headline else None,
        },
        "effects": [
            {
                "scope": scope,
                "was": before[scope].stance if scope in before else None,
                "now": after.cells[scope].stance,
                "rule": applied.rule.__name__,
            }
            for scope, applied in step.applied.items()
        ],
        "log": log.origin(event),
    }
