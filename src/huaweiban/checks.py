"""What the schema cannot say about a log: each check yields problems, and its docstring says why.

A check sees a Ledger: every event with its place, the registry, and events of other logs that
count as known (the bundled ones, beside an own log).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from huaweiban.dates import days_between, last_day
from huaweiban.entities import Catalogue
from huaweiban.events import Event, Scope, order, spread
from huaweiban.problems import OwnLog, Problem

SUMMARY_LIMIT = 240
HASTY_DAYS = 7


class Placed(NamedTuple):
    """An event and where it stands."""

    file: str
    line: int
    event: Event

    def problem(self, field: str | None, text: str) -> Problem:
        """A problem of this event's."""
        return Problem(self.file, self.line, field, text)


class Ledger(NamedTuple):
    """What is checked, and what it is held against; `today` is an ISO day or null."""

    placed: Sequence[Placed]
    registry: Catalogue
    beside: Sequence[Event]
    today: str | None


def check_events(
    logs: Iterable[OwnLog],
    registry: Catalogue,
    beside: Sequence[Event] = (),
    today: str | None = None,
) -> list[Problem]:
    """Every problem of the logs' events, by file and line."""
    placed = [Placed(log.file, line, event) for log in logs for line, event in log.events]
    ledger = Ledger(placed, registry, beside, today)
    found = [problem for check in CHECKS for problem in check(ledger)]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def unique_ids(ledger: Ledger) -> Iterator[Problem]:
    """An id is an event's name for ever, so no two events share one."""
    seen = {event.id: "the bundled log" for event in ledger.beside}
    for each in ledger.placed:
        if where := seen.get(each.event.id):
            yield each.problem("id", f"{each.event.id!r} stands in {where} already")
        seen[each.event.id] = f"{each.file}:{each.line}"


def known_entities(ledger: Ledger) -> Iterator[Problem]:
    """An event is of an entity that the registry knows, and names only such entities."""
    get = ledger.registry.get
    for each in ledger.placed:
        if get(each.event.entity) is None:
            yield each.problem("entity", f"{each.event.entity!r} is not in the registry")
        for other in each.event.related:
            if get(other) is None:
                yield each.problem("related", f"{other!r} is not in the registry")


def stance_has_scope(ledger: Ledger) -> Iterator[Problem]:
    """A stance is always about something."""
    for each in ledger.placed:
        if each.event.stance and not each.event.scope:
            yield each.problem("scope", f"a stance ({each.event.stance}) needs a scope")


def possible_days(ledger: Ledger) -> Iterator[Problem]:
    """`not_before` and `not_after` narrow a vague date and leave it at least one day."""
    for each in ledger.placed:
        event = each.event
        if len(event.date) == 10 and (event.not_before or event.not_after):
            yield each.problem("date", "an exact day needs no not_before or not_after")
        elif event.first > event.last:
            yield each.problem("date", f"no day lies between {event.first} and {event.last}")


def not_in_the_future(ledger: Ledger) -> Iterator[Problem]:
    """The log tells what happened; what is planned goes into `effective` and `deadline`."""
    for each in ledger.placed:
        if ledger.today and each.event.first > ledger.today:
            yield each.problem("date", f"{each.event.date} lies in the future")


def deadline_after_date(ledger: Ledger) -> Iterator[Problem]:
    """A removal deadline cannot lie before the event that sets it."""
    for each in ledger.placed:
        if each.event.deadline and last_day(each.event.deadline) < each.event.first:
            yield each.problem("deadline", f"{each.event.deadline} lies before the event")


def has_sources(ledger: Ledger) -> Iterator[Problem]:
    """No event without a source, and none named twice."""
    for each in ledger.placed:
        sources = each.event.sources
        if not sources:
            yield each.problem("sources", "an event needs a source")
        if len(set(sources)) < len(sources):
            yield each.problem("sources", "the same source stands there twice")


def short_summary(ledger: Ledger) -> Iterator[Problem]:
    """A summary is one or two plain sentences."""
    for each in ledger.placed:
        if (length := len(each.event.summary)) > SUMMARY_LIMIT:
            yield each.problem("summary", f"{length} characters; at most {SUMMARY_LIMIT}")


def outcome_follows(ledger: Ledger) -> Iterator[Problem]:
    """`follows` and `outcome` go together and name an earlier planned date of the same entity."""
    known = {event.id: event for event in ledger.beside}
    known.update((each.event.id, each.event) for each in ledger.placed)
    for each in ledger.placed:
        event = each.event
        if (event.follows is None) != (event.outcome is None):
            yield each.problem("follows", "follows and outcome go together")
        if event.follows is None:
            continue
        target = known.get(event.follows)
        if target is None:
            yield each.problem("follows", f"{event.follows!r} is not in the log")
        elif target.entity != event.entity:
            yield each.problem("follows", f"{event.follows!r} is another entity's")
        elif not (target.deadline or target.effective):
            yield each.problem("follows", f"{event.follows!r} sets no planned date")
        elif order(target) >= order(event):
            yield each.problem("follows", f"{event.follows!r} is not earlier")


def reasoned_withdrawal(ledger: Ledger) -> Iterator[Problem]:
    """A withdrawal has a day and a reason."""
    for each in ledger.placed:
        if (each.event.withdrawn is None) != (each.event.withdrawn_reason is None):
            yield each.problem("withdrawn", "withdrawn and withdrawn_reason go together")


def decidable_order(ledger: Ledger) -> Iterator[Problem]:
    """Two stances of one scope whose possible days overlap have no order that could be told."""
    for events in _by_entity(ledger):
        stances = [each for each in events if each.event.stance]
        vague = [each for each in stances if each.event.first != each.event.last]
        for one, two in _pairs(vague, stances):
            if _same_days(one.event, two.event) and one.event.stance is not two.event.stance:
                later, earlier = (two, one) if two.file else (one, two)
                yield later.problem(
                    "date",
                    f"cannot be ordered against {earlier.event.id!r}; "
                    "separate them with not_before or not_after",
                )


def explained_return(ledger: Ledger) -> Iterator[Problem]:
    """A stance that turns and turns back within days is told in a note, or it is a mistake."""
    for events in _by_entity(ledger):
        stances = sorted((e for e in events if e.event.stance), key=lambda e: order(e.event))
        before: defaultdict[tuple[Scope, ...], list[Event]] = defaultdict(list)
        for each in stances:
            event, run = each.event, before[spread(each.event.scope)]
            if each.file and len(run) > 1 and _turns_back(run[-2], run[-1], event):
                yield each.problem("note", f"turns back within days of {run[-1].id!r}: say why")
            run.append(event)


def company_ids(ledger: Ledger) -> Iterator[Problem]:
    """Two letters are a country's."""
    for each in ledger.placed:
        row = ledger.registry.get(each.event.entity)
        if row and row.kind == "company" and len(row.id) == 2:
            yield each.problem("entity", f"{row.id!r}: a company's id is never two letters")


Check = Callable[[Ledger], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (
    unique_ids,
    known_entities,
    stance_has_scope,
    possible_days,
    not_in_the_future,
    deadline_after_date,
    has_sources,
    short_summary,
    outcome_follows,
    reasoned_withdrawal,
    decidable_order,
    explained_return,
    company_ids,
)


def _pairs(vague: list[Placed], stances: list[Placed]) -> Iterator[tuple[Placed, Placed]]:
    # Each pair once: a vague one with every exact one, and with the vague ones after it.
    for place, one in enumerate(vague):
        yield from ((one, two) for two in stances if two.event.first == two.event.last)
        yield from ((one, two) for two in vague[place + 1 :])


def _same_days(one: Event, two: Event) -> bool:
    if two.first > one.last or one.first > two.last:
        return False
    return not set(spread(one.scope)).isdisjoint(spread(two.scope))


def _turns_back(first: Event, turn: Event, last: Event) -> bool:
    back = first.stance is last.stance is not turn.stance
    explained = turn.note or last.note
    return back and not explained and days_between(first.first, last.first) <= HASTY_DAYS


def _by_entity(ledger: Ledger) -> Iterable[list[Placed]]:
    groups: defaultdict[str, list[Placed]] = defaultdict(list)
    ours = {each.event.entity for each in ledger.placed}
    for event in ledger.beside:
        if event.entity in ours:
            groups[event.entity].append(Placed("", 0, event))
    for each in ledger.placed:
        groups[each.event.entity].append(each)
    for events in groups.values():
        yield [each for each in events if each.event.withdrawn is None]
