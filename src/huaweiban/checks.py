"""What the schema cannot say about a log: each check yields problems, and its docstring says why.

A log of any length passes by in batches. A check of each event sees every batch as it comes; what a
check across events needs is kept in the Ledger, which it sees at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

from huaweiban import bundled
from huaweiban.dates import days_between, last_day
from huaweiban.entities import Catalogue
from huaweiban.errors import Place, Problem
from huaweiban.events import Event, Scope, Source, Stance, order, spread

SUMMARY_LIMIT = 240
HASTY_DAYS = 7

Order = tuple[str, int, int, int, str]
Planned = tuple[str, Order]  # whose planned date it is, and the order of the event that set it
BESIDE: Place = ("", 0)  # in a log that counts as known


class Batch(NamedTuple):
    """Some lines of a log, or all: events with their places, and what is wrong.

    `lines` and `size` are how many lines and bytes were read.
    """

    file: str
    events: list[tuple[Place, Event]]
    problems: list[Problem]
    lines: int = 0
    size: int = 0


class Stated(NamedTuple):
    """What the checks across events need of an event that states a stance.

    It begins with the event's order (`events.order`), so that these sort as events do; the first
    and the last day on which it can have happened are ISO days.
    """

    first: str
    vagueness: int
    broadest: int
    weakness: int
    id: str
    place: Place
    last: str
    stance: Stance
    scope: tuple[Scope, ...]
    noted: bool


class Ledger:
    """What the batches of logs have brought so far, and what they are checked against.

    `beside` are events of logs that count as known (the bundled ones, beside an own log); `today`
    is an ISO day or null.
    """

    def __init__(
        self, registry: Catalogue, beside: Iterable[Event] = (), today: str | None = None
    ) -> None:
        self.registry = registry
        self.today = today
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}
        self.planned: dict[str, Planned] = {}
        self.known: dict[str, Planned | None] = {}
        self.following: list[tuple[Place, Event]] = []
        self.stated: defaultdict[str, list[Stated]] = defaultdict(list)
        for event in beside:
            self.places[event.id] = BESIDE
            self._keep(BESIDE, event)

    @cached_property
    def law_ids(self) -> Collection[str]:
        """The ids of the register; an own log points to laws, it adds none."""
        return bundled.law_titles().keys()

    def know(self, events: Iterable[Event]) -> None:
        """Let the planned dates of other events be followed."""
        for event in events:
            self.known[event.id] = _planned(event)

    def enter(self, batch: Batch) -> None:
        """Add some lines of a log."""
        self.problems += batch.problems
        for place, event in batch.events:
            self._keep(place, event)
        for check in EACH:
            self.problems += check(batch, self)

    def close(self) -> list[Problem]:
        """Every problem of all that was added, by file and line."""
        for stated in self.stated.values():
            stated.sort()
        across = [problem for check in ACROSS for problem in check(self)]
        return sorted(self.problems + across, key=lambda problem: (problem.file, problem.line))

    def _keep(self, place: Place, event: Event) -> None:
        if planned := _planned(event):
            self.planned[event.id] = planned
        if event.follows:
            self.following.append((place, event))
        if event.stance and event.withdrawn is None:
            last = event.date if len(event.date) == 10 else event.last
            noted = event.note is not None
            stated = Stated(*order(event), place, last, event.stance, event.scope, noted)
            self.stated[event.entity].append(stated)


def check_events(
    logs: Iterable[Batch],
    registry: Catalogue,
    beside: Iterable[Event] = (),
    today: str | None = None,
    known: Iterable[Event] = (),
) -> list[Problem]:
    """Every problem of logs, those of their lines included, by file and line.

    The planned dates of events that are `known` may be followed (see `Ledger.know`).
    """
    ledger = Ledger(registry, beside, today)
    ledger.know(known)
    for log in logs:
        ledger.enter(log)
    return ledger.close()


def unique_ids(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """An id is an event's name for ever, so no two events share one."""
    place_of = ledger.places.setdefault
    for here, event in batch.events:
        if (place := place_of(event.id, here)) is not here:
            where = "the bundled log" if place == BESIDE else f"{place[0]}:{place[1]}"
            yield Problem(*here, "id", f"{event.id!r} stands in {where} already")


def known_entities(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """An event is of an entity that the registry knows, and names only such entities."""
    known = ledger.registry.ids()
    for place, event in batch.events:
        if event.entity not in known:
            yield Problem(*place, "entity", f"{event.entity!r} is not in the registry")
        if event.entity in event.related:
            yield Problem(*place, "related", "names the event's own entity")
        for other in event.related:
            if other not in known:
                yield Problem(*place, "related", f"{other!r} is not in the registry")


def known_laws(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """The instruments that an event tells of stand in the bundled register."""
    for place, event in batch.events:
        for id in event.laws:
            if id not in ledger.law_ids:
                yield Problem(*place, "laws", f"{id!r} is not in the register of laws")


def stance_has_scope(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A stance is always about something."""
    for place, event in batch.events:
        if event.stance and not event.scope:
            yield Problem(*place, "scope", f"a stance ({event.stance}) needs a scope")


def possible_days(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """`not_before` and `not_after` narrow a vague date and leave it at least one day."""
    for place, event in batch.events:
        if not (event.not_before or event.not_after):
            continue
        if len(event.date) == 10:
            text = "an exact day needs no not_before or not_after"
            yield Problem(*place, "date", text)
        elif event.first > event.last:
            text = f"no day lies between {event.first} and {event.last}"
            yield Problem(*place, "date", text)


def not_in_the_future(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """The log tells what happened; what is planned goes into `effective` and `deadline`."""
    today = ledger.today or "9999-12-31"
    for place, event in batch.events:
        # As a text, a year or month sorts before its own days.
        if (event.not_before or event.date) > today:
            yield Problem(*place, "date", f"{event.date} lies in the future")


def deadline_after_date(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A removal deadline cannot lie before the event that sets it."""
    for place, event in batch.events:
        if event.deadline and last_day(event.deadline) < event.first:
            text = f"{event.deadline} lies before the event"
            yield Problem(*place, "deadline", text)


def has_sources(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """No event without a source, and none named twice."""
    for place, event in batch.events:
        if len(event.sources) == 1:
            continue
        if not event.sources:
            yield Problem(*place, "sources", "an event needs a source")
        elif _repeats(event.sources):
            yield Problem(*place, "sources", "the same source stands there twice")


def short_summary(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A summary is one or two plain sentences."""
    for place, event in batch.events:
        if (length := len(event.summary)) > SUMMARY_LIMIT:
            text = f"{length} characters; at most {SUMMARY_LIMIT}"
            yield Problem(*place, "summary", text)


def outcome_follows(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """`follows` and `outcome` go together: what became of a planned date."""
    for place, event in batch.events:
        if (event.follows is None) != (event.outcome is None):
            yield Problem(*place, "follows", "follows and outcome go together")


def reasoned_withdrawal(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A withdrawal has a day and a reason."""
    for place, event in batch.events:
        if (event.withdrawn is None) != (event.withdrawn_reason is None):
            text = "withdrawn and withdrawn_reason go together"
            yield Problem(*place, "withdrawn", text)


def company_ids(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """Two letters are a country's."""
    short = {event.entity for _, event in batch.events if len(event.entity) == 2}
    wrong = {id for id in short if (row := ledger.registry.get(id)) and row.kind == "company"}
    for place, event in batch.events if wrong else ():
        if event.entity in wrong:
            text = f"{event.entity!r}: a company's id is never two letters"
            yield Problem(*place, "entity", text)


def follows_a_planned_date(ledger: Ledger) -> Iterator[Problem]:
    """What `follows` names is an earlier planned date of the same entity."""
    for place, event in ledger.following:
        id = event.follows or ""
        planned = ledger.planned.get(id) if id in ledger.places else ledger.known.get(id)
        if id not in ledger.places and id not in ledger.known:
            yield Problem(*place, "follows", f"{id!r} is not in the log")
        elif planned is None:
            yield Problem(*place, "follows", f"{id!r} sets no planned date")
        elif planned[0] != event.entity:
            yield Problem(*place, "follows", f"{id!r} is another entity's")
        elif planned[1] >= order(event):
            yield Problem(*place, "follows", f"{id!r} is not earlier")


def decidable_order(ledger: Ledger) -> Iterator[Problem]:
    """Two stances of one scope whose possible days overlap cannot be put in order."""
    for stated in ledger.stated.values():
        vague: list[Stated] = []  # those that may still happen on the day that has been reached
        for event in stated:
            if vague:
                vague = [each for each in vague if each.last >= event.first]
                yield from (_no_order(each, event) for each in vague if _contradict(each, event))
            if event.last != event.first:
                vague.append(event)


def explained_return(ledger: Ledger) -> Iterator[Problem]:
    """A stance that turns and turns back within days is explained by a note, or it is a mistake."""
    for stated in ledger.stated.values():
        before: dict[tuple[Scope, ...], tuple[Stated | None, Stated]] = {}
        for event in stated:
            cells = _cells(event.scope)
            first, turn = before.get(cells, (None, None))
            if first and turn and not event.noted and _turns_back(first, turn, event):
                text = f"turns back within days of {turn.id!r}: say why"
                yield Problem(*event.place, "note", text)
            before[cells] = turn, event


EachCheck = Callable[[Batch, Ledger], Iterator[Problem]]
AcrossCheck = Callable[[Ledger], Iterator[Problem]]
EACH: tuple[EachCheck, ...] = (
    unique_ids,
    known_entities,
    known_laws,
    stance_has_scope,
    possible_days,
    not_in_the_future,
    deadline_after_date,
    has_sources,
    short_summary,
    outcome_follows,
    reasoned_withdrawal,
    company_ids,
)
ACROSS: tuple[AcrossCheck, ...] = (follows_a_planned_date, decidable_order, explained_return)

_cells = cache(spread)


def _planned(event: Event) -> Planned | None:
    return (event.entity, order(event)) if event.deadline or event.effective else None


def _repeats(sources: tuple[Source, ...]) -> bool:
    # Addresses are quicker to compare than whole sources.
    addresses = {source.url for source in sources}
    return len(addresses) < len(sources) and len(set(sources)) < len(sources)


def _contradict(one: Stated, two: Stated) -> bool:
    meet = not set(spread(one.scope)).isdisjoint(spread(two.scope))
    return meet and one.stance is not two.stance and (one.place, two.place) != (BESIDE, BESIDE)


def _no_order(one: Stated, two: Stated) -> Problem:
    # Known events stay as they are; of two new ones the problem is the later line's.
    earlier, later = sorted((one, two), key=lambda each: each.place)
    text = f"cannot be ordered against {earlier.id!r}; separate them with not_before or not_after"
    return Problem(*later.place, "date", text)


def _turns_back(first: Stated, turn: Stated, last: Stated) -> bool:
    back = first.stance is last.stance is not turn.stance
    hasty = back and not turn.noted and last.place != BESIDE
    return hasty and days_between(first.first, last.first) <= HASTY_DAYS
