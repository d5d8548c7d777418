"""The types of all machine output, key by key (docs/machine-output.md).

Days and partial dates are ISO text, ids are the log's and the registry's. Keys keep their name and
meaning within a major version; new ones may be added. The JSON Schemas in `schemas/` are made from
these types.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypedDict, TypeVar

from huaweiban.entities import Kind, Role
from huaweiban.errors import Level
from huaweiban.events import Action, Actor, Outcome, Scope, Stance
from huaweiban.evidence import Caution
from huaweiban.explain import Reason
from huaweiban.laws import Binds, LawKind, Reach, State
from huaweiban.planned import Purpose, Status


class SourceResult(TypedDict):
    """A source of an event or an instrument."""

    publisher: str
    title: str | None
    url: str | None
    published: str | None
    via: str | None


class PlannedResult(TypedDict):
    """A planned date: its purpose, the scopes of the event that set it, and its outcome."""

    date: str
    purpose: Purpose
    what: str | None
    scope: list[Scope]
    status: Status
    event: str
    told_by: str | None


class LapsedResult(TypedDict):
    """The stance in a scope until it ended as announced."""

    stance: Stance
    until: str
    event: str


class ElsewhereResult(TypedDict):
    """A scope outside the headline that is banned or restricted."""

    scope: Scope
    stance: Stance


class InstrumentResult(TypedDict):
    """A legal instrument in short: `since` is the date of effect, `url` its first address."""

    law: str
    title: str
    citation: str | None
    kind: LawKind
    reach: Reach
    scope: list[Scope]
    adopted: str | None
    since: str | None
    url: str | None


class SearchedResult(TypedDict):
    """The last search for laws and public acts: month, words, whether any were found."""

    month: str
    words: str
    found: bool


class ScopeResult(TypedDict):
    """The position of an entity in one scope.

    `laws` are the instruments of the deciding events that are in force, `powers` those in force
    that were not used against Huawei.
    """

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
    laws: list[str]
    powers: list[str]


class PassedOver(TypedDict):
    """A later event that did not decide, and why."""

    event: str
    date: str
    stance: Stance | None
    reason: Reason
    words: str


class ScopeReason(TypedDict):
    """Why a scope has its stance."""

    stance: Stance
    event: str
    rule: str
    words: str
    passed_over: list[PassedOver]


class Why(TypedDict):
    """The reasons of a status: by scope, the rule of the headline, and the event that began it."""

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
    """The entity that another is part of."""

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
    powers: list[str]
    instruments: list[InstrumentResult]
    nothing_found: str | None
    searched: SearchedResult | None
    why: Why | None
    asked: list[str]


class HeadlineResult(TypedDict):
    """The headline of an entity after an event; null before the first stance."""

    stance: Stance | None
    headline_scope: Scope | None


class EffectResult(TypedDict):
    """The effect of an event in one scope."""

    scope: Scope
    was: Stance | None
    now: Stance | None
    rule: str


class LapseResult(TypedDict):
    """The effect of an announced end, on the day after."""

    day: str
    moved: bool
    headline: HeadlineResult
    effects: list[EffectResult]


class EventResult(TypedDict):
    """One event, with its effect."""

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
    law_titles: list[str]
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
    "proposed", "adopted", "in force", "suspended", "resumed",
]  # fmt: skip


class ChangeResult(TypedDict):
    """One change of an entity: of a stance, a planned date or a legal instrument (`change`).

    `what` is the headline, a scope, the purpose of a date, or an instrument. `turn` is the kind of
    change; `first` is the first position of the entity in the log. `day` is the first ISO day of
    its effect, `due` what is due on a date.
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


class FieldResult(TypedDict):
    """A corrected field of an event; for sources, their addresses or else publishers."""

    field: str
    was: str | list[str] | None
    now: str | list[str] | None


class DataChangeResult(TypedDict):
    """An event that was added to the log, corrected or withdrawn.

    `fields` are the corrected fields of a modified event; null if the earlier ones are not known.
    """

    id: str
    entity: str
    name: str
    change: Literal["added", "modified", "withdrawn"]
    day: str
    summary: str
    reason: str | None
    fields: list[FieldResult] | None


class DeadlineResult(TypedDict):
    """A planned date. `days` is the number left, negative once it has passed.

    A term of an instrument that runs from a future act has no date, days or event: `law` is the
    instrument, `span` the length, `counted_from` the act.
    """

    entity: str
    name: str
    date: str | None
    purpose: Purpose | Literal["term"]
    what: str | None
    scope: list[Scope]
    stance: Stance | None
    status: Status | Literal["waiting"]
    days: int | None
    event: str | None
    law: str | None
    span: str | None
    counted_from: str | None
    repeated_by: list[str]
    told_by: str | None
    moved_from: str | None
    moved_by: str | None
    disputed: str | None
    summary: str


class TermOfLawResult(TypedDict):
    """What is due under an instrument, by a date or within a span from an act."""

    what: str
    date: str | None
    span: str | None
    counted_from: str | None


class SuspensionResult(TypedDict):
    """Since when and until when an instrument was suspended."""

    since: str
    until: str | None


class BeneathResult(TypedDict):
    """An instrument that was made under another."""

    law: str
    title: str
    kind: LawKind
    reach: Reach
    date: str | None


class ToldResult(TypedDict):
    """An event that refers to an instrument."""

    event: str
    date: str
    stance: Stance | None
    summary: str


class LawResult(TypedDict):
    """A legal instrument, and its state on the day.

    `since` is the date of effect of one that is in force or suspended. `used` says whether
    something made under a power names Huawei. `beneath` are the instruments made under it, `events`
    those of the log that refer to it.
    """

    id: str
    entity: str
    name: str
    title: str
    original: str | None
    citation: str | None
    kind: LawKind
    reach: Reach
    binds: list[Binds]
    scope: list[Scope]
    state: State | None
    since: str | None
    used: bool | None
    summary: str
    articles: list[str]
    adopted: str | None
    effective: str | None
    until: str | None
    suspended: SuspensionResult | None
    under: str | None
    under_title: str | None
    beneath: list[BeneathResult]
    terms: list[TermOfLawResult]
    events: list[ToldResult]
    sources: list[SourceResult]
    note: str | None
    added: str
    modified: str | None
    withdrawn: str | None
    withdrawn_reason: str | None


class HeldResult(TypedDict):
    """The stance in a scope."""

    scope: Scope
    stance: Stance


class OperatorResult(TypedDict):
    """The headline of an operator, and its stances in the scopes of the gap."""

    entity: str
    name: str
    stance: Stance
    headline_scope: Scope
    gap_scopes: list[HeldResult]


class MatrixResult(TypedDict):
    """An entity's stance in every scope; with `--gap`, how its operators differ."""

    entity: str
    name: str
    kind: Kind
    stance: Stance | None
    headline_scope: Scope | None
    scopes: dict[Scope, Stance | None]
    gap: str | None
    operators: list[OperatorResult]


class MapResult(TypedDict):
    """The tile of a country: its position, and row and column from the north-west, from 0."""

    entity: str
    name: str
    stance: Stance | None
    headline_scope: Scope | None
    cautions: list[Caution]
    row: int
    column: int


class DueResult(TypedDict):
    """A future date that fails a check: the date, what is due, the event that set it."""

    date: str
    what: str | None
    event: str


class BearerResult(TypedDict):
    """Another entity that shares the name."""

    entity: str
    name: str
    kind: Kind
    role: Role | None


class FailureResult(TypedDict):
    """A scope that fails a check (null: the headline), its stance, and why it fails."""

    scope: Scope | None
    stance: Stance | None
    reason: str
    event: str | None


class CheckResult(TypedDict):
    """Whether a name on a list passes, and why not; an unknown name has no entity.

    `event` is the event behind the stance, `url` its first address, `confirmed_by` the newest event
    that sets or confirms it, with the date `confirmed`. `place` is the first file and line with the
    name, `rows` the number of rows with it.
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
    failures: list[FailureResult]
    others: list[BearerResult]
    place: str | None
    rows: int


class CheckRowResult(TypedDict):
    """The columns that `check --keep` adds to a row of the list."""

    huaweiban_passed: bool
    huaweiban_entity: str | None
    huaweiban_name: str | None
    huaweiban_stance: Stance | None
    huaweiban_scope: str | None
    huaweiban_reason: str
    huaweiban_basis: Action | None
    huaweiban_confirmed: str | None
    huaweiban_cautions: list[Caution]
    huaweiban_event: str | None
    huaweiban_confirmed_by: str | None
    huaweiban_url: str | None
    huaweiban_due: DueResult | None
    huaweiban_others: list[BearerResult]
    huaweiban_line: int


Mover = Literal["list", "rule", "day", "data", "tool"]


class CheckChangeResult(TypedDict):
    """A verdict that differs from an earlier check, and what changed it.

    Keys that begin with `was_` are from the earlier check. `passed` and `was_passed` are null if
    the list did not have the name.
    """

    asked: str
    entity: str | None
    name: str | None
    was_passed: bool | None
    was_stance: Stance | None
    was_scope: str | None
    was_reason: str | None
    passed: bool | None
    stance: Stance | None
    scope: str | None
    reason: str | None
    moved_by: list[Mover]
    event: str | None
    basis: Action | None
    confirmed: str | None
    url: str | None


class RuleResult(TypedDict):
    """The rule of a check: its options, and a sentence."""

    sentence: str
    allow: list[str]
    scopes: list[Scope]
    strict: bool
    horizon: str | None
    min_action: Action | None
    max_age: str | None
    kinds: list[Kind]
    roles: list[Role]
    groups: list[str]


class ListResult(TypedDict):
    """A list that was checked: its file, its column of names, and the SHA-256 of its bytes."""

    file: str
    column: str | None
    sha256: str


class LogResult(TypedDict):
    """A log that was used, and the SHA-256 of its bytes; null if it can be read only once."""

    log: str
    sha256: str | None


class CountsResult(TypedDict):
    """How a check came out, in names; `rows` and `skipped` count rows of the list.

    `no_record` counts those of `passed` and `failed` without a position on record. `empty` counts
    rows with an empty cell, `skipped` empty rows.
    """

    rows: int
    names: int
    passed: int
    failed: int
    no_record: int
    unknown: int
    empty: int
    skipped: int


class BaselineResult(TypedDict):
    """The earlier check that a check is compared with."""

    file: str
    sha256: str
    as_of: str
    version: str
    data_version: str
    counts: CountsResult


class StatsResult(TypedDict):
    """Counts by stance for one key."""

    key: str
    banned: int
    restricted: int
    permitted: int
    undecided: int
    none: int
    total: int


class ProblemResult(TypedDict):
    """One problem of a log: a fault, or a warning."""

    file: str
    line: int
    field: str | None
    text: str
    level: Level


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
    """Facts about the installation and its data."""

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
    """Which evidence counts: the weakest action, the earliest day."""

    min_action: Action | None
    since: str | None


Result = TypeVar("Result")


class Envelope(TypedDict, Generic[Result]):
    """The output of `--json`: the question, the data, then the results."""

    schema: str
    data_version: str
    data: list[str]
    as_of: str
    outdated: bool
    limits: LimitsResult | None
    total: int
    results: list[Result]


class CheckEnvelope(Envelope[Result], Generic[Result]):
    """The envelope of a check, with what is needed to file and to repeat it."""

    version: str
    rule: RuleResult
    lists: list[ListResult]
    logs: list[LogResult]
    counts: CountsResult


class AuditEnvelope(CheckEnvelope[Result], Generic[Result]):
    """The envelope of a check that is compared with an earlier one."""

    baseline: BaselineResult


# The envelopes of questions with additional keys.
ENVELOPES: dict[str, Any] = {
    "check": CheckEnvelope,
    "check-rows": CheckEnvelope,
    "check-changes": AuditEnvelope,
}
# The results of each question, by its name in the envelope.
SHAPES: dict[str, Any] = {
    "status": StatusResult,
    "timeline": EventResult,
    "history": EventResult,
    "show": EventResult,
    "changes": ChangeResult,
    "data-changes": DataChangeResult,
    "deadlines": DeadlineResult,
    "laws": LawResult,
    "matrix": MatrixResult,
    "map": MapResult,
    "check": CheckResult,
    "check-rows": CheckRowResult,
    "check-changes": CheckChangeResult,
    "stats": StatsResult,
    "validate": ProblemResult,
    "codebook": TermResult,
    "info": InfoResult,
}
