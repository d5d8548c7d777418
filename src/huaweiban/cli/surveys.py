"""Commands over many entities at once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, names_asked
from huaweiban.cli.frame import envelope, footer, places
from huaweiban.cli.names import subjects, within
from huaweiban.cli.options import AsOf, Groups, Kinds, Names, Roles, closed
from huaweiban.entities import Kind, fold
from huaweiban.render.words import counted

if TYPE_CHECKING:
    from huaweiban.entities import Entity
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
    about = subjects(gatherer.registry, day, wanted, kind, role, group, usual)
    log = gatherer.everything()
    kept = list(filter(about.who.means, about.rows(gatherer.registry)))
    if gap:
        results = views.gaps(log, kept, day)
    else:
        every = views.matrix(log, kept, day)
        results = [result for result in every if names or result["stance"]]
    foot = footer(day, gatherer, counted(len(results), "entity", "entities"))

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        listed = results if names else sorted(results, key=lambda each: fold(each["name"]))
        return surveys.gaps(listed, foot) if gap else surveys.matrix(listed, foot)

    frame = envelope("matrix", asked, day, results)
    return Answer(results, "MatrixResult", frame, blocks, about.named.notes, about.named.exit_code)


def stats(
    asked: Asked,
    by: Annotated[By, closed("--by", "KEY", "Count by", By)] = By.STANCE,
    as_of: AsOf = None,
    group: Groups = None,
) -> Answer:
    """Count countries by stance.

    By year, each counts the members of then. By publisher, it is events that are counted, of
    companies and others, too: by the stance they state, once for each publisher that told them.

    \b
    huaweiban stats
    huaweiban stats --by year --in eu
    huaweiban stats --by publisher
    """
    from huaweiban.views.stats import WAYS, events_told

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    everyone = [
        row
        for row in gatherer.registry.everyone()
        if by is By.PUBLISHER or row.kind is Kind.COUNTRY
    ]

    def those(day: str) -> list[Entity]:
        inside = within(gatherer.registry, group or [], day)
        return [row for row in everyone if inside is None or row.id in inside]

    log = gatherer.of([row.id for row in everyone])
    results = WAYS[by](log, those, day)
    if by is By.PUBLISHER:
        events = counted(len(events_told(log, those, day)), "event")
        tellings = counted(sum(row["total"] for row in results), "telling")
        number = f"{events}, {tellings} by {counted(len(results), 'publisher')}"
    else:
        number = places(len(those(day)))
    foot = footer(day, gatherer, number)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.stats(results, by, foot)

    frame = envelope("stats", asked, day, results)
    return Answer(results, "StatsResult", frame, blocks)
