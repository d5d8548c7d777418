"""From events to stances: a pure fold over the events of one entity.

Rules are functions in a tuple, tried in turn; the docstring of the one that answers is the reason
a reader is given. docs/codebook.md ("How events become stances") states the same in full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from huaweiban.events import PARTS, Event, Scope, Stance, naming, order, spread


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
    """One word for an entity, the scope it speaks of, and the event its unbroken run began with."""

    stance: Stance
    scope: Scope
    began: Event


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

    def word(self, scopes: Collection[Scope]) -> tuple[Stance, Scope] | None:
        """The word and its scope: the headline's, or that of the scopes asked about alone."""
        if not scopes:
            return (self.headline.stance, self.headline.scope) if self.headline else None
        asked = spread(scopes)
        known = {cell: self.cells[cell].stance for cell in asked if cell in self.cells}
        if len(asked) == 1:
            return (known[asked[0]], asked[0]) if known else None
        found = headline(known)
        return (found[0], found[1]) if found else None


NOTHING = Position(cells={}, headline=None, outcomes={})

Rule = Callable[[Cell | None, Event, Stance, int], Cell | None]


def first_word(cell: Cell | None, event: Event, stance: Stance, named: int) -> Cell | None:
    """Nothing was known in this scope before."""
    return None if cell else _run(event, stance, named)


def confirmation(cell: Cell | None, event: Event, stance: Stance, named: int) -> Cell | None:
    """The same stance again confirms the run, which keeps its first day."""
    return _prolonged(cell, event, named) if cell and cell.stance is stance else None


def narrower_ban(cell: Cell | None, event: Event, stance: Stance, named: int) -> Cell | None:
    """A restriction of a broader scope confirms a ban that named this part, and leaves it."""
    stands = (
        cell and cell.stance is Stance.BANNED and stance is Stance.RESTRICTED and cell.named > named
    )
    return _prolonged(cell, event, named) if cell and stands else None


def replacement(cell: Cell | None, event: Event, stance: Stance, named: int) -> Cell | None:
    """The newer word replaces the older one."""
    return _run(event, stance, named)


RULES: tuple[Rule, ...] = (first_word, confirmation, narrower_ban, replacement)


def _run(event: Event, stance: Stance, named: int) -> Cell:
    return Cell(stance, event, event, _dated(event), named)


def _prolonged(cell: Cell, event: Event, named: int) -> Cell:
    stance, began, _, planned, narrowest = cell
    if dated := _dated(event):
        planned += dated
    return Cell(stance, began, event, planned, named if named > narrowest else narrowest)


def _dated(event: Event) -> tuple[Event, ...]:
    return (event,) if event.effective or event.deadline else ()


HeadlineRule = Callable[[Mapping[Scope, Stance]], tuple[Stance, Scope] | None]


def both_parts_agree(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope] | None:
    """Core and radio access hold the same, so that is the word for mobile networks."""
    core, ran = known.get(Scope.CORE), known.get(Scope.RAN)
    return (core, Scope.MOBILE) if core and core is ran else None


def ban_of_one_part(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope] | None:
    """Only one part of the mobile network is known and banned: as a whole it is restricted."""
    parts = [known[part] for part in PARTS[Scope.MOBILE] if part in known]
    return (Stance.RESTRICTED, Scope.MOBILE) if parts == [Stance.BANNED] else None


def one_part_known(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope] | None:
    """Only one part of the mobile network is known, so its word stands for the whole."""
    parts = [known[part] for part in PARTS[Scope.MOBILE] if part in known]
    return (parts[0], Scope.MOBILE) if len(parts) == 1 else None


def a_limited_part(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope] | None:
    """Core and radio access differ and one is banned or restricted: the whole is restricted."""
    parts = {known.get(part) for part in PARTS[Scope.MOBILE]}
    return (Stance.RESTRICTED, Scope.MOBILE) if parts & LIMITED else None


def parts_differ(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope] | None:
    """Core and radio access differ and neither is banned or restricted: the whole is undecided."""
    return (Stance.UNDECIDED, Scope.MOBILE) if Scope.CORE in known and Scope.RAN in known else None


def elsewhere_only(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope] | None:
    """Nothing is known of mobile networks, so the first known other scope speaks."""
    return next(((known[scope], scope) for scope in FALLBACK if scope in known), None)


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


def headline(known: Mapping[Scope, Stance]) -> tuple[Stance, Scope, HeadlineRule] | None:
    """The word for the stances known per cell, its scope, and the rule that gave it."""
    for rule in HEADLINE_RULES:
        if found := rule(known):
            return (*found, rule)
    return None


class Step(NamedTuple):
    """What one event did: the rule applied in each cell it speaks of, and the position after."""

    event: Event
    applied: Mapping[Scope, Rule]
    before: Position
    after: Position

    @property
    def moved(self) -> bool:
        """Whether the headline's word or scope is another one than before."""
        was, now = self.before.headline, self.after.headline
        return (was and (was.stance, was.scope)) != (now and (now.stance, now.scope))


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
    """One event upon a position. Context moves no stance, but may tell a planned date's outcome."""
    outcomes = {**position.outcomes, event.follows: event} if event.follows else position.outcomes
    if event.stance is None:
        after = position._replace(outcomes=outcomes) if event.follows else position
        return Step(event, {}, position, after)
    cells, stance, moved = {**position.cells}, event.stance, False
    applied: dict[Scope, Rule] = {}
    for scope, named in naming(event.scope).items():
        was, now, rules = cells.get(scope), None, iter(RULES)
        while now is None:  # the last rule answers always
            rule = next(rules)
            now = rule(was, event, stance, named)
        cells[scope], applied[scope] = now, rule
        moved = moved or was is None or now.stance is not was.stance
    # The word follows from the stances alone: where none of them moved, neither did it.
    word = _word(cells, position.headline, event) if moved else position.headline
    return Step(event, applied, position, Position(cells, word, outcomes))


def _word(cells: Mapping[Scope, Cell], was: Headline | None, event: Event) -> Headline:
    found = headline({scope: cell.stance for scope, cell in cells.items()})
    assert found, "where a cell is known, a rule answers"
    stance, scope, _ = found
    if was and was.stance is stance and was.scope is scope:
        return was
    return Headline(stance, scope, event)


def position(events: Iterable[Event], day: str) -> Position:
    """What an entity holds on an ISO day, from its events in any order."""
    after = NOTHING
    for step in replay(readable(events, day)):
        after = step.after
    return after
