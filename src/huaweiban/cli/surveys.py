"""Commands over many entities at once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, names_asked
from huaweiban.cli.frame import envelope, footer
from huaweiban.cli.names import subjects, within
from huaweiban.cli.options import AsOf, Groups, Kinds, Names, Roles, closed
from huaweiban.entities import Kind, fold

if TYPE_CHECKING:
    from huaweiban.render.blocks import Block


class By(StrEnum):
    """What counts are kept by."""

    STANCE = "stance"
    YEAR = "year"
    CONTINENT = "continent"
    SCOPE = "scope"
    PUBLISHER = "publisher"


def matrix(
    asked: Asked,
    names: Names = None,
    kind: Kinds = None,
    role: Roles = None,
    group: Groups = None,
    as_of: AsOf = None,
    gap: Annotated[
        bool, typer.Option("--gap", help="Only countries whose operators at home hold otherwise.")
    ] = False,
) -> Answer:
    """Show who holds what in which scope.

    Without a name: all countries with a position, or with --role companies.

    \b
    huaweiban matrix --in eu
    huaweiban matrix --role operator --in germany
    huaweiban matrix --gap
    """
    from huaweiban.views import matrix as views

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    wanted, usual = names_asked(names), [Kind.COUNTRY]
    named, who, rows = subjects(gatherer.registry, day, wanted, kind, role, group, usual)
    log = gatherer.everything()
    kept = list(filter(who.means, rows))
    if gap:
        results = views.gaps(log, kept, day)
    else:
        every = views.matrix(log, kept, day)
        results = [result for result in every if names or result["stance"]]
    foot = footer(day, gatherer, len(results))

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        listed = results if names else sorted(results, key=lambda each: fold(each["name"]))
        return surveys.gaps(listed, foot) if gap else surveys.matrix(listed, foot)

    frame = envelope("matrix", asked, day, results)
    return Answer(results, "MatrixResult", frame, blocks, named.notes, named.exit_code)


def stats(
    asked: Asked,
    by: Annotated[By, closed("--by", "KEY", "Count by", By)] = By.STANCE,
    as_of: AsOf = None,
    group: Groups = None,
) -> Answer:
    """Count countries by stance.

    By publisher, the events that it told are counted.

    \b
    huaweiban stats
    huaweiban stats --by year --in eu
    """
    from huaweiban.views.stats import WAYS

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    inside = within(gatherer.registry, group or [], day)
    entities = [
        row
        for row in gatherer.registry.everyone()
        if row.kind is Kind.COUNTRY and (inside is None or row.id in inside)
    ]
    results = WAYS[by](gatherer.of([row.id for row in entities]), entities, day)
    if by is By.PUBLISHER:
        foot = footer(day, gatherer, sum(row["total"] for row in results), "events told")
    else:
        foot = footer(day, gatherer, len(entities), "countries and territories")

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.stats(results, by, foot)

    frame = envelope("stats", asked, day, results)
    return Answer(results, "StatsResult", frame, blocks)
