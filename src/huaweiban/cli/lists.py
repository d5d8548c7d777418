"""Lists of names in files: one a line, or a column of a CSV."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from huaweiban.errors import BadData, BadUsage, label

# What is larger, or never ends, is something else given by mistake.
LARGEST = 64 << 20


class Entry(NamedTuple):
    """A name as a list has it; `empty_at` is the place of a cell that has none."""

    name: str
    empty_at: str = ""


def names_in(path: str) -> list[str]:
    """The names in a file, or on standard input for `-`: one a line, `#` begins a comment."""
    lines = (line.partition("#")[0].strip() for line in _text(path).splitlines())
    return [line for line in lines if line]


def column(paths: Iterable[str], name: str) -> list[Entry]:
    """The values of a column of CSV files, or of standard input for `-`; case does not matter.

    An empty cell keeps its place, so that it cannot pass unseen. Raises BadData where a file is
    empty or has no such column.
    """
    found: list[Entry] = []
    for path in paths:
        text, file = _text(path), label(path)
        if not text.strip():
            raise BadData(f"{file}: is empty; its first line must name a column {name!r}")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        try:
            header = [title.strip() for title in next(reader, [])]
            place = [title.casefold() for title in header].index(name.casefold())
            for row in filter(None, reader):
                cell = row[place].strip() if place < len(row) else ""
                found.append(Entry(cell, "" if cell else f"{file}:{reader.line_num}"))
        except ValueError:
            raise BadData(f"{file}:1: no column {name!r}; it has {', '.join(header)}") from None
        except csv.Error as error:
            raise BadData(f"{file}:{reader.line_num}: is not CSV: {error}") from None
    return found


def _delimiter(text: str) -> str:
    # Where a comma is the decimal sign, spreadsheets part cells by semicolons.
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _text(path: str) -> str:
    if path == "-":
        if sys.stdin is None:
            raise BadUsage("'-' reads from standard input, which is closed")
        raw = sys.stdin.buffer.read(LARGEST + 1)
    else:
        try:
            with Path(path).open("rb") as stream:
                raw = stream.read(LARGEST + 1)
        except OSError as error:
            raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None
    if len(raw) > LARGEST:
        raise BadData(
            f"{label(path)}: is larger than {LARGEST >> 20} MiB: this is no list of names"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "save it as UTF-8 (in Excel: CSV UTF-8)"
        raise BadData(f"{label(path)}:{line}: is not UTF-8; {remedy}") from None
