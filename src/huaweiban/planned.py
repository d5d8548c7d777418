"""Planned dates: when a rule takes effect, what is due by when, when something ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from huaweiban.dates import last_day
from huaweiban.events import Event, Outcome
from huaweiban.stances import Cell, Position

Purpose = Literal["effective", "deadline", "until"]
Status = Literal["ahead", "passed", "met", "missed", "moved", "unseen"]


class PlannedDate(NamedTuple):
    """A date that an event set. `told_by` is the later event that reports its outcome."""

    date: str
    purpose: Purpose
    event: Event
    status: Status
    told_by: Event | None


def planned_dates(
    position: Position, cells: Iterable[Cell], day: str, unseen: Collection[str] = ()
) -> list[PlannedDate]:
    """Every planned date of the runs in `cells`, as it looks on an ISO day, by date.

    A run can end only on the day that its newest event announced. `unseen` are the ids of events
    whose announced end lies beyond what the log covers.
    """
    cells = list(cells)
    events = dict.fromkeys(event for cell in cells for event in cell.planned or ())
    dates = [date for event in events for date in _of(event, position, day)]
    for event in dict.fromkeys(cell.newest for cell in cells):
        if event.until:
            over = last_day(event.until) < day
            status: Status = "ahead" if not over else "unseen" if event.id in unseen else "passed"
            dates.append(PlannedDate(event.until, "until", event, status, None))
    return sorted(dates, key=lambda planned: (last_day(planned.date), planned.event.id))


def deadline(dates: Iterable[PlannedDate]) -> str | None:
    """The next deadline ahead among dates in order, else the last that was not moved.

    This is the deadline shown for a headline or a scope.
    """
    found = [each for each in dates if each.purpose == "deadline" and each.status != "moved"]
    ahead = [each for each in found if each.status == "ahead"]
    shown = ahead[0] if ahead else (found[-1] if found else None)
    return shown.date if shown else None


def _of(event: Event, position: Position, day: str) -> list[PlannedDate]:
    told = position.outcomes.get(event.id)
    # An outcome is about the deadline; about the day of effect only if there is no deadline.
    found: list[PlannedDate] = []
    if event.effective:
        binding = last_day(event.effective) <= day
        told_here = None if event.deadline else told
        found.append(_date(event.effective, "effective", event, binding, told_here))
    if event.deadline:
        over = last_day(event.deadline) < day
        found.append(_date(event.deadline, "deadline", event, over, told))
    return found


def _date(date: str, purpose: Purpose, event: Event, over: bool, told: Event | None) -> PlannedDate:
    if told is None or told.outcome is None:
        return PlannedDate(date, purpose, event, "passed" if over else "ahead", None)
    return PlannedDate(date, purpose, event, _STATUS[told.outcome], told)


_STATUS: dict[Outcome, Status] = {
    Outcome.MOVED: "moved",
    Outcome.MET: "met",
    Outcome.MISSED: "missed",
    Outcome.SETTLED: "met",
}
