"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

import typer

from huaweiban.entities import Kind, Role
from huaweiban.errors import BadUsage, quoted
from huaweiban.events import Action, Scope, Stance


def complete_names(incomplete: str) -> list[str]:
    """Names that complete what was typed (see `completion.names`)."""
    from huaweiban.cli.completion import names

    return names(incomplete)


def complete_groups(incomplete: str) -> list[str]:
    """Groups that complete what was typed (see `completion.groups`)."""
    from huaweiban.cli.completion import groups

    return groups(incomplete)


def complete_events(incomplete: str) -> list[str]:
    """Event ids that complete what was typed (see `completion.events`)."""
    from huaweiban.cli.completion import events

    return events(incomplete)


def complete_laws(incomplete: str) -> list[str]:
    """Names, or ids of instruments, that complete what was typed (see `completion.laws`)."""
    from huaweiban.cli.completion import laws

    return laws(incomplete)


def one_of(option: str, text: str, known: Collection[str]) -> str:
    """The value of a closed set that a text means, in any case, with hyphens or spaces.

    Raises BadUsage with the known values and the nearest of them.
    """
    key = _key(text)
    for word in known:
        if _key(word) == key:
            return str(word)
    from huaweiban.cli.suggest import nearest

    near = nearest(key, known)
    hint = f"; did you mean {near}?" if near else ""
    raise BadUsage(f"{option}: {quoted(text)} is not one of {', '.join(known)}{hint}")


def closed(option: str, metavar: str, words: str, known: Collection[str]) -> Any:
    """An option whose values are a closed set."""
    return typer.Option(
        option,
        metavar=metavar,
        help=f"{words}: {', '.join(known)}.",
        parser=lambda text: one_of(option, text, known),
        # A value of two words would need quotes in the shell.
        autocompletion=lambda: [word.replace(" ", "-") for word in known],
    )


def _scope(text: str) -> str:
    try:
        return one_of("--scope", text, tuple(Scope))
    except BadUsage as error:
        from huaweiban.cli.products import hint

        if told := hint(text):
            known = ", ".join(Scope)
            raise BadUsage(f"--scope: {text!r} is not one of {known}; {told}") from None
        raise error from None


def _key(word: str) -> str:
    return word.strip().casefold().replace(" ", "-")


Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Names or codes; - reads them from standard input.",
        metavar="[NAME]...",
        autocompletion=complete_names,
    ),
]
Kinds = Annotated[list[Kind] | None, closed("--kind", "KIND", "Only names of this kind", Kind)]
Roles = Annotated[list[Role] | None, closed("--role", "ROLE", "Only companies of this role", Role)]
Stances = Annotated[list[Stance] | None, closed("--stance", "STANCE", "Only this stance", Stance)]
Actions = Annotated[list[Action] | None, closed("--action", "ACTION", "Only this kind", Action)]
Scopes = Annotated[
    list[Scope] | None,
    typer.Option(
        "--scope",
        metavar="SCOPE",
        help=f"Only in this scope: {', '.join(Scope)}.",
        parser=_scope,
        autocompletion=lambda: [str(word) for word in Scope],
    ),
]
Groups = Annotated[
    list[str] | None,
    typer.Option(
        "--in",
        help="Only those in a group, a continent or a country.",
        metavar="GROUP",
        autocompletion=complete_groups,
    ),
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Answer for a past day.", metavar="DATE")]
MinAction = Annotated[
    Action | None,
    closed(
        "--min-action",
        "ACTION",
        "Count only evidence of this kind or stronger; strongest first",
        Action,
    ),
]
MaxAge = Annotated[
    str | None,
    typer.Option("--max-age", metavar="AGE", help="Count only evidence this recent: 3y, 18m."),
]
