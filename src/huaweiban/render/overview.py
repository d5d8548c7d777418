"""The first screen as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huaweiban.events import Stance, scope_name
from huaweiban.render.blocks import SIGNS, Block, Cell, Sheet, fact, if_any, line, stance_cell

if TYPE_CHECKING:
    from huaweiban.results import EventResult
    from huaweiban.views.overview import Overview


def blocks(shown: Overview, commands: Sequence[str], footer: str) -> list[Block]:
    """Counts, the latest changes, and commands to try."""
    counts = [
        (stance_cell(stance), Cell(f"{shown.counts.get(stance, 0):>5}"))
        for stance in (*Stance, None)
    ]
    moves = [(Cell(move["date"]), Cell(move["name"]), Cell(_holding(move))) for move in shown.moves]
    return [
        line("Where Huawei is banned, restricted, permitted or undecided", "title"),
        line(),
        Sheet(("countries and territories", "count"), tuple(counts)),
        fact("banned in", f"{', '.join(shown.banned)}"),
        line(),
        *if_any(Sheet(("latest change", "name", "now"), tuple(moves))),
        line(),
        *(fact("try" if number == 0 else "", each) for number, each in enumerate(commands)),
        line(footer, "faint"),
    ]


def _holding(result: EventResult) -> str:
    now = result["headline"]
    return f"{SIGNS[now['stance']]} {now['stance']} ({scope_name(now['headline_scope'])})"
