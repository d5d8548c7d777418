"""The question behind `matrix`: stances by scope, and where operators differ from the country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from huaweiban.entities import Entity, Kind, Role
from huaweiban.events import CELLS, PARTS, Scope, Stance
from huaweiban.log import Log
from huaweiban.stances import Cell, Position

if TYPE_CHECKING:
    from huaweiban.results import MatrixResult, OperatorResult

_NETWORKS = PARTS[Scope.NETWORKS]


def matrix(log: Log, entities: Iterable[Entity], day: str) -> list[MatrixResult]:
    """The stance of each entity in every scope on an ISO day; null if there is none."""
    return [_row(log, entity, day) for entity in entities]


def gaps(log: Log, entities: Iterable[Entity], day: str) -> list[MatrixResult]:
    """The countries whose operators have other positions in a network scope, and which."""
    at_home: dict[str, list[Entity]] = {}
    for row in log.registry.everyone():
        if row.role is Role.OPERATOR and row.home:
            at_home.setdefault(row.home, []).append(row)
    found: list[MatrixResult] = []
    for country in entities:
        if country.kind is not Kind.COUNTRY:
            continue
        own = log.position(country.id, day).cells
        operators = [(row, log.position(row.id, day)) for row in at_home.get(country.id, ())]
        told, concerned = _gaps(own, operators)
        if told:
            result = _row(log, country, day)
            result["gap"], result["operators"] = "; ".join(told), concerned
            found.append(result)
    return found


def _gaps(
    own: Mapping[Scope, Cell], operators: list[tuple[Entity, Position]]
) -> tuple[list[str], list[OperatorResult]]:
    told: dict[str, list[Scope]] = {}
    concerned: dict[Entity, OperatorResult] = {}
    for scope in _NETWORKS:
        if scope not in own:
            continue
        known = [(row, held) for row, held in operators if scope in held.cells]
        words, those = _gap(own[scope].stance, scope, known)
        if words:
            told.setdefault(words, []).append(scope)
            for row, held in those:
                operator = concerned.setdefault(row, _operator(row, held))
                stance = held.cells[scope].stance
                operator["gap_scopes"].append({"scope": scope, "stance": stance})
    words_told = [f"{', '.join(scopes)}: {words}" for words, scopes in told.items()]
    return words_told, [*concerned.values()]


def _gap(
    stance: Stance, scope: Scope, known: list[tuple[Entity, Position]]
) -> tuple[str | None, list[tuple[Entity, Position]]]:
    if stance is Stance.BANNED:
        kept = [each for each in known if each[1].cells[scope].stance is Stance.PERMITTED]
        return ("banned, but an operator still permits Huawei", kept) if kept else (None, [])
    left = all(held.cells[scope].stance is Stance.BANNED for _, held in known)
    if stance is Stance.PERMITTED and known and left:
        return "permitted, but every operator on record has banned Huawei", known
    return None, []


def _operator(row: Entity, held: Position) -> OperatorResult:
    now = held.headline
    assert now, "who holds something in a scope has a headline"
    return {
        "entity": row.id,
        "name": row.name,
        "stance": now.stance,
        "headline_scope": now.scope,
        "gap_scopes": [],
    }


def _row(log: Log, entity: Entity, day: str) -> MatrixResult:
    held = log.position(entity.id, day)
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
