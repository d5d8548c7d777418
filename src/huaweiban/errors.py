"""What can go wrong: bad use is an exception with an exit code, bad data is a value.

An error is a sentence that names the file or option and the remedy. docs/exit-codes.md documents
the codes.
"""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[str, int]  # file and line


class Problem(NamedTuple):
    """One fault at `file:line`.

    `field` is the field's path (`date`, `sources.0.url`), null where the whole line is meant.
    `value` is what was found there instead of one of a closed set; `is_json` is false where the
    line is not JSON, so that no field could be read.
    """

    file: str
    line: int
    field: str | None
    text: str
    value: str | None = None
    is_json: bool = True

    def __str__(self) -> str:
        parts = (f"{self.file}:{self.line}", self.field, self.text)
        return ": ".join(part for part in parts if part is not None)

    @property
    def key(self) -> str:
        """The field's path without positions in lists: `sources.url`; empty without a field."""
        return ".".join(name for name in (self.field or "").split(".") if not name.isdecimal())


def label(path: str) -> str:
    """The name of a file in messages; `-` is standard input."""
    return "<stdin>" if path == "-" else path


class HuaweibanError(Exception):
    """A failure that the person at the prompt can do something about."""

    exit_code = 70

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class BadUsage(HuaweibanError):
    """The command line asks for something that does not exist or contradicts itself."""

    exit_code = 2


class UnknownName(HuaweibanError):
    """A name or an id that the registry or the log does not have, or that several share."""

    exit_code = 3


class BadData(HuaweibanError):
    """A log, registry or config file that cannot be read or does not hold to the codebook."""

    exit_code = 4


class ReaderGone(HuaweibanError):
    """Whoever read the answer has closed the pipe: no failure, and nothing to say."""

    exit_code = 0


class BadOutput(HuaweibanError):
    """The answer could not be written in full."""

    exit_code = 4
