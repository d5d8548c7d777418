"""Columns of CSV files, read strictly: anything that could hide a row is an error."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from huaweiban.cli.lists import File
from huaweiban.errors import BadData

# Delimiters: the comma, the semicolon of spreadsheets that use a decimal comma, the tab, the
# pipe.
DELIMITERS = ",;\t|"
# The number of rows in which the header is looked for.
_TITLES = 20


class Row(NamedTuple):
    """A row's cells and the line that it begins in."""

    line: int
    cells: list[str]


class Table:
    """A CSV file that has a column of names.

    `header` is as in the file, `column` the index of the column of names. `named` says that the
    file names its delimiter in a first line (`sep=;`). `skipped` counts the empty rows that the
    last iteration of `rows` passed.
    """

    def __init__(self, file: File, name: str) -> None:
        """Raises BadData if the file is empty or has no such column, or has it twice."""
        if not file.text.strip():
            raise BadData(f"{file.label}: is empty; its first line must name a column {name!r}")
        self.file, self.skipped = file, 0
        first = next(_lines(file.text, 0))
        given = first.rstrip("\r\n").strip('"')
        self.named = given[:4].lower() == "sep=" and len(given) == 5
        self._start = len(first) if self.named else 0
        self.delimiter = given[4] if self.named else _delimiter(file.text, name)
        self._top = next(self._all(), Row(1, []))
        self.header = self._top.cells
        self.column = self._place(name)

    def rows(self) -> Iterator[Row]:
        """The rows below the header, except empty ones.

        Raises BadData if one has more cells than the header, or its quotes do not match.
        """
        self.skipped = 0
        most, sign = len(self.header), _SIGNS.get(self.delimiter, repr(self.delimiter))
        for row in islice(self._all(), 1, None):
            if len(row.cells) > most:
                raise BadData(
                    f"{self.file.label}:{row.line}: has {len(row.cells)} cells, the header has "
                    f"{most}: a cell that contains {sign} needs quotes"
                )
            yield row

    def names(self) -> Iterator[tuple[str, int]]:
        """The name in each row, empty for an empty cell, and the row's line."""
        column = self.column
        for line, cells in self.rows():
            yield cells[column].strip() if column < len(cells) else "", line

    def _all(self) -> Iterator[Row]:
        offset = int(self.named)
        text = _lines(self.file.text, self._start)
        reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells) and any(map(str.strip, cells)):
                    yield Row(line + offset, cells)
                else:
                    self.skipped += 1
                line = reader.line_num + 1
        except csv.Error as error:
            why = str(error)
            if why == "unexpected end of data":
                why = "a quote is not closed"
            raise BadData(f"{self.file.label}:{line + offset}: is not CSV: {why}") from None

    def _place(self, name: str) -> int:
        wanted = _key(name)
        titles = [*map(_key, self.header)]
        for title in filter(None, titles):
            if titles.count(title) > 1:
                named = next(each for each in self.header if _key(each) == title)
                raise self._fault(f"names the column {named.strip()!r} twice")
        if wanted in titles:
            return titles.index(wanted)
        for row in islice(self._all(), 1, _TITLES):
            if wanted in map(_key, row.cells):
                raise self._fault(
                    f"is a title, not a header: column {name!r} is in line {row.line}; "
                    "delete the lines above it"
                )
        known = ", ".join(each.strip() for each in self.header if each.strip())
        raise self._fault(f"no column {name!r}; the columns are {known}")

    def _fault(self, text: str) -> BadData:
        return BadData(f"{self.file.label}:{self._top.line}: {text}")


_SIGNS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}


def _key(title: str) -> str:
    return title.strip().casefold()


# Cells may contain line ends, which the CSV reader must see.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def _lines(text: str, start: int) -> Iterator[str]:
    return (found[0] for found in _LINE.finditer(text, start))


def _delimiter(text: str, name: str) -> str:
    # The delimiter that finds the column in the earliest row, or else gives the most cells.
    wanted = _key(name)
    first = next(filter(str.strip, _lines(text, 0)))
    signs = []
    for sign in DELIMITERS:
        heights = (at for at, row in enumerate(_top(text, sign)) if wanted in map(_key, row))
        signs.append((next(heights, _TITLES), -first.count(sign), sign))
    return min(signs, key=itemgetter(0, 1))[2]


def _top(text: str, delimiter: str) -> Iterator[list[str]]:
    with suppress(csv.Error):
        yield from islice(csv.reader(_lines(text, 0), delimiter=delimiter), _TITLES)
