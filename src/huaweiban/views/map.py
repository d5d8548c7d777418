"""The question behind `map`: the position of every country, and of its tile."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from huaweiban.entities import Entity
from huaweiban.events import Scope, spread
from huaweiban.evidence import Caution, evidence
from huaweiban.log import Log
from huaweiban.stances import Position
from huaweiban.views.tiles import PLACES

if TYPE_CHECKING:
    from huaweiban.results import MapResult


def tiles(
    log: Log, entities: Iterable[Entity], scopes: Collection[Scope], day: str
) -> list[MapResult]:
    """The entities that have a tile on the map, in the order given, with their stance.

    It is that of the headline on an ISO day, or if scopes are given, that for those scopes.
    """
    return [
        _tile(entity, log.position(entity.id, day), scopes, day, log.unseen)
        for entity in entities
        if entity.id in PLACES
    ]


def _tile(
    entity: Entity, position: Position, scopes: Collection[Scope], day: str, unseen: Collection[str]
) -> MapResult:
    row, column = PLACES[entity.id]
    held = position.holding(scopes)
    return {
        "entity": entity.id,
        "name": entity.name,
        "stance": held.stance if held else None,
        "headline_scope": held.scope if held else None,
        "cautions": list(_cautions(position, scopes, day, unseen)),
        "row": row,
        "column": column,
    }


def _cautions(
    position: Position, scopes: Collection[Scope], day: str, unseen: Collection[str]
) -> tuple[Caution, ...]:
    held = position.holding(scopes)
    asked = [position.cells[each] for each in spread(scopes) if each in position.cells]
    cells = asked or position.deciding
    return evidence(held.stance, cells, day, unseen).cautions if held else ()
