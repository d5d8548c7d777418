"""From events to stances: a pure fold over the events of one entity.

Rules are functions in a tuple, tried in turn; the docstring of the first that applies is the reason
shown to users. docs/codebook.md ("How events become stances") states the same in full.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from huaweiban.dates import last_day, next_day
from huaweiban.events import (
    CELLS,
    PARTS,
    STRENGTH,
    Action,
    Event,
    Outcome,
    Scope,
    Stance,
    naming,
    order,
    spread,
)


class Holding(NamedTuple):
    """A stance in a scope."""

    stance: Stance
    scope: Scope


class Chain:
    """A linked list of events, oldest first; longer chains share the part `before`."""

    __slots__ = ("before", "event")

    def __init__(self, before: Chain | None, event: Event) -> None:
        self.before, self.event = before, event

    def __iter__(self) -> Iterator[Event]:
        found: list[Event] = []
        chain: Chain | None = self
        while chain:
            found.append(chain.event)
            chain = chain.before
        return reversed(found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Chain) and (self is other or [*self] == [*other])

    def __hash__(self) -> int:
        return hash(self.event.id)


class Cell(NamedTuple):
    """One scope's unbroken run of one stance.

    `began` and `newest` are the first and newest event of the run, `planned` those that set a date,
    `named` how narrowly the run has named this scope (see `events.breadth`), `basis` the strongest
    action in the run. `limits` says that the newest act in this scope is in the run and bans or
    restricts. If the run is stricter than such an act but not an act itself, `under` is the run of
    the act.
    """

    stance: Stance
    began: Event
    newest: Event
    planned: Chain | None
    named: int
    basis: Action
    limits: bool = False
    under: Cell | None = None

    @property
    def standing(self) -> Cell | None:
        """The run of the newest act in this scope, if it bans or restricts."""
        return self if self.limits else self.under


class Headline(NamedTuple):
    """One stance for an entity, its scope, and the event that began its unbroken run."""

    stance: Stance
    scope: Scope
    began: Event

    @property
    def holding(self) -> Holding:
        """The stance and its scope alone."""
        return Holding(self.stance, self.scope)


class Position(NamedTuple):
    """The position of an entity after some events; `outcomes` maps event ids to later outcomes.

    `lapsed` has the scopes without a stance in which something ended as announced, each with the
    event that ended last.
    """

    cells: Mapping[Scope, Cell]
    headline: Headline | None
    outcomes: Mapping[str, Event]
    lapsed: Mapping[Scope, Event] = {}

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
        """The events that began the runs of the headline and its parts, and the newest, in order.

        The run of the headline can be older than those of its parts: if one part was restricted
        and is banned now, mobile networks have been restricted all along.
        """
        events = {cell.began for cell in self.deciding}
        if self.headline:
            events.add(self.headline.began)
        if self.newest:
            events.add(self.newest)
        return tuple(sorted(events, key=order))

    def holding(self, scopes: Collection[Scope]) -> Holding | None:
        """The stance and scope of the headline, or for only the scopes asked about."""
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
    """What an event does to the run in a scope."""

    BEGINS = "begins"
    CONFIRMS = "confirms"
    LEAVES = "leaves"
    ENDS = "ends"


class After(NamedTuple):
    """The result of a rule: the cell after the event, and the effect of the event."""

    cell: Cell
    effect: Effect


Rule = Callable[[Cell | None, Event, Stance, int], After | None]

LIMITED = {Stance.BANNED, Stance.RESTRICTED}
# How much a stance claims (rule 7 of the codebook).
CLAIM = {Stance.UNDECIDED: 0, Stance.PERMITTED: 0, Stance.RESTRICTED: 1, Stance.BANNED: 2}


def first_word(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """No position was on record in this scope before."""
    return None if cell else _begun(None, event, stance, named)


def confirmation(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """The event repeats the stance, which keeps its first day."""
    if cell is None or cell.stance is not stance:
        return None
    return After(_prolonged(cell, event, named), Effect.CONFIRMS)


def narrower_ban(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """A broader restriction confirms a ban that named this part, and leaves it in place."""
    if cell is None or cell.stance is not Stance.BANNED or cell.named <= named:
        return None
    if stance is not Stance.RESTRICTED:
        return None
    return After(_prolonged(cell, event, named), Effect.LEAVES)


def act_stands(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """Only another act can loosen a public authority's act, and this event is not one."""
    act = cell and cell.standing
    if act is None or event.is_act or CLAIM[stance] >= CLAIM[act.stance]:
        return None
    return After(act, Effect.LEAVES)


def act_is_left(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """The stricter statement that went beyond an act is taken back; the act still applies."""
    if cell is None or cell.under is None or event.is_act or stance is not cell.under.stance:
        return None
    return After(_prolonged(cell.under, event, named), Effect.CONFIRMS)


def replacement(cell: Cell | None, event: Event, stance: Stance, named: int) -> After | None:
    """The newer stance replaces the older one."""
    return _begun(cell, event, stance, named)


RULES: tuple[Rule, ...] = (
    first_word,
    confirmation,
    narrower_ban,
    act_stands,
    act_is_left,
    replacement,
)


def settled() -> None:
    """The open question is settled, so the position before it applies again."""


def lapse() -> None:
    """What an event set has ended as announced, so the other events decide."""


def _begun(cell: Cell | None, event: Event, stance: Stance, named: int) -> After:
    limits = event.is_act and stance in LIMITED
    under = None if event.is_act or cell is None else cell.standing
    planned = Chain(None, event) if _is_dated(event) else None
    begun = Cell(stance, event, event, planned, named, event.action, limits, under)
    return After(begun, Effect.BEGINS)


def _prolonged(cell: Cell, event: Event, named: int) -> Cell:
    stance, began, _, planned, narrowest, basis, limits, under = cell
    if event.is_act and not limits:
        if event.stance is stance:
            limits, under = stance in LIMITED, None
        else:  # a broader restriction by act, under a narrower ban that is not an act
            under = _prolonged(under, event, named) if under else _run(event, named)
    if _is_dated(event):
        planned = Chain(planned, event)
    if STRENGTH[event.action] > STRENGTH[basis]:
        basis = event.action
    return Cell(stance, began, event, planned, max(named, narrowest), basis, limits, under)


def _run(event: Event, named: int) -> Cell:
    assert event.stance, "context begins no run"
    return _begun(None, event, event.stance, named).cell


def _is_dated(event: Event) -> bool:
    return bool(event.effective or event.deadline)


HeadlineRule = Callable[[Mapping[Scope, Stance]], Holding | None]


def both_parts_agree(known: Mapping[Scope, Stance]) -> Holding | None:
    """Core and radio access have the same stance, so it is that of mobile networks."""
    core, ran = known.get(Scope.CORE), known.get(Scope.RAN)
    return Holding(core, Scope.MOBILE) if core and core is ran else None


def ban_of_one_part(known: Mapping[Scope, Stance]) -> Holding | None:
    """Only one part of the mobile network is known and banned: as a whole it is restricted."""
    parts = [known[part] for part in PARTS[Scope.MOBILE] if part in known]
    return Holding(Stance.RESTRICTED, Scope.MOBILE) if parts == [Stance.BANNED] else None


def one_part_known(known: Mapping[Scope, Stance]) -> Holding | None:
    """Only one part of the mobile network is known, so its stance is used for the whole."""
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
    """Nothing is known of mobile networks, so the first other scope that is known counts."""
    return next((Holding(known[scope], scope) for scope in FALLBACK if scope in known), None)


HEADLINE_RULES: tuple[HeadlineRule, ...] = (
    both_parts_agree,
    ban_of_one_part,
    one_part_known,
    a_limited_part,
    parts_differ,
    elsewhere_only,
)
FALLBACK = (
    Scope.FIXED,
    Scope.PROCUREMENT,
    Scope.SUPPLY,
    Scope.SOFTWARE,
    Scope.DEVICES,
    Scope.CLOUD,
    Scope.ENERGY,
    Scope.CABLES,
    Scope.RESEARCH,
    Scope.OTHER,
)
_unranked = {*CELLS} - {*PARTS[Scope.MOBILE], *FALLBACK}
assert not _unranked, f"stances.FALLBACK has no entry for the scope {', '.join(_unranked)}"


def headline(known: Mapping[Scope, Stance]) -> tuple[Holding, HeadlineRule] | None:
    """The stance and scope that sum up the known cells, and the rule that applied."""
    for rule in HEADLINE_RULES:
        if found := rule(known):
            return found, rule
    return None


class Applied(NamedTuple):
    """The rule that applied in a scope, and the effect of the event there."""

    rule: Callable[..., object]
    effect: Effect


class Step(NamedTuple):
    """The effect of one event in each of its scopes, and the position before and after.

    `day` is the first ISO day of the effect. If `is_lapse` is true, what the event set ended on the
    day before.
    """

    event: Event
    day: str
    applied: Mapping[Scope, Applied]
    before: Position
    after: Position
    is_lapse: bool = False

    @property
    def moved(self) -> bool:
        """Whether the stance or scope of the headline changed."""
        was, now = self.before.headline, self.after.headline
        return (was and was.holding) != (now and now.holding)


def readable(events: Iterable[Event], day: str) -> list[Event]:
    """The events that can have happened by an ISO day, in order, without those withdrawn."""
    # As text, a year or month sorts before its own days.
    possible = (e for e in events if (e.not_before or e.date) <= day and e.withdrawn is None)
    return sorted(possible, key=order)


def lapses_on(event: Event, unseen: Collection[str] = ()) -> str | None:
    """The ISO day from which an event no longer counts, because its announced end has passed.

    None if it has no such end, or if the log does not cover it: then its id is in `unseen`.
    """
    if event.until is None or event.id in unseen:
        return None
    return next_day(last_day(event.until))


def position(events: Iterable[Event], day: str, unseen: Collection[str] = ()) -> Position:
    """The position of an entity on an ISO day, from its events in any order.

    `unseen` are the ids of events whose announced end lies beyond what the log covers.
    """
    return folded(events, day, unseen)[0]


def folded(
    events: Iterable[Event], day: str, unseen: Collection[str] = ()
) -> tuple[Position, dict[str, dict[Scope, Applied]]]:
    """As `position`; and the effect of each event that counts on the day, by id and scope."""
    possible = readable(events, day)
    alive, ended = [], []
    for event in possible:
        if (end := lapses_on(event, unseen)) is None or end > day:
            alive.append(event)
        elif event.first < end:
            ended.append(event)
    muted = muted_in(alive, {event.id: event for event in possible})
    after, did = NOTHING, dict[str, dict[Scope, Applied]]()
    for event in alive:
        after, did[event.id] = advance(after, event, muted.get(event.id, ()))
    return with_lapsed(after, lapsed_in(ended)), did


def advance(
    position: Position, event: Event, muted: Collection[Scope] = ()
) -> tuple[Position, dict[Scope, Applied]]:
    """The position after one more event, and its effect in each scope except `muted` ones.

    Context changes no stance, but may report the outcome of a planned date.
    """
    if event.follows:
        position = position._replace(outcomes={**position.outcomes, event.follows: event})
    if event.stance is None:
        return position, {}
    cells, moved = {**position.cells}, False
    applied: dict[Scope, Applied] = {}
    for scope, named in naming(event.scope).items():
        if scope in muted:
            continue
        was = cells.get(scope)
        rule, (cell, effect) = _ruled(was, event, event.stance, named)
        cells[scope], applied[scope] = cell, Applied(rule, effect)
        moved = moved or was is None or cell.stance is not was.stance
    # The headline depends only on the stances: if none of them changed, it did not either.
    summary = _headline(cells, position.headline, event) if moved else position.headline
    return Position(cells, summary, position.outcomes), applied


def _ruled(cell: Cell | None, event: Event, stance: Stance, named: int) -> tuple[Rule, After]:
    for rule in RULES:
        if after := rule(cell, event, stance, named):
            return rule, after
    raise AssertionError("the last of RULES always applies")


def _headline(cells: Mapping[Scope, Cell], was: Headline | None, event: Event) -> Headline:
    found = headline({scope: cell.stance for scope, cell in cells.items()})
    assert found, "if a cell is known, a rule applies"
    holding, _ = found
    return was if was and was.holding == holding else Headline(*holding, event)


def muted_in(alive: Iterable[Event], by_id: Mapping[str, Event]) -> dict[str, set[Scope]]:
    """The scopes in which each `undecided` no longer counts, since a later event settled them."""
    muted: dict[str, set[Scope]] = {}
    # Each question is removed from a scope's list once, so the time is linear.
    open_in: dict[Scope, list[Event]] = {}
    for event in alive:
        question = by_id.get(event.follows or "") if event.outcome is Outcome.SETTLED else None
        if question and question.stance and order(question) < order(event):
            for scope in spread(question.scope):
                for each in open_in.pop(scope, ()):
                    muted.setdefault(each.id, set()).add(scope)
        if event.stance is Stance.UNDECIDED:
            for scope in spread(event.scope):
                open_in.setdefault(scope, []).append(event)
    return muted


def lapsed_in(ended: Iterable[Event]) -> dict[Scope, Event]:
    """The event that ended last in each scope, of those that have ended."""
    found: dict[Scope, Event] = {}
    for event in sorted(ended, key=lambda each: (last_day(each.until or ""), order(each))):
        if event.stance:
            found |= dict.fromkeys(spread(event.scope), event)
    return found


def with_lapsed(position: Position, lapsed: Mapping[Scope, Event]) -> Position:
    """A position with what has lapsed in scopes that have no stance."""
    known = {scope: lapsed[scope] for scope in Scope if scope in lapsed.keys() - position.cells}
    return position._replace(lapsed=known) if known else position
