"""The command `completion`, and the names and ids that are offered."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]

from huaweiban import bundled
from huaweiban.cli.options import one_of
from huaweiban.cli.output import write
from huaweiban.entities import Continent, fold


class Shell(StrEnum):
    """The shells that have a completion script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def _shell(text: str) -> str:
    return one_of("SHELL", text, tuple(Shell))


def completion(
    shell: Annotated[
        Shell,
        typer.Argument(
            metavar="SHELL",
            help=", ".join(Shell),
            parser=_shell,
            autocompletion=lambda: [str(word) for word in Shell],
        ),
    ],
) -> int:
    """Print a completion script for a shell.

    \b
    huaweiban completion bash > ~/.local/share/bash-completion/completions/huaweiban
    huaweiban completion zsh > ~/.zfunc/_huaweiban
    """
    write(script(shell.value))
    return 0


def script(shell: str) -> str:
    """The completion script of a shell."""
    text: str = get_completion_script(
        prog_name="huaweiban", complete_var="_HUAWEIBAN_COMPLETE", shell=shell
    )
    return f"{text}\n"


def groups(incomplete: str) -> list[str]:
    """Groups and continents that begin with what was typed."""
    known = [*Continent, *(row.id for row in bundled.registry().groups())]
    return sorted(each for each in known if each.startswith(incomplete.casefold()))


def events(incomplete: str) -> list[str]:
    """Ids of bundled events that begin with what was typed."""
    return [id for id in bundled.event_ids() if id.startswith(incomplete)]


def names(incomplete: str) -> list[str]:
    """Ids and names that begin with what was typed; hyphens replace characters that need quotes."""
    start = incomplete.casefold()
    rows = bundled.registry().everyone()
    said = (text for row in rows for text in (row.id, *unquoted(row.name)))
    return sorted({text for text in said if text.startswith(start)})


def unquoted(name: str) -> list[str]:
    """A name in a form that needs no quotes; empty if that form would mean something else."""
    word = re.sub(r"[^\w.]+", "-", name.casefold()).strip("-.")
    return [word] if fold(word) == fold(name) else []


def laws(incomplete: str) -> list[str]:
    """Names that begin with what was typed, or, once it has a hyphen, ids of instruments."""
    ids = [id for id in bundled.law_titles() if "-" in incomplete and id.startswith(incomplete)]
    return [*names(incomplete), *ids]
