"""The ends of years, and what was held at each: what `stats --by year` and the page show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from huaweiban.events import Event
from huaweiban.stances import Headline, readable, replay


def year_ends(events: Iterable[Event], day: str) -> list[str]:
    """The last day of each year since the first event, and the ISO day itself for its year."""
    first = min((event.first for event in events if not event.withdrawn), default=day)
    return [*(f"{year}-12-31" for year in range(int(first[:4]), int(day[:4]))), day]


def at_ends(events: Iterable[Event], ends: Sequence[str]) -> list[Headline | None]:
    """The headline of one entity, from its events in any order, at each of some rising days."""
    # A point in time is a prefix of the log, so one replay passes every end.
    found: list[Headline | None] = []
    now: Headline | None = None
    for step in replay(readable(events, ends[-1])):
        while step.event.first > ends[len(found)]:
            found.append(now)
        now = step.after.headline
    return found + [now] * (len(ends) - len(found))
