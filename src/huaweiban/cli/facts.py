"""Commands about the tool and its data: the first screen, validate, codebook, schema, info."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban import __version__
from huaweiban.cli.answers import Answer, drawn, write
from huaweiban.cli.asked import Asked, watching
from huaweiban.cli.frame import envelope, footer, places
from huaweiban.clock import today
from huaweiban.errors import UnknownName
from huaweiban.loading import about, data_file
from huaweiban.settings import config_file, settings

if TYPE_CHECKING:
    from huaweiban.results import InfoResult, ProblemResult, TermResult


class Shell(StrEnum):
    """The shells that a completion script is known for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


FIRST = (
    "huaweiban status germany",
    "huaweiban status --in eu",
    "huaweiban history sweden",
    "huaweiban timeline --since 2020 --moved",
    "huaweiban --help",
)


# Problems that validate tells; the others are counted.
TOLD = 100


def overview() -> int:
    """Print the first screen."""
    from huaweiban.gather import Gatherer, Sources
    from huaweiban.render import facts as drawing
    from huaweiban.views.overview import overview

    chosen, day = settings(os.environ), today()
    gatherer = Gatherer(Sources(chosen.own_logs))
    told = overview(gatherer.everything(), day)
    foot = footer(day, gatherer, places(sum(told.counts.values())))
    write(drawn(drawing.first_screen(told, FIRST, foot), chosen))
    return 0


def validate(
    asked: Asked,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...", help="Own logs; - reads standard input; none: the bundled data."
        ),
    ] = None,
) -> Answer:
    """Check a log against the codebook.

    \b
    huaweiban validate
    huaweiban validate my-events.jsonl
    """
    from huaweiban.render import facts as drawing
    from huaweiban.shares import worth
    from huaweiban.validation import validated

    with watching() as progress:
        own = files or asked.sources.own
        problems, count = validated(own, asked.today, progress.watch, worth(own))
    results: list[ProblemResult] = [
        {"file": each.file, "line": each.line, "field": each.field, "text": each.text}
        for each in problems[:TOLD]
    ]
    frame = envelope("validate", asked, asked.today, results) | {"total": len(problems)}
    return Answer(
        results,
        "ProblemResult",
        frame,
        lambda: drawing.problems(problems[:TOLD], len(problems), count),
        (),
        4 if problems else 0,
    )


def codebook(
    asked: Asked,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="A stance, scope, action, kind or rule, or the head of a table.",
            metavar="[TERM]",
            # A term of two words would fall apart at the prompt.
            autocompletion=lambda: [t["term"] for t in codebook_terms() if " " not in t["term"]],
        ),
    ] = None,
) -> Answer:
    """Print the definition of a term, or all of them.

    \b
    huaweiban codebook restricted
    huaweiban codebook last word
    """
    from huaweiban.codebook import markdown, matching
    from huaweiban.render import facts as drawing

    every, term = codebook_terms(), " ".join(words or [])
    results = matching(every, term) if words else every
    if not results:
        from huaweiban.cli.near import meant

        hint = meant(term, [each["term"] for each in every])
        raise UnknownName(f"unknown term {term!r}.{hint or ' A list: huaweiban codebook'}")
    frame = envelope("codebook", asked, asked.today, results)
    others = {"md": lambda: markdown(results)}
    return Answer(results, "TermResult", frame, lambda: drawing.terms(results), others=others)


_SCHEMAS = Path(__file__).parents[1] / "schemas"


def _schemas() -> list[str]:
    return sorted(path.stem for path in _SCHEMAS.glob("*.json"))


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="event, entity, or a command's name.",
            autocompletion=_schemas,
        ),
    ],
) -> int:
    """Print a JSON Schema: of the log's lines (event), the registry's rows (entity), or an answer.

    \b
    huaweiban schema status
    huaweiban schema event
    """
    if name not in _schemas():
        from huaweiban.cli.near import meant

        hint = meant(name, _schemas()) or f" Known: {', '.join(_schemas())}"
        raise UnknownName(f"unknown schema {name!r}.{hint}")
    write((_SCHEMAS / f"{name}.json").read_text(encoding="utf-8"), "utf-8")
    return 0


def _shell(text: str) -> str:
    from huaweiban.cli.options import one_of

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
    from huaweiban.cli.completion import script

    write(script(shell.value))
    return 0


def info(asked: Asked) -> Answer:
    """Tell versions, counts, paths and settings.

    \b
    huaweiban info
    huaweiban info --json
    """
    from huaweiban.render import facts as drawing
    from huaweiban.views.counts import counted

    told, own = about(), asked.sources.own
    alone = asked.sources.only
    numbers = counted(asked.gatherer().everything(), asked.today)
    result: InfoResult = {
        "version": __version__,
        "data_version": told.data_version,
        "brought_to": None if alone else told.brought_to,
        **numbers,
        "code_licence": "MIT",
        "data_licence": "CC BY 4.0",
        "log": ", ".join(own) if alone else str(data_file("events.jsonl")),
        "registry": str(data_file("entities.toml")),
        "config": str(config_file(os.environ)),
        "settings": [
            {
                "name": "color",
                "value": asked.settings.color.value,
                "origin": asked.settings.color.origin,
            },
            {
                "name": "data",
                "value": asked.settings.data.value or "bundled",
                "origin": asked.settings.data.origin,
            },
            {
                "name": "data-only",
                "value": "yes" if alone else "no",
                "origin": "flag" if alone else "default",
            },
        ],
    }
    frame = envelope("info", asked, asked.today, [result])
    return Answer([result], "InfoResult", frame, lambda: drawing.info(result, asked.today))


def codebook_terms() -> list[TermResult]:
    """Every term of the codebook."""
    from huaweiban.codebook import terms

    installed = data_file("codebook.md")
    path = installed if installed.exists() else data_file("..") / "docs" / "codebook.md"
    return terms(path.read_text(encoding="utf-8"))
