"""The Typer application: its commands, and the suggestions for unknown ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from huaweiban.errors import BadUsage, quoted

if TYPE_CHECKING:
    from huaweiban.entities import Catalogue

# Click fits help to the terminal, but never below 50 columns unless it is given the width, and
# cannot wrap if the width is 0.
CONTEXT = {
    "help_option_names": ["-h", "--help"],
    "terminal_width": max(min(shutil.get_terminal_size().columns, 80) - 2, 10),
}


class Spec(NamedTuple):
    """A command: its heading in the help, its module, and the formats that only it has.

    `logs` says whether it reads the logs; without `answer` it prints its own output. With `always`
    it answers even if the config file is faulty.
    """

    head: str
    module: str
    formats: tuple[str, ...] = ()
    logs: bool = True
    answer: bool = True
    always: bool = False


ASK, WATCH, OWN, PLUMBING = "Ask", "Watch", "Your own log", "Data and setup"
# In the order of `--help`. A command is built on demand: building all of them takes longer
# than answering.
COMMANDS: dict[str, Spec] = {
    "status": Spec(ASK, "status", ("cite",)),
    "timeline": Spec(ASK, "events"),
    "history": Spec(ASK, "events"),
    "show": Spec(ASK, "events", ("cite", "bibtex", "csl")),
    "laws": Spec(ASK, "laws", ("cite",)),
    "matrix": Spec(ASK, "matrix"),
    "map": Spec(ASK, "map", ("svg",)),
    "stats": Spec(ASK, "stats"),
    "codebook": Spec(ASK, "codebook", logs=False),
    "changes": Spec(WATCH, "changes"),
    "deadlines": Spec(WATCH, "deadlines", ("ics",)),
    "check": Spec(WATCH, "check"),
    "add": Spec(OWN, "add", answer=False),
    "validate": Spec(OWN, "validate", logs=False),
    "info": Spec(PLUMBING, "info", always=True),
    "export": Spec(PLUMBING, "export", answer=False),
    "schema": Spec(PLUMBING, "schema", answer=False),
    "completion": Spec(PLUMBING, "completion", answer=False),
}


class Commands(TyperGroup):
    """Builds the command asked for, or suggests one for a missing or misspelt name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of the help."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under their headings."""
        for head in (ASK, WATCH, OWN, PLUMBING):
            names = [name for name, spec in COMMANDS.items() if spec.head == head]
            built = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(head):
                formatter.write_dl([(name, each.get_short_help_str(60)) for name, each in built])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        from huaweiban.cli.strict import Strict

        single = _typer()
        single.command(cmd_name, cls=Strict, context_settings=CONTEXT)(_function(cmd_name))
        return get_command(single)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named first; raises BadUsage with a suggestion."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            raise BadUsage(f"no such command: {quoted(word)}.{_hint(args)}")
        return super().resolve_command(ctx, args)


def _function(name: str) -> Callable[..., int]:
    _, module, formats, logs, answer, always = COMMANDS[name]
    function = getattr(import_module(f"huaweiban.cli.{module}"), name)
    if not answer:
        return cast("Callable[..., int]", function)
    from huaweiban.cli.question import answering

    return answering(function, formats, logs, always)


def _hint(args: Sequence[str]) -> str:
    word = args[0]
    if word.lower() in ("version", "help"):
        return f" Did you mean 'huaweiban --{word.lower()}'?"
    import difflib

    from huaweiban import bundled
    from huaweiban.entities import Continent, fold
    from huaweiban.events import Stance

    registry = bundled.registry()
    near = difflib.get_close_matches(word, COMMANDS, n=2, cutoff=0.7)
    if not near and (name := _named(registry, args)):
        return f" Did you mean 'huaweiban status {_quoted(name)}'?"
    if registry.bears(word):
        return f" Did you mean 'huaweiban status {_quoted(word)}'?"
    if word.lower() in list(Stance):
        return f" Did you mean 'huaweiban status --stance {word.lower()}'?"
    if word.lower() in list(Continent):
        return f" Did you mean 'huaweiban status --in {word.lower()}'?"
    if near:
        return f" Did you mean {' or '.join(repr(f'huaweiban {each}') for each in near)}?"
    if rows := registry.near(fold(word)):
        return f" Did you mean 'huaweiban status {_quoted(rows[0].name)}'?"
    return f" Commands: {', '.join(COMMANDS)}"


def _named(registry: Catalogue, args: Sequence[str]) -> str:
    from huaweiban.rows import HUAWEI

    # The longest name in a sentence: "is huawei banned in germany". Short codes may be words.
    last = [place for place, word in enumerate(args) if word.startswith("-")]
    words = args[: last[0]] if last else args
    runs = [
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + 4, len(words)) + 1)
    ]
    found = {run: registry.find(run)[0] for run in runs if len(run) > 3 and registry.means_one(run)}
    found = {run: row for run, row in found.items() if row.id != HUAWEI}
    return found[max(found, key=len)].name if len(words) > 1 and found else ""


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
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the versions.",
        ),
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
