"""The records of the register of laws: a frozen Law for each line, and its state on a day.

The closed sets are the codebook's (docs/codebook.md, "Laws"), each in the order it gives.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from huaweiban.dates import first_day, last_day
from huaweiban.events import Day, Form, Id, PartialDate, Scope, Source, Words, spread


class LawKind(StrEnum):
    """What an instrument is."""

    ACT = "act"
    REGULATION = "regulation"
    ORDER = "order"
    DECISION = "decision"
    LICENCE_CONDITION = "licence-condition"
    RULING = "ruling"
    AGREEMENT = "agreement"
    PROCUREMENT_RULE = "procurement-rule"
    LIST = "list"
    TREATY = "treaty"
    POLICY = "policy"
    BILL = "bill"


class Reach(StrEnum):
    """How an instrument reaches Huawei."""

    NAMES = "names"
    CRITERIA = "criteria"
    COUNTRY = "country"
    POWER = "power"


class Binds(StrEnum):
    """Whom an instrument binds."""

    MOBILE_OPERATORS = "mobile-operators"
    OPERATORS = "operators"
    ESSENTIAL_ENTITIES = "essential-entities"
    PUBLIC_BUYERS = "public-buyers"
    IMPORTERS = "importers"
    EXPORTERS = "exporters"
    RESEARCH_BODIES = "research-bodies"
    EVERYONE = "everyone"


class State(StrEnum):
    """The state of an instrument on a day."""

    BILL = "bill"
    ADOPTED = "adopted"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    ENDED = "ended"


SPAN = Form(r"^[1-9][0-9]*[dmy]$", "is not a span; write 30d, 18m or 7y")
Span = Annotated[str, SPAN]

# Read by validators: a key that the record does not have is an error, never ignored.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What is due under an instrument: by a date, or within a span from an act."""

    what: Words
    date: PartialDate | None = None
    span: Span | None = None
    counted_from: Words | None = None

    __pydantic_config__: ClassVar = _STRICT

    @property
    def waits(self) -> bool:
        """Whether there is no date because the act from which the span runs is still to come."""
        return self.date is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """The first and the last day on which a court or government suspended an instrument."""

    since: PartialDate
    until: PartialDate | None = None

    __pydantic_config__: ClassVar = _STRICT


# The only definition of the fields, with form and meaning, as for events.
@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A legal instrument that affects or could affect Huawei.

    `under` names the instrument that gives the power for this one. Its state on a day follows from
    the dates (`state`).
    """

    id: Annotated[Id, "The permanent id of the instrument, never renamed or reused."]
    entity: Annotated[Id, "Whose instrument it is: an id from the registry."]
    title: Annotated[Words, "Its short title in English."]
    original: Annotated[Words | None, "Its title in the language in which it was made."] = None
    citation: Annotated[Words | None, "How it is cited: number, gazette, section."] = None
    kind: Annotated[LawKind, "What kind of instrument it is."]
    reach: Annotated[
        Reach,
        "How it reaches Huawei: by name or a list that names it, by criteria, by country, or by a "
        "power of an authority.",
    ]
    binds: Annotated[tuple[Binds, ...], "Whom it binds."] = ()
    scope: Annotated[tuple[Scope, ...], "What it is about: scopes, as in events."]
    summary: Annotated[Words, "What it makes happen or lets happen, in one plain sentence."]
    articles: Annotated[tuple[Words, ...], "The articles or sections that decide."] = ()
    adopted: Annotated[
        PartialDate | None, "When it was adopted; for a bill, when it was proposed."
    ] = None
    effective: Annotated[PartialDate | None, "The first day on which it is in force."] = None
    until: Annotated[
        PartialDate | None, "Its last day: it expired, was repealed, quashed or dropped."
    ] = None
    suspended: Annotated[
        Suspension | None, "Since when and until when a court or government suspended it."
    ] = None
    under: Annotated[Id | None, "The instrument that gives the power for this one."] = None
    terms: Annotated[
        tuple[Term, ...],
        "What is due under it: what and date; if the time runs from an act, span and counted_from.",
    ] = ()
    sources: Annotated[
        tuple[Source, ...],
        "The sources, the official page first: publisher, title, url, published, via.",
    ]
    note: Annotated[Words | None, "Doubts, and what was not seen."] = None
    added: Annotated[Day, "The day on which it was added to the register."]
    modified: Annotated[Day | None, "The day of its last correction."] = None
    withdrawn: Annotated[
        Day | None, "The day on which it was withdrawn; since then it counts for nothing."
    ] = None
    withdrawn_reason: Annotated[Words | None, "Why it was withdrawn."] = None

    __pydantic_config__: ClassVar = _STRICT

    @property
    def first(self) -> str:
        """The first ISO day on which it can have been known; empty without a date."""
        return min(map(first_day, filter(None, (self.adopted, self.effective))), default="")

    @property
    def binding(self) -> str | None:
        """The date from which it binds: when it took effect, or else when it was adopted."""
        return self.effective or self.adopted


def state(law: Law, day: str) -> State | None:
    """The state of an instrument on an ISO day; None before it was proposed, or if withdrawn."""
    if law.withdrawn or law.first > day:
        return None
    if law.until and last_day(law.until) < day:
        return State.ENDED
    if law.kind is LawKind.BILL:
        return State.BILL
    if law.binding is None or last_day(law.binding) > day:
        return State.ADOPTED
    if law.suspended and _covers(law.suspended, day):
        return State.SUSPENDED
    return State.IN_FORCE


def in_force(law: Law, day: str) -> bool:
    """Whether an instrument binds on an ISO day."""
    return state(law, day) is State.IN_FORCE


def beneath(law: Law, laws: Iterable[Law]) -> list[Law]:
    """The instruments made under one, and those made under them."""
    every = [*laws]
    found: dict[str, Law] = {}
    above = {law.id}
    while above:
        made = [each for each in every if each.under in above and each.id not in found]
        found.update((each.id, each) for each in made)
        above = {each.id for each in made}
    return [*found.values()]


def used(power: Law, laws: Iterable[Law], day: str) -> bool:
    """Whether an instrument made under a power by an ISO day names Huawei; bills do not count."""
    return any(
        each.reach is Reach.NAMES
        and each.kind is not LawKind.BILL
        and state(each, day) not in (None, State.BILL)
        for each in beneath(power, laws)
    )


def is_power(law: Law) -> bool:
    """Whether an instrument gives an authority the power to exclude or limit; a bill does not."""
    return law.reach is Reach.POWER and law.kind is not LawKind.BILL


def unused_powers(laws: Collection[Law], day: str) -> list[Law]:
    """The powers in force on an ISO day that were not used against Huawei by then."""
    return [
        law for law in laws if is_power(law) and in_force(law, day) and not used(law, laws, day)
    ]


def about(law: Law, scopes: Iterable[Scope]) -> bool:
    """Whether an instrument is about any of some scopes; true if no scopes are given."""
    cells = spread(scopes)
    return not cells or not set(cells).isdisjoint(spread(law.scope))


def line(law: Law) -> str:
    """An instrument as a line of the register, in the one form that `json.dumps` gives it.

    Keys are in schema order and those without a value are omitted; scopes and whom it binds are in
    the codebook's order.
    """
    ordered = replace(
        law,
        scope=tuple(each for each in Scope if each in law.scope),
        binds=tuple(each for each in Binds if each in law.binds),
    )
    return json.dumps(_with_values(asdict(ordered)), ensure_ascii=False) + "\n"


def _with_values(row: dict[str, Any]) -> dict[str, Any]:
    return {key: _inner(value) for key, value in row.items() if value not in (None, ())}


def _inner(value: Any) -> Any:
    if isinstance(value, dict):
        return _with_values(value)
    return [*map(_inner, value)] if isinstance(value, tuple) else value


def _covers(suspension: Suspension, day: str) -> bool:
    since, until = suspension.since, suspension.until
    return first_day(since) <= day and (until is None or day <= last_day(until))


def newest_first(laws: Iterable[Law]) -> list[Law]:
    """Instruments by the day from which they bind, the newest first."""
    return sorted(laws, key=lambda law: (law.binding or "", law.id), reverse=True)


def most_direct(laws: Iterable[Law]) -> list[Law]:
    """Instruments by how directly they reach Huawei, then the newest first."""
    rank = [*Reach].index
    return sorted(newest_first(laws), key=lambda law: rank(law.reach))
