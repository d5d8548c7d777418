"""The question behind `deadlines`: which planned dates are ahead, and what became of the others.

Terms of instruments that run from a future act have no date, and come at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.dates import days_between, last_day
from huaweiban.entities import ANYONE, Entity, Who
from huaweiban.events import Event, Outcome
from huaweiban.log import Log
from huaweiban.planned import PlannedDate, planned_dates

if TYPE_CHECKING:
    from huaweiban.laws import Law, Term
    from huaweiban.results import DeadlineResult


# Dates ahead, and announced ends beyond what the log covers.
OPEN = ("ahead", "unseen")


def deadlines(
    log: Log,
    day: str,
    who: Who = ANYONE,
    window: tuple[str | None, str | None] = (None, None),
    past: bool = False,
) -> list[DeadlineResult]:
    """Planned dates that apply on an ISO day, by date: those ahead, or also those that passed.

    `window` limits them (ISO days), and omits terms without a date. A date that several events set
    is listed once.
    """
    found: dict[tuple[object, ...], DeadlineResult] = {}
    for row in filter(who.means, log.registry.everyone()):
        held = log.position(row.id, day)
        by_id = {event.id: event for event in log.of(row.id)}
        for each in planned_dates(held, held.cells.values(), day, log.unseen):
            if not (past or each.status in OPEN) or not meets(each.date, window):
                continue
            due = _result(row, each, day, by_id)
            alike = (row.id, each.date, each.purpose, each.event.scope, each.status)
            first = found.setdefault(alike, due)
            if first is not due:
                first["repeated_by"].append(each.event.id)
    order = sorted(found.values(), key=lambda due: (due["event"] or "", due["purpose"]))
    dated = sorted(order, key=lambda due: last_day(due["date"] or ""))
    return dated if any(window) else dated + waiting(log, day, who)


def waiting(log: Log, day: str, who: Who = ANYONE) -> list[DeadlineResult]:
    """Terms of instruments in force on an ISO day that run from a future act, by entity."""
    from huaweiban.laws import in_force

    return [
        _term(row, law, term)
        for row in filter(who.means, log.registry.everyone())
        for law in log.laws.of(row.id)
        if in_force(law, day)
        for term in law.terms
        if term.waits
    ]


def _term(row: Entity, law: Law, term: Term) -> DeadlineResult:
    return {
        "entity": row.id,
        "name": row.name,
        "date": None,
        "purpose": "term",
        "what": term.what,
        "scope": list(law.scope),
        "stance": None,
        "status": "waiting",
        "days": None,
        "event": None,
        "law": law.id,
        "span": term.span,
        "counted_from": term.counted_from,
        "repeated_by": [],
        "told_by": None,
        "moved_from": None,
        "moved_by": None,
        "disputed": None,
        "summary": law.summary,
    }


def meets(date: str, window: tuple[str | None, str | None]) -> bool:
    """Whether the last possible day of a date is within bounds (ISO days; null: open)."""
    since, until = window
    return (since or "") <= last_day(date) and (until is None or last_day(date) <= until)


def _result(row: Entity, each: PlannedDate, day: str, by_id: dict[str, Event]) -> DeadlineResult:
    event = each.event
    moved = by_id.get(event.follows or "") if event.outcome is Outcome.MOVED else None
    return {
        "entity": row.id,
        "name": row.name,
        "date": each.date,
        "purpose": each.purpose,
        "what": event.what,
        "scope": list(event.scope),
        "stance": event.stance,
        "status": each.status,
        "days": days_between(day, last_day(each.date)),
        "event": event.id,
        "law": None,
        "span": None,
        "counted_from": None,
        "repeated_by": [],
        "told_by": each.told_by.id if each.told_by else None,
        "moved_from": (moved.deadline or moved.effective) if moved else None,
        "moved_by": event.id if moved else None,
        "disputed": event.disputed,
        "summary": event.summary,
    }
