"""The command `export`: writes the log and all positions to files."""

from __future__ import annotations

import json
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from huaweiban import __version__
from huaweiban.bundled import about, data_file
from huaweiban.cli.options import AsOf, closed
from huaweiban.cli.output import note
from huaweiban.cli.question import DataOption, OnlyOption, called
from huaweiban.errors import BadData, BadUsage

if TYPE_CHECKING:
    from huaweiban.export.guard import Guard
    from huaweiban.export.tables import Whole
    from huaweiban.log import Log


class ExportFormat(StrEnum):
    """The formats of an export."""

    SQLITE = "sqlite"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def export(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A file (sqlite, html) or a folder (jsonl, csv).")
    ],
    format: Annotated[
        ExportFormat | None,
        closed(
            "--format",
            "FORMAT",
            "One database or page, or a folder with one file for each table; without it, the "
            "ending of PATH decides, and sqlite if there is none",
            ExportFormat,
        ),
    ] = None,
    as_of: AsOf = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also replace a file that is not an earlier export.")
    ] = False,
    data: DataOption = None,
    data_only: OnlyOption = False,
) -> int:
    """Export the log and all positions for SQL and spreadsheets.

    An earlier export is replaced, other files only with --force, and the log in use never.

    \b
    huaweiban export huawei.sqlite
    huaweiban export huawei-2020.sqlite --as-of 2020
    huaweiban export huawei-csv --format csv
    huaweiban export huawei.html
    """
    from huaweiban.export.guard import Guard
    from huaweiban.export.tables import whole

    place, chosen = Path(path), _format(path, format)
    call = called(tuple(ExportFormat), format=chosen, data=data, data_only=data_only)
    day = call.day(as_of, "--as-of")
    guard = Guard((data_file("events.jsonl"), *map(Path, call.asks.own)), force)
    # Reading may take a while, so targets are checked before it, and again after.
    _check(place, guard, chosen)
    with call.naming(), call.progress or nullcontext():
        logs = call.logs()
        log = logs.everything()
        if log.refused:
            # Whoever opens the files could not see that an entity is missing.
            raise BadData(*log.refused.values())
        exported = whole(log, day, about())
    _write(log, exported, place, guard, chosen)
    note(_told(exported, place), *logs.warned)
    return 0


_ENDINGS = {
    ".sqlite": ExportFormat.SQLITE,
    ".sqlite3": ExportFormat.SQLITE,
    ".db": ExportFormat.SQLITE,
    ".html": ExportFormat.HTML,
    ".htm": ExportFormat.HTML,
    ".jsonl": ExportFormat.JSONL,
    ".csv": ExportFormat.CSV,
}


def _format(path: str, wanted: ExportFormat | None) -> ExportFormat:
    if path in ("", "-"):
        raise BadUsage(f"an export needs a file or a folder: name one instead of {path!r}")
    name, suffix = Path(path).name, Path(path).suffix.lower().rstrip(".")
    ending = _ENDINGS.get(suffix)
    if wanted and ending and wanted is not ending:
        raise BadUsage(f"--format {wanted} and {name} contradict each other; change one")
    if wanted:
        return wanted
    if ending in (ExportFormat.JSONL, ExportFormat.CSV):
        # If a file is named, a folder must not be made instead.
        remedy = f"name a folder and add --format {ending}"
        raise BadUsage(f"{name}: {ending} is a folder with one file per table; {remedy}")
    if suffix and not ending:
        known = ", ".join(each for each, format in _ENDINGS.items() if format in _FILES)
        raise BadUsage(
            f"{name}: no format has the ending {suffix!r}; use one of {known}, or add --format"
        )
    return ending or ExportFormat.SQLITE


_FILES = (ExportFormat.SQLITE, ExportFormat.HTML)


def _check(path: Path, guard: Guard, format: ExportFormat) -> None:
    match format:
        case ExportFormat.SQLITE:
            from huaweiban.export.sqlite import sqlite_place

            sqlite_place(path, guard)
        case ExportFormat.HTML:
            from huaweiban.export.page import html_place

            html_place(path, guard)
        case ExportFormat.JSONL | ExportFormat.CSV:
            from huaweiban.export.folder import folder_place

            folder_place(path, guard, format)
        case _:
            assert_never(format)


def _write(log: Log, exported: Whole, path: Path, guard: Guard, format: ExportFormat) -> None:
    match format:
        case ExportFormat.SQLITE:
            from huaweiban.export.sqlite import write_sqlite

            write_sqlite(exported, path, guard)
        case ExportFormat.JSONL:
            from huaweiban.export.folder import write_jsonl

            write_jsonl(exported, path, guard)
        case ExportFormat.CSV:
            from huaweiban.export.folder import write_csv

            write_csv(exported, path, guard)
        case ExportFormat.HTML:
            from huaweiban.export.page import write_html
            from huaweiban.laws import line
            from huaweiban.views.page import page

            laws = [json.loads(line(law)) for law in log.laws.everyone()]
            about = {**exported.about, "version": __version__}
            write_html(page(log, exported.about["as_of"], laws), about, path, guard)
        case _:
            assert_never(format)


def _told(exported: Whole, path: Path) -> str:
    events, entities = len(exported.events), len(exported.entities)
    held = sum(each["stance"] is not None for each in exported.headlines)
    withdrawn = sum(each["withdrawn"] is not None for each in exported.events)
    of_these = f" ({withdrawn} withdrawn)" if withdrawn else ""
    about = exported.about
    return (
        f"wrote {path}: {events} events{of_these}, {entities} entities, {held} of them with a "
        f"position as of {about['as_of']}; data {about['data_version']} "
        f"({', '.join(about['data'])})"
    )
