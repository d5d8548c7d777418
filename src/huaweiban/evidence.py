"""What a stance rests on: the strongest action behind it, how many publishers, what cautions.

docs/codebook.md ("Evidence") gives each rule with its reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from huaweiban.dates import before, last_day
from huaweiban.events import STRENGTH, Action, Event, Stance, order
from huaweiban.stances import Cell

# A permission or an open question that was last confirmed longer ago than this is old.
OLD_AFTER = "5y"


class Caution(StrEnum):
    """Why an answer deserves a second look."""

    WEAK = "weak"
    OLD = "old"
    DISPUTED = "disputed"
    END_UNSEEN = "end-unseen"


class Evidence(NamedTuple):
    """The evidence behind the runs of some cells."""

    basis: Action
    publishers: int
    cautions: tuple[Caution, ...]


def evidence(
    stance: Stance, cells: Collection[Cell], day: str, unseen: Collection[str] = ()
) -> Evidence:
    """The evidence for a stance that rests on cells, at least one, on an ISO day.

    `unseen` are the ids of events whose announced end lies beyond what the log covers.
    """
    basis = max((cell.basis for cell in cells), key=STRENGTH.__getitem__)
    deciding = {event.id: event for cell in cells for event in (cell.began, cell.newest)}
    newest = max((cell.newest for cell in cells), key=order)
    found = {
        Caution.WEAK: STRENGTH[basis] < STRENGTH[Action.STATEMENT],
        Caution.OLD: stance in (Stance.PERMITTED, Stance.UNDECIDED)
        and newest.last < before(day, OLD_AFTER),
        Caution.DISPUTED: any(event.disputed for event in deciding.values()),
        Caution.END_UNSEEN: any(ended_unseen(cell, day, unseen) for cell in cells),
    }
    return Evidence(
        basis,
        len(_publishers(deciding.values())),
        tuple(caution for caution in Caution if found[caution]),
    )


def ended_unseen(cell: Cell, day: str, unseen: Collection[str]) -> bool:
    """Whether a run has ended as announced, beyond what the log covers."""
    until = cell.newest.until
    return until is not None and cell.newest.id in unseen and last_day(until) < day


def _publishers(events: Iterable[Event]) -> set[str]:
    return {source.publisher for event in events for source in event.sources}
