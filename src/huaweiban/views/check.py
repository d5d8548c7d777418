"""The question behind `check`: whether each name on a list holds what is allowed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import Entity
from huaweiban.events import Scope, Stance, order, spread
from huaweiban.log import Log, no_position
from huaweiban.stances import LIMITED, Cell, Position, position

if TYPE_CHECKING:
    from huaweiban.results import CheckResult


class Terms(NamedTuple):
    """What passes: the stances allowed, whether no position passes too, and in which scopes.

    `limited` says that not all evidence was let count.
    """

    allowed: Collection[Stance]
    none_allowed: bool
    scopes: Collection[Scope]
    limited: bool = False


class Judged(NamedTuple):
    """What is held in what was asked about, and the cells that it rests on."""

    stance: Stance | None
    scope: Scope | None
    cells: Sequence[Cell] = ()


def verdict(log: Log, entity: Entity, asked: str, terms: Terms, day: str) -> CheckResult:
    """Whether an entity passes on an ISO day, with the reason; every scope asked about must.

    Without a scope the headline is judged, and for several parts (`mobile`, `networks`) the stance
    that a map would show for them.
    """
    held = position(log.of(entity.id), day)
    every = [_judged(held, [scope]) for scope in terms.scopes] or [_judged(held, [])]
    failing = [each for each in every if not _passes(each.stance, terms)]
    told = (failing or every)[0]
    newest = max((cell.newest for cell in told.cells), key=order, default=None)
    return {
        "asked": asked,
        "entity": entity.id,
        "name": entity.name,
        "stance": told.stance,
        "scope": told.scope,
        "passed": not failing,
        "reason": _reason(told, not failing, terms),
        "event": _rests_on(told),
        "confirmed_by": newest.id if newest else None,
    }


def unknown(asked: str, why: str) -> CheckResult:
    """The row of a name that nobody bears, or several do: it does not pass."""
    return {
        "asked": asked,
        "entity": None,
        "name": None,
        "stance": None,
        "scope": None,
        "passed": False,
        "reason": why,
        "event": None,
        "confirmed_by": None,
    }


def _judged(held: Position, scopes: Sequence[Scope]) -> Judged:
    if (holding := held.holding(scopes)) is None:
        return Judged(None, scopes[0] if scopes else None)
    stance, scope = holding
    return Judged(
        stance, scope, [held.cells[each] for each in spread([scope]) if each in held.cells]
    )


def _rests_on(told: Judged) -> str | None:
    # Of a restricted whole, a banned part is reason enough.
    reasons = LIMITED if told.stance is Stance.RESTRICTED else {told.stance}
    return next((cell.began.id for cell in told.cells if cell.stance in reasons), None)


def _passes(stance: Stance | None, terms: Terms) -> bool:
    return terms.none_allowed if stance is None else stance in terms.allowed


def _reason(told: Judged, passed: bool, terms: Terms) -> str:
    allowed = ", ".join([*terms.allowed, *(["none"] if terms.none_allowed else [])])
    where = f" in {told.scope}" if told.scope else ""
    held = f"{told.stance or no_position(terms.limited)}{where}"
    return f"{held}; allowed: {allowed}" if not passed else held
