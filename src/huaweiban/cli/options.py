"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from huaweiban.entities import Kind, Role
from huaweiban.events import Action, Scope, Stance


def complete_names(incomplete: str) -> list[str]:
    """Names that complete a word (see `completion.names`)."""
    from huaweiban.cli.completion import names

    return names(incomplete)


def complete_groups(incomplete: str) -> list[str]:
    """Groups that complete a word (see `completion.groups`)."""
    from huaweiban.cli.completion import groups

    return groups(incomplete)


def complete_events(incomplete: str) -> list[str]:
    """Event ids that complete a word (see `completion.events`)."""
    from huaweiban.cli.completion import events

    return events(incomplete)


def _one_of(flag: str, metavar: str, words: str, known: type[StrEnum]) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"{words}: {', '.join(known)}.")


Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Names or codes; - reads them from standard input.",
        metavar="[NAME]...",
        autocompletion=complete_names,
    ),
]
Kinds = Annotated[list[Kind] | None, _one_of("--kind", "KIND", "Only this kind", Kind)]
Roles = Annotated[list[Role] | None, _one_of("--role", "ROLE", "Only companies of this role", Role)]
Stances = Annotated[list[Stance] | None, _one_of("--stance", "STANCE", "Only this stance", Stance)]
Actions = Annotated[list[Action] | None, _one_of("--action", "ACTION", "Only this kind", Action)]
Scopes = Annotated[list[Scope] | None, _one_of("--scope", "SCOPE", "Only in this scope", Scope)]
Groups = Annotated[
    list[str] | None,
    typer.Option(
        "--in",
        help="Only members of a group or continent.",
        metavar="GROUP",
        autocompletion=complete_groups,
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="As it was on a past day.", metavar="DATE")
]
MinAction = Annotated[
    Action | None,
    typer.Option(
        "--min-action",
        metavar="ACTION",
        help="Let only evidence of this kind or a stronger one count; strongest first: "
        f"{', '.join(Action)}.",
    ),
]
MaxAge = Annotated[
    str | None,
    typer.Option("--max-age", metavar="AGE", help="Let only evidence this young count: 3y, 18m."),
]
