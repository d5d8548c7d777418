"""The command `map`: the world, a tile for each country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.answers import Answer, MapOptions
from huaweiban.cli.names import within
from huaweiban.cli.options import AsOf, Groups, Scopes
from huaweiban.cli.question import Call, question
from huaweiban.entities import Kind

if TYPE_CHECKING:
    from huaweiban.results import MapResult


def map(
    call: Call, as_of: AsOf = None, scope: Scopes = None, group: Groups = None
) -> Answer[MapOptions, MapResult]:
    """Draw the world with one tile for each country.

    A tile has the country's two-letter code; its sign and colour show the stance.

    \b
    huaweiban map
    huaweiban map --in europe --scope core
    huaweiban map --as-of 2019 --format svg > 2019.svg
    """
    from huaweiban.views.map import tiles

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    inside = within(logs.registry, group or [], day)
    countries = [
        row
        for row in logs.registry.everyone()
        if row.kind is Kind.COUNTRY and (inside is None or row.id in inside)
    ]
    countries.sort(key=lambda row: row.id)
    log = logs.of([row.id for row in countries])
    results = tiles(log, log.answered(countries), scope or (), day)
    return Answer(question("map", logs, day, MapOptions(scope or ())), results)
