"""Positions in every scope, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from huaweiban.entities import fold
from huaweiban.events import CELLS, Scope, Stance
from huaweiban.render.blocks import (
    HANG,
    NO_POSITION,
    SIGNS,
    Block,
    Cell,
    Drawing,
    Line,
    Sheet,
    if_any,
    line,
    stance_cell,
)
from huaweiban.render.text import counted, footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer, MatrixOptions
    from huaweiban.results import MatrixResult, OperatorResult

LEGEND = "  ".join(f"{SIGNS[stance]} {stance or NO_POSITION}" for stance in (*Stance, None))
# Short headings: the first letters of a scope, which must be unique.
_SHORT = {cell: str(cell)[: 4 if len(cell) == 4 else 3] for cell in CELLS}
if len({*_SHORT.values()}) < len(_SHORT):
    raise AssertionError(f"two scopes begin alike: {', '.join(_SHORT.values())}")


def blocks(answer: Answer[MatrixOptions, MatrixResult]) -> list[Block]:
    """The matrix, or with the option `gaps` the countries whose operators differ."""
    results, options = list(answer.results), answer.question.options
    if not options.named:
        results.sort(key=lambda each: fold(each["name"]))
    foot = footer(answer.question, counted(len(results), "entity", "entities"))
    shown = _gaps(results) if options.gaps else [_matrix(results)]
    return [*shown, line(foot, "faint")]


def _matrix(results: Sequence[MatrixResult]) -> Drawing:
    # A line for each entity with a sign for each scope; or in words, a block for each entity.
    used = [cell for cell in CELLS if any(result["scopes"][cell] for result in results)]
    empty = ", ".join(cell for cell in CELLS if cell not in used)
    rows = tuple(
        (Cell(result["name"]), *(_sign(result["scopes"][cell]) for cell in used))
        for result in results
    )
    full = Sheet(("name", *used), rows, prose=0, least=12)
    short = full._replace(headers=("name", *(_SHORT[cell] for cell in used)))
    names = ", ".join(f"{_SHORT[cell]} {cell}" for cell in used if _SHORT[cell] != cell)
    below = [line(LEGEND), *([line(f"no position on record in {empty}", "faint")] if empty else [])]
    shown: tuple[Line | Sheet, ...] = (full, *below) if rows else tuple(below)

    def draw(columns: int) -> Sequence[Line | Sheet]:
        from huaweiban.render.fit import fitted

        if fitted(full, columns):
            return shown
        if fitted(short, columns):
            return [short, *below, line(names, "faint")]
        return [each for result in results for each in _in_words(result)]

    return Drawing(draw, shown)


def _in_words(result: MatrixResult) -> Iterable[Line]:
    yield line(result["name"], "title")
    for stance in (*Stance, None):
        held = [cell for cell in CELLS if result["scopes"][cell] is stance]
        if held and (stance or len(held) == len(CELLS)):
            word = stance_cell(stance, NO_POSITION)
            yield Line((word._replace(text=f"{word.text:<{HANG}}"), Cell(", ".join(held))), HANG)
    yield line()


def _gaps(results: Sequence[MatrixResult]) -> list[Block]:
    headers = ("name", "stance", "gap", "operators")
    rows = tuple(
        (
            Cell(result["name"]),
            stance_cell(result["stance"]),
            Cell(result["gap"] or ""),
            Cell("; ".join(map(_in_gap, result["operators"]))),
        )
        for result in results
    )
    return if_any(Sheet(headers, rows, prose=3, least=20))


def _in_gap(operator: OperatorResult) -> str:
    by_stance: dict[Stance, list[Scope]] = {}
    for each in operator["gap_scopes"]:
        by_stance.setdefault(each["stance"], []).append(each["scope"])
    held = (f"{', '.join(scopes)} {stance}" for stance, scopes in by_stance.items())
    return f"{operator['name']}: {', '.join(held)}"


def _sign(stance: Stance | None) -> Cell:
    return stance_cell(stance)._replace(text=SIGNS[stance])
