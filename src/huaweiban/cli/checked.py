"""The names to check: each once, with its first file and line and its number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.cli.lists import Entry, File, listed, opened
from huaweiban.cli.tables import Table
from huaweiban.errors import BadUsage

if TYPE_CHECKING:
    from huaweiban.results import CheckResult, ListResult
    from huaweiban.views.kept import KeptRow, KeptRows


class Name(NamedTuple):
    """A name of a list, where it first occurs, and in how many rows; each empty cell is one."""

    entry: Entry
    rows: int


class Checked(NamedTuple):
    """The names of a list in order, the files they are from, and the number of rows."""

    names: list[Name]
    rows: int
    files: list[File]
    tables: list[Table]
    column: str | None

    @property
    def skipped(self) -> int:
        """The number of wholly empty rows."""
        return sum(table.skipped for table in self.tables)

    @property
    def lists(self) -> list[ListResult]:
        """The files, as machine output lists them."""
        return [
            {"file": file.label, "column": self.column, "sha256": file.sha256}
            for file in self.files
        ]

    def kept(self, results: Sequence[CheckResult]) -> KeptRows:
        """The rows of the one table, each with its verdict."""
        from huaweiban.views.kept import KeptRow, KeptRows

        (table,) = self.tables
        verdicts = {
            name.entry.name or name.entry.place: result
            for name, result in zip(self.names, results, strict=True)
        }

        def rows() -> Iterator[KeptRow]:
            column, label = table.column, table.file.label
            for line, cells in table.rows():
                name = cells[column].strip() if column < len(cells) else ""
                yield KeptRow(line, cells, verdicts[name or f"{label}:{line}"])

        return KeptRows(table.header, rows, self.rows, table.delimiter, table.named)


def checked(names: Sequence[str], column: str | None) -> Checked:
    """The names on a command line, or in a column of the CSV files that it names.

    Raises BadUsage if there are none: if no name was checked, none has passed.
    """
    if column is None:
        entries, files = listed(names)
        tables = []
        found = _once((entry.name, entry.place) for entry in entries)
    else:
        files = [opened(path) for path in names]
        tables = [Table(file, column) for file in files]
        found = _once(
            (name, f"{table.file.label}:{line}") for table in tables for name, line in table.names()
        )
    if not found:
        raise BadUsage("nothing to check: no name was given")
    return Checked(found, sum(name.rows for name in found), files, tables, column)


def _once(names: Iterator[tuple[str, str]]) -> list[Name]:
    rows: dict[str, int] = {}
    first: dict[str, Entry] = {}
    for name, place in names:
        key = name or place
        if key in rows:
            rows[key] += 1
        else:
            rows[key] = 1
            first[key] = Entry(name, place)
    return [Name(entry, rows[key]) for key, entry in first.items()]
