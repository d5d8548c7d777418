"""The question behind `matrix`: banned in what, and where a country and its operators differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from huaweiban.entities import Entity, Kind, Role
from huaweiban.events import CELLS, Stance
from huaweiban.gather import Log
from huaweiban.stances import position

if TYPE_CHECKING:
    from huaweiban.results import MatrixResult, OperatorResult

_OUT = {Stance.BANNED}


def matrix(log: Log, entities: Iterable[Entity], day: str) -> list[MatrixResult]:
    """What each entity holds in every scope on an ISO day; null where nothing is on record."""
    return [_row(log, entity, day) for entity in entities]


def gaps(log: Log, entities: Iterable[Entity], day: str) -> list[MatrixResult]:
    """Only the countries whose operators at home hold otherwise than they, and how."""
    at_home: dict[str, list[Entity]] = {}
    for row in log.registry.everyone():
        if row.role is Role.OPERATOR and row.home:
            at_home.setdefault(row.home, []).append(row)
    found: list[MatrixResult] = []
    for country in entities:
        if country.kind is not Kind.COUNTRY:
            continue
        result = _row(log, country, day)
        operators = [held for row in at_home.get(country.id, ()) if (held := _held(log, row, day))]
        gap, concerned = _gap(result["stance"], operators)
        if gap:
            found.append({**result, "gap": gap, "operators": concerned})
    return found


def _gap(
    stance: Stance | None, operators: list[OperatorResult]
) -> tuple[str | None, list[OperatorResult]]:
    if stance is Stance.BANNED:
        kept = [each for each in operators if each["stance"] is Stance.PERMITTED]
        return ("banned, yet an operator is still permitted", kept) if kept else (None, [])
    if (
        stance is Stance.PERMITTED
        and operators
        and all(each["stance"] in _OUT for each in operators)
    ):
        return "permitted, yet every operator on record has left", operators
    return None, []


def _held(log: Log, operator: Entity, day: str) -> OperatorResult | None:
    word = position(log.of(operator.id), day).headline
    if word is None:
        return None
    return {
        "entity": operator.id,
        "name": operator.name,
        "stance": word.stance,
        "headline_scope": word.scope,
    }


def _row(log: Log, entity: Entity, day: str) -> MatrixResult:
    held = position(log.of(entity.id), day)
    return {
        "entity": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "stance": held.headline.stance if held.headline else None,
        "headline_scope": held.headline.scope if held.headline else None,
        "scopes": {cell: held.cells[cell].stance if cell in held.cells else None for cell in CELLS},
        "gap": None,
        "operators": [],
    }
