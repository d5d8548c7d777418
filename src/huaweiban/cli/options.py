"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from huaweiban.entities import Kind, Role
from huaweiban.events import Scope, Stance


def complete_names(incomplete: str) -> list[str]:
    """Names that complete a word (see `completion.names`)."""
    from huaweiban.cli.completion import names

    return names(incomplete)


Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Names or codes; - reads them from standard input.",
        metavar="[NAME]...",
        autocompletion=complete_names,
    ),
]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only this kind of entity.")]
Roles = Annotated[list[Role] | None, typer.Option("--role", help="Only companies of this role.")]
Stances = Annotated[list[Stance] | None, typer.Option("--stance", help="Only this stance.")]
Scopes = Annotated[
    list[Scope] | None, typer.Option("--scope", help="Only what is known in this scope.")
]
Groups = Annotated[
    list[str] | None,
    typer.Option("--in", help="Only members of a group or continent.", metavar="GROUP"),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="As it was on a past day.", metavar="DATE")
]
