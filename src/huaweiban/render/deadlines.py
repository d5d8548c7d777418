"""Planned dates as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line, stance_cell
from huaweiban.render.text import PURPOSES, counted, footer, span, standing

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import DeadlineResult


def blocks(answer: Answer[None, DeadlineResult]) -> list[Block]:
    """A line for each planned date."""
    headers = ("date", "name", "kind", "scope", "what is due", "stance", "status", "event")
    rows = tuple(
        (
            Cell(result["date"] or "no date"),
            Cell(result["name"]),
            Cell(PURPOSES[result["purpose"]]),
            Cell(", ".join(result["scope"])),
            Cell(_due(result)),
            stance_cell(result["stance"]) if result["event"] else Cell(""),
            Cell(_standing(result)),
            Cell(result["event"] or result["law"] or "", "id"),
        )
        for result in answer.results
    )
    terms = sum(result["date"] is None for result in answer.results)
    number = counted(len(answer.results) - terms, "planned date")
    number += f" and {counted(terms, 'term')} without a date" if terms else ""
    foot = footer(answer.question, number)
    return [
        *if_any(Sheet(headers, rows, (7, 5, 2, 6), prose=4, least=20, tail=(2, 6))),
        line(foot, "faint"),
    ]


def _due(result: DeadlineResult) -> str:
    runs = span(result["span"]) if result["span"] else ""
    counted_from = f"{runs} from {result['counted_from']}" if runs else ""
    disputed = result["disputed"] and "disputed"
    return "; ".join(filter(None, [result["what"], counted_from, disputed]))


def _standing(result: Any) -> str:
    if result["purpose"] == "term":
        return "not running yet"
    moved = f", moved from {result['moved_from']}" if result["moved_from"] else ""
    return standing(result, result["days"]) + moved
