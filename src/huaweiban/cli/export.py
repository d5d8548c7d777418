"""The command that writes the log and the stances to files."""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from huaweiban.cli.answers import note
from huaweiban.cli.asked import DataOption, OnlyOption, framed
from huaweiban.cli.options import AsOf
from huaweiban.loading import about

if TYPE_CHECKING:
    from huaweiban.export.tables import Whole
    from huaweiban.gather import Log


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
        ExportFormat, typer.Option("--format", help="One database or page, or a file a table.")
    ] = ExportFormat.SQLITE,
    as_of: AsOf = None,
    data: DataOption = None,
    data_only: OnlyOption = False,
) -> int:
    """Write the whole log and every stance to files, for SQL, data frames and spreadsheets.

    \b
    huaweiban export huawei.sqlite
    huaweiban export huawei-2020.sqlite --as-of 2020
    huaweiban export huawei-csv --format csv
    huaweiban export huawei.html --format html
    """
    from huaweiban.export.tables import whole

    asked = framed(tuple(ExportFormat), format=format, data=data, data_only=data_only)
    day = asked.day(as_of, "--as-of")
    with asked.progress or nullcontext():
        log = asked.gatherer().everything()
        exported = whole(log, day, about())
    _write(log, exported, path, format)
    note(_told(exported, path))
    return 0


def _write(log: Log, exported: Whole, path: Path, format: ExportFormat) -> None:
    match format:
        case ExportFormat.SQLITE:
            from huaweiban.export.database import write_sqlite

            write_sqlite(exported, path)
        case ExportFormat.JSONL:
            from huaweiban.export.files import write_jsonl

            write_jsonl(exported, path)
        case ExportFormat.CSV:
            from huaweiban.export.files import write_csv

            write_csv(exported, path)
        case ExportFormat.HTML:
            from huaweiban.export.page import write_html
            from huaweiban.views.story import story

            write_html(story(log, exported.about["as_of"]), exported.about, path)
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
