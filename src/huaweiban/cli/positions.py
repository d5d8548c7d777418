"""Commands that tell positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, names_asked
from huaweiban.cli.frame import cited, envelope, footer
from huaweiban.cli.names import subjects
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
from huaweiban.render.words import counted

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.gather import Log
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

    Without a name: all countries with a position, or with --role companies.

    \b
    huaweiban status germany
    huaweiban status DE fr "south korea" --json
    huaweiban status --in eu --stance banned
    huaweiban status italy --as-of 2019-12-31 --why
    """
    from huaweiban.views.status import Filters, left_out, statuses

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    wanted = names_asked(names)
    usual = [Kind.COUNTRY]
    about = subjects(gatherer.registry, day, wanted, kind, role, group, usual)
    named, entities = about.named, about.rows(gatherer.registry)
    filters = Filters(about.who, stance or (), scope or (), every or wanted is not None)
    sieve = asked.sieve(min_action, max_age, day)
    limited = not sieve.is_open

    def question(
        log: Log, entities: Sequence[Entity]
    ) -> tuple[list[StatusResult], dict[Entity, str]]:
        let = log.sieved(sieve)
        left = left_out(let, entities, filters, day, limited) if named.entities else {}
        return statuses(let, entities, filters, day, why), left

    answers = gatherer.over(entities, question)
    places = {entity.id: place for place, entity in enumerate(entities)}
    told = [each for found, _ in answers for each in found]
    results = sorted(told, key=lambda each: places[each["entity"]])
    left = [each for _, reasons in answers for each in reasons.items()]
    reasons = dict(sorted(left, key=lambda each: places[each[0].id]))
    notes = [*named.notes, *_left_out(reasons), *_subject(results)]
    foot = footer(day, gatherer, counted(len(results), "entity", "entities"), sieve)

    def blocks() -> list[Block]:
        from huaweiban.render import positions as drawn

        if wanted and len(wanted) == 1 and len(results) == 1:
            return drawn.status_one(results[0], day, foot, limited)
        rows = results if names else sorted(results, key=lambda each: fold(each["name"]))
        return drawn.status_list(rows, scope or [], day, foot, limited)

    frame = envelope("status", asked, day, results, sieve)

    def cite() -> str:
        from huaweiban.render.citation import Query, status_sentences

        flags = [f"--scope {each}" for each in scope or ()]
        flags += [f"--min-action {min_action}"] if min_action else []
        flags += [f"--max-age {max_age}"] if max_age else []
        limits = str(sieve) if limited else ""
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
