"""The options that all questions share, and how a question is run."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from huaweiban import dates
from huaweiban.answers import Answer, Data, Options, Question
from huaweiban.bundled import about
from huaweiban.cli.output import show
from huaweiban.clock import latest, today
from huaweiban.errors import BadData, BadUsage, label
from huaweiban.events import Action
from huaweiban.log import Limits, Logs, Opener, unwatched
from huaweiban.render.formats import FORMATS
from huaweiban.settings import Color, Settings, settings

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
        help=f"When to use colour: {', '.join(Color)}.",
        parser=lambda text: _one_of("--color", text, tuple(Color)),
        autocompletion=lambda: [str(word) for word in Color],
    ),
]
DataOption = Annotated[
    list[str] | None, typer.Option(help="Add your own log to the bundled one.", metavar="PATH")
]
OnlyOption = Annotated[bool, typer.Option("--data-only", help="Use your own log alone.")]


class Call(NamedTuple):
    """One call of a command: the settings, the logs, the day, and the format of the answer.

    `faults` says what is wrong with a config file that was ignored.
    """

    settings: Settings
    asks: Logs
    today: str
    format: str
    fields: tuple[str, ...]
    progress: Progress | None = None
    faults: tuple[str, ...] = ()

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Adds to faults of own logs where their path came from, if not from the command line."""
        try:
            yield
        except BadData as error:
            raise BadData(*error.lines, *namer(error.lines, self.settings)) from None

    def logs(self) -> Opener:
        """Open the logs."""
        watch = self.progress.watch if self.progress else unwatched
        return Opener(self.asks, watch, latest() if self.asks.own else None)

    def day(self, text: str | None, option: str) -> str:
        """The last day that a date option means; today if it was not given."""
        if text is None:
            return self.today
        first, last = self.bounds(text, option)
        if first > self.today:
            raise BadUsage(f"{option}: {text} is in the future; the log records what has happened")
        return last

    def bounds(self, text: str, option: str) -> tuple[str, str]:
        """The first and last day that a date option means."""
        try:
            return dates.bounds(text, self.today)
        except ValueError as error:
            raise BadUsage(f"{option}: {error}") from None

    def ahead(self, age: str | None, option: str, day: str) -> str | None:
        """The ISO day that is an age after another; null if no age was given."""
        try:
            return dates.after(day, age) if age is not None else None
        except ValueError as error:
            raise BadUsage(f"{option}: {error}") from None

    def limits(self, min_action: Action | None, max_age: str | None, day: str) -> Limits:
        """Which evidence counts by two options; an age is counted back from an ISO day."""
        if max_age is None:
            return Limits(min_action)
        try:
            return Limits(min_action, dates.before(day, max_age))
        except ValueError as error:
            raise BadUsage(f"--max-age: {error}") from None


def namer(lines: Sequence[str], settings: Settings) -> list[str]:
    """A line that says where the own logs that messages name were set, if not by an option."""
    names = map(label, settings.own_logs)
    told = [name for name in names if any(line.startswith(name) for line in lines)]
    if settings.named_by == "--data" or not told:
        return []
    return [f"{', '.join(told)}: named by {settings.named_by}"]


def question(
    name: str,
    logs: Opener | None,
    day: str,
    options: Options,
    limits: Limits | None = None,
    footed: bool = True,
    about_ids: Collection[str] | None = None,
) -> Question[Options]:
    """A question about the logs that were opened, or else about the bundled data.

    `about_ids` are the entities that it is about, if more were read.
    """
    told = about()
    sources = logs.logs if logs else Logs()
    newest = logs.newest if logs else ""
    refused = logs.refused if logs else {}
    lines = [refused[id] for id in refused if about_ids is None or id in about_ids]
    warned = logs.warned if logs else ()
    labels, own = sources.labels, sources.own_labels
    nothing = logs is not None and logs.has_nothing
    data = Data(told.data_version, told.brought_to, labels, own, newest, lines, warned, nothing)
    kept = None if limits is None or limits.is_open else limits
    return Question(name, data, day, options, kept, footed)


def answering(
    command: Callable[..., Answer[Any, Any]],
    also: Sequence[str] = (),
    logs: bool = True,
    always: bool = False,
) -> Callable[..., int]:
    """A command made of a function whose first parameter is the Call: its answer is shown.

    Typer sees the function's own options followed by the shared ones; `also` names formats that
    only this command has, `logs` says whether it reads the logs. With `always` a faulty config file
    is ignored.
    """
    own = _parameters(command)[1:]
    shared = _shared((*FORMATS, *also), logs)

    @wraps(command)
    def run(**given: Any) -> int:
        asked = {parameter.name: given.pop(parameter.name) for parameter in shared}
        call = called((*FORMATS, *also), always=always, **asked)
        with call.naming(), call.progress or nullcontext():
            answer = command(call, **given)
        return show(answer, call.settings, call.format, call.fields)

    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    # The types of results are imported for the type checker alone.
    function.__annotations__.pop("return", None)
    return list(inspect.signature(function, eval_str=True).parameters.values())


_OF_LOGS = ("data", "data_only")


def _shared(formats: Sequence[str], logs: bool) -> list[inspect.Parameter]:
    first, *others = [each for each in _parameters(called)[1:] if each.name != "always"]
    option = typer.Option(
        "--format",
        help=f"How to print the answer: {', '.join(formats)}.",
        metavar="FORMAT",
        autocompletion=lambda: list(formats),
    )
    kept = [each for each in others if logs or each.name not in _OF_LOGS]
    return [first.replace(annotation=Annotated[str, option]), *kept]


def called(
    formats: Sequence[str],
    *,
    format: str = "table",
    json: JsonOption = False,
    fields: FieldsOption = None,
    color: ColorOption = None,
    data: DataOption = None,
    data_only: OnlyOption = False,
    always: bool = False,
) -> Call:
    """Makes the Call from the shared options; `formats` are those that the command has.

    With `always` a faulty config file is ignored.
    """
    format = _one_of("--format", format, formats)
    if json and format not in ("table", "json"):
        raise BadUsage(f"--json and --format {format} contradict each other; give one of them")
    chosen, faults = chosen_settings(always, color, tuple(data or ()))
    if data_only and not chosen.own_logs:
        raise BadUsage("--data-only needs your own log: add --data PATH")
    chosen_fields = _fields(fields)
    if chosen_fields and format not in FORMATS:
        raise BadUsage(f"--fields: --format {format} has no fields to choose from")
    return Call(
        settings=chosen,
        asks=Logs(chosen.own_logs, data_only),
        today=today(),
        format="json" if json else format,
        fields=chosen_fields,
        progress=watching() if chosen.own_logs else None,
        faults=faults,
    )


def chosen_settings(
    always: bool, color: str | None = None, data: tuple[str, ...] = ()
) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and what is wrong with a config file that `always` ignores."""
    try:
        return settings(os.environ, color, data), ()
    except BadData as error:
        if not always:
            raise
        return settings(os.environ, color, data, without_config=True), error.lines


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
    for count, name in enumerate(names):
        if name in names[:count]:
            raise BadUsage(f"--fields names {name!r} twice; give each field once")
    return names


def watching() -> Progress:
    """Progress on a terminal; only own logs can be long."""
    from huaweiban.cli.progress import Progress

    return Progress(sys.stderr)
