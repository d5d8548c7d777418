"""The question behind `map`: what every country holds, and where its tile lies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from huaweiban.entities import Entity
from huaweiban.events import Scope
from huaweiban.log import Log
from huaweiban.stances import Holding
from huaweiban.views.tiles import PLACES

if TYPE_CHECKING:
    from huaweiban.results import MapResult


def tiles(
    log: Log, entities: Iterable[Entity], scopes: Collection[Scope], day: str
) -> list[MapResult]:
    """The entities that have a place on the map, in the order given, with what they hold.

    That is their headline on an ISO day; where scopes are asked about, the stance for those alone.
    """
    return [
        tile(entity, log.position(entity.id, day).holding(scopes))
        for entity in entities
        if entity.id in PLACES
    ]


def tile(entity: Entity, held: Holding | None) -> MapResult:
    """One tile as plain data."""
    row, column = PLACES[entity.id]
    return {
        "entity": entity.id,
        "name": entity.name,
        "stance": held.stance if held else None,
        "headline_scope": held.scope if held else None,
        "row": row,
        "column": column,
    }
