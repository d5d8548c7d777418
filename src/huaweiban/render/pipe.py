"""The same tables without colour, as wide as their content: what a pipe or a file gets.

Nothing is fitted or wrapped, so no layout engine is needed, and a thousand rows take little time. A
test compares this with what Rich draws on a wide terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from huaweiban.render.blocks import Block, Line, Sheet, on_paper
from huaweiban.render.text import one_line

GAP = "  "
_BEYOND_LATIN = re.compile("[^\x00-\u02ff]")


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    """One record per line, line by line."""
    return (f"{text.rstrip()}\n" for block in on_paper(blocks) for text in _drawn(block))


def _drawn(block: Line | Sheet) -> Iterator[str]:
    match block:
        case Line(pieces=pieces):
            yield one_line("".join(piece.text for piece in pieces))
        case Sheet(headers=headers, rows=rows):
            cells = zip(headers, *(tuple(cell.text for cell in row) for row in rows), strict=True)
            columns = [_padded([*map(one_line, column)]) for column in cells]
            head, *body = zip(*columns, strict=True)
            title = GAP.join(head)
            yield from (title, "─" * width(title))
            yield from map(GAP.join, body)


def _padded(texts: list[str]) -> list[str]:
    if all(map(str.isascii, texts)):
        room = max(map(len, texts))
        return [text.ljust(room) for text in texts]
    # Signs and effects repeat, and measuring text beyond ASCII takes time.
    widths = {text: width(text) for text in {*texts}}
    room = max(widths.values())
    return [text + " " * (room - widths[text]) for text in texts]


def width(text: str) -> int:
    """The terminal columns that a text takes."""
    if text.isascii():
        return len(text)
    return len(text) + sum(_columns(character) - 1 for character in _BEYOND_LATIN.findall(text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
