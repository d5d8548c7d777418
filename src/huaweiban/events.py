"""The records of the log: one Event a line, frozen, and the one order they are read in.

The closed sets are the codebook's (docs/codebook.md), each in the order it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar

from huaweiban.dates import DAY_PATTERN, PARTIAL_PATTERN, first_day, last_day


class Stance(StrEnum):
    """What an entity itself holds on Huawei in a scope."""

    BANNED = "banned"
    RESTRICTED = "restricted"
    PERMITTED = "permitted"
    UNDECIDED = "undecided"


class Scope(StrEnum):
    """What a stance is about; `networks` and `mobile` stand for several."""

    NETWORKS = "networks"
    MOBILE = "mobile"
    CORE = "core"
    RAN = "ran"
    FIXED = "fixed"
    CABLES = "cables"
    PROCUREMENT = "procurement"
    DEVICES = "devices"
    SOFTWARE = "software"
    SUPPLY = "supply"
    CLOUD = "cloud"
    ENERGY = "energy"
    RESEARCH = "research"
    OTHER = "other"


class Action(StrEnum):
    """What kind of thing happened, strongest first."""

    LAW = "law"
    RULING = "ruling"
    DECISION = "decision"
    CONTRACT = "contract"
    STATEMENT = "statement"
    PROPOSAL = "proposal"
    REPORT = "report"
    LAWSUIT = "lawsuit"


class Actor(StrEnum):
    """Who acted."""

    GOVERNMENT = "government"
    REGULATOR = "regulator"
    LEGISLATURE = "legislature"
    COURT = "court"
    AGENCY = "agency"
    COMPANY = "company"
    ORGANIZATION = "organization"
    PARTY = "party"
    FOREIGN_GOVERNMENT = "foreign-government"
    HUAWEI = "huawei"


class Outcome(StrEnum):
    """What became of a planned date."""

    MOVED = "moved"
    MET = "met"
    MISSED = "missed"


class Form:
    """A form that a text must have, told where the field is declared.

    Validators that build on core schemas (pydantic does) ask an annotation for its schema through
    the method below, so the record stays free of them.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(source), "pattern": self.pattern}


Id = Annotated[str, Form(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Day = Annotated[str, Form(DAY_PATTERN)]
PartialDate = Annotated[str, Form(PARTIAL_PATTERN)]
Url = Annotated[str, Form(r"^https?://[^\s/]+\.[^\s/]+(?:/\S*)?$")]
Words = Annotated[str, Form(r"\S")]


# Read by validators: a key that the record does not have is an error, never ignored.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an event was told: the outlet, and `via` whom where the original was not seen."""

    publisher: Words
    title: Words | None = None
    url: Url | None = None
    published: PartialDate | None = None
    via: Words | None = None

    __pydantic_config__: ClassVar = _STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, on one date, with the sources that say so.

    `stance` null is context. Dates are as precise as the source gives them; `not_before` and
    `not_after` narrow a vague one. `follows` names an earlier event of the same entity whose
    planned date this one moves, meets or misses (`outcome`).
    """

    id: Id
    entity: Id
    date: PartialDate
    not_before: Day | None = None
    not_after: Day | None = None
    summary: Words
    stance: Stance | None = None
    scope: tuple[Scope, ...] = ()
    action: Action
    actor: Actor
    related: tuple[Id, ...] = ()
    effective: PartialDate | None = None
    deadline: PartialDate | None = None
    follows: Id | None = None
    outcome: Outcome | None = None
    sources: tuple[Source, ...]
    note: Words | None = None
    added: Day
    modified: Day | None = None
    withdrawn: Day | None = None
    withdrawn_reason: Words | None = None

    __pydantic_config__: ClassVar = _STRICT

    @property
    def first(self) -> str:
        """The first day on which it can have happened (ISO day)."""
        return self.not_before or first_day(self.date)

    @property
    def last(self) -> str:
        """The last day on which it can have happened (ISO day)."""
        return self.not_after or last_day(self.date)


PARTS: dict[Scope, tuple[Scope, ...]] = {
    Scope.NETWORKS: (Scope.CORE, Scope.RAN, Scope.FIXED),
    Scope.MOBILE: (Scope.CORE, Scope.RAN),
}
CELLS: tuple[Scope, ...] = tuple(scope for scope in Scope if scope not in PARTS)
_BREADTH = {Scope.NETWORKS: 0, Scope.MOBILE: 1}
_WEAKNESS = {action: -place for place, action in enumerate(Action)}


def spread(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """The cells that scopes stand for, in the codebook's order, once each."""
    parts = {part for scope in scopes for part in PARTS.get(scope, (scope,))}
    return tuple(cell for cell in CELLS if cell in parts)


def breadth(scope: Scope) -> int:
    """0 for all networks, 1 for mobile networks, 2 for a single part."""
    return _BREADTH.get(scope, 2)


@cache
def naming(scopes: tuple[Scope, ...]) -> dict[Scope, int]:
    """The cells that scopes stand for, each with the breadth of the narrowest that covers it."""
    return {
        cell: max(breadth(scope) for scope in scopes if cell in PARTS.get(scope, (scope,)))
        for cell in spread(scopes)
    }


@cache
def _broadest(scopes: tuple[Scope, ...]) -> int:
    return min((breadth(scope) for scope in scopes), default=0)


def order(event: Event) -> tuple[str, int, int, int, str]:
    """The order in which events are read; the last one wins, so each part says what yields.

    An earlier first possible day, a vaguer date (it may have happened later, but an exact
    report of the same day knows more), a broader scope, a weaker action, then the id. Where the
    line stands in the file has no part in it.
    """
    # Only a vague date has days to choose from, and the later its last, the vaguer it is.
    first, vagueness = event.date, 0
    if len(first) < 10:
        first, vagueness = event.first, -int(event.last.replace("-", ""))
    return first, vagueness, _broadest(event.scope), _WEAKNESS[event.action], event.id
