"""List what should be looked at again, most urgent first: python tools/vigil.py [--events N].

Countries, and operators that have at least N events (4 without the option). A line has the urgency,
the entity, the reason, the event to start from, and when the entity was last looked at: the day of
the newest addition or correction, or the month of a search that found nothing. The urgencies are:

1  a planned date has passed and no outcome is on record
2  an announced end is beyond what the log covers
3  a draft or bill has no result: neither adopted nor dropped
4  the headline has a caution: weak, disputed or old
5  nobody has looked for a year

Entities are sorted by their most urgent line; the longest overdue comes first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from huaweiban.clock import today
from huaweiban.dates import before, days_between, last_day
from huaweiban.entities import Entity, Kind, Role
from huaweiban.events import Action, Stance
from huaweiban.evidence import Caution, evidence
from huaweiban.log import Log, Logs, Opener
from huaweiban.planned import planned_dates
from huaweiban.stances import Position

LEAST_EVENTS = 4
LOOKED_EVERY = "1y"


class Due(NamedTuple):
    """Something to be looked at again: `since` is the ISO day from which it has been due."""

    urgency: int
    since: str
    entity: Entity
    why: str
    event: str
    looked: str


def vigil(log: Log, day: str, least: int = LEAST_EVENTS) -> list[Due]:
    """What is due on an ISO day, most urgent first; lines of an entity stay together."""
    each = [
        sorted(_of_entity(log, row, day), key=lambda due: due[:2])
        for row in log.registry.everyone()
        if row.kind is Kind.COUNTRY or (row.role is Role.OPERATOR and len(log.of(row.id)) >= least)
    ]
    found = sorted(filter(None, each), key=lambda dues: (*dues[0][:2], dues[0].entity.id))
    return [due for dues in found for due in dues]


def _of_entity(log: Log, row: Entity, day: str) -> Iterator[Due]:
    held, looked = log.position(row.id, day), _looked(log, row)

    def due(urgency: int, since: str, why: str, event: str) -> Due:
        return Due(urgency, since, row, why, event, looked)

    told: set[tuple[str, str]] = set()
    for date in planned_dates(held, held.cells.values(), day, log.unseen):
        since, what = last_day(date.date), date.event.what or date.event.summary
        over = days_between(since, day)
        # A rule with a day of effect is in force from then on, unless the log says otherwise.
        if date.status == "passed" and date.purpose == "deadline":
            if (date.date, what) not in told:
                yield due(1, since, f"deadline {date.date} passed: {what}", date.event.id)
            told.add((date.date, what))
        elif date.status == "unseen" and over > 0:
            yield due(2, since, f"ended {date.date} as announced: {what}", date.event.id)
    yield from (
        due(3, last, f"draft without an end, {scopes}: {summary}", id)
        for id, (last, scopes, summary) in _drafts(held).items()
    )
    yield from (due(4, *each) for each in _cautions(log, held, day))
    if looked and last_day(looked) < before(day, LOOKED_EVERY):
        yield due(5, last_day(looked), "nobody has looked for a year", "")


def _drafts(held: Position) -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for scope, cell in held.cells.items():
        draft = cell.newest
        open_still = cell.stance is Stance.UNDECIDED and draft.action is Action.PROPOSAL
        if open_still and not draft.until:
            _, scopes, _ = found.get(draft.id, ("", "", ""))
            both = ", ".join(filter(None, [scopes, scope]))
            found[draft.id] = draft.last, both, draft.summary
    return found


def _cautions(log: Log, held: Position, day: str) -> Iterator[tuple[str, str, str]]:
    if held.headline is None or held.newest is None:
        return
    rests = evidence(held.headline.stance, held.deciding, day, log.unseen)
    # An end beyond what the log covers is due by itself.
    cautions = [each for each in rests.cautions if each is not Caution.END_UNSEEN]
    if cautions:
        newest = held.newest
        why = f"{held.headline.stance} ({held.headline.scope}) is {', '.join(cautions)}"
        yield newest.last, f"{why}, last confirmed {newest.date}", newest.id


def _looked(log: Log, row: Entity) -> str:
    days = [day for event in log.of(row.id) for day in (event.added, event.modified) if day]
    searched = [row.nothing_found, row.searched]
    return max(filter(None, [*days, *searched]), default="")


def main() -> int:
    least = LEAST_EVENTS
    match sys.argv[1:]:
        case []:
            pass
        case ["--events", number] if number.isdecimal():
            least = int(number)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    day = today()
    for due in vigil(Opener(Logs()).everything(), day, least):
        overdue = f"{days_between(due.since, day)} days"
        looked = f"looked {due.looked}" if due.looked else "never looked"
        name = f"{due.entity.name} ({due.entity.id})"
        print(due.urgency, overdue, name, due.why, due.event, looked, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
