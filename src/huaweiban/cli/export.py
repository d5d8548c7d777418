"""The command that writes the log and the stances to files."""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from huaweiban.bundled import about
from huaweiban.cli.options import AsOf, closed
from huaweiban.cli.output import note
from huaweiban.cli.question import DataOption, OnlyOption, called
from huaweiban.errors import BadUsage

if TYPE_CHECKING:
    from huaweiban.export.tables import Whole
    from huaweiban.log import Log


class ExportFormat(StrEnum):
    """How an export is kept."""

    SQLITE = "sqlite"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


def export(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A file (sqlite, html) or a folder (jsonl, csv).")
    ],
    format: Annotated[
        ExportFormat | None,
        closed(
            "--format",
            "FORMAT",
            "One database or page, or a folder with a file a table; without it, what the ending "
            "of PATH says, else sqlite",
            ExportFormat,
        ),
    ] = None,
    as_of: AsOf = None,
    data: DataOption = None,
    data_only: OnlyOption = False,
) -> int:
    """Write the whole log and every stance to files, for SQL, data frames and spreadsheets.

    \b
    huaweiban export huawei.sqlite
    huaweiban export huawei-2020.sqlite --as-of 2020
    huaweiban export huawei-csv --format csv
    huaweiban export huawei.html
    """
    from huaweiban.export.tables import whole

    chosen = _format(path, format)
    call = called(tuple(ExportFormat), format=chosen, data=data, data_only=data_only)
    day = call.day(as_of, "--as-of")
    with call.progress or nullcontext():
        log = call.logs().everything()
        exported = whole(log, day, about())
    _write(log, exported, path, chosen)
    note(_told(exported, path))
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


def _format(path: Path, wanted: ExportFormat | None) -> ExportFormat:
    if str(path) == "-":
        raise BadUsage("an export is written to a file or a folder: name one in place of '-'")
    ending = _ENDINGS.get(path.suffix.lower())
    if wanted and ending and wanted is not ending:
        raise BadUsage(f"--format {wanted} and {path.name} contradict each other; change one")
    if ending in (ExportFormat.JSONL, ExportFormat.CSV) and not wanted:
        # Whoever names a file must not find a folder in its place uncall.
        remedy = f"name a folder and add --format {ending}"
        raise BadUsage(f"{path.name}: {ending} is a folder with a file a table; {remedy}")
    return wanted or ending or ExportFormat.SQLITE


def _write(log: Log, exported: Whole, path: Path, format: ExportFormat) -> None:
    match format:
        case ExportFormat.SQLITE:
            from huaweiban.export.sqlite import write_sqlite

            write_sqlite(exported, path)
        case ExportFormat.JSONL:
            from huaweiban.export.folder import write_jsonl

            write_jsonl(exported, path)
        case ExportFormat.CSV:
            from huaweiban.export.folder import write_csv

            write_csv(exported, path)
        case ExportFormat.HTML:
            from huaweiban.export.page import write_html
            from huaweiban.views.page import page

            write_html(page(log, exported.about["as_of"]), exported.about, path)
        case _:
            assert_never(format)


def _told(exported: Whole, path: Path) -> str:
    events, entities = len(exported.events), len(exported.entities)
    held = sum(each["stance"] is not None for each in exported.headlines)
    about = exported.about
    return (
        f"wrote {path}: {events} events, {entities} entities, {held} of them with a position "
        f"as of {about['as_of']}; data {about['data_version']} ({', '.join(about['data'])})"
    )
