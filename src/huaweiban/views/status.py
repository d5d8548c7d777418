"""The question behind `status`: the position of an entity on a day, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Entity, Who
from huaweiban.events import Event, Scope, Stance, spread
from huaweiban.evidence import evidence
from huaweiban.log import Log, no_position
from huaweiban.planned import PlannedDate, deadline, planned_dates
from huaweiban.stances import LIMITED, Position, readable
from huaweiban.views.laws import Legal, legal
from huaweiban.views.sources import sources_of

if TYPE_CHECKING:
    from huaweiban.explain import Verdict
    from huaweiban.results import (
        ElsewhereResult,
        EvidenceResult,
        LapsedResult,
        PartResult,
        PassedOver,
        PlannedResult,
        ScopeReason,
        ScopeResult,
        SearchedResult,
        StatusResult,
        Why,
    )


class Filters(NamedTuple):
    """Which entities a list keeps; an empty set keeps all."""

    who: Who = ANYONE
    stances: Collection[Stance] = ()
    scopes: Collection[Scope] = ()
    unknown_too: bool = False
    # Also those without a position in the scopes asked about.
    everyone: bool = False


def statuses(
    log: Log,
    entities: Iterable[Entity],
    filters: Filters,
    day: str,
    why: bool = False,
    asked: Mapping[str, list[str]] = MappingProxyType({}),
) -> list[StatusResult]:
    """The entities that the filters keep, in the order given, each with its position.

    `asked` has by id the names that were given for each.
    """
    found: list[StatusResult] = []
    for entity in entities:
        if filters.who.means(entity):
            held = log.position(entity.id, day)
            if _held(held, filters):
                result = status(log, entity, held, day, why, filters.scopes)
                result["asked"] = asked.get(entity.id, [])
                found.append(result)
    return found


def left_out(
    log: Log, entities: Iterable[Entity], filters: Filters, day: str, limited: bool = False
) -> dict[Entity, str]:
    """Why the filters omit some of the entities.

    `limited` says that not all evidence counts.
    """
    found: dict[Entity, str] = {}
    for entity in entities:
        held = log.position(entity.id, day)
        if not filters.who.means(entity):
            found[entity] = "not of the kind, role or group asked for"
        elif not _held(held, filters):
            known = any(cell in held.cells for cell in spread(filters.scopes or Scope))
            place = f" in {', '.join(filters.scopes)}" if filters.scopes else ""
            word = f"not {' or '.join(filters.stances)}" if known else no_position(limited)
            found[entity] = f"{word}{place}"
    return found


def status(
    log: Log,
    entity: Entity,
    held: Position,
    day: str,
    why: bool,
    scopes: Collection[Scope] = (),
) -> StatusResult:
    """The position of an entity on an ISO day, as plain data.

    `scopes` limits only the evidence to events about these; all else is about the headline.
    """
    newest, deciding = held.newest, held.decided_by
    cells, word = held.cells, held.headline
    dates = planned_dates(held, cells.values(), day, log.unseen)
    rests = evidence(word.stance, held.deciding, day, log.unseen) if word else None
    law = legal(log, entity.id, held, day)
    return {
        "entity": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "role": entity.role,
        "home": entity.home,
        "part_of": _part_of(log, entity),
        "alpha3": entity.alpha3,
        "numeric": entity.numeric,
        "stance": word.stance if word else None,
        "headline_scope": word.scope if word else None,
        "elsewhere": _elsewhere(held),
        "since": word.began.date if word else None,
        "confirmed": newest.date if newest else None,
        "certain": _certain([*deciding, word.began], day) if word else None,
        "basis": rests.basis if rests else None,
        "publishers": rests.publishers if rests else 0,
        "cautions": list(rests.cautions) if rests else [],
        "action": newest.action if newest else None,
        "actor": newest.actor if newest else None,
        "deadline": deadline(planned_dates(held, held.deciding, day, log.unseen)),
        "deadlines": _once(planned_result(each) for each in dates),
        "decided_by": [event.id for event in deciding],
        "evidence": [_evidence(event) for event in _deciding(held, scopes)],
        "context": _newest_context(log.of(entity.id), day),
        "scopes": {scope: _scope(log, held, scope, day, law) for scope in Scope if scope in cells},
        "lapsed": {scope: _lapsed(event) for scope, event in held.lapsed.items()},
        "powers": [power.id for power in law.powers],
        "instruments": law.instruments(),
        "nothing_found": entity.nothing_found,
        "searched": _searched(entity),
        "why": _why(log, entity, held, day) if why else None,
        "asked": [],
    }


def planned_result(planned: PlannedDate) -> PlannedResult:
    """A planned date as plain data."""
    return {
        "date": planned.date,
        "purpose": planned.purpose,
        "what": planned.event.what,
        "scope": list(planned.event.scope),
        "status": planned.status,
        "event": planned.event.id,
        "told_by": planned.told_by.id if planned.told_by else None,
    }


def _held(held: Position, filters: Filters) -> bool:
    if filters.everyone and not filters.stances:
        return True
    if held.headline is None:
        return filters.unknown_too and not filters.stances and not filters.scopes
    if not filters.scopes:
        return not filters.stances or held.headline.stance in filters.stances
    asked = [held.cells[cell] for cell in spread(filters.scopes) if cell in held.cells]
    return any(not filters.stances or cell.stance in filters.stances for cell in asked)


def _elsewhere(held: Position) -> list[ElsewhereResult]:
    spoken = spread([held.headline.scope]) if held.headline else ()
    return [
        {"scope": scope, "stance": held.cells[scope].stance}
        for scope in Scope
        if scope in held.cells and scope not in spoken and held.cells[scope].stance in LIMITED
    ]


def _certain(deciding: Iterable[Event], day: str) -> bool:
    return all(event.last <= day for event in deciding)


def _part_of(log: Log, entity: Entity) -> PartResult | None:
    if entity.part_of is None:
        return None
    return {"entity": entity.part_of, "name": log.registry.name(entity.part_of)}


def _lapsed(event: Event) -> LapsedResult:
    assert event.stance and event.until, "only a stance with an announced end lapses"
    return {"stance": event.stance, "until": event.until, "event": event.id}


def _searched(entity: Entity) -> SearchedResult | None:
    if entity.searched is None:
        return None
    return {
        "month": entity.searched,
        "words": entity.searched_words or "",
        "found": bool(entity.searched_found),
    }


def _scope(log: Log, held: Position, scope: Scope, day: str, law: Legal) -> ScopeResult:
    cell = held.cells[scope]
    dates = planned_dates(held, [cell], day, log.unseen)
    rests = evidence(cell.stance, [cell], day, log.unseen)
    deciding = list(dict.fromkeys([cell.began, cell.newest]))
    return {
        "stance": cell.stance,
        "since": cell.began.date,
        "confirmed": cell.newest.date,
        "certain": _certain([cell.began, cell.newest], day),
        "basis": rests.basis,
        "publishers": rests.publishers,
        "cautions": list(rests.cautions),
        "disputed": cell.newest.disputed or cell.began.disputed,
        "action": cell.newest.action,
        "deadline": deadline(dates),
        "deadlines": _once(planned_result(each) for each in dates),
        "decided_by": [event.id for event in deciding],
        "actions": [event.action for event in deciding],
        "laws": [each.id for each in law.deciding[scope]],
        "powers": [each.id for each in law.powers_in(scope)],
    }


def _once(dates: Iterable[PlannedResult]) -> list[PlannedResult]:
    # If several events set the same date, the first one counts.
    alike = {(d["date"], d["purpose"], *d["scope"], d["status"]): d for d in reversed([*dates])}
    return [*reversed(alike.values())]


def _deciding(held: Position, scopes: Collection[Scope]) -> Iterable[Event]:
    if not scopes:
        return held.decided_by
    asked = [held.cells[cell] for cell in spread(scopes) if cell in held.cells]
    return dict.fromkeys(event for cell in asked for event in (cell.began, cell.newest))


def _evidence(event: Event) -> EvidenceResult:
    return {
        "event": event.id,
        "date": event.date,
        "actor": event.actor,
        "action": event.action,
        "summary": event.summary,
        "sources": sources_of(event),
    }


def _newest_context(events: Iterable[Event], day: str) -> EvidenceResult | None:
    context = readable((event for event in events if event.stance is None), day)
    return _evidence(context[-1]) if context else None


def _why(log: Log, entity: Entity, held: Position, day: str) -> Why:
    from huaweiban import explain

    rule, words = explain.headline_reason(held)
    scopes: dict[Scope, ScopeReason] = {
        verdict.scope: _verdict(verdict)
        for verdict in explain.verdicts(log.of(entity.id), day, log.unseen)
    }
    began = held.headline.began.id if held.headline else None
    return {
        "scopes": scopes,
        "headline_rule": rule,
        "headline_words": words,
        "headline_event": began,
    }


def _verdict(verdict: Verdict) -> ScopeReason:
    from huaweiban.explain import WORDS, reason_of

    assert verdict.decider.stance is not None
    passed: list[PassedOver] = [
        {
            "event": event.id,
            "date": event.date,
            "stance": event.stance,
            "reason": reason,
            "words": WORDS[reason],
        }
        for event, reason in verdict.passed_over
    ]
    return {
        "stance": verdict.decider.stance,
        "event": verdict.decider.id,
        "rule": verdict.rule.__name__,
        "words": reason_of(verdict.rule),
        "passed_over": passed,
    }
