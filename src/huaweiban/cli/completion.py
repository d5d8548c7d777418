"""Shell completion: the scripts, and the names that complete a word."""

from __future__ import annotations

from typer.completion import get_completion_script  # type: ignore[attr-defined]

from huaweiban.entities import fold
from huaweiban.load import bundled_registry


def script(shell: str) -> str:
    """The completion script of a shell."""
    text: str = get_completion_script(
        prog_name="huaweiban", complete_var="_HUAWEIBAN_COMPLETE", shell=shell
    )
    return f"{text}\n"


def names(incomplete: str) -> list[str]:
    """Ids whose entity answers to something that begins with the word so far."""
    start = fold(incomplete)
    return sorted(
        row.id
        for row in bundled_registry().everyone()
        if any(fold(said).startswith(start) for said in (row.id, row.name))
    )
