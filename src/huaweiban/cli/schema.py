"""The command `schema`: the JSON Schema of an answer or a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from huaweiban.cli.output import write
from huaweiban.errors import UnknownName, quoted

_SCHEMAS = Path(__file__).parents[1] / "schemas"


def _schemas() -> list[str]:
    return sorted(path.stem for path in _SCHEMAS.glob("*.json"))


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="event, entity, law, or the name of a command.",
            autocompletion=_schemas,
        ),
    ],
) -> int:
    """Print the JSON Schema of an answer, event, law or entity.

    \b
    huaweiban schema status
    huaweiban schema event
    """
    if name not in _schemas():
        from huaweiban.cli.suggest import meant

        hint = meant(name, _schemas()) or f" Known: {', '.join(_schemas())}"
        raise UnknownName(f"unknown schema {quoted(name)}.{hint}")
    write((_SCHEMAS / f"{name}.json").read_text(encoding="utf-8"), "utf-8")
    return 0
