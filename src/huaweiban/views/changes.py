"""The questions behind `changes`: every change between two days, and what the log gained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.dates import eve as eve_of
from huaweiban.dates import first_day, last_day, next_day
from huaweiban.entities import ANYONE, Entity, Who
from huaweiban.errors import BUNDLED
from huaweiban.events import Event, Outcome, Scope
from huaweiban.log import Log
from huaweiban.planned import Purpose
from huaweiban.stances import Holding, Position, Step

if TYPE_CHECKING:
    from huaweiban.laws import Law
    from huaweiban.results import ChangeResult, DataChangeResult, Turn


class _Date(NamedTuple):
    """A planned date of an event."""

    event: Event
    purpose: Purpose
    date: str


def changes(log: Log, eve: str, day: str, who: Who = ANYONE) -> list[ChangeResult]:
    """Every change of each entity after one ISO day, up to another.

    They are changes of stances, planned dates and legal instruments; those of an entity are in the
    order of their days.
    """
    by_entity: dict[str, list[Law]] = {}
    # If own logs are used alone, the bundled register does not apply.
    for law in log.laws.everyone() if BUNDLED in log.labels else ():
        by_entity.setdefault(law.entity, []).append(law)
    found: list[ChangeResult] = []
    for row in filter(who.means, log.registry.everyone()):
        steps = [*_of_entity(log, row, eve, day)] if log.of(row.id) else []
        for law in by_entity.get(row.id, ()):
            steps += _of_law(row, law, eve, day)
        found += sorted(steps, key=lambda step: step["day"])
    return found


def data_changes(log: Log, version_day: str, who: Who = ANYONE) -> list[DataChangeResult]:
    """What the log gained, corrected and withdrew after an ISO day, by day, then id."""
    found: list[DataChangeResult] = []
    for row in filter(who.means, log.registry.everyone()):
        for event in log.of(row.id):
            for change, day in (
                ("added", event.added),
                ("modified", event.modified),
                ("withdrawn", event.withdrawn),
            ):
                if day is not None and day > version_day:
                    found.append(
                        {
                            "id": event.id,
                            "entity": row.id,
                            "name": row.name,
                            "change": change,  # type: ignore[typeddict-item]
                            "day": day,
                            "summary": event.summary,
                            "reason": event.withdrawn_reason if change == "withdrawn" else None,
                            "fields": [],
                        }
                    )
    return sorted(found, key=lambda each: (each["day"], each["id"], each["change"]))


def _of_entity(log: Log, row: Entity, eve: str, day: str) -> Iterator[ChangeResult]:
    by_id = {event.id: event for event in log.of(row.id)}
    for step in log.steps(row.id, day):
        if step.day > eve:
            yield from _stances(row, step)
            yield from _dates(row, step, by_id)


def _stances(row: Entity, step: Step) -> Iterator[ChangeResult]:
    first = not step.before.cells and not step.before.lapsed
    for what in (None, *Scope):
        was, now = _held(step.before, what), _held(step.after, what)
        if was != now:
            result = _result(row, step, what or "headline", "stance", "first" if first else "moved")
            result["was"], result["was_scope"] = (was.stance, was.scope) if was else (None, None)
            result["now"], result["now_scope"] = (now.stance, now.scope) if now else (None, None)
            if step.is_lapse:
                result["turn"] = "lapsed"
            yield result


def _held(position: Position, what: Scope | None) -> Holding | None:
    if what is None:
        return position.headline.holding if position.headline else None
    return Holding(position.cells[what].stance, what) if what in position.cells else None


def _dates(row: Entity, step: Step, by_id: dict[str, Event]) -> Iterator[ChangeResult]:
    event = step.event
    if step.is_lapse:
        yield _dated(row, step, _Date(event, "until", event.until or ""), "ended")
        return
    settled = by_id.get(event.follows or "")
    old = [*_planned(settled)] if settled else []
    before, after = _standing(step.before), _standing(step.after)
    known = {(each.purpose, each.date) for each in before}
    for each in after:
        if each.event is event and (each.purpose, each.date) not in known:
            moved = next((was for was in old if was.purpose == each.purpose), None)
            change = _dated(row, step, each, "set")
            if moved and event.outcome is Outcome.MOVED:
                change["turn"], change["was_date"] = "moved", moved.date
            yield change
    if old and event.outcome in (Outcome.MET, Outcome.MISSED):
        yield _dated(row, step, old[-1], "met" if event.outcome is Outcome.MET else "missed")
    gone = {(each.event.id, each.purpose) for each in after}
    for each in before:
        ahead = last_day(each.date) >= step.day and each.event.id not in step.after.outcomes
        if ahead and (each.event.id, each.purpose) not in gone:
            yield _dated(row, step, each, "dropped")


def _standing(position: Position) -> list[_Date]:
    # The planned dates of all current runs, each once.
    events: dict[str, Event] = {}
    for cell in position.cells.values():
        events |= {event.id: event for event in (*(cell.planned or ()), cell.newest)}
    return [date for event in events.values() for date in _planned(event)]


def _planned(event: Event) -> Iterator[_Date]:
    if event.effective:
        yield _Date(event, "effective", event.effective)
    if event.deadline:
        yield _Date(event, "deadline", event.deadline)
    if event.until:
        yield _Date(event, "until", event.until)


def _dated(row: Entity, step: Step, date: _Date, turn: Turn) -> ChangeResult:
    result = _result(row, step, date.purpose, "date", turn)
    gone = turn in ("ended", "dropped")
    result["was_date" if gone else "now_date"] = date.date
    result["due"], result["scope"] = date.event.what, list(date.event.scope)
    return result


def _of_law(row: Entity, law: Law, eve: str, day: str) -> Iterator[ChangeResult]:
    from huaweiban.laws import State, state

    dates = [law.adopted, law.binding, law.until]
    days = {law.first, *(last_day(date) for date in dates if date)}
    if law.suspended:
        days.add(first_day(law.suspended.since))
    ends = [law.until, law.suspended and law.suspended.until]
    days.update(next_day(last_day(date)) for date in ends if date)
    for at in sorted(each for each in days if eve < each <= day):
        was, now = state(law, eve_of(at)), state(law, at)
        if was is now or now is None:
            continue
        turn: Turn
        date: str | None
        match now:
            case State.BILL:
                turn, date = "proposed", law.adopted
            case State.ADOPTED:
                turn, date = "adopted", law.adopted
            case State.SUSPENDED:
                turn, date = "suspended", law.suspended.since if law.suspended else None
            case State.ENDED:
                turn, date = "ended", law.until
            case State.IN_FORCE:
                turn = "resumed" if was is State.SUSPENDED else "in force"
                date = at if turn == "resumed" else law.binding
        yield _law_result(row, law, turn, date or at, at)


def _law_result(row: Entity, law: Law, turn: Turn, date: str, day: str) -> ChangeResult:
    return {
        "entity": row.id,
        "name": row.name,
        "kind": row.kind,
        "what": law.id,
        "was": None,
        "was_scope": None,
        "now": None,
        "now_scope": None,
        "date": date,
        "event": None,
        "summary": law.summary,
        "change": "instrument",
        "turn": turn,
        "day": day,
        "was_date": None,
        "now_date": None,
        "due": None,
        "scope": list(law.scope),
        "law": law.id,
        "publisher": law.sources[0].publisher,
        "url": next((source.url for source in law.sources if source.url), None),
    }


def _result(row: Entity, step: Step, what: str, change: str, turn: Turn) -> ChangeResult:
    event = step.event
    sources: Iterable[str | None] = (source.url for source in event.sources)
    return {
        "entity": row.id,
        "name": row.name,
        "kind": row.kind,
        "what": what,
        "was": None,
        "was_scope": None,
        "now": None,
        "now_scope": None,
        "date": step.day if step.is_lapse else event.date,
        "event": event.id,
        "summary": event.summary,
        "change": change,  # type: ignore[typeddict-item]
        "turn": turn,
        "day": step.day,
        "was_date": None,
        "now_date": None,
        "due": None,
        "scope": list(event.scope),
        "law": None,
        "publisher": event.sources[0].publisher,
        "url": next(filter(None, sources), None),
    }
