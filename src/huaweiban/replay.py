"""The steps of an entity: the effect of each event on its first day, and what lapsed on which day.

The position after the last step is `stances.position` on that day. An event that lapses is removed,
and later events are folded again until the positions are the same as before. If a run loses its
first event, later positions differ only in the event that began it, which no rule reads. The event
that begins the run instead is recorded as the heir of the removed one, so the time stays linear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from huaweiban.events import Event, Outcome, Scope, order
from huaweiban.stances import (
    NOTHING,
    Applied,
    Cell,
    Chain,
    Effect,
    Headline,
    Position,
    Step,
    advance,
    lapse,
    lapsed_in,
    lapses_on,
    muted_in,
    readable,
    settled,
    with_lapsed,
)


def replay(events: Iterable[Event], day: str, unseen: Collection[str] = ()) -> Iterator[Step]:
    """Every step of one entity up to an ISO day, from its events in any order.

    `unseen` are the ids of events whose announced end lies beyond what the log covers.
    """
    possible = readable(events, day)
    ends = [(end, event) for event in possible if (end := lapses_on(event, unseen))]
    if not ends and not any(event.outcome is Outcome.SETTLED for event in possible):
        yield from _without_ends(possible)
        return
    # A date that ended before it could begin counts for nothing at all.
    never = {event.id for end, event in ends if end <= event.first}
    due = sorted(
        ((end, event) for end, event in ends if end <= day and event.id not in never),
        key=lambda each: (each[0], order(each[1])),
        reverse=True,
    )
    fold = _Fold(possible)
    for event in possible:
        while due and due[-1][0] <= event.first:
            end, ended = due.pop()
            yield fold.leave(ended, end)
        if event.id not in never:
            yield fold.enter(event)
    while due:
        end, ended = due.pop()
        yield fold.leave(ended, end)


def _without_ends(possible: Iterable[Event]) -> Iterator[Step]:
    before = NOTHING
    for event in possible:
        after, applied = advance(before, event)
        yield Step(event, event.first, applied, before, after)
        before = after


class _Fold:
    """The events that count, in order, with the position after each.

    `_heirs` maps a removed event and a scope (null: the headline) to the event that begins the run
    instead.
    """

    def __init__(self, possible: Iterable[Event]) -> None:
        self._by_id = {event.id: event for event in possible}
        self._events: list[Event] = []
        self._after: list[Position] = []
        self._ids: list[str] = []
        self._muted: Mapping[str, Collection[Scope]] = {}
        self._heirs: dict[tuple[str, Scope | None], Event] = {}
        self._gone: set[str] = set()
        self._lapsed: dict[Scope, Event] = {}
        self._shown = NOTHING

    def enter(self, event: Event) -> Step:
        """Add an event, which counts from its first day on; returns the step."""
        if event.outcome is Outcome.SETTLED:
            self._mute([*self._events, event])
        before = self._after[-1] if self._after else NOTHING
        after, applied = advance(before, event, self._muted.get(event.id, ()))
        self._events.append(event)
        self._ids.append(event.id)
        self._after.append(after)
        return self._step(event, event.first, applied)

    def leave(self, event: Event, day: str) -> Step:
        """Remove an event, which no longer counts from an ISO day on; returns the step."""
        place = self._ids.index(event.id)
        for column in (self._events, self._ids, self._after):
            del column[place]
        self._gone.add(event.id)
        self._lapsed |= lapsed_in([event])
        self._refold(place, event)
        if event.outcome is Outcome.SETTLED:
            self._mute(self._events)
        return self._step(event, day, {}, is_lapse=True)

    def _mute(self, alive: list[Event]) -> None:
        muted = muted_in(alive, self._by_id)
        changed = {id for id in {*muted, *self._muted} if muted.get(id) != self._muted.get(id)}
        self._muted = muted
        if places := [place for place, id in enumerate(self._ids) if id in changed]:
            self._refold(places[0], None)

    def _refold(self, place: int, gone: Event | None) -> None:
        held = self._after[place - 1] if place else NOTHING
        for number in range(place, len(self._events)):
            event = self._events[number]
            held, _ = advance(held, event, self._muted.get(event.id, ()))
            if gone and self._goes_on(self._after[number], held, gone):
                return
            self._after[number] = held

    def _goes_on(self, was: Position, now: Position, gone: Event) -> bool:
        """Whether later positions stay the same, except that an heir of `gone` begins its runs."""
        if was.cells.keys() != now.cells.keys() or was.outcomes != now.outcomes:
            return False
        heirs: dict[tuple[str, Scope | None], Event] = {}
        pairs: list[tuple[Scope, Cell, Cell]] = []
        for scope, cell in was.cells.items():
            other: Cell | None = now.cells[scope]
            below: Cell | None = cell
            while below and other:
                pairs.append((scope, below, other))
                below, other = below.under, other.under
            if below or other:
                return False
        for scope, old, new in pairs:
            same = old._replace(began=new.began, planned=self._alive(old.planned), under=None)
            if same != new._replace(under=None):
                return False
            heirs |= self._heir(scope, old.began, new.began)
        first, second = was.headline, now.headline
        if first and second:  # equal stances have equal headlines
            heirs |= self._heir(None, first.began, second.began)
        if any(id != gone.id for id, _ in heirs):
            return False
        self._heirs |= heirs
        return True

    def _heir(
        self, scope: Scope | None, old: Event, new: Event
    ) -> dict[tuple[str, Scope | None], Event]:
        old, new = self._living(scope, old), self._living(scope, new)
        return {} if old is new else {(old.id, scope): new}

    def _living(self, scope: Scope | None, began: Event) -> Event:
        passed: list[str] = []
        while heir := self._heirs.get((began.id, scope)):
            passed.append(began.id)
            began = heir
        # Shorten the path for the next look-up.
        self._heirs |= {(id, scope): began for id in passed}
        return began

    def _alive(self, planned: Chain | None) -> Chain | None:
        alive = None
        for event in planned or ():
            if event.id not in self._gone:
                alive = Chain(alive, event)
        return alive

    def _step(
        self, event: Event, day: str, applied: dict[Scope, Applied], is_lapse: bool = False
    ) -> Step:
        before, after = self._shown, self._position()
        if is_lapse or event.outcome is Outcome.SETTLED:
            rule, changed = (lapse if is_lapse else settled), _changed(before, after)
            ends = {scope: Applied(rule, Effect.ENDS) for scope in changed if scope not in applied}
            applied = ends | applied
        self._shown = after
        return Step(event, day, applied, before, after, is_lapse)

    def _position(self) -> Position:
        held = self._after[-1] if self._after else NOTHING
        cells = {scope: self._as_living(scope, cell) for scope, cell in held.cells.items()}
        now = held.headline
        living = now and Headline(now.stance, now.scope, self._living(None, now.began))
        return with_lapsed(Position(cells, living, held.outcomes), self._lapsed)

    def _as_living(self, scope: Scope, cell: Cell) -> Cell:
        return cell._replace(
            began=self._living(scope, cell.began),
            planned=self._alive(cell.planned),
            under=cell.under and self._as_living(scope, cell.under),
        )


def _changed(before: Position, after: Position) -> list[Scope]:
    def stance(position: Position, scope: Scope) -> object:
        cell = position.cells.get(scope)
        return cell and cell.stance

    return [scope for scope in Scope if stance(before, scope) is not stance(after, scope)]
