"""Terms of the codebook as blocks, and in the codebook's own Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban import codebook
from huaweiban.render.blocks import Block, Cell, Line, line

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import TermResult


def blocks(answer: Answer[None, TermResult]) -> list[Block]:
    """Each term with its section and definition."""
    shown: list[Block] = []
    for each in answer.results:
        title = Line((Cell(each["term"], "title"), Cell(f"  ({each['section']})", "faint")))
        shown += [title, *(line(text) for text in each["text"].splitlines()), line()]
    return shown[:-1]


def markdown(answer: Answer[None, TermResult]) -> str:
    """The terms as the codebook itself has them."""
    return codebook.markdown(answer.results)
