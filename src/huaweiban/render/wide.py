"""The same tables without colour, as wide as their content: what a pipe or a file gets.

Nothing is fitted or wrapped, so no layout engine is needed, and a thousand rows cost little. A
test holds this against what Rich draws on a terminal wide enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from huaweiban.render.blocks import Block, Line, Sheet, on_paper
from huaweiban.render.safe import one_line

GAP = "  "
_BEYOND_LATIN = re.compile("[^\x00-\u02ff]")


def wide(blocks: Iterable[Block]) -> str:
    """One record a line."""
    return "".join(f"{text.rstrip()}\n" for block in on_paper(blocks) for text in _drawn(block))


def _drawn(block: Line | Sheet) -> list[str]:
    match block:
        case Line(pieces=pieces):
            return [one_line("".join(piece.text for piece in pieces))]
        case Sheet(headers=headers, rows=rows):
            grid = [_measured(headers), *(_measured(cell.text for cell in row) for row in rows)]
            rooms = [max(taken for _, taken in column) for column in zip(*grid, strict=True)]
            rule = "─" * (sum(rooms) + len(GAP) * (len(rooms) - 1))
            head, *body = (_row(cells, rooms) for cells in grid)
            return [head, rule, *body]


def _measured(texts: Iterable[str]) -> list[tuple[str, int]]:
    return [(shown, width(shown)) for shown in map(one_line, texts)]


def width(text: str) -> int:
    """The terminal columns that a text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_columns(character) - 1 for character in _BEYOND_LATIN.findall(text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _row(cells: list[tuple[str, int]], rooms: list[int]) -> str:
    padded = (text + " " * (room - taken) for (text, taken), room in zip(cells, rooms, strict=True))
    return GAP.join(padded)
