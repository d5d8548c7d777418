"""Commands that tell positions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, given_names
from huaweiban.cli.frame import cited, envelope, footer
from huaweiban.cli.names import found, within
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
from huaweiban.entities import Kind, fold
from huaweiban.render.blocks import counted

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.render.blocks import Block
    from huaweiban.results import StatusResult


def status(
    asked: Asked,
    names: Names = None,
    every: Annotated[bool, typer.Option("--all", help="Those without a position, too.")] = False,
    kind: Kinds = None,
    role: Roles = None,
    stance: Stances = None,
    scope: Scopes = None,
    group: Groups = None,
    as_of: AsOf = None,
    min_action: MinAction = None,
    max_age: MaxAge = None,
    why: Annotated[bool, typer.Option("--why", help="The reasons, by scope.")] = False,
) -> Answer:
    """Tell where countries and others stand.

    Without a name: all countries with a position.

    \b
    huaweiban status germany
    huaweiban status DE fr "south korea" --json
    huaweiban status --in eu --stance banned
    huaweiban status italy --as-of 2019-12-31 --why
    """
    from huaweiban.views.status import Filters, left_out, statuses

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    wanted = given_names(names or [])
    named = found(gatherer.registry, wanted)
    entities, kinds = named.entities, kind or ()
    if not names:
        kinds = kind or ([Kind.COMPANY] if role else [Kind.COUNTRY])
        everyone = gatherer.registry.everyone()
        entities = sorted((row for row in everyone if row.kind in kinds), key=lambda row: row.id)
    inside = within(gatherer.registry, group or [], day)
    filters = Filters(kinds, role or (), stance or (), scope or (), inside, every or bool(names))
    sieve = asked.sieve(min_action, max_age, day)
    log = gatherer.of([entity.id for entity in entities]).sieved(sieve)
    results = statuses(log, entities, filters, day, why)
    reasons = left_out(log, named.entities, filters, day)
    notes = [*named.notes, *_left_out(reasons), *_subject(results)]
    foot = footer(day, gatherer, counted(len(results), "entity", "entities"), sieve)

    def blocks() -> list[Block]:
        from huaweiban.render import positions as drawn

        if len(wanted) == 1 and len(results) == 1:
            return drawn.status_one(results[0], day, foot)
        rows = results if names else sorted(results, key=lambda each: fold(each["name"]))
        return drawn.status_list(rows, scope or [], day, foot)

    frame = envelope("status", asked, day, results, sieve)

    def cite() -> str:
        from huaweiban.render.citation import Query, status_sentences

        flags = [f"--scope {each}" for each in scope or ()]
        flags += [f"--min-action {min_action}"] if min_action else []
        flags += [f"--max-age {max_age}"] if max_age else []
        limits = "" if sieve.is_open else str(sieve)
        return status_sentences(results, Query(day, cited(asked), scope or (), limits, flags))

    return Answer(results, "StatusResult", frame, blocks, notes, named.exit_code, {"cite": cite})


# As many names as this are told; of more, how many.
_TOLD = 5


def _left_out(reasons: Mapping[Entity, str]) -> list[str]:
    # What was asked for by name and is not in the answer must not look forgotten.
    told = [f"{entity.name} ({entity.id}) is left out: {why}" for entity, why in reasons.items()]
    return told if len(told) <= _TOLD else [*told[:_TOLD], f"{len(told) - _TOLD} more are left out"]


def _subject(results: list[StatusResult]) -> list[str]:
    told = "Huawei is the subject of this log, not a party to it; see 'huaweiban history huawei'"
    return [told for result in results if result["entity"] == "huawei"]
