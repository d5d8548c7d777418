"""The same tables without colour, as wide as their content: what a pipe or a file gets.

Nothing is fitted or wrapped, so no layout engine is needed, and a thousand rows cost little. A
test holds this against what Rich draws on a terminal wide enough.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from huaweiban.render.blocks import Block, Line, Sheet

GAP = "  "
_CONTROL = dict.fromkeys([*range(32), *range(127, 160)], "�")


def wide(blocks: Iterable[Block]) -> str:
    """One record a line."""
    return "".join(f"{text.rstrip()}\n" for block in blocks for text in _drawn(block))


def _drawn(block: Block) -> list[str]:
    match block:
        case Line(pieces=pieces):
            return [one_line("".join(piece.text for piece in pieces))]
        case Sheet(headers=headers, rows=rows):
            grid = [list(headers), *([one_line(cell.text) for cell in row] for row in rows)]
            widths = [max(map(width, column)) for column in zip(*grid, strict=True)]
            rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
            head, *body = (_row(cells, widths) for cells in grid)
            return [head, rule, *body]


def one_line(text: str) -> str:
    """Data as it may be shown: line ends and tabs as spaces, other control characters replaced."""
    return " ".join(text.split("\n")).replace("\t", " ").replace("\r", " ").translate(_CONTROL)


def width(text: str) -> int:
    """The terminal columns that a text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _row(cells: list[str], widths: list[int]) -> str:
    padded = (cell + " " * (room - width(cell)) for cell, room in zip(cells, widths, strict=True))
    return GAP.join(padded)
