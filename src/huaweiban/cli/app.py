"""The Typer application: its commands, and what happens to a word that is none of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any, NamedTuple, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from huaweiban.errors import BadUsage

# Click fits help to the terminal but never below 50 columns unless it is told the width, and
# cannot wrap at all at none.
CONTEXT = {
    "help_option_names": ["-h", "--help"],
    "terminal_width": max(min(shutil.get_terminal_size().columns, 80) - 2, 10),
}


class Spec(NamedTuple):
    """Where a command's function is, the formats that it alone has, whether it asks the logs.

    What is no `answer` has options of its own and prints for itself.
    """

    module: str
    formats: tuple[str, ...] = ()
    logs: bool = True
    answer: bool = True


# In the order of `--help`. A command is built when it is asked for: building all of them costs
# more than answering.
COMMANDS: dict[str, Spec] = {
    "status": Spec("status", ("cite",)),
    "timeline": Spec("events"),
    "history": Spec("events"),
    "show": Spec("events", ("cite", "bibtex", "csl")),
    "changes": Spec("changes"),
    "deadlines": Spec("deadlines", ("ics",)),
    "laws": Spec("laws", ("cite",)),
    "matrix": Spec("matrix"),
    "map": Spec("map", ("svg",)),
    "check": Spec("check"),
    "stats": Spec("stats"),
    "validate": Spec("validate", logs=False),
    "codebook": Spec("codebook", logs=False),
    "info": Spec("info"),
    "add": Spec("add", answer=False),
    "export": Spec("export", answer=False),
    "schema": Spec("schema", answer=False),
    "completion": Spec("completion", answer=False),
}


class Commands(TyperGroup):
    """Builds the command asked for, and tells one who forgot or misspelt it what to type."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order in which they are needed."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        single = _typer()
        single.command(cmd_name, context_settings=CONTEXT)(_function(cmd_name))
        return get_command(single)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named first; raises BadUsage with a suggestion."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            raise BadUsage(f"no such command: {word!r}.{_hint(word)}")
        return super().resolve_command(ctx, args)


def _function(name: str) -> Callable[..., int]:
    module, formats, logs, answer = COMMANDS[name]
    function = getattr(import_module(f"huaweiban.cli.{module}"), name)
    if not answer:
        return cast("Callable[..., int]", function)
    from huaweiban.cli.question import answering

    return answering(function, formats, logs)


def _hint(word: str) -> str:
    if word.lower() in ("version", "help"):
        return f" Did you mean 'huaweiban --{word.lower()}'?"
    import difflib

    from huaweiban import bundled
    from huaweiban.entities import Continent, fold
    from huaweiban.events import Stance

    registry = bundled.registry()
    if registry.bears(word):
        return f" Did you mean 'huaweiban status {_quoted(word)}'?"
    if word.lower() in list(Stance):
        return f" Did you mean 'huaweiban status --stance {word.lower()}'?"
    if word.lower() in list(Continent):
        return f" Did you mean 'huaweiban status --in {word.lower()}'?"
    if near := difflib.get_close_matches(word, COMMANDS, n=2, cutoff=0.7):
        return f" Did you mean {' or '.join(repr(f'huaweiban {each}') for each in near)}?"
    if rows := registry.near(fold(word)):
        return f" Did you mean 'huaweiban status {_quoted(rows[0].name)}'?"
    return f" Commands: {', '.join(COMMANDS)}"


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def _typer(cls: type[TyperGroup] | None = None) -> typer.Typer:
    return typer.Typer(
        cls=cls, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )


def _version(wanted: bool) -> None:
    if wanted:
        from huaweiban import __version__
        from huaweiban.bundled import about
        from huaweiban.cli.output import write

        write(f"huaweiban {__version__} (data {about().data_version})\n")
        raise typer.Exit()


def huaweiban(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Tell the versions."),
    ] = False,
) -> int:
    """Where Huawei is banned, restricted, permitted or undecided.

    \b
    huaweiban status germany
    huaweiban status DE fr "south korea" --json
    huaweiban timeline --since 2020
    """
    if context.invoked_subcommand is None:
        from huaweiban.cli.info import overview

        return overview()
    return 0


def command() -> Any:
    """The command line, ready to run."""
    app = _typer(Commands)
    app.callback(invoke_without_command=True, context_settings=CONTEXT)(huaweiban)
    return get_command(app)
