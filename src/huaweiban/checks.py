"""What the schema cannot say about a log: each check yields problems, and its docstring says why.

A log of any length is processed in batches. A check of single events gets each batch in turn; a
check across events gets the Ledger at the end, which has kept what it needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import groupby
from typing import NamedTuple

from huaweiban import bundled
from huaweiban.dates import days_between, last_day
from huaweiban.entities import Catalogue
from huaweiban.errors import Level, Place, Problem, quoted
from huaweiban.events import Action, Event, Outcome, Scope, Source, Stance, order, spread
from huaweiban.stances import LIMITED

SUMMARY_LIMIT = 240
HASTY_DAYS = 7
# The default number of problems of each level that are kept.
KEPT = 1000

Order = tuple[str, int, int, int, str]
Planned = tuple[str, Order]  # the entity of a planned date, and the order of the event that set it
BESIDE: Place = ("", 0)  # the place of events of a log that is taken as valid
FOREVER = "9999-12-31"


class Batch(NamedTuple):
    """Some or all lines of a log: events with file and line, and the problems found.

    `lines` and `size` are how many lines and bytes were read.
    """

    file: str
    events: list[tuple[Place, Event]]
    problems: list[Problem]
    lines: int = 0
    size: int = 0


class Stated(NamedTuple):
    """What checks across events need to know of an event that states a stance.

    The first fields are the event's order (`events.order`), so that they sort as events do; the
    first and the last day on which it can have happened are ISO days. `until` is the last day of an
    announced end, empty without one; `changed` is the day on which the line was last changed.
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
    until: str
    changed: str

    @property
    def is_vague(self) -> bool:
        """Whether it can have happened on several days."""
        return self.first != self.last


class Ledger:
    """What is known from the batches so far, and what they are checked against.

    `beside` are events of the bundled log, which are taken as valid; `release` is their version.
    `latest` is today's ISO date in the time zone farthest ahead, or null. The checks in `without`
    are skipped. At least `most` problems of each level are kept, and all are counted.
    """

    def __init__(
        self,
        registry: Catalogue,
        beside: Iterable[Event] = (),
        latest: str | None = None,
        release: str = "",
        without: Collection[EachCheck | AcrossCheck] = (),
        most: int = KEPT,
    ) -> None:
        self.registry = registry
        self._most = most
        self.latest = latest or FOREVER
        self.bundled = f"the bundled log of {release}" if release else "the bundled log"
        self.refused: dict[str, Problem] = {}
        self.faults = 0
        self._count = dict.fromkeys(Level, 0)
        self.places: dict[str, Place] = {}
        self.planned: dict[str, Planned] = {}
        self.following: list[tuple[Place, Event]] = []
        self.stated: defaultdict[str, list[Stated]] = defaultdict(list)
        self._each = [check for check in EACH if check not in without]
        self._across = [check for check in ACROSS if check not in without]
        self._kept: dict[Level, list[Problem]] = {level: [] for level in Level}
        for event in beside:
            self.places[event.id] = BESIDE
            self._keep(BESIDE, event)

    @cached_property
    def law_ids(self) -> Collection[str]:
        """The ids of the register of laws; an own log refers to laws but adds none."""
        return bundled.law_titles().keys()

    def enter(self, batch: Batch) -> None:
        """Add some lines of a log."""
        self._note(batch.problems)
        for place, event in batch.events:
            self._keep(place, event)
        for check in self._each:
            self._note(check(batch, self))

    def close(self) -> list[Problem]:
        """The first problems of each level in all lines added, by file and line.

        `total` counts all. `refused` has the entities that cannot be answered, each with a fault
        that affects only this entity; `faults` counts the other faults.
        """
        for stated in self.stated.values():
            stated.sort()
        for check in self._across:
            self._note(check(self))
        return sorted([each for kept in self._kept.values() for each in kept], key=_place)

    def problems(self, level: Level) -> list[Problem]:
        """The first problems of a level."""
        return sorted(self._kept[level], key=_place)

    def total(self, level: Level) -> int:
        """How many problems of a level there are."""
        return self._count[level]

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return self._count[Level.WARNING]

    def reference(self, event: Stated, other: Stated) -> str:
        """The words by which a message about an event names another one.

        If a bundled event is newer than the line at fault, the words say that it is the cause.
        """
        if other.place != BESIDE:
            return quoted(other.id)
        newer = other.changed > event.changed
        cause = f", which added it on {other.changed}, after this line" if newer else ""
        return f"{quoted(other.id)} of {self.bundled}{cause}"

    def _note(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._count[problem.level] += 1
            if problem.entity is not None:
                self.refused.setdefault(problem.entity, problem)
            elif problem.level is Level.FAULT:
                self.faults += 1
            kept = self._kept[problem.level]
            kept.append(problem)
            if len(kept) > 2 * self._most:
                kept.sort(key=_place)
                del kept[self._most :]

    def _keep(self, place: Place, event: Event) -> None:
        if planned := _planned(event):
            self.planned[event.id] = planned
        if event.follows:
            self.following.append((place, event))
        if event.stance and event.withdrawn is None:
            last = event.date if len(event.date) == 10 else event.last
            until = last_day(event.until) if event.until else ""
            changed = event.modified or event.added
            stated = Stated(
                *order(event),
                place,
                last,
                event.stance,
                event.scope,
                event.note is not None,
                until,
                changed,
            )
            self.stated[event.entity].append(stated)


def check_events(
    logs: Iterable[Batch],
    registry: Catalogue,
    beside: Iterable[Event] = (),
    latest: str | None = None,
    without: Collection[EachCheck | AcrossCheck] = (),
) -> list[Problem]:
    """The problems of logs, those of their lines included, by file and line (see `Ledger`)."""
    ledger = Ledger(registry, beside, latest, without=without)
    for log in logs:
        ledger.enter(log)
    return ledger.close()


def unique_ids(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """An id is permanent, so no two events share one."""
    place_of = ledger.places.setdefault
    for here, event in batch.events:
        if (place := place_of(event.id, here)) is not here:
            where = ledger.bundled if place == BESIDE else f"{place[0]}:{place[1]}"
            yield Problem(*here, "id", f"{quoted(event.id)} is already in {where}")


def known_entities(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """The entity of an event, and those it names, are in the registry."""
    known = ledger.registry.ids()
    for place, event in batch.events:
        if event.entity not in known:
            yield Problem(*place, "entity", f"{quoted(event.entity)} is not in the registry")
        if event.entity in event.related:
            yield Problem(*place, "related", "names the event's own entity")
        for other in event.related:
            if other not in known:
                yield Problem(*place, "related", f"{quoted(other)} is not in the registry")


def known_laws(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """The instruments that an event refers to are in the bundled register."""
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
    """The log records what happened; what is planned goes into `effective` and `deadline`."""
    latest = ledger.latest
    for place, event in batch.events:
        # As a text, a year or month sorts before its own days.
        if (event.not_before or event.date) > latest:
            text = f"{event.date} is in the future; the event counts from then on"
            yield Problem(*place, "date", text, level=Level.WARNING)


def days_of_the_line(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A line is added before it is corrected or withdrawn, and all of that has happened."""
    latest = ledger.latest
    for place, event in batch.events:
        if event.added > latest:
            yield Problem(*place, "added", f"{event.added} is in the future")
        if event.modified or event.withdrawn:
            for field, day in (("modified", event.modified), ("withdrawn", event.withdrawn)):
                if day and day > latest:
                    yield Problem(*place, field, f"{day} is in the future")
                elif day and day < event.added:
                    yield Problem(*place, field, f"{day} is before the line was added")


def deadline_after_date(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A deadline cannot be before the event that sets it."""
    for place, event in batch.events:
        if event.deadline and last_day(event.deadline) < event.first:
            text = f"{event.deadline} is before the event"
            yield Problem(*place, "deadline", text)


def end_of_something(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """An announced end belongs to a stance or a settled question, and follows its beginning."""
    for place, event in batch.events:
        if not event.until:
            continue
        if last_day(event.until) < event.first:
            yield Problem(*place, "until", f"{event.until} is before the event")
        if event.stance is None and event.outcome is not Outcome.SETTLED:
            yield Problem(*place, "until", "needs a stance, or the outcome settled")


def due_is_named(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """`what` names what is due on a planned date, so it is given with one and only with one."""
    for place, event in batch.events:
        if (event.what is None) == bool(event.deadline or event.effective):
            lone = "is given without a deadline or effective date"
            text = lone if event.what else "is missing: say what is due, as a noun phrase"
            yield Problem(*place, "what", text, level=Level.WARNING)


def limits_by_decision(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """No contract or memorandum bans or restricts: the choice of a rival is a decision."""
    for place, event in batch.events:
        if event.action in _AGREED and event.stance in LIMITED:
            text = f"a {event.action} is made with Huawei; a choice against Huawei is a decision"
            yield Problem(*place, "action", text, level=Level.WARNING)


def has_sources(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """No event without a source."""
    for place, event in batch.events:
        if not event.sources:
            yield Problem(*place, "sources", "an event needs a source")


def different_sources(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """No source is listed twice."""
    for place, event in batch.events:
        if len(event.sources) > 1 and _repeats(event.sources):
            text = "the same source is listed twice"
            yield Problem(*place, "sources", text, level=Level.WARNING)


def full_addresses(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """An address is one that every reader can open, in its usual form."""
    for place, event in batch.events:
        for number, source in enumerate(event.sources):
            if source.url and not _is_full(source.url):
                text = f"{quoted(source.url)} is not of the form https://host.example/page"
                yield Problem(*place, f"sources.{number}.url", text, level=Level.WARNING)


def short_summary(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """A summary is one or two plain sentences."""
    for place, event in batch.events:
        if (length := len(event.summary)) > SUMMARY_LIMIT:
            text = f"{length} characters; at most {SUMMARY_LIMIT}"
            yield Problem(*place, "summary", text, level=Level.WARNING)


def outcome_follows(batch: Batch, ledger: Ledger) -> Iterator[Problem]:
    """`follows` and `outcome` go together: what became of a planned date or an open question."""
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
    """Ids of two letters belong to countries."""
    short = {event.entity for _, event in batch.events if len(event.entity) == 2}
    wrong = {id for id in short if (row := ledger.registry.get(id)) and row.kind == "company"}
    for place, event in batch.events if wrong else ():
        if event.entity in wrong:
            text = f"{event.entity!r}: a company's id must not be two letters"
            yield Problem(*place, "entity", text)


def follows_a_planned_date(ledger: Ledger) -> Iterator[Problem]:
    """What `follows` names is an earlier planned date of the same entity."""
    for place, event in ledger.following:
        if event.outcome is Outcome.SETTLED:
            continue
        id, name = event.follows or "", quoted(event.follows)
        planned = ledger.planned.get(id)
        if id not in ledger.places:
            text = f"{name} is not in the log"
        elif planned is None:
            text = f"{name} sets no planned date"
        elif planned[0] != event.entity:
            text = f"{name} belongs to another entity"
        elif planned[1] >= order(event):
            text = f"{name} is not earlier"
        else:
            continue
        yield Problem(*place, "follows", text, entity=event.entity)


def follows_an_open_question(ledger: Ledger) -> Iterator[Problem]:
    """What is `settled` is an earlier `undecided` of the same entity."""
    questions: dict[str, dict[str, Stated]] = {}
    for place, event in ledger.following:
        if event.outcome is not Outcome.SETTLED:
            continue
        id, name, entity = event.follows or "", quoted(event.follows), event.entity
        if entity not in questions:
            open_ones = (s for s in ledger.stated.get(entity, ()) if s.stance in _OPEN)
            questions[entity] = {stated.id: stated for stated in open_ones}
        question = questions[entity].get(id)
        if id not in ledger.places:
            text = f"{name} is not in the log"
        elif question is None:
            text = f"{name} is not an undecided event of the same entity"
        elif question[:5] >= order(event):
            text = f"{name} is not earlier"
        else:
            continue
        yield Problem(*place, "follows", text, entity=entity)


def one_outcome(ledger: Ledger) -> Iterator[Problem]:
    """A planned date is moved, met or missed once."""
    known: dict[str, tuple[Place, Event]] = {}
    told = [
        (place, event)
        for place, event in ledger.following
        if event.outcome not in (None, Outcome.SETTLED) and event.withdrawn is None
    ]
    for place, event in sorted(told, key=lambda each: each[0]):
        earlier, other = known.setdefault(event.follows or "", (place, event))
        if other is not event and place != BESIDE:
            where = f" in {ledger.bundled}" if earlier == BESIDE else ""
            text = f"{quoted(event.follows)} already has an outcome: {quoted(other.id)}{where}"
            yield Problem(*place, "follows", text, entity=event.entity)


def decidable_order(ledger: Ledger) -> Iterator[Problem]:
    """Two stances of one scope whose possible days overlap cannot be put in order."""
    for entity, stated in ledger.stated.items():
        if any(each.is_vague for each in stated):
            remedy = "separate them with not_before or not_after"
            for event, other in _blamed(_overlapping(stated)):
                text = f"cannot be put in order with {ledger.reference(event, other)}; {remedy}"
                yield Problem(*event.place, "date", text, entity=entity)


def one_word_at_a_time(ledger: Ledger) -> Iterator[Problem]:
    """Two stances of one day and scope, by actions of one kind, contradict each other."""
    for entity, stated in ledger.stated.items():
        for event, other in _blamed(_contradicting(stated)):
            remedy = "they share day, scope and action, and only one can be right"
            text = f"contradicts {ledger.reference(event, other)}; {remedy}"
            yield Problem(*event.place, "stance", text, entity=entity)


def explained_return(ledger: Ledger) -> Iterator[Problem]:
    """A stance that is reversed within days needs a note, or it is a mistake."""
    for stated in ledger.stated.values():
        before: dict[tuple[Scope, ...], tuple[Stated | None, Stated]] = {}
        for event in stated:
            cells = _cells(event.scope)
            first, turn = before.get(cells, (None, None))
            if first and turn and not event.noted and _turns_back(first, turn, event):
                text = f"reverses {quoted(turn.id)} within days: say why"
                yield Problem(*event.place, "note", text, level=Level.WARNING)
            before[cells] = turn, event


def explained_opening(ledger: Ledger) -> Iterator[Problem]:
    """An event that repeats a stance without its announced end keeps it open, and needs a note."""
    for stated in ledger.stated.values():
        if not any(each.until for each in stated):
            continue
        # By scope: the newest event, and the one of its run that ends last, if every one ends.
        runs: dict[Scope, tuple[Stated, Stated | None]] = {}
        for event in stated:
            ended = [_ending(runs.get(cell), event) for cell in _cells(event.scope)]
            opened = next((e for e in ended if e and _cells(e.scope) == _cells(event.scope)), None)
            if opened and not event.until and not event.noted and event.place != BESIDE:
                text = f"is missing: {quoted(opened.id)} ends on {opened.until}"
                text += ", and this event keeps it open; say why"
                yield Problem(*event.place, "until", text, level=Level.WARNING)
            for cell, ending in zip(_cells(event.scope), ended, strict=True):
                runs[cell] = event, _prolonged(runs.get(cell), ending, event)


EachCheck = Callable[[Batch, Ledger], Iterator[Problem]]
AcrossCheck = Callable[[Ledger], Iterator[Problem]]
EACH: tuple[EachCheck, ...] = (
    unique_ids,
    known_entities,
    known_laws,
    stance_has_scope,
    possible_days,
    not_in_the_future,
    days_of_the_line,
    deadline_after_date,
    end_of_something,
    due_is_named,
    limits_by_decision,
    has_sources,
    different_sources,
    full_addresses,
    short_summary,
    outcome_follows,
    reasoned_withdrawal,
    company_ids,
)
ACROSS: tuple[AcrossCheck, ...] = (
    follows_a_planned_date,
    follows_an_open_question,
    one_outcome,
    decidable_order,
    one_word_at_a_time,
    explained_return,
    explained_opening,
)
# Checks that came with the fields of acts, ends and what is due. While data are recoded,
# `validation` can skip them: `check_events(..., without=BUNDLED)`.
BUNDLED: tuple[EachCheck | AcrossCheck, ...] = (
    due_is_named,
    limits_by_decision,
    explained_opening,
)

_cells = cache(spread)
_is_full = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?").fullmatch
_AGREED = (Action.CONTRACT, Action.MEMORANDUM)
_OPEN = (Stance.UNDECIDED,)


def _place(problem: Problem) -> Place:
    return problem.file, problem.line


def _planned(event: Event) -> Planned | None:
    return (event.entity, order(event)) if event.deadline or event.effective else None


def _repeats(sources: tuple[Source, ...]) -> bool:
    # Addresses are faster to compare than whole sources.
    addresses = {source.url for source in sources}
    return len(addresses) < len(sources) and len(set(sources)) < len(sources)


Pair = tuple[Stated, Stated]
# By scope, stance, and whether the event is bundled: the one that precedes all others of its
# kind.
Foremost = dict[tuple[Scope, Stance, bool], Stated]


def _blamed(pairs: Iterable[Pair]) -> Iterable[Pair]:
    """The events at fault, once each, with another event that it conflicts with.

    Bundled events are never at fault; of two own ones, the later line is.
    """
    found: dict[Place, Pair] = {}
    for pair in pairs:
        earlier, later = sorted(pair, key=lambda each: each.place)
        found.setdefault(later.place, (later, earlier))
    return found.values()


def _overlapping(stated: list[Stated]) -> Iterator[Pair]:
    """Pairs whose earlier event has a vague date and may have happened after the later one.

    At most one partner before and one after each event is found, so that the time is linear in the
    number of events.
    """
    lasting: Foremost = {}
    for event in stated:
        if (other := _contrary(lasting, event)) and other.last >= event.first:
            yield other, event
        if event.is_vague:
            for key in _keys(event):
                if key not in lasting or lasting[key].last < event.last:
                    lasting[key] = event
    nearest: Foremost = {}
    for event in reversed(stated):
        other = _contrary(nearest, event, nearest=True) if event.is_vague else None
        if other and other.first <= event.last:
            yield event, other
        nearest |= dict.fromkeys(_keys(event), event)


def _contradicting(stated: list[Stated]) -> Iterator[Pair]:
    """Pairs with exact days that nothing but their ids would put in order."""
    for _, same in groupby(stated, key=lambda each: each.first):
        alike = [*same]
        if len(alike) < 2:
            continue
        for (vagueness, *_), kind in groupby(alike, key=lambda each: each[1:4]):
            seen: Foremost = {}
            for event in kind if vagueness == 0 else ():
                if other := _contrary(seen, event):
                    yield other, event
                for key in _keys(event):
                    seen.setdefault(key, event)


def _keys(event: Stated) -> list[tuple[Scope, Stance, bool]]:
    beside = event.place == BESIDE
    return [(cell, event.stance, beside) for cell in _cells(event.scope)]


def _contrary(foremost: Foremost, event: Stated, nearest: bool = False) -> Stated | None:
    """The event with another stance in the event's scopes that lasts longest, or None.

    With `nearest`, the one that begins first. Two bundled events never conflict.
    """
    if not foremost:
        return None
    whose = (False,) if event.place == BESIDE else (False, True)
    found = [
        other
        for cell in _cells(event.scope)
        for stance in Stance
        if stance is not event.stance
        for beside in whose
        if (other := foremost.get((cell, stance, beside)))
    ]
    if nearest:
        return min(found, key=lambda each: each.first, default=None)
    return max(found, key=lambda each: each.last, default=None)


def _turns_back(first: Stated, turn: Stated, last: Stated) -> bool:
    back = first.stance is last.stance is not turn.stance
    hasty = back and not turn.noted and last.place != BESIDE
    return hasty and days_between(first.first, last.first) <= HASTY_DAYS


def _ending(run: tuple[Stated, Stated | None] | None, event: Stated) -> Stated | None:
    """The event that ends last of the run that an event continues, if every event of it ends."""
    newest, ending = run or (None, None)
    goes_on = newest and ending and newest.stance is event.stance and ending.until >= event.first
    return ending if goes_on else None


def _prolonged(
    run: tuple[Stated, Stated | None] | None, ending: Stated | None, event: Stated
) -> Stated | None:
    """The event that ends last of a run with one more event; null if one of them has no end."""
    if not event.until:
        return None
    if ending is None:
        is_open = run and run[0].stance is event.stance and run[1] is None
        return None if is_open else event
    return max(ending, event, key=lambda each: each.until)
