"""The first screen as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huaweiban.events import Stance
from huaweiban.render.blocks import SIGNS, Block, Cell, Sheet, if_any, line, stance_cell

if TYPE_CHECKING:
    from huaweiban.results import EventResult
    from huaweiban.views.overview import Overview


def blocks(shown: Overview, commands: Sequence[str], footer: str) -> list[Block]:
    """Counts, the newest moves, and what to try."""
    order: tuple[Stance | None, ...] = (*Stance, None)
    counts = [(stance_cell(stance), Cell(f"{shown.counts.get(stance, 0):>5}")) for stance in order]
    moves = [
        (Cell(move["date"]), Cell(move["name"]), Cell(_holding(move)), Cell(move["summary"]))
        for move in shown.moves
    ]
    return [
        line("Where Huawei is banned, restricted, permitted or undecided", "title"),
        line(),
        Sheet(("countries and territories", "count"), tuple(counts)),
        line(),
        *if_any(Sheet(("newest moves", "name", "now", "what happened"), tuple(moves), (3,), 3, 20)),
        line(),
        line("Try", "title"),
        *(line(f"  {command}") for command in commands),
        line(),
        line(footer, "faint"),
    ]


def _holding(result: EventResult) -> str:
    now = result["headline"]
    return f"{SIGNS[now['stance']]} {now['stance']} ({now['headline_scope']})"
