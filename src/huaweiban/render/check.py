"""Verdicts on a list of names as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line
from huaweiban.render.status import based
from huaweiban.render.text import footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import CheckResult


def blocks(answer: Answer[None, CheckResult]) -> list[Block]:
    """A line for each name on the list."""
    headers = ("asked", "name", "passes", "reason", "basis", "event")
    rows = tuple(
        (
            Cell(result["asked"]),
            Cell(result["name"] or ""),
            Cell("yes" if result["passed"] else "no", "title"),
            Cell(result["reason"]),
            Cell(based(result)),
            Cell(result["event"] or "", "id"),
        )
        for result in answer.results
    )
    failed = sum(not result["passed"] for result in answer.results)
    foot = footer(answer.question, f"{len(answer.results)} checked, {failed} did not pass")
    return [*if_any(Sheet(headers, rows, (5, 4), prose=3)), line(foot, "faint")]
