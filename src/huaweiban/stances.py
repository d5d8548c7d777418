"""From events to stances: a pure fold over the events of one entity.

Rules are functions in a tuple, tried in turn; the docstring of the one that answers is the reason
a reader is given. docs/codebook.md ("How events become stances") states the same in full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from huaweiban.events import CELLS, PARTS, Event, Scope, Stance, naming, order, spread


class Holding(NamedTuple):
    """A stance in a scope."""

    stance: Stance
    scope: Scope


class Cell(NamedTuple):
    """One scope's unbroken run of one stance.

    `began` and `newest` are the run's first and newest event, `planned` those of the run that
    bring a date, `named` how narrowly the run has named this scope (see `events.breadth`).
    """

    stance: Stance
    began: Event
    newest: Event
    planned: tuple[Event, ...]
    named: int


class Headline(NamedTuple):
    """One stance for an entity, its scope, and the event that its unbroken run began with."""

    stance: Stance
    scope: Scope
    began: Event

    @property
    def holding(self) -> Holding:
        """The stance and its scope alone."""
        return Holding(self.stance, self.scope)


class Position(NamedTuple):
    """All that an entity holds after some events; `outcomes` maps an event to what became of it."""

    cells: Mapping[Scope, Cell]
    headline: Headline | None
    outcomes: Mapping[str, Event]

    @property
    def deciding(self) -> tuple[Cell, ...]:
        """The cells that the headline rests on."""
        if self.headline is None:
            return ()
        scopes = PARTS.get(self.headline.scope, (self.headline.scope,))
        return tuple(self.cells[scope] for scope in scopes if scope in self.cells)

    @property
    def newest(self) -> Event | None:
        """The newest event that sets or confirms the headline."""
        return max((cell.newest for cell in self.deciding), key=order, default=None)

    @property
    def decided_by(self) -> tuple[Event, ...]:
        """What began the run of the headline and of each part of it, and the newest, in order.

        The headline's run can be older than those of its parts: where one part was restricted and
        is banned now, mobile networks have been restricted all along.
        """
        events = {cell.began for cell in self.deciding}
        if self.headline:
            events.add(self.headline.began)
        if self.newest:
            events.add(self.newest)
        return tuple(sorted(events, key=order))

    def holding(self, scopes: Collection[Scope]) -> Holding | None:
        """The headline's stance and scope, or one for the scopes asked about alone."""
        if not scopes:
            return self.headline.holding if self.headline else None
        asked = spread(scopes)
        known = {cell: self.cells[cell].stance for cell in asked if cell in self.cells}
        if len(asked) == 1:
            return Holding(known[asked[0]], asked[0]) if known else None
        found = headline(known)
        return found[0] if found else None


NOTHING = Position(cells={}, headline=None, outcomes={})


class Effect(StrEnum):
    """What an event does to the run in a scope: begin one, confirm it, or leave it as it is."""

    BEGINS = "begins"
    CONFIRMS = "confirms"
    LEAVES = "leaves"


class After(NamedTuple):
    """What a rule makes of a scope: the cell after the event, and what the event did."""

    cell: Cell
    effect: Effect


Rule = Callable[[Cell | None, Event, Stance, int], After | None]


def first_word(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """Nothing was known in this scope before."""
    return None if cell else _begun(event, stance, named)


def confirmation(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """The same stance again confirms the run, which keeps its first day."""
    if cell is None or cell.stance is not stance:
        return None
    return After(_prolonged(cell, event, named), Effect.CONFIRMS)


def narrower_ban(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """A restriction of a broader scope confirms a ban that named this part, and leaves it."""
    if cell is None or cell.stance is not Stance.BANNED or cell.named <= named:
        return None
    if stance is not Stance.RESTRICTED:
        return None
    return After(_prolonged(cell, event, named), Effect.LEAVES)


def replacement(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """The newer word replaces the older one."""
    return _begun(event, stance, named)


RULES: tuple[Rule, ...] = (first_word, confirmation, narrower_ban, replacement)


def _begun(event: Event, stance: Stance, named: int) -> After:
    return After(Cell(stance, event, event, _dated(event), named), Effect.BEGINS)


def _prolonged(cell: Cell, event: Event, named: int) -> Cell:
    stance, began, _, planned, narrowest = cell
    if dated := _dated(event):
        planned += dated
    return Cell(stance, began, event, planned, named if named > narrowest else narrowest)


def _dated(event: Event) -> tuple[Event, ...]:
    return (event,) if event.effective or event.deadline else ()


HeadlineRule = Callable[[Mapping[Scope, Stance]], Holding | None]


def both_parts_agree(known: Mapping[Scope, Stance]) -> Holding | None:
    """Core and radio access hold the same, so that is the word for mobile networks."""
    core, ran = known.get(Scope.CORE), known.get(Scope.RAN)
    return Holding(core, Scope.MOBILE) if core and core is ran else None


def ban_of_one_part(known: Mapping[Scope, Stance]) -> Holding | None:
    """Only one part of the mobile network is known and banned: as a whole it is restricted."""
    parts = [known[part] for part in PARTS[Scope.MOBILE] if part in known]
    return Holding(Stance.RESTRICTED, Scope.MOBILE) if parts == [Stance.BANNED] else None


def one_part_known(known: Mapping[Scope, Stance]) -> Holding | None:
    """Only one part of the mobile network is known, so its word stands for the whole."""
    parts = [known[part] for part in PARTS[Scope.MOBILE] if part in known]
    return Holding(parts[0], Scope.MOBILE) if len(parts) == 1 else None


def a_limited_part(known: Mapping[Scope, Stance]) -> Holding | None:
    """Core and radio access differ and one is banned or restricted: the whole is restricted."""
    parts = {known.get(part) for part in PARTS[Scope.MOBILE]}
    return Holding(Stance.RESTRICTED, Scope.MOBILE) if parts & LIMITED else None


def parts_differ(known: Mapping[Scope, Stance]) -> Holding | None:
    """Core and radio access differ and neither is banned or restricted: the whole is undecided."""
    both = Scope.CORE in known and Scope.RAN in known
    return Holding(Stance.UNDECIDED, Scope.MOBILE) if both else None


def elsewhere_only(known: Mapping[Scope, Stance]) -> Holding | None:
    """Nothing is known of mobile networks, so the first known other scope speaks."""
    return next((Holding(known[scope], scope) for scope in FALLBACK if scope in known), None)


HEADLINE_RULES: tuple[HeadlineRule, ...] = (
    both_parts_agree,
    ban_of_one_part,
    one_part_known,
    a_limited_part,
    parts_differ,
    elsewhere_only,
)
LIMITED = {Stance.BANNED, Stance.RESTRICTED}
FALLBACK = (
    Scope.FIXED,
    Scope.PROCUREMENT,
    Scope.DEVICES,
    Scope.SOFTWARE,
    Scope.SUPPLY,
    Scope.CLOUD,
    Scope.ENERGY,
    Scope.CABLES,
    Scope.RESEARCH,
    Scope.OTHER,
)
if unranked := {*CELLS} - {*PARTS[Scope.MOBILE], *FALLBACK}:
    raise AssertionError(f"stances.FALLBACK gives no place to the scope {', '.join(unranked)}")


def headline(known: Mapping[Scope, Stance]) -> tuple[Holding, HeadlineRule] | None:
    """The stance and scope that sum up the stances known in each cell, and the rule for it."""
    for rule in HEADLINE_RULES:
        if found := rule(known):
            return found, rule
    return None


class Applied(NamedTuple):
    """The rule that answered for an event in a scope, and what the event did there."""

    rule: Rule
    effect: Effect


class Step(NamedTuple):
    """What one event did in each cell that it speaks of, and the position before and after."""

    event: Event
    applied: Mapping[Scope, Applied]
    before: Position
    after: Position

    @property
    def moved(self) -> bool:
        """Whether the headline's stance or scope is another one than before."""
        was, now = self.before.headline, self.after.headline
        return (was and was.holding) != (now and now.holding)


def readable(events: Iterable[Event], day: str) -> list[Event]:
    """The events that count on an ISO day, in order: those that can have happened by then."""
    # A year or month stands before its own days in the order of texts.
    possible = (e for e in events if (e.not_before or e.date) <= day and e.withdrawn is None)
    return sorted(possible, key=order)


def replay(events: Iterable[Event]) -> Iterator[Step]:
    """Each event of one entity, in the order given, with what it does."""
    position = NOTHING
    for event in events:
        step = advance(position, event)
        yield step
        position = step.after


def advance(position: Position, event: Event) -> Step:
    """One event upon a position. Context moves no stance, but may say what a planned date met."""
    outcomes = {**position.outcomes, event.follows: event} if event.follows else position.outcomes
    if event.stance is None:
        after = position._replace(outcomes=outcomes) if event.follows else position
        return Step(event, {}, position, after)
    cells, moved = {**position.cells}, False
    applied: dict[Scope, Applied] = {}
    for scope, named in naming(event.scope).items():
        was = cells.get(scope)
        rule, (cell, effect) = _ruled(was, event, event.stance, named)
        cells[scope], applied[scope] = cell, Applied(rule, effect)
        moved = moved or was is None or cell.stance is not was.stance
    # The headline follows from the stances alone: where none of them moved, neither did it.
    summary = _headline(cells, position.headline, event) if moved else position.headline
    return Step(event, applied, position, Position(cells, summary, outcomes))


def _ruled(cell: Cell | None, event: Event, stance: Stance, named: int) -> tuple[Rule, After]:
    for rule in RULES:
        if after := rule(cell, event, stance, named):
            return rule, after
    raise AssertionError("the last of the RULES answers always")


def _headline(cells: Mapping[Scope, Cell], was: Headline | None, event: Event) -> Headline:
    found = headline({scope: cell.stance for scope, cell in cells.items()})
    assert found, "where a cell is known, a rule answers"
    holding, _ = found
    return was if was and was.holding == holding else Headline(*holding, event)


def position(events: Iterable[Event], day: str) -> Position:
    """What an entity holds on an ISO day, from its events in any order."""
    after = NOTHING
    for step in replay(readable(events, day)):
        after = step.after
    return after
