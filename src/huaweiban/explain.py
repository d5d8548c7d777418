"""Why a position is what it is: the deciding event of each scope, and later ones set aside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Literal, NamedTuple

from huaweiban.events import Event, Scope, Stance, order, spread
from huaweiban.stances import (
    Applied,
    Effect,
    Position,
    act_stands,
    folded,
    headline,
)

Reason = Literal[
    "confirms",
    "context",
    "withdrawn",
    "after the day",
    "weaker",
    "less than the act",
    "given up",
    "settled",
    "ended",
]
WORDS: dict[Reason, str] = {
    "confirms": "says the same again",
    "context": "says nothing about the entity's own position",
    "withdrawn": "was withdrawn from the log as a mistake",
    "after the day": "is after the day asked about",
    "weaker": "is broader and weaker than the ban that named this scope",
    "less than the act": "claims less than the act, which stays in effect",
    "given up": "went further than the act, and was later taken back",
    "settled": "left a question open that has been settled since",
    "ended": "has ended as announced",
}


class Verdict(NamedTuple):
    """One scope: the event that began its run, the rule by which it decided, and later events."""

    scope: Scope
    decider: Event
    rule: Callable[..., object]
    passed_over: list[tuple[Event, Reason]]


def verdicts(events: Iterable[Event], day: str, unseen: Collection[str] = ()) -> list[Verdict]:
    """For each known scope on an ISO day, what decided it and every later event that did not."""
    events = list(events)
    final, did = folded(events, day, unseen)

    def reason(event: Event, scope: Scope) -> Reason:
        if event.withdrawn:
            return "withdrawn"
        if event.first > day:
            return "after the day"
        if event.id not in did:
            return "ended"
        return _passed_over(event, did[event.id].get(scope), final.cells[scope].stance)

    found = []
    for scope, cell in ((scope, final.cells[scope]) for scope in Scope if scope in final.cells):
        decider = cell.began
        speaking = (each for each in events if scope in spread(each.scope))
        later = sorted((each for each in speaking if order(each) > order(decider)), key=order)
        passed = [(event, reason(event, scope)) for event in later]
        rule, effect = did[decider.id][scope]
        # An act that confirmed a ban made without an act decides once that ban is taken back.
        decisive = rule if effect is Effect.BEGINS else act_stands
        found.append(Verdict(scope, decider, decisive, passed))
    return found


def reason_of(rule: Callable[..., object]) -> str:
    """The reason that a rule gives: its docstring."""
    return " ".join((rule.__doc__ or "").split())


def headline_reason(position: Position) -> tuple[str | None, str]:
    """The name of the rule behind the headline, and its reason."""
    found = headline({scope: cell.stance for scope, cell in position.cells.items()})
    if found is None:
        return None, "No event that counts states a position."
    rule = found[1]
    return rule.__name__, reason_of(rule)


def _passed_over(event: Event, applied: Applied | None, held: Stance) -> Reason:
    if event.stance is None:
        return "context"
    if applied is None:
        return "settled"
    match applied.effect:
        case Effect.CONFIRMS:
            return "confirms" if event.stance is held else "given up"
        case Effect.LEAVES if applied.rule is act_stands:
            return "less than the act"
        case Effect.LEAVES:
            return "confirms" if event.is_act and event.stance is held else "weaker"
        case Effect.BEGINS | Effect.ENDS:  # pragma: no branch (mypy proves that none is left)
            return "given up"
