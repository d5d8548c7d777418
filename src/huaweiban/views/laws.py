"""The question behind `laws`, and the instruments and powers of a position."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Who
from huaweiban.events import Action, Event, Scope, order, spread
from huaweiban.log import Log
from huaweiban.stances import LIMITED, Cell, Position, readable
from huaweiban.views.sources import sources_of

if TYPE_CHECKING:
    from huaweiban.laws import Law, Reach
    from huaweiban.results import InstrumentResult, LawResult, SuspensionResult, ToldResult


class LawFilters(NamedTuple):
    """Which instruments a list keeps; an empty set keeps all; those in `ids` are always kept."""

    who: Who = ANYONE
    scopes: Collection[Scope] = ()
    reaches: Collection[Reach] = ()
    ids: Collection[str] = ()


def laws(log: Log, filters: LawFilters, day: str) -> list[LawResult]:
    """The instruments proposed by an ISO day that the filters keep.

    By the name of their entity, then by the day from which they bind.
    """
    from huaweiban.laws import about, state

    meant = {row.id: row.name for row in filter(filters.who.means, log.registry.everyone())}
    kept = [
        law
        for law in log.laws.everyone()
        if (law.entity in meant or law.id in filters.ids)
        and state(law, day)
        and about(law, filters.scopes)
        and (not filters.reaches or law.reach in filters.reaches)
    ]
    kept.sort(key=lambda law: (log.registry.name(law.entity), law.binding or "", law.id))
    return _results(log, kept, day)


def named(log: Log, ids: Iterable[str], day: str) -> list[LawResult]:
    """The instruments with some ids, in that order, including withdrawn and future ones."""
    return _results(log, [law for id in ids if (law := log.laws.get(id))], day)


def _results(log: Log, kept: Sequence[Law], day: str) -> list[LawResult]:
    told: dict[str, list[Event]] = {}
    telling = (event for events in log.by_entity.values() for event in events if event.laws)
    for event in readable(telling, day):
        for id in event.laws:
            told.setdefault(id, []).append(event)
    return [_result(log, law, day, told.get(law.id, [])) for law in kept]


def _result(log: Log, law: Law, day: str, told: Iterable[Event]) -> LawResult:
    from huaweiban.laws import State, is_power, state, used

    stands = state(law, day)
    every = log.laws.everyone()
    return {
        "id": law.id,
        "entity": law.entity,
        "name": log.registry.name(law.entity),
        "title": law.title,
        "original": law.original,
        "citation": law.citation,
        "kind": law.kind,
        "reach": law.reach,
        "binds": list(law.binds),
        "scope": list(law.scope),
        "state": stands,
        "since": law.effective if stands in (State.IN_FORCE, State.SUSPENDED) else None,
        "used": used(law, every, day) if is_power(law) else None,
        "summary": law.summary,
        "articles": list(law.articles),
        "adopted": law.adopted,
        "effective": law.effective,
        "until": law.until,
        "suspended": _suspended(law),
        "under": law.under,
        "under_title": log.laws.title(law.under) if law.under else None,
        "beneath": [
            {
                "law": each.id,
                "title": each.title,
                "kind": each.kind,
                "reach": each.reach,
                "date": each.binding,
            }
            for each in sorted(every, key=lambda each: (each.binding or "", each.id))
            if each.under == law.id and state(each, day)
        ],
        "terms": [
            {
                "what": term.what,
                "date": term.date,
                "span": term.span,
                "counted_from": term.counted_from,
            }
            for term in law.terms
        ],
        "events": [_told(event) for event in told],
        "sources": sources_of(law),
        "note": law.note,
        "added": law.added,
        "modified": law.modified,
        "withdrawn": law.withdrawn,
        "withdrawn_reason": law.withdrawn_reason,
    }


def _suspended(law: Law) -> SuspensionResult | None:
    if law.suspended is None:
        return None
    return {"since": law.suspended.since, "until": law.suspended.until}


def _told(event: Event) -> ToldResult:
    return {
        "event": event.id,
        "date": event.date,
        "stance": event.stance,
        "summary": event.summary,
    }


class Legal(NamedTuple):
    """The instruments and powers of a position on a day.

    `deciding` are the instruments in force of the deciding events by scope, or if these name none,
    those of the acts in their run; `powers` those in force that were not used against Huawei.
    """

    deciding: Mapping[Scope, list[Law]]
    powers: list[Law]

    def powers_in(self, scope: Scope) -> list[Law]:
        """The unused powers in a scope."""
        return [power for power in self.powers if scope in spread(power.scope)]

    def instruments(self) -> list[InstrumentResult]:
        """Every instrument named, once, deciding ones first."""
        deciding = (law for laws in self.deciding.values() for law in laws)
        return [_in_short(law) for law in dict.fromkeys([*deciding, *self.powers])]


def legal(log: Log, entity_id: str, held: Position, day: str) -> Legal:
    """The instruments behind a position on an ISO day, and the unused powers."""
    events = readable(log.of(entity_id), day)
    deciding = {
        scope: _behind(log, [cell.began, cell.newest], day)
        or _behind(log, _acts(events, scope, cell), day)
        for scope, cell in held.cells.items()
    }
    known = log.laws.of(entity_id)
    if not known:
        return Legal(deciding, [])
    from huaweiban.laws import newest_first, unused_powers

    told = {id for event in events if _uses(event) for id in event.laws}
    powers = [power for power in unused_powers(known, day) if power.id not in told]
    return Legal(deciding, newest_first(powers))


def _behind(log: Log, deciding: Iterable[Event], day: str) -> list[Law]:
    ids = dict.fromkeys(id for event in deciding for id in event.laws)
    found = [law for id in ids if (law := log.laws.get(id))]
    if not found:
        return []
    from huaweiban.laws import in_force, most_direct

    return most_direct(law for law in found if in_force(law, day))


def _acts(events: Iterable[Event], scope: Scope, cell: Cell) -> list[Event]:
    # A run is unbroken, so events with its stance between its ends belong to it.
    return [
        event
        for event in events
        if event.laws
        and event.is_act
        and event.stance is cell.stance
        and scope in spread(event.scope)
        and order(cell.began) <= order(event) <= order(cell.newest)
    ]


def _uses(event: Event) -> bool:
    # A law that only gives a power repeats the current stance, so it is not a use of the power.
    return event.is_act and event.action is not Action.LAW and event.stance in LIMITED


def _in_short(law: Law) -> InstrumentResult:
    return {
        "law": law.id,
        "title": law.title,
        "citation": law.citation,
        "kind": law.kind,
        "reach": law.reach,
        "scope": list(law.scope),
        "adopted": law.adopted,
        "since": law.effective,
        "url": next((source.url for source in law.sources if source.url), None),
    }
