"""The questions behind `timeline`, `history` and `show`: events, each with what it did."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Entity, Role, Who, fold
from huaweiban.events import Action, Event, Scope, Stance, spread
from huaweiban.gather import Log
from huaweiban.stances import NOTHING, Headline, Position, Step, advance, readable, replay
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


class Deed(NamedTuple):
    """What is told of a step, without the positions around it, which take room.

    Each of `effects` is a scope, what was held in it, what is held now, and the rule's name.
    """

    event: Event
    moved: bool
    headline: Headline | None
    effects: tuple[tuple[Scope, Stance | None, Stance, str], ...]


class Told(Collection["EventResult"]):
    """Results, each made when it is looked at: those of a whole log take room, too."""

    def __init__(self, log: Log, deeds: Iterable[Deed]) -> None:
        self._log = log
        self._deeds = tuple(deeds)

    def __len__(self) -> int:
        return len(self._deeds)

    def __iter__(self) -> Iterator[EventResult]:
        return (_result(self._log, deed) for deed in self._deeds)

    def __contains__(self, item: object) -> bool:
        return any(each == item for each in self)


def timeline(log: Log, filters: EventFilters, limit: int | None = None) -> Told:
    """The events that the filters keep, oldest first; the newest `limit` of them."""
    about = filters.who.among(log.by_entity, log.registry)
    events = [event for entity_id in about for event in log.by_entity[entity_id]]
    steps = _interleaved(events, filters.until)
    deeds = (_deed(step) for step in steps if _kept(log, step, filters))
    return Told(log, deeds if limit is None else deque(deeds, limit))


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
    return _result(log, _deed(step))


def _deed(step: Step) -> Deed:
    before, after = step.before.cells, step.after.cells
    effects = [
        (
            scope,
            before[scope].stance if scope in before else None,
            after[scope].stance,
            rule.__name__,
        )
        for scope, rule in step.applied.items()
    ]
    return Deed(step.event, step.moved, step.after.headline, tuple(effects))


def _result(log: Log, deed: Deed) -> EventResult:
    event, word = deed.event, deed.headline
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
        "moved": deed.moved,
        "headline": {
            "stance": word.stance if word else None,
            "headline_scope": word.scope if word else None,
        },
        "effects": [
            {"scope": scope, "was": was, "now": now, "rule": rule}
            for scope, was, now, rule in deed.effects
        ],
        "log": log.origin(event),
    }
