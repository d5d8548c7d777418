"""The shapes of every machine output, key by key: what `--json` promises (docs/machine-output.md).

Days and partial dates are ISO text, ids are the log's and the registry's. Keys keep their name and
meaning within a major version; new ones may come. The JSON Schemas in `schemas/` are made from
these types.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypedDict, TypeVar

from huaweiban.entities import Kind, Role
from huaweiban.events import Action, Actor, Outcome, Scope, Stance
from huaweiban.evidence import Caution
from huaweiban.explain import Reason
from huaweiban.planned import Purpose, Status


class SourceResult(TypedDict):
    """Where an event was told."""

    publisher: str
    title: str | None
    url: str | None
    published: str | None
    via: str | None


class PlannedResult(TypedDict):
    """A planned date: what it is for, the scopes of the event that set it, what became of it."""

    date: str
    purpose: Purpose
    what: str | None
    scope: list[Scope]
    status: Status
    event: str
    told_by: str | None


class LapsedResult(TypedDict):
    """What was held in a scope until something ended there by its own announced terms."""

    stance: Stance
    until: str
    event: str


class ElsewhereResult(TypedDict):
    """A scope beside the headline's that is banned or restricted."""

    scope: Scope
    stance: Stance


class ScopeResult(TypedDict):
    """What an entity holds in one scope."""

    stance: Stance
    since: str
    confirmed: str
    certain: bool
    basis: Action
    publishers: int
    cautions: list[Caution]
    disputed: str | None
    action: Action
    deadline: str | None
    deadlines: list[PlannedResult]
    decided_by: list[str]
    actions: list[Action]


class PassedOver(TypedDict):
    """A later event that did not decide, and why."""

    event: str
    date: str
    stance: Stance | None
    reason: Reason
    words: str


class ScopeReason(TypedDict):
    """Why a scope holds what it holds."""

    stance: Stance
    event: str
    rule: str
    words: str
    passed_over: list[PassedOver]


class Why(TypedDict):
    """The reasons of a status: by scope, then how the headline follows, and what began its run."""

    scopes: dict[Scope, ScopeReason]
    headline_rule: str | None
    headline_words: str
    headline_event: str | None


class EvidenceResult(TypedDict):
    """An event in short, with its sources."""

    event: str
    date: str
    actor: Actor
    action: Action
    summary: str
    sources: list[SourceResult]


class PartResult(TypedDict):
    """What an entity is a part of."""

    entity: str
    name: str


class StatusResult(TypedDict):
    """The position of one entity on a day."""

    entity: str
    name: str
    kind: Kind
    role: Role | None
    home: str | None
    part_of: PartResult | None
    alpha3: str | None
    numeric: str | None
    stance: Stance | None
    headline_scope: Scope | None
    elsewhere: list[ElsewhereResult]
    since: str | None
    confirmed: str | None
    certain: bool | None
    basis: Action | None
    publishers: int
    cautions: list[Caution]
    action: Action | None
    actor: Actor | None
    deadline: str | None
    deadlines: list[PlannedResult]
    decided_by: list[str]
    evidence: list[EvidenceResult]
    context: EvidenceResult | None
    scopes: dict[Scope, ScopeResult]
    lapsed: dict[Scope, LapsedResult]
    nothing_found: str | None
    why: Why | None


class HeadlineResult(TypedDict):
    """An entity's word and scope after an event; null before the first stance."""

    stance: Stance | None
    headline_scope: Scope | None


class EffectResult(TypedDict):
    """What an event did in one scope."""

    scope: Scope
    was: Stance | None
    now: Stance | None
    rule: str


class LapseResult(TypedDict):
    """What came of an event's announced end, on the day after."""

    day: str
    moved: bool
    headline: HeadlineResult
    effects: list[EffectResult]


class EventResult(TypedDict):
    """One event, with what it did."""

    id: str
    entity: str
    name: str
    date: str
    not_before: str | None
    not_after: str | None
    summary: str
    stance: Stance | None
    scope: list[Scope]
    action: Action
    actor: Actor
    related: list[str]
    effective: str | None
    deadline: str | None
    what: str | None
    until: str | None
    follows: str | None
    outcome: Outcome | None
    laws: list[str]
    disputed: str | None
    sources: list[SourceResult]
    note: str | None
    added: str
    modified: str | None
    withdrawn: str | None
    withdrawn_reason: str | None
    moved: bool
    headline: HeadlineResult
    effects: list[EffectResult]
    lapse: LapseResult | None
    log: str


Turn = Literal[
    "first", "moved", "lapsed", "set", "met", "missed", "ended", "dropped",
    "adopted", "in force", "suspended", "resumed",
]  # fmt: skip


class ChangeResult(TypedDict):
    """One step of an entity: of a stance, a planned date or a legal instrument (`change`).

    `what` is the headline, a scope, the purpose of a date, or an instrument. `turn` says what came
    of it; `first` is the log's first position of the entity. `day` is the first day on which it
    shows (ISO), `due` what is due on a date.
    """

    entity: str
    name: str
    kind: Kind
    what: str
    was: Stance | None
    was_scope: Scope | None
    now: Stance | None
    now_scope: Scope | None
    date: str
    event: str | None
    summary: str
    change: Literal["stance", "date", "instrument"]
    turn: Turn
    day: str
    was_date: str | None
    now_date: str | None
    due: str | None
    scope: list[Scope]
    law: str | None
    publisher: str
    url: str | None


class DataChangeResult(TypedDict):
    """What the log itself gained, corrected or withdrew."""

    id: str
    entity: str
    name: str
    change: Literal["added", "modified", "withdrawn"]
    day: str
    summary: str
    reason: str | None


class DeadlineResult(TypedDict):
    """A planned date. `days` is the number left, negative once it has passed."""

    entity: str
    name: str
    date: str
    purpose: Purpose
    what: str | None
    scope: list[Scope]
    stance: Stance | None
    status: Status
    days: int
    event: str
    repeated_by: list[str]
    told_by: str | None
    moved_from: str | None
    moved_by: str | None
    disputed: str | None
    summary: str


class HeldResult(TypedDict):
    """What is held in a scope."""

    scope: Scope
    stance: Stance


class OperatorResult(TypedDict):
    """An operator's headline, and what it holds in the scopes of the gap."""

    entity: str
    name: str
    stance: Stance
    headline_scope: Scope
    gap_scopes: list[HeldResult]


class MatrixResult(TypedDict):
    """An entity's stance in every scope; with `--gap`, how the operators at home differ."""

    entity: str
    name: str
    kind: Kind
    stance: Stance | None
    headline_scope: Scope | None
    scopes: dict[Scope, Stance | None]
    gap: str | None
    operators: list[OperatorResult]


class MapResult(TypedDict):
    """A country's tile: what it holds, and its row and column from the north-west, from 0."""

    entity: str
    name: str
    stance: Stance | None
    headline_scope: Scope | None
    cautions: list[Caution]
    row: int
    column: int


class DueResult(TypedDict):
    """What fails a check ahead of its day: the date, what is due, the event that says so."""

    date: str
    what: str | None
    event: str


class CheckResult(TypedDict):
    """Whether a name on a list passes, and why not; an unknown name has no entity.

    `event` is the one that the stance rests on, `url` its first address, `confirmed_by` the newest
    that sets or confirms it, of the date `confirmed`.
    """

    asked: str
    entity: str | None
    name: str | None
    stance: Stance | None
    scope: str | None
    passed: bool
    reason: str
    event: str | None
    confirmed_by: str | None
    basis: Action | None
    confirmed: str | None
    cautions: list[Caution]
    url: str | None
    due: DueResult | None


class StatsResult(TypedDict):
    """How many hold which stance under one key."""

    key: str
    banned: int
    restricted: int
    permitted: int
    undecided: int
    none: int
    total: int


class ProblemResult(TypedDict):
    """One fault of a log."""

    file: str
    line: int
    field: str | None
    text: str


class TermResult(TypedDict):
    """A term of the codebook and its definition in Markdown."""

    term: str
    section: str
    text: str


class SettingResult(TypedDict):
    """A setting, its value and where it came from."""

    name: str
    value: str
    origin: str


class InfoResult(TypedDict):
    """What this installation is and knows."""

    version: str
    data_version: str
    brought_to: str | None
    newest_event: str | None
    events: int
    context_events: int
    entities: int
    entities_with_events: int
    countries_with_position: int
    code_licence: str
    data_licence: str
    log: str
    registry: str
    config: str
    settings: list[SettingResult]


class LimitsResult(TypedDict):
    """Which evidence was let count: the weakest action, the earliest day."""

    min_action: Action | None
    since: str | None


Result = TypeVar("Result")


class Envelope(TypedDict, Generic[Result]):
    """What `--json` prints: what was asked of which data, then the results."""

    schema: str
    data_version: str
    data: list[str]
    as_of: str
    outdated: bool
    limits: LimitsResult | None
    total: int
    results: list[Result]


# The results of each question, by its name in the envelope.
SHAPES: dict[str, Any] = {
    "status": StatusResult,
    "timeline": EventResult,
    "history": EventResult,
    "show": EventResult,
    "changes": ChangeResult,
    "data-changes": DataChangeResult,
    "deadlines": DeadlineResult,
    "matrix": MatrixResult,
    "map": MapResult,
    "check": CheckResult,
    "stats": StatsResult,
    "validate": ProblemResult,
    "codebook": TermResult,
    "info": InfoResult,
}
