"""Tab-separated text without a header, for cut, sort and awk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.render.fields import of_answer, text
from huaweiban.render.text import one_line

if TYPE_CHECKING:
    from huaweiban.answers import Answer


def lines(answer: Answer[Any, Any], fields: Sequence[str]) -> str:
    """One line for each result; tabs and line ends inside data become a space."""
    chosen = fields or of_answer(answer)
    return "".join("\t".join(_cells(result, chosen)) + "\n" for result in answer.results)


def _cells(result: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    return [one_line(text(result, field)) for field in fields]
