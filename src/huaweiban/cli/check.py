"""The command `check`: whether the positions of names on a list are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from huaweiban.answers import Answer, CheckOptions, is_outdated
from huaweiban.bundled import about
from huaweiban.cli.names import Borne, bearer, beside, few, within
from huaweiban.cli.options import (
    AsOf,
    Groups,
    Kinds,
    MaxAge,
    MinAction,
    Roles,
    Scopes,
    complete_names,
    one_of,
)
from huaweiban.cli.question import Call, question
from huaweiban.entities import Who
from huaweiban.errors import BadUsage
from huaweiban.events import Stance

if TYPE_CHECKING:
    from huaweiban.cli.checked import Checked, Name
    from huaweiban.cli.filed import Known
    from huaweiban.log import Log, Opener
    from huaweiban.results import CheckResult, RuleResult
    from huaweiban.views.audit import Steps
    from huaweiban.views.check import Terms


def check(
    call: Call,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Names; - reads them from standard input.",
            autocompletion=complete_names,
        ),
    ],
    allow: Annotated[
        str,
        typer.Option(
            metavar="STANCES",
            help="Stances that pass, by commas; none is no position on record.",
        ),
    ] = "permitted",
    scope: Scopes = None,
    kind: Kinds = None,
    role: Roles = None,
    group: Groups = None,
    as_of: AsOf = None,
    max_age: MaxAge = None,
    min_action: MinAction = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Fail positions on weak, old or disputed evidence."),
    ] = False,
    horizon: Annotated[
        str | None,
        typer.Option(
            metavar="AGE",
            help="Fail positions with a deadline or an end within 1y, 18m.",
        ),
    ] = None,
    in_column: Annotated[
        str | None,
        typer.Option("--column", metavar="NAME", help="Read CSV files and check this column."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Print each row of the CSV file with its verdict.")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Mark CSV as UTF-8 for Excel.")] = False,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="OLD.json",
            help="Print verdicts that changed since an earlier check --json.",
        ),
    ] = None,
) -> Answer[CheckOptions, Any]:
    """Check names against the stances that you allow.

    Exits with 0 if all pass, 1 if some fail, 3 if a name is unknown, 4 if a fault in your own log
    keeps a name from being checked. With --baseline: 1 if a verdict changed.

    Without --scope the headline is judged; with several scopes each must pass. mobile and networks
    are judged by one stance, the one that map --scope shows. Private companies' own networks are
    not covered. --kind, --role and --in decide who is meant if several share a name.

    \b
    huaweiban check germany france --allow permitted,undecided,restricted
    huaweiban check spain --scope procurement --allow permitted --max-age 3y
    huaweiban check - --allow permitted,none < names.txt
    huaweiban check suppliers.csv --column country --keep --format csv > checked.csv
    """
    from huaweiban.cli.checked import checked
    from huaweiban.cli.filed import audited, filed, rule_of

    _refuse_contradictions(call, names, in_column, keep, bom, baseline)
    day = call.day(as_of, "--as-of")
    stances, none_allowed = _allowed(allow)
    rule = rule_of(
        stances, none_allowed, scope or (), strict, horizon, min_action, max_age, kind, role, group
    )
    terms = _Terms(call, rule, stances, none_allowed)
    on_day = terms.on(day)
    found = checked(names, in_column)
    logs = call.logs()
    who = Who(kind or (), role or (), within(logs.registry, group or [], day))
    judged = _judged(logs, found, who)
    results = judged.results(on_day, day)
    envelope = filed(rule, found, logs.logs, results)
    asked = question("check", logs, day, CheckOptions(bom), on_day.limits)
    unknown = any(result["entity"] is None for result in results)
    code = 3 if unknown else int(not all(result["passed"] for result in results))
    if baseline is not None:
        return audited(
            Answer(asked, results, judged.notes, 0, filed=envelope),
            baseline,
            lambda result, known: judged.steps(result, known, terms, day),
        )
    if keep:
        kept = found.kept(results)
        return Answer(asked._replace(name="check-rows"), kept, judged.notes, code, filed=envelope)
    return Answer(asked, results, judged.notes, code, filed=envelope)


def _refuse_contradictions(
    call: Call,
    names: Sequence[str],
    column: str | None,
    keep: bool,
    bom: bool,
    baseline: str | None,
) -> None:
    if keep and (column is None or len(names) > 1):
        raise BadUsage("--keep prints the rows of one CSV file: name it, and add --column NAME")
    if keep and baseline is not None:
        raise BadUsage("--keep and --baseline contradict each other; give one of them")
    if bom and call.format != "csv":
        raise BadUsage("--bom needs --format csv")


class _Terms:
    """The conditions of a check; ages are counted back from the day that is judged."""

    def __init__(
        self, call: Call, rule: RuleResult, stances: Sequence[Stance], none_allowed: bool
    ) -> None:
        self._call, self._rule = call, rule
        self._stances, self._none_allowed = stances, none_allowed

    def on(self, day: str) -> Terms:
        """The terms on an ISO day."""
        from huaweiban.views.check import Terms

        call, rule = self._call, self._rule
        return Terms(
            self._stances,
            self._none_allowed,
            rule["scopes"],
            call.limits(rule["min_action"], rule["max_age"], day),
            rule["strict"],
            call.ahead(rule["horizon"], "--horizon", day),
            not call.asks.only and is_outdated(about().brought_to, day),
        )


class _Judged(NamedTuple):
    """The entity of each name on a list, or why there is none; and messages about the names."""

    log: Log
    bearers: list[tuple[Name, Borne | str]]
    notes: list[str]
    places: dict[str, int]

    def of(self, result: CheckResult) -> tuple[Name, Borne | str]:
        """The name of a result, and its entity."""
        return self.bearers[self.places[result["asked"]]]

    def results(self, terms: Terms, day: str) -> list[CheckResult]:
        """The verdicts on an ISO day, in the order of the list."""
        return [self._verdict(name, borne, terms, day) for name, borne in self.bearers]

    def steps(self, result: CheckResult, known: Known, terms: _Terms, day: str) -> Steps:
        """The verdicts on the name of a result from the events that an earlier check had."""
        from huaweiban.views.audit import Steps

        name, borne = self.of(result)
        events = (
            {}
            if isinstance(borne, str)
            else {
                borne.entity.id: [
                    event for event in self.log.of(borne.entity.id) if known.has(self.log, event)
                ]
            }
        )
        then = self._replace(log=self.log._replace(by_entity=events))
        return Steps(
            then._verdict(name, borne, terms.on(known.day), known.day),
            then._verdict(name, borne, terms.on(day), day),
        )

    def _verdict(self, name: Name, borne: Borne | str, terms: Terms, day: str) -> CheckResult:
        from huaweiban.views.check import Listed, refused, unknown, verdict

        others = () if isinstance(borne, str) else borne.others
        asked, listed = name.entry.name, Listed(name.entry.place or None, name.rows, others)
        if isinstance(borne, str):
            return unknown(asked, borne, listed)
        if why := self.log.refused.get(borne.entity.id):
            return refused(asked, borne.entity, why, listed)
        return verdict(self.log, borne.entity, asked, terms, day, listed)


def _judged(logs: Opener, found: Checked, who: Who) -> _Judged:
    entries = [name.entry for name in found.names]
    bearers: list[tuple[Name, Borne | str]] = []
    notes: list[str] = []
    unknown: list[str] = []
    for at, (name, entry) in enumerate(zip(found.names, entries, strict=True)):
        if not entry.name:
            borne: Borne | str = f"{entry.place}: empty cell"
            unknown.append(str(borne))
        else:
            borne = bearer(logs.registry, entries, at, who)
            if isinstance(borne, str):
                rows = f" ({name.rows} rows)" if name.rows > 1 else ""
                unknown.append(entry.at(f"{borne}{rows}"))
            else:
                notes += beside(entry, borne)
        bearers.append((name, borne))
    known = {borne.entity.id for _, borne in bearers if not isinstance(borne, str)}
    told = few(notes, "more names are shared with others; their rows name them")
    told += few(unknown, "more names are unknown or empty; --json or --format csv lists them all")
    places = {entry.name: at for at, entry in enumerate(entries)}
    return _Judged(logs.of(known), bearers, told, places)


def _allowed(text: str) -> tuple[list[Stance], bool]:
    known = [*Stance, "none"]
    words = [one_of("--allow", word, known) for word in text.split(",") if word.strip()]
    if not words:
        raise BadUsage(f"--allow: no stance given; choose from {', '.join(known)}")
    return [Stance(word) for word in words if word != "none"], "none" in words
