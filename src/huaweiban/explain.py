"""Why a position is what it is: the deciding event of each scope, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from huaweiban.events import Event, Scope, order, spread
from huaweiban.stances import (
    Applied,
    Effect,
    HeadlineRule,
    Position,
    Rule,
    Step,
    headline,
    readable,
    replay,
)

Reason = Literal["confirms", "context", "withdrawn", "after the day", "weaker"]
WORDS: dict[Reason, str] = {
    "confirms": "says the same again",
    "context": "says nothing about the entity's own position",
    "withdrawn": "was withdrawn from the log as a mistake",
    "after the day": "lies after the day asked about",
    "weaker": "is broader and weaker than the ban that named this scope",
}


class Verdict(NamedTuple):
    """One scope: the event that began its run, the rule that made it decide, the others."""

    scope: Scope
    decider: Event
    rule: Rule
    passed_over: list[tuple[Event, Reason]]


def verdicts(events: Iterable[Event], day: str) -> list[Verdict]:
    """For each known scope on an ISO day, what decided it and every later event that did not."""
    events = list(events)
    steps = list(replay(readable(events, day)))
    if not steps:
        return []
    final = steps[-1].after
    return [_verdict(scope, final, steps, events, day) for scope in Scope if scope in final.cells]


def reason_of(rule: Rule | HeadlineRule) -> str:
    """A rule in its own words."""
    return " ".join((rule.__doc__ or "").split())


def headline_reason(position: Position) -> tuple[str | None, str]:
    """The rule that made the headline, and its words."""
    found = headline({scope: cell.stance for scope, cell in position.cells.items()})
    if found is None:
        return None, "No event that counts states a position."
    rule = found[1]
    return rule.__name__, reason_of(rule)


def _verdict(
    scope: Scope, final: Position, steps: list[Step], events: list[Event], day: str
) -> Verdict:
    decider = final.cells[scope].began
    applied = {step.event.id: step.applied[scope] for step in steps if scope in step.applied}
    later = sorted(
        (e for e in events if order(e) > order(decider) and scope in spread(e.scope)), key=order
    )
    passed = [(event, _passed_over(event, applied.get(event.id), day)) for event in later]
    return Verdict(scope, decider, applied[decider.id].rule, passed)


def _passed_over(event: Event, applied: Applied | None, day: str) -> Reason:
    if event.withdrawn:
        return "withdrawn"
    if event.first > day:
        return "after the day"
    if applied is None:
        return "context"
    match applied.effect:
        case Effect.CONFIRMS:
            return "confirms"
        case Effect.LEAVES:
            return "weaker"
        case Effect.BEGINS:
            raise AssertionError("no event after the decider begins a run")
