"""Lists of names in files: one a line, or a column of a CSV."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from huaweiban.errors import BadData, BadUsage

# What is larger, or never ends, is something else given by mistake.
LARGEST = 64 << 20


def names_in(path: str) -> list[str]:
    """The names in a file, or on standard input for `-`: one a line, `#` begins a comment."""
    lines = (line.partition("#")[0].strip() for line in _text(path).splitlines())
    return [line for line in lines if line]


def column(paths: Iterable[str], name: str) -> list[str]:
    """The values of a column of CSV files, or of standard input for `-`; empty cells are left out.

    Raises BadData where a file has no such column.
    """
    found: list[str] = []
    for path in paths:
        reader = csv.DictReader(io.StringIO(_text(path), newline=""))
        try:
            if name not in (reader.fieldnames or ()):
                known = ", ".join(reader.fieldnames or ())
                raise BadData(f"{path}:1: no column {name!r}; it has {known}")
            found += [cell.strip() for row in reader if (cell := row[name]) and cell.strip()]
        except csv.Error as error:
            raise BadData(f"{path}:{reader.reader.line_num}: is not CSV: {error}") from None
    return found


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
        raise BadData(f"{path}: is larger than {LARGEST >> 20} MiB: this is no list of names")
    return raw.decode("utf-8-sig", errors="replace")
