"""The problems of a log as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.errors import Problem
from huaweiban.render.blocks import Block, line
from huaweiban.render.text import counted

if TYPE_CHECKING:
    from huaweiban.answers import Answer, ValidateOptions
    from huaweiban.results import ProblemResult


def blocks(answer: Answer[ValidateOptions, ProblemResult]) -> list[Block]:
    """A line for each problem, then how many there are, and how many events were read."""
    shown, total = answer.results, answer.total or len(answer.results)
    events, warnings = answer.question.options
    levels = ((total - warnings, "fault"), (warnings, "warning"))
    kinds = [counted(number, kind) for number, kind in levels if number]
    found = ", ".join([counted(events, "event"), *(kinds or ["no problems"])])
    if len(shown) < total:
        found = f"{found}, the first {len(shown)} of them listed"
    return [*(line(str(Problem(**each))) for each in shown), line(found, "faint")]
