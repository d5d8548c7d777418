"""The command `validate`: whether a log follows the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer, ValidateOptions
from huaweiban.cli.question import Call, question, watching
from huaweiban.clock import latest
from huaweiban.errors import BadUsage, Problem
from huaweiban.log import Logs

if TYPE_CHECKING:
    from huaweiban.results import ProblemResult

# Up to this many problems are listed; all are counted.
_MOST = 100


def validate(
    call: Call,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Your own logs; - reads standard input. Default: bundled data.",
        ),
    ] = None,
    alone: Annotated[bool, typer.Option("--data-only", help="Check your own logs alone.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Also fail on warnings.")] = False,
) -> Answer[ValidateOptions, ProblemResult]:
    """Check a log against the codebook.

    Your own log is checked as it is used: together with the bundled one.

    \b
    huaweiban validate
    huaweiban validate my-events.jsonl --strict
    """
    from huaweiban.validation import validated

    logs = Logs(tuple(files or call.asks.own), alone)
    if alone and not logs.own:
        raise BadUsage("--data-only needs your own log: name its file")
    with watching() as progress:
        problems, faults, warnings, events = validated(logs, latest(), progress.watch)
    results: list[ProblemResult] = [_result(each) for each in problems[:_MOST]]
    asked = question("validate", None, call.today, ValidateOptions(events, warnings))
    failed = faults or (strict and warnings)
    return Answer(asked, results, (), 4 if failed else 0, faults + warnings)


def _result(problem: Problem) -> ProblemResult:
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "text": problem.text,
        "level": problem.level,
    }
