"""The command `validate`: does a log hold to the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer, ValidateOptions
from huaweiban.cli.question import Call, question, watching

if TYPE_CHECKING:
    from huaweiban.results import ProblemResult

# As many problems are listed; the others are counted.
_MOST = 100


def validate(
    call: Call,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...", help="Own logs; - reads standard input; none: the bundled data."
        ),
    ] = None,
) -> Answer[ValidateOptions, ProblemResult]:
    """Check a log against the codebook.

    \b
    huaweiban validate
    huaweiban validate my-events.jsonl
    """
    from huaweiban.validation import validated

    with watching() as progress:
        problems, count = validated(files or call.asks.own, call.today, progress.watch)
    results: list[ProblemResult] = [
        {"file": each.file, "line": each.line, "field": each.field, "text": each.text}
        for each in problems[:_MOST]
    ]
    asked = question("validate", None, call.today, ValidateOptions(count))
    return Answer(asked, results, (), 4 if problems else 0, len(problems))
