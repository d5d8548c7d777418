"""The question behind `deadlines`: which planned dates are ahead, and what became of the others."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from huaweiban.dates import days_between, last_day
from huaweiban.entities import Entity
from huaweiban.events import Event, Outcome
from huaweiban.gather import Log
from huaweiban.planned import PlannedDate, planned_dates
from huaweiban.stances import position

if TYPE_CHECKING:
    from huaweiban.results import DueResult


def deadlines(
    log: Log,
    day: str,
    entities: Collection[str] | None = None,
    until: str | None = None,
    past: bool = False,
) -> list[DueResult]:
    """Planned dates that stand on an ISO day, by date: those ahead (up to `until`), or all."""
    found: list[DueResult] = []
    for row in log.registry.everyone():
        if entities is not None and row.id not in entities:
            continue
        events = log.of(row.id)
        held = position(events, day)
        by_id = {event.id: event for event in events}
        for each in planned_dates(held, held.cells.values(), day):
            ahead = each.status == "ahead" and (until is None or last_day(each.date) <= until)
            if ahead or (past and each.status != "ahead"):
                found.append(_result(row, each, day, by_id))
    return sorted(found, key=lambda due: (last_day(due["date"]), due["event"], due["purpose"]))


def _result(row: Entity, each: PlannedDate, day: str, by_id: dict[str, Event]) -> DueResult:
    event = each.event
    moved = by_id.get(event.follows or "") if event.outcome is Outcome.MOVED else None
    return {
        "entity": row.id,
        "name": row.name,
        "date": each.date,
        "purpose": each.purpose,
        "scope": list(event.scope),
        "stance": event.stance,
        "status": each.status,
        "days": days_between(day, last_day(each.date)),
        "event": event.id,
        "told_by": each.told_by.id if each.told_by else None,
        "moved_from": (moved.deadline or moved.effective) if moved else None,
        "moved_by": event.id if moved else None,
        "summary": event.summary,
    }
