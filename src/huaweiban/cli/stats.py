"""The command `stats`: how many entities have which stance."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from huaweiban.answers import Answer, StatsOptions
from huaweiban.cli.names import within
from huaweiban.cli.options import AsOf, Groups, Scopes, closed
from huaweiban.cli.question import Call, question
from huaweiban.entities import Kind

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.results import StatsResult


class By(StrEnum):
    """What counts are grouped by."""

    STANCE = "stance"
    YEAR = "year"
    CONTINENT = "continent"
    SCOPE = "scope"
    PUBLISHER = "publisher"


def stats(
    call: Call,
    by: Annotated[By, closed("--by", "KEY", "Count by", By)] = By.STANCE,
    scope: Scopes = None,
    as_of: AsOf = None,
    group: Groups = None,
) -> Answer[StatsOptions, StatsResult]:
    """Count countries by stance.

    --by year counts for each year the countries that were members of the group then. --by
    publisher counts events, those of companies and others included, by the stance they state: once
    for each publisher that reports them.

    Early years count fewer countries also because fewer of their events are on record.

    \b
    huaweiban stats
    huaweiban stats --by year --in eu --scope core
    huaweiban stats --by publisher
    """
    from huaweiban.views.stats import WAYS, events_reported

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    everyone = [
        row for row in logs.registry.everyone() if by is By.PUBLISHER or row.kind is Kind.COUNTRY
    ]

    log = logs.of([row.id for row in everyone])
    counted = log.answered(everyone)

    def those(day: str) -> list[Entity]:
        inside = within(logs.registry, group or [], day)
        return [row for row in counted if inside is None or row.id in inside]

    scopes = scope or ()
    results = WAYS[by](log, those, day, scopes)
    of_events = by is By.PUBLISHER
    number = len(events_reported(log, those, day, scopes) if of_events else those(day))
    return Answer(question("stats", logs, day, StatsOptions(by, number, scopes)), results)
