"""Planned dates as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line, stance_cell
from huaweiban.render.text import PURPOSES, counted, footer, standing

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import DeadlineResult


def blocks(answer: Answer[None, DeadlineResult]) -> list[Block]:
    """A line for each planned date."""
    headers = ("date", "name", "kind", "scope", "what is due", "stance", "how it stands", "event")
    rows = tuple(
        (
            Cell(result["date"]),
            Cell(result["name"]),
            Cell(PURPOSES[result["purpose"]]),
            Cell(", ".join(result["scope"])),
            Cell(_due(result)),
            stance_cell(result["stance"]),
            Cell(_standing(result)),
            Cell(result["event"], "id"),
        )
        for result in answer.results
    )
    foot = footer(answer.question, counted(len(answer.results), "planned date"))
    return [*if_any(Sheet(headers, rows, (7, 5, 2, 6), prose=4, least=20)), line(foot, "faint")]


def _due(result: DeadlineResult) -> str:
    return "; ".join(filter(None, [result["what"], result["disputed"] and "disputed"]))


def _standing(result: Any) -> str:
    moved = f", moved from {result['moved_from']}" if result["moved_from"] else ""
    return standing(result, result["days"]) + moved
