"""The records of the log: a frozen Event for each line, and the order in which they are read.

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
    """An entity's own position on Huawei in a scope."""

    BANNED = "banned"
    RESTRICTED = "restricted"
    PERMITTED = "permitted"
    UNDECIDED = "undecided"


class Scope(StrEnum):
    """What a stance is about; `networks` and `mobile` cover several."""

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
    """What kind of event it is, strongest first."""

    LAW = "law"
    RULING = "ruling"
    DECISION = "decision"
    CONTRACT = "contract"
    STATEMENT = "statement"
    MEMORANDUM = "memorandum"
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
    """What became of a planned date, or that an open question is settled."""

    MOVED = "moved"
    MET = "met"
    MISSED = "missed"
    SETTLED = "settled"


class Form:
    """The pattern that a text field must match, and the message for a text that does not.

    Pydantic asks an annotation for its schema through the method below, so this module need not
    import it.
    """

    def __init__(self, pattern: str, fault: str) -> None:
        self.pattern = pattern
        self.fault = fault

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(source), "pattern": self.pattern}


ID = Form(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    "is not an id; ids are lower-case letters, digits and hyphens",
)
DAY = Form(DAY_PATTERN, "is not a day; write 2020-07-14")
PARTIAL_DATE = Form(PARTIAL_PATTERN, "is not a date; write 2020, 2020-07 or 2020-07-14")
# Any address that a browser opens, even one inside a company's own network (see checks).
URL = Form(r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/]\S*$", "is not a web address")
WORDS = Form(r"\S", "is empty")
FORMS = (ID, DAY, PARTIAL_DATE, URL, WORDS)

Id = Annotated[str, ID]
Day = Annotated[str, DAY]
PartialDate = Annotated[str, PARTIAL_DATE]
Url = Annotated[str, URL]
Words = Annotated[str, WORDS]


# Read by validators: a key that the record does not have is an error, never ignored.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source of an event: the outlet, and `via` the one that was read if the original was not."""

    publisher: Words
    title: Words | None = None
    url: Url | None = None
    published: PartialDate | None = None
    via: Words | None = None

    __pydantic_config__: ClassVar = _STRICT


# The only definition of the fields of an event, with form and meaning. Everything that lists them
# (data package, SQL, results, `show`, `add`) reads them from here or is tested against them.
# Annotations are not evaluated on import, so the meanings cost nothing.
@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, on one date, with the sources that say so.

    `stance` null is context. Dates are as precise as the source gives them; `not_before` and
    `not_after` narrow a vague one. An event with `until` counts for nothing after that day.
    `follows` names an earlier event of the same entity whose planned date this one moves, meets or
    misses, or whose open question it settles (`outcome`).
    """

    id: Annotated[Id, "The permanent id of the event, never renamed or reused."]
    entity: Annotated[Id, "Whose event it is: an id from the registry."]
    date: Annotated[
        PartialDate,
        "When it happened, as precise as the source: 2018, 2018-12 or 2018-12-10.",
    ]
    not_before: Annotated[
        Day | None,
        "The first day on which it can have happened, where the date alone is too vague.",
    ] = None
    not_after: Annotated[
        Day | None,
        "The last day on which it can have happened, where the date alone is too vague.",
    ] = None
    summary: Annotated[Words, "What happened, in one or two plain sentences."]
    stance: Annotated[
        Stance | None,
        "The entity's own position after the event; null is context, which changes no position.",
    ] = None
    scope: Annotated[
        tuple[Scope, ...],
        "What the stance is about; networks covers core, ran and fixed, mobile covers core and "
        "ran.",
    ] = ()
    action: Annotated[Action, "What kind of event it is, strongest first."]
    actor: Annotated[Actor, "Who acted."]
    related: Annotated[tuple[Id, ...], "Others concerned: ids from the registry."] = ()
    effective: Annotated[PartialDate | None, "The day on which the rule takes effect."] = None
    deadline: Annotated[PartialDate | None, "The day by which what is due must be done."] = None
    what: Annotated[
        Words | None, "What is due on the planned date, as a noun phrase; required with a date."
    ] = None
    until: Annotated[
        PartialDate | None,
        "The last day of the stance, as the event's own sources announce it.",
    ] = None
    follows: Annotated[
        Id | None,
        "The earlier event whose planned date this one moves, meets or misses, or whose open "
        "question it settles.",
    ] = None
    outcome: Annotated[
        Outcome | None, "What became of that planned date, or that the question is settled."
    ] = None
    laws: Annotated[
        tuple[Id, ...], "The legal instruments that the event refers to: ids from the register."
    ] = ()
    disputed: Annotated[
        Words | None, "What the sources disagree on, where it affects the position."
    ] = None
    sources: Annotated[
        tuple[Source, ...],
        "The sources: publisher, title, url, published and via of each; via is the outlet that was "
        "read where the original was not.",
    ]
    note: Annotated[Words | None, "What a reader should know about the coding."] = None
    added: Annotated[Day, "The day on which the event was added to the log."]
    modified: Annotated[Day | None, "The day of its last correction."] = None
    withdrawn: Annotated[
        Day | None, "The day on which it was withdrawn; since then it counts for nothing."
    ] = None
    withdrawn_reason: Annotated[Words | None, "Why it was withdrawn."] = None

    __pydantic_config__: ClassVar = _STRICT

    @property
    def first(self) -> str:
        """The first day on which it can have happened (ISO day)."""
        return self.not_before or first_day(self.date)

    @property
    def last(self) -> str:
        """The last day on which it can have happened (ISO day)."""
        return self.not_after or last_day(self.date)

    @property
    def is_act(self) -> bool:
        """Whether it is a law, ruling or decision of a public authority."""
        return self.actor in PUBLIC and self.action in ACTS


# Public authorities, and the actions by which they bind.
PUBLIC = frozenset(
    (Actor.GOVERNMENT, Actor.REGULATOR, Actor.LEGISLATURE, Actor.COURT, Actor.AGENCY)
)
ACTS = frozenset((Action.LAW, Action.RULING, Action.DECISION))

# The single scopes that each broad scope covers, the broadest first. All others are cells.
PARTS: dict[Scope, tuple[Scope, ...]] = {
    Scope.NETWORKS: (Scope.CORE, Scope.RAN, Scope.FIXED),
    Scope.MOBILE: (Scope.CORE, Scope.RAN),
}
CELLS: tuple[Scope, ...] = tuple(scope for scope in Scope if scope not in PARTS)
# From the broadest: a broad scope that is added above needs no further change.
_BREADTH = {scope: rank for rank, scope in enumerate(PARTS)}
_SINGLE = len(PARTS)
STRENGTH = {action: -rank for rank, action in enumerate(Action)}


def scope_name(scope: Scope | None) -> str:
    """A scope as a sentence names it: `mobile networks`; most scopes by their own word."""
    return _SCOPE_NAMES.get(scope, str(scope)) if scope else ""


_SCOPE_NAMES = {Scope.NETWORKS: "all networks", Scope.MOBILE: "mobile networks"}


def spread(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """The cells that scopes cover, in the codebook's order, once each."""
    covered = {cell for scope in scopes for cell in PARTS.get(scope, (scope,))}
    return tuple(cell for cell in CELLS if cell in covered)


def breadth(scope: Scope) -> int:
    """0 for all networks, 1 for mobile networks, 2 for a single cell."""
    return _BREADTH.get(scope, _SINGLE)


@cache
def naming(scopes: tuple[Scope, ...]) -> dict[Scope, int]:
    """The cells that scopes cover, each with the breadth of the narrowest scope that covers it."""
    return {
        cell: max(breadth(scope) for scope in scopes if cell in PARTS.get(scope, (scope,)))
        for cell in spread(scopes)
    }


@cache
def _broadest(scopes: tuple[Scope, ...]) -> int:
    return min((breadth(scope) for scope in scopes), default=0)


def order(event: Event) -> tuple[str, int, int, int, str]:
    """The sort key of events; the last event decides.

    First come an earlier first possible day, a vaguer date (it may have happened later, but an
    exact report of the same day knows more), a broader scope, a weaker action, then the id. The
    order of lines in the file does not matter.
    """
    # Only a vague date has several possible days; the later the last, the vaguer it is.
    first, vagueness = event.date, 0
    if len(first) < 10:
        first, vagueness = event.first, -int(event.last.replace("-", ""))
    return first, vagueness, _broadest(event.scope), STRENGTH[event.action], event.id
