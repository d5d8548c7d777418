"""The question behind `check`: whether each name on a list holds what is allowed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import Entity
from huaweiban.events import Scope, Stance, spread
from huaweiban.gather import Log
from huaweiban.sieve import no_position
from huaweiban.stances import Cell, position

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


def verdict(log: Log, entity: Entity, asked: str, terms: Terms, day: str) -> CheckResult:
    """Whether an entity passes on an ISO day, with the reason; every scope asked about must."""
    held = position(log.of(entity.id), day)
    if terms.scopes:
        found = [(str(cell), held.cells.get(cell)) for cell in spread(terms.scopes)]
        failing = [(part, cell) for part, cell in found if not _passes(cell, terms)]
        scope, cell = (failing or found)[0]
        stance, event = (cell.stance, cell.newest.id) if cell else (None, None)
        passed = not failing
    else:
        word = held.headline
        stance, event = (word.stance, held.decided_by[-1].id) if word else (None, None)
        scope = str(word.scope) if word else ""
        passed = stance in terms.allowed if stance else terms.none_allowed
    return {
        "asked": asked,
        "entity": entity.id,
        "name": entity.name,
        "stance": stance,
        "scope": scope or None,
        "passed": passed,
        "reason": _reason(stance, scope, passed, terms),
        "event": event,
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
    }


def _passes(cell: Cell | None, terms: Terms) -> bool:
    return terms.none_allowed if cell is None else cell.stance in terms.allowed


def _reason(stance: Stance | None, scope: str, passed: bool, terms: Terms) -> str:
    allowed = ", ".join([*terms.allowed, *(["none"] if terms.none_allowed else [])])
    where = f" in {scope}" if scope else ""
    held = f"{stance or no_position(terms.limited)}{where}"
    return f"{held}; allowed: {allowed}" if not passed else held
