"""The question behind `deadlines --format ics`: an entry for each planned date.

A date that was moved keeps its entry, so that a calendar that has imported an older file updates it
from a newer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from huaweiban.dates import days_between, last_day
from huaweiban.entities import ANYONE, Entity, Who
from huaweiban.events import Event, Outcome, Scope, order
from huaweiban.log import Log
from huaweiban.planned import PlannedDate, Purpose, Status, planned_dates
from huaweiban.stances import Cell, Step
from huaweiban.views.deadlines import OPEN, meets

# The day from which sequence numbers count days: that of the first events in the log.
_FIRST_ADDED = "2026-11-24"

# The id of an event, and the purpose of the date.
_Key = tuple[str, Purpose]


class Entry(NamedTuple):
    """A planned date as an entry of a calendar.

    `uid` stays the same along a chain of moved dates, `sequence` rises with each change, `changed`
    is the ISO day of the last one. `moved_from` are the earlier dates of the chain, oldest first.
    `status` is null if the date no longer applies; `told_by` is the event with its outcome.
    """

    entity: Entity
    uid: str
    sequence: int
    changed: str
    date: str
    purpose: Purpose
    event: Event
    moved_from: tuple[str, ...]
    status: Status | None
    told_by: Event | None
    cancelled: bool


class _Known(NamedTuple):
    """What is known of the planned dates of one entity on a day.

    `stands` are those that apply, `turns` has the events that removed or restored a date, oldest
    first, `heirs` the event that moved a date, `followers` all that report an outcome.
    """

    stands: Mapping[_Key, PlannedDate]
    turns: Mapping[_Key, Sequence[Event]]
    heirs: Mapping[_Key, Event]
    followers: Mapping[str, Sequence[Event]]


def entries(
    log: Log,
    day: str,
    who: Who = ANYONE,
    window: tuple[str | None, str | None] = (None, None),
    past: bool = False,
) -> list[Entry]:
    """The entries that a calendar needs on an ISO day, by date.

    They are the dates of `deadlines`, and those that no longer apply before they have come: a
    calendar may have imported them from an older file.
    """
    found = [
        entry
        for row in filter(who.means, log.registry.everyone())
        for entry in _of_entity(log, row, day)
        if _wanted(entry, day, window, past)
    ]
    return sorted(found, key=lambda each: (last_day(each.date), each.uid))


def _wanted(entry: Entry, day: str, window: tuple[str | None, str | None], past: bool) -> bool:
    # A calendar may have any date of the chain.
    dates = (*entry.moved_from, entry.date)
    ahead = any(last_day(date) >= day for date in dates)
    return (past or ahead or entry.status in OPEN) and any(meets(date, window) for date in dates)


def _of_entity(log: Log, row: Entity, day: str) -> Iterator[Entry]:
    events = sorted((e for e in log.of(row.id) if (e.not_before or e.date) <= day), key=order)
    if not any(map(_dates, events)):
        return
    known = _known(log, row, events, day)
    once: dict[tuple[object, ...], tuple[tuple[object, ...], Entry]] = {}
    for chain, purpose in _chains(events, known):
        entry = _entry(row, chain, purpose, known)
        # If several events set the same date, the one added to the log first counts.
        alike = (entry.date, purpose, entry.event.scope, entry.status, entry.cancelled)
        came = (chain[0].added, order(chain[0]))
        if alike not in once or came < once[alike][0]:
            once[alike] = came, entry
    for _, entry in once.values():
        yield entry


def _known(log: Log, row: Entity, events: Sequence[Event], day: str) -> _Known:
    held = log.position(row.id, day)
    planned = planned_dates(held, held.cells.values(), day, log.unseen)
    by_id = {event.id: event for event in events}
    heirs: dict[_Key, Event] = {}
    followers: dict[str, list[Event]] = {}
    for event in events:
        told = by_id.get(event.follows or "")
        if told:
            followers.setdefault(told.id, []).append(event)
            of = _told_of(told)
            if event.outcome is Outcome.MOVED and of in _dates(event) and not event.withdrawn:
                heirs.setdefault((told.id, of), event)
    return _Known(
        {(each.event.id, each.purpose): each for each in planned},
        _turns(log.steps(row.id, day)),
        heirs,
        followers,
    )


def _chains(events: Sequence[Event], known: _Known) -> Iterator[tuple[list[Event], Purpose]]:
    # Each chain runs from the event that set a date first to the newest whose date ever applied.
    moved = {(event.id, purpose) for (_, purpose), event in known.heirs.items()}
    for event in events:
        for purpose in _dates(event):
            if (event.id, purpose) in moved:
                continue
            chain = [event]
            while heir := known.heirs.get((chain[-1].id, purpose)):
                chain.append(heir)
            while chain and not _stood(chain[-1], purpose, known):
                chain.pop()
            if chain:
                yield chain, purpose


def _stood(event: Event, purpose: Purpose, known: _Known) -> bool:
    key = (event.id, purpose)
    # A withdrawn date never applied by this log, but did by an older one.
    return key in known.stands or key in known.turns or bool(event.withdrawn and event.stance)


def _entry(row: Entity, chain: Sequence[Event], purpose: Purpose, known: _Known) -> Entry:
    event = chain[-1]
    key, date = (event.id, purpose), _dates(event)[purpose]
    planned, turns = known.stands.get(key), known.turns.get(key, ())
    told = planned.told_by if planned else turns[-1] if turns else None
    met_early = planned and planned.status == "met" and told and told.first < last_day(date)
    spoke = [event for one in chain for event in known.followers.get(one.id, ())]
    changed = max(_changed(each) for each in (*chain, *spoke, *turns))
    # It rises with each day of the data, and within a day with each new event.
    steps = len(spoke) + len(turns) + sum(each.withdrawn is not None for each in chain)
    return Entry(
        entity=row,
        uid=f"{chain[0].id}-{purpose}",
        sequence=max(days_between(_FIRST_ADDED, changed), 0) + steps,
        changed=changed,
        date=date,
        purpose=purpose,
        event=event,
        moved_from=tuple(_dates(each)[purpose] for each in chain[:-1]),
        status=planned.status if planned else None,
        told_by=told,
        cancelled=planned is None or planned.status == "moved" or bool(met_early),
    )


def _changed(event: Event) -> str:
    return max(filter(None, (event.added, event.modified, event.withdrawn)))


def _dates(event: Event) -> dict[Purpose, str]:
    dates: dict[Purpose, str | None] = {
        "effective": event.effective,
        "deadline": event.deadline,
        "until": event.until,
    }
    return {purpose: date for purpose, date in dates.items() if date}


def _told_of(event: Event) -> Purpose:
    # An outcome is about the deadline of an event, if it has one.
    return "deadline" if event.deadline else "effective" if event.effective else "until"


def _turns(steps: Iterator[Step]) -> dict[_Key, list[Event]]:
    turns: dict[_Key, list[Event]] = {}
    holders: dict[_Key, set[Scope]] = {}
    for step in steps:
        before, after = step.before.cells, step.after.cells
        held = {key for key, scopes in holders.items() if scopes}
        for scope in {*before, *after}:
            was, now = before.get(scope), after.get(scope)
            if was is not now:
                for key in _keys(was):
                    holders[key].discard(scope)
                for key in _keys(now):
                    holders.setdefault(key, set()).add(scope)
        holds = {key for key, scopes in holders.items() if scopes}
        for key in held - holds:
            turns.setdefault(key, []).append(step.event)
        for key in (holds - held) & turns.keys():
            turns[key].append(step.event)
    return turns


def _keys(cell: Cell | None) -> Iterator[_Key]:
    if cell is None:
        return
    for event in cell.planned or ():
        yield from ((event.id, purpose) for purpose in _dates(event) if purpose != "until")
    if cell.newest.until:
        yield cell.newest.id, "until"
