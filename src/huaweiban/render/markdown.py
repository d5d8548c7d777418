"""Markdown: the blocks a person is shown, as text to paste into a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from huaweiban.render.blocks import Block, Line, Sheet, told
from huaweiban.render.text import one_line

_MEANT = str.maketrans(
    {"\\": r"\\", "|": r"\|", "<": "&lt;", "[": r"\[", "*": r"\*", "_": r"\_", "`": r"\`"}
)


def document(blocks: Iterable[Block]) -> str:
    """Labelled lines as a list, other lines as paragraphs, sheets as pipe tables."""
    drawn = "".join(_drawn(block) for block in told(blocks))
    return re.sub(r"\n{3,}", "\n\n", drawn).strip() + "\n"


def _drawn(block: Line | Sheet) -> str:
    match block:
        case Line(pieces=(label, *rest), hang=hang) if hang:
            value = "".join(_meant(piece.text) for piece in rest)
            return (
                f"- **{_meant(label.text.strip())}** {value}\n"
                if label.text.strip()
                else f"  - {value}\n"
            )
        case Line(pieces=pieces):
            return "\n" + "".join(_meant(piece.text) for piece in pieces) + "\n\n"
        case Sheet(headers=headers, rows=rows):
            body = [_row([_meant(cell.text) for cell in row]) for row in rows]
            return "\n".join(["", _row(headers), _row(["---"] * len(headers)), *body]) + "\n\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _meant(text: str) -> str:
    return one_line(text).translate(_MEANT)
