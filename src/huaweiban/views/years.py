"""The ends of years, and the positions then, for `stats --by year` and the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from huaweiban.events import Event
from huaweiban.log import Log
from huaweiban.stances import NOTHING, Position


def year_ends(events: Iterable[Event], day: str) -> list[str]:
    """The last day of each year since the first event, and the ISO day itself for its year."""
    first = min((event.first for event in events if not event.withdrawn), default=day)
    return [*(f"{year}-12-31" for year in range(int(first[:4]), int(day[:4]))), day]


def at_ends(log: Log, entity_id: str, ends: Sequence[str]) -> list[Position]:
    """The position of one entity on each of some ascending days."""
    # The steps up to a day are the first of those up to a later day, so one replay serves all.
    found: list[Position] = []
    now = NOTHING
    for step in log.steps(entity_id, ends[-1]):
        while step.day > ends[len(found)]:
            found.append(now)
        now = step.after
    return found + [now] * (len(ends) - len(found))
