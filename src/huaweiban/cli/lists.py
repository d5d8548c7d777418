"""Lists of names: on the command line, or one per line in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from huaweiban.errors import BadData, BadUsage, label

# Anything larger, or without an end, was given by mistake.
LARGEST = 64 << 20


class Entry(NamedTuple):
    """A name as it was given, and its file and line (empty for the command line)."""

    name: str
    place: str = ""

    def at(self, text: str) -> str:
        """A message about the name, with its file and line."""
        return f"{self.place}: {text}" if self.place else text


class File(NamedTuple):
    """A list as it was read: its name in messages, its text, the SHA-256 of its bytes."""

    label: str
    text: str
    sha256: str


def listed(names: Iterable[str]) -> tuple[list[Entry], list[File]]:
    """The names on a command line, with `-` for those on standard input; and the files read.

    Raises BadUsage and BadData as `opened` does.
    """
    found: list[Entry] = []
    files: list[File] = []
    for name in names:
        if name == "-":
            files.append(opened(name))
            found += names_in(files[-1])
        else:
            found.append(Entry(name))
    return found, files


def names_in(file: File) -> list[Entry]:
    """The names in a file, one per line; a line that begins with `#` is a comment."""
    lines = enumerate(map(str.strip, file.text.splitlines()), 1)
    return [
        Entry(line, f"{file.label}:{at}") for at, line in lines if line and not line.startswith("#")
    ]


def opened(path: str) -> File:
    """A file, or standard input for `-`.

    Raises BadData if it cannot be read or is not text, BadUsage if standard input is closed.
    """
    from hashlib import sha256

    raw = _bytes(path)
    if len(raw) > LARGEST:
        raise BadData(
            f"{label(path)}: is larger than {LARGEST >> 20} MiB: this is not a list of names"
        )
    try:
        return File(label(path), raw.decode("utf-8-sig"), sha256(raw).hexdigest())
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "save it as UTF-8 (in Excel: CSV UTF-8)"
        raise BadData(f"{label(path)}:{line}: is not UTF-8; {remedy}") from None


def _bytes(path: str) -> bytes:
    if path == "-":
        if sys.stdin is None:
            raise BadUsage("'-' reads from standard input, which is closed")
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(path).open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None
