"""What every answering command takes beside its question, and the frame that it is answered in."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from huaweiban import dates
from huaweiban.cli.answers import FORMATS, Answer, show
from huaweiban.clock import today
from huaweiban.errors import BadUsage
from huaweiban.events import Action
from huaweiban.gather import Gatherer, Sources
from huaweiban.problems import unwatched
from huaweiban.settings import Color, Settings, settings
from huaweiban.sieve import Sieve

if TYPE_CHECKING:
    from huaweiban.cli.progress import Progress

JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
FieldsOption = Annotated[
    str | None, typer.Option(help="Columns or keys to print, in this order: a,b,c.", metavar="A,B")
]
ColorOption = Annotated[
    Color | None,
    typer.Option(
        metavar="WHEN",
        help=f"When to colour: {', '.join(Color)}.",
        parser=lambda text: _one_of("--color", text, tuple(Color)),
        autocompletion=lambda: [str(word) for word in Color],
    ),
]
DataOption = Annotated[
    list[str] | None, typer.Option(help="An own log, laid over the bundled one.", metavar="PATH")
]
OnlyOption = Annotated[bool, typer.Option("--data-only", help="Leave the bundled log out.")]


# Kept to the end of the process: to take apart what was read of a long log would take a while.
_opened: list[Gatherer] = []


class Asked(NamedTuple):
    """The frame of a question: the logs it is put to, the day it is asked, how to answer."""

    settings: Settings
    sources: Sources
    today: str
    format: str
    fields: tuple[str, ...]
    progress: Progress | None = None

    def gatherer(self) -> Gatherer:
        """Opens the logs."""
        watch = self.progress.watch if self.progress else unwatched
        _opened.append(Gatherer(self.sources, watch, self.today))
        return _opened[-1]

    def day(self, text: str | None, option: str) -> str:
        """The last day that a date option means, today where it was not given."""
        if text is None:
            return self.today
        first, last = self.bounds(text, option)
        if first > self.today:
            raise BadUsage(f"{option}: {text} lies in the future; the log tells what happened")
        return last

    def bounds(self, text: str, option: str) -> tuple[str, str]:
        """The first and last day that a date option means."""
        try:
            return dates.bounds(text, self.today)
        except ValueError as error:
            raise BadUsage(f"{option}: {error}") from None

    def sieve(self, min_action: Action | None, max_age: str | None, day: str) -> Sieve:
        """The evidence that two options let count; an age is counted back from an ISO day."""
        if max_age is None:
            return Sieve(min_action)
        try:
            return Sieve(min_action, dates.before(day, max_age))
        except ValueError as error:
            raise BadUsage(f"--max-age: {error}") from None


def answering(command: Callable[..., Answer], also: Sequence[str] = ()) -> Callable[..., int]:
    """A command made of a function whose first parameter is the Asked: its answer is shown.

    Typer sees the function's own options followed by the shared ones; `also` names formats that
    only this command has.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    shared = _shared((*FORMATS, *also))

    @wraps(command)
    def run(**given: Any) -> int:
        frame = {parameter.name: given.pop(parameter.name) for parameter in shared}
        asked = framed((*FORMATS, *also), **frame)
        with asked.progress or nullcontext():
            answer = command(asked, **given)
        return show(answer, asked.settings, asked.format, asked.fields)

    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _shared(formats: Sequence[str]) -> list[inspect.Parameter]:
    first, *others = list(inspect.signature(framed, eval_str=True).parameters.values())[1:]
    option = typer.Option(
        "--format",
        help=f"How to print the answer: {', '.join(formats)}.",
        metavar="FORMAT",
        autocompletion=lambda: list(formats),
    )
    return [first.replace(annotation=Annotated[str, option]), *others]


def framed(
    formats: Sequence[str],
    *,
    format: str = "table",
    json: JsonOption = False,
    fields: FieldsOption = None,
    color: ColorOption = None,
    data: DataOption = None,
    data_only: OnlyOption = False,
) -> Asked:
    """The frame that the shared options give; `formats` are those that the command has."""
    format = _one_of("--format", format, formats)
    if json and format not in ("table", "json"):
        raise BadUsage(f"--json and --format {format} contradict each other; give one of them")
    chosen = settings(os.environ, color, tuple(data or ()))
    if data_only and not chosen.own_logs:
        raise BadUsage("--data-only needs an own log: add --data PATH")
    chosen_fields = _fields(fields)
    if chosen_fields and format not in FORMATS:
        raise BadUsage(f"--fields: --format {format} has no fields to choose from")
    return Asked(
        settings=chosen,
        sources=Sources(chosen.own_logs, data_only),
        today=today(),
        format="json" if json else format,
        fields=chosen_fields,
        progress=watching() if chosen.own_logs else None,
    )


def _one_of(option: str, text: str, known: Collection[str]) -> str:
    if text in known:
        return text
    from huaweiban.cli.options import one_of

    return one_of(option, text, known)


def _fields(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    if not names:
        raise BadUsage("--fields names no field; write --fields a,b,c")
    for place, name in enumerate(names):
        if name in names[:place]:
            raise BadUsage(f"--fields names {name!r} twice; a JSON object has a key once")
    return names


def watching() -> Progress:
    """Progress for whoever sits at the terminal; only a log of one's own can be long."""
    from huaweiban.cli.progress import Progress

    return Progress(sys.stderr)


def names_asked(names: Sequence[str] | None) -> list[str] | None:
    """As `given_names`; null where the command line has none, which asks about everyone."""
    return given_names(names) if names else None


def given_names(names: Sequence[str]) -> list[str]:
    """The names of a command line, with `-` standing for those on standard input."""
    if "-" not in names:
        return list(names)
    from huaweiban.cli.lists import names_in

    return [each for name in names for each in (names_in("-") if name == "-" else [name])]
