"""The command `codebook`: what a term means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer
from huaweiban.bundled import codebook as text
from huaweiban.cli.question import Call, question
from huaweiban.errors import UnknownName, quoted

if TYPE_CHECKING:
    from huaweiban.results import TermResult


def codebook(
    call: Call,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="A stance, scope, action, kind or rule, or a table heading.",
            metavar="[TERM]",
            # A term of two words would need quotes in the shell.
            autocompletion=lambda: [t["term"] for t in codebook_terms() if " " not in t["term"]],
        ),
    ] = None,
) -> Answer[None, TermResult]:
    """Show the definition of a term, or of all terms.

    \b
    huaweiban codebook restricted
    huaweiban codebook last confirmed
    """
    from huaweiban.codebook import matching

    every, term = codebook_terms(), " ".join(words or [])
    results = matching(every, term) if words else every
    if not results:
        from huaweiban.cli.products import terms

        results = [each for name in terms(term) for each in matching(every, name)]
    if not results:
        from huaweiban.cli.suggest import meant

        hint = meant(term, [each["term"] for each in every])
        hint = hint or " 'huaweiban codebook' lists all terms"
        raise UnknownName(f"unknown term {quoted(term)}.{hint}")
    return Answer(question("codebook", None, call.today, None), results)


def codebook_terms() -> list[TermResult]:
    """Every term of the codebook."""
    from huaweiban.codebook import terms

    return terms(text())
