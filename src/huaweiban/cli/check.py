"""The command `check`: may these names on a list pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer, is_outdated
from huaweiban.bundled import about
from huaweiban.cli.lists import Entry, column
from huaweiban.cli.names import given_names, one
from huaweiban.cli.options import AsOf, MaxAge, MinAction, Scopes, complete_names, one_of
from huaweiban.cli.question import Call, question
from huaweiban.entities import Entity
from huaweiban.errors import BadUsage, UnknownName
from huaweiban.events import Stance

if TYPE_CHECKING:
    from huaweiban.log import Opener
    from huaweiban.results import CheckResult


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
        typer.Option(metavar="STANCES", help="What passes: stances, and none, by commas."),
    ] = "permitted",
    scope: Scopes = None,
    as_of: AsOf = None,
    max_age: MaxAge = None,
    min_action: MinAction = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail what rests on weak, old or disputed evidence.")
    ] = False,
    horizon: Annotated[
        str | None,
        typer.Option(metavar="AGE", help="Fail what has a deadline or an end within 1y, 18m."),
    ] = None,
    in_column: Annotated[
        str | None,
        typer.Option("--column", metavar="NAME", help="Read CSV files and take this column."),
    ] = None,
) -> Answer[None, CheckResult]:
    """Check names against what is allowed.

    Exit 0 if all pass, 1 if some do not, 3 if one is unknown, 4 if an own log refuses one.

    Without --scope the headline is judged; of several scopes each must pass. mobile and networks
    are judged by one stance, the one that map --scope shows.

    \b
    huaweiban check germany france --allow permitted,undecided,restricted
    huaweiban check spain --scope procurement --allow permitted --max-age 3y
    huaweiban check - --allow permitted,none < names.txt
    huaweiban check suppliers.csv --column country
    """
    from huaweiban.views.check import Terms, refused, unknown, verdict

    day = call.day(as_of, "--as-of")
    limits = call.limits(min_action, max_age, day)
    stances, none_allowed = _allowed(allow)
    ahead = call.ahead(horizon, "--horizon", day)
    outdated = not call.asks.only and is_outdated(about().brought_to, day)
    terms = Terms(stances, none_allowed, scope or (), limits, strict, ahead, outdated)
    wanted = column(names, in_column) if in_column else map(Entry, given_names(names))
    if not (entries := list(dict.fromkeys(wanted))):
        raise BadUsage("nothing to check: no name was given")
    logs = call.logs()
    bearers, notes = _bearers(logs, entries)
    known = [row.id for row in bearers.values() if isinstance(row, Entity)]
    log = logs.of(known)
    results: list[CheckResult] = []
    for entry, row in bearers.items():
        if not isinstance(row, Entity):
            results.append(unknown(entry.name, row))
        elif row.id in log.refused:
            results.append(refused(entry.name, row, log.refused[row.id]))
        else:
            results.append(verdict(log, row, entry.name, terms, day))
    failed = any(not result["passed"] for result in results)
    code = 3 if len(known) < len(results) else int(failed)
    return Answer(question("check", logs, day, None, limits), results, notes, code)


def _bearers(logs: Opener, entries: Iterable[Entry]) -> tuple[dict[Entry, Entity | str], list[str]]:
    """Who bears each name, or why nobody does; and what to tell about the names."""
    bearers: dict[Entry, Entity | str] = {}
    notes: list[str] = []
    for entry in entries:
        try:
            if entry.empty_at:
                raise UnknownName(f"{entry.empty_at}: is an empty cell")
            row, told = one(logs.registry, entry.name)
        except UnknownName as error:
            bearers[entry], told = "; ".join(error.lines), list(error.lines)
        else:
            bearers[entry] = row
        notes += told
    return bearers, list(dict.fromkeys(notes))


def _allowed(text: str) -> tuple[list[Stance], bool]:
    known = [*Stance, "none"]
    words = [one_of("--allow", word, known) for word in text.split(",") if word.strip()]
    if not words:
        raise BadUsage(f"--allow: names no stance; give some of {', '.join(known)}")
    return [Stance(word) for word in words if word != "none"], "none" in words
