"""The command `status`: the positions of countries and others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer, StatusOptions
from huaweiban.cli.names import names_asked, subjects
from huaweiban.cli.options import (
    AsOf,
    Groups,
    Kinds,
    MaxAge,
    MinAction,
    Names,
    Roles,
    Scopes,
    Stances,
)
from huaweiban.cli.question import Call, question
from huaweiban.entities import Kind

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.results import StatusResult


def status(
    call: Call,
    names: Names = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="Include those without a position in the scopes asked about."),
    ] = False,
    kind: Kinds = None,
    role: Roles = None,
    stance: Stances = None,
    scope: Scopes = None,
    group: Groups = None,
    as_of: AsOf = None,
    min_action: MinAction = None,
    max_age: MaxAge = None,
    why: Annotated[bool, typer.Option("--why", help="Show the reasons, scope by scope.")] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="For one name, show all events, sources and dates.")
    ] = False,
) -> Answer[StatusOptions, StatusResult]:
    """Show the position of countries, operators and others.

    Without a name: all countries with a position; with --role, companies.

    \b
    huaweiban status germany
    huaweiban status DE fr "south korea" --json
    huaweiban status --in eu --stance banned
    huaweiban status italy --as-of 2019-12-31 --why
    """
    from huaweiban.views.status import Filters, left_out, statuses

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    wanted = names_asked(names)
    about = subjects(logs.registry, day, wanted, kind, role, group, [Kind.COUNTRY])
    named, entities = about.named, about.rows(logs.registry)
    unknown_too = every or wanted is not None
    filters = Filters(about.who, stance or (), scope or (), unknown_too, every)
    limits = call.limits(min_action, max_age, day)
    log = logs.of([entity.id for entity in entities]).within(limits)
    results = statuses(log, log.answered(entities), filters, day, why, named.asked)
    asked_for = log.answered(named.entities)
    left = left_out(log, asked_for, filters, day, not limits.is_open)
    notes = [*named.notes, *_left_out(left), *_subject(results)]
    in_full = wanted is not None and len(wanted) == len(results) == 1
    if sources and results and not in_full:
        notes.append("--sources has no effect: it shows one name in full, and this is a list")
    options = StatusOptions(scope or (), bool(names), in_full, sources)
    asked = question("status", logs, day, options, limits)
    return Answer(asked, results, notes, named.exit_code)


# Up to this many names are reported; the others are counted.
_MOST = 5


def _left_out(reasons: Mapping[Entity, str]) -> list[str]:
    # A name that was asked for must not be missing without a note.
    told = [f"{entity.name} ({entity.id}) is omitted: {why}" for entity, why in reasons.items()]
    return told if len(told) <= _MOST else [*told[:_MOST], f"{len(told) - _MOST} more are omitted"]


def _subject(results: list[StatusResult]) -> list[str]:
    told = "Huawei is the subject of this log, not a party to it; see 'huaweiban history huawei'"
    return [told for result in results if result["entity"] == "huawei"]
