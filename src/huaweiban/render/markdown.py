"""Markdown: the blocks a person is shown, as text to paste into a page."""

from __future__ import annotations

from collections.abc import Iterable

from huaweiban.render.blocks import Block, Line, Sheet

_MEANT = str.maketrans(
    {"|": r"\|", "\n": " ", "\r": " ", "<": "&lt;", "*": r"\*", "_": r"\_", "`": r"\`"}
)


def markdown(blocks: Iterable[Block]) -> str:
    """Lines as paragraphs, sheets as pipe tables."""
    return "\n".join(_drawn(block) for block in blocks).strip() + "\n"


def _drawn(block: Block) -> str:
    match block:
        case Line(pieces=pieces):
            return "".join(_meant(piece.text) for piece in pieces) + "\n"
        case Sheet(headers=headers, rows=rows):
            body = [_row([cell.text for cell in row]) for row in rows]
            return "\n".join([_row(headers), _row(["---"] * len(headers)), *body]) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_meant(cell) if cell != '---' else cell for cell in cells)} |"


def _meant(text: str) -> str:
    return text.translate(_MEANT)
