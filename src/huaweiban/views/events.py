"""The questions behind `timeline`, `history` and `show`: events, each with its effect."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import merge
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Entity, Role, Who, fold
from huaweiban.events import Action, Event, Scope, Stance, order, spread
from huaweiban.log import Log
from huaweiban.stances import NOTHING, Step
from huaweiban.views.sources import sources_of

if TYPE_CHECKING:
    from huaweiban.results import EffectResult, EventResult, HeadlineResult, LapseResult

FOREVER = "9999-12-31"


class EventFilters(NamedTuple):
    """Which events a list keeps; an empty set keeps all. Days are ISO, both ends included.

    `near` keeps the events of an entity, of its operators, and those that name it.
    """

    since: str = "0000-01-01"
    until: str = FOREVER
    who: Who = ANYONE
    stances: Collection[Stance] = ()
    scopes: Collection[Scope] = ()
    actions: Collection[Action] = ()
    moved_only: bool = False
    words: tuple[str, ...] = ()
    near: Entity | None = None


def timeline(log: Log, filters: EventFilters, limit: int | None = None) -> list[EventResult]:
    """The events that the filters keep, oldest first; the newest `limit` of them."""
    near = filters.near and _near(log, filters.near)
    about = log.by_entity if near else filters.who.among(log.by_entity, log.registry)
    steps = _interleaved(log, about, filters.until)
    results = _results(
        log, steps, lambda entered, lapsed: _kept(log, entered, lapsed, filters, near or ())
    )
    return results if limit is None else results[-limit:]


def of_one(entity: Entity, day: str, related: bool = False) -> EventFilters:
    """The filters for every event of one entity up to an ISO day.

    With `related`, also the events of others that name it, and those of its operators.
    """
    if related:
        return EventFilters(until=day, near=entity)
    return EventFilters(until=day, who=Who(named={entity.id}))


def _near(log: Log, entity: Entity) -> set[str]:
    at_home = {
        row.id
        for row in log.registry.everyone()
        if row.home == entity.id and row.role is Role.OPERATOR
    }
    return {entity.id, *at_home}


def shown(log: Log, entity_id: str, event_id: str) -> EventResult | None:
    """One event of an entity with its effect, even if it was withdrawn."""
    steps = (step for step in log.steps(entity_id, FOREVER) if step.event.id == event_id)
    if found := _results(log, steps):
        return found[0]
    event = next((event for event in log.of(entity_id) if event.id == event_id), None)
    return _inert(log, event) if event else None


def _interleaved(log: Log, entity_ids: Iterable[str], day: str) -> Iterator[Step]:
    # Entities do not affect each other, so their steps can be merged as they come.
    each = (log.steps(entity_id, day) for entity_id in entity_ids)
    return merge(*each, key=lambda step: (step.day, step.is_lapse, order(step.event)))


def _results(
    log: Log,
    steps: Iterable[Step],
    keeps: Callable[[Step, Step | None], bool] | None = None,
) -> list[EventResult]:
    # An event is listed once, where it began; its lapse is part of it.
    entered: list[Step] = []
    lapsed: dict[str, Step] = {}
    for step in steps:
        if step.is_lapse:
            lapsed[step.event.id] = step
        else:
            entered.append(step)
    return [
        result(log, step, lapsed.get(step.event.id))
        for step in entered
        if keeps is None or keeps(step, lapsed.get(step.event.id))
    ]


def _inert(log: Log, event: Event) -> EventResult:
    return result(log, Step(event, event.first, {}, NOTHING, NOTHING))


def _kept(
    log: Log, step: Step, lapsed: Step | None, filters: EventFilters, near: Collection[str]
) -> bool:
    event = step.event
    return (
        (filters.near is None or event.entity in near or filters.near.id in event.related)
        and
        # If the text of a date does not sort before a day, none of its own days does.
        (
            event.date >= filters.since
            or event.last >= filters.since
            or (lapsed is not None and lapsed.day >= filters.since)
        )
        and (not filters.stances or event.stance in filters.stances)
        and (not filters.actions or event.action in filters.actions)
        and (not filters.scopes or bool({*spread(event.scope)} & {*spread(filters.scopes)}))
        and (step.moved or (lapsed and lapsed.moved) or not filters.moved_only)
        and (not filters.words or _matches(log, event, filters.words))
    )


def _matches(log: Log, event: Event, words: Iterable[str]) -> bool:
    texts = [event.id, log.registry.name(event.entity), event.summary, event.note or ""]
    texts += [part or "" for source in event.sources for part in (source.publisher, source.title)]
    text = " ".join(fold(word) for word in " ".join(texts).split())
    return all(fold(word) in text for word in words)


def result(log: Log, step: Step, lapsed: Step | None = None) -> EventResult:
    """One event with its effect, as plain data; `lapsed` is the step at its announced end."""
    event = step.event
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
        "what": event.what,
        "until": event.until,
        "follows": event.follows,
        "outcome": event.outcome,
        "laws": list(event.laws),
        "law_titles": [log.laws.title(id) for id in event.laws],
        "disputed": event.disputed,
        "sources": sources_of(event),
        "note": event.note,
        "added": event.added,
        "modified": event.modified,
        "withdrawn": event.withdrawn,
        "withdrawn_reason": event.withdrawn_reason,
        "moved": step.moved,
        "headline": _headline(step),
        "effects": _effects(step),
        "lapse": _lapse(lapsed) if lapsed else None,
        "log": log.origin(event),
    }


def _lapse(step: Step) -> LapseResult:
    return {
        "day": step.day,
        "moved": step.moved,
        "headline": _headline(step),
        "effects": _effects(step),
    }


def _headline(step: Step) -> HeadlineResult:
    now = step.after.headline
    return {
        "stance": now.stance if now else None,
        "headline_scope": now.scope if now else None,
    }


def _effects(step: Step) -> list[EffectResult]:
    before, after = step.before.cells, step.after.cells
    return [
        {
            "scope": scope,
            "was": before[scope].stance if scope in before else None,
            "now": after[scope].stance if scope in after else None,
            "rule": applied.rule.__name__,
        }
        for scope, applied in step.applied.items()
    ]
