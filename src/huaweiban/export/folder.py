"""An export as a folder of text files, the same bytes for the same log and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from huaweiban.export.atomic import folder, for_folder, replacing, telling
from huaweiban.export.tables import Table, Whole, flat, nested
from huaweiban.render import csv, json


def write_jsonl(exported: Whole, path: Path) -> None:
    """A file of JSON Lines for each table. Raises BadOutput."""
    _write(nested(exported), "jsonl", lambda table: json.records(table.rows), path)


def write_csv(exported: Whole, path: Path) -> None:
    """A CSV file for each table, safe to open in a spreadsheet. Raises BadOutput."""

    def form(table: Table) -> list[bytes]:
        return [csv.records(table.rows, table.columns).encode()]

    _write(flat(exported), "csv", form, path)


def _write(
    tables: Sequence[Table], suffix: str, form: Callable[[Table], Iterable[bytes]], path: Path
) -> None:
    names = [f"{table.name}.{suffix}" for table in tables]
    with telling(path), folder(for_folder(path)) as place, replacing(place, names) as beside:
        for table, file in zip(tables, beside, strict=True):
            with file.open("wb") as stream:
                stream.writelines(form(table))
