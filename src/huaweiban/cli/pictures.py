"""The command that draws the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked
from huaweiban.cli.frame import envelope, footer, places
from huaweiban.cli.names import within
from huaweiban.cli.options import AsOf, Groups, Scopes
from huaweiban.entities import Kind

if TYPE_CHECKING:
    from huaweiban.render.blocks import Block


def map(asked: Asked, as_of: AsOf = None, scope: Scopes = None, group: Groups = None) -> Answer:
    """Draw the world, a tile a country: its two letters, and what it holds by sign and colour.

    \b
    huaweiban map
    huaweiban map --in europe --scope core
    huaweiban map --as-of 2019 --format svg > 2019.svg
    """
    from huaweiban.views.map import tiles

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    inside = within(gatherer.registry, group or [], day)
    countries = [
        row
        for row in gatherer.registry.everyone()
        if row.kind is Kind.COUNTRY and (inside is None or row.id in inside)
    ]
    countries.sort(key=lambda row: row.id)
    scopes = scope or []
    results = tiles(gatherer.of([row.id for row in countries]), countries, scopes, day)
    foot = footer(day, gatherer, places(len(results)))

    def blocks() -> list[Block]:
        from huaweiban.render.map import tile_map

        return tile_map(results, scopes, foot)

    def svg() -> str:
        from huaweiban.render.svg import tile_picture

        return tile_picture(results, scopes, foot)

    frame = envelope("map", asked, day, results)
    return Answer(results, "MapResult", frame, blocks, others={"svg": svg})
