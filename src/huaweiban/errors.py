"""Errors: bad use is an exception with an exit code, bad data is a value.

An error is a sentence that names the file or option and the remedy. docs/exit-codes.md documents
the codes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

Place = tuple[str, int]  # file and line


class Level(StrEnum):
    """Whether an own log can be used despite a problem; the bundled log must have neither."""

    FAULT = "fault"
    WARNING = "warning"


class Problem(NamedTuple):
    """What is wrong at `file:line`.

    `field` is the field's path (`date`, `sources.0.url`), null where the whole line is meant.
    `value` is what was found instead of a value of a closed set; `is_json` is false if the line is
    not JSON, so that no field could be read. `entity` is the only one that the problem affects,
    null if it affects the whole log.
    """

    file: str
    line: int
    field: str | None
    text: str
    value: str | None = None
    is_json: bool = True
    level: Level = Level.FAULT
    entity: str | None = None

    def __str__(self) -> str:
        mark = None if self.level is Level.FAULT else self.level
        parts = (f"{self.file}:{self.line}", mark, self.field, self.text)
        return ": ".join(part for part in parts if part is not None)

    @property
    def key(self) -> str:
        """The field's path without positions in lists: `sources.url`; empty without a field."""
        return ".".join(name for name in (self.field or "").split(".") if not name.isdecimal())


STDIN = "<stdin>"
BUNDLED = "bundled"  # the name of the bundled log in machine output


def label(path: str) -> str:
    """The name of an own log in messages and machine output; `-` is standard input.

    A file whose name is that of the bundled log or standard input gets its folder in front.
    """
    if path == "-":
        return STDIN
    return os.path.join(os.curdir, path) if path in (BUNDLED, STDIN) else path  # noqa: PTH118


# The most lines written, the most characters of a line, and those of a value. No id of the bundled
# log is longer.
MOST_LINES, LONGEST_LINE, LONGEST_VALUE = 100, 2000, 80
_FEW = 10


def quoted(value: object) -> str:
    """A value as a message shows it: its repr, cut if it is long."""
    text = repr(value[: LONGEST_VALUE + 1] if isinstance(value, str) else value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


def capped(lines: Sequence[str], total: int | None = None) -> tuple[str, ...]:
    """Lines as they are written: at most a hundred, long ones cut in the middle.

    `total` is how many there are, if these are not all.
    """
    total = len(lines) if total is None else total
    # A few extra lines are allowed: the count and a remark on all of them may follow.
    most = MOST_LINES if total > MOST_LINES + _FEW else total
    kept = tuple([_cut(line) for line in lines[:most]])
    return (*kept, f"... and {total - len(kept)} more") if total > len(kept) else kept


def _cut(line: str) -> str:
    # The end of a line often has the remedy.
    if len(line) <= LONGEST_LINE:
        return line
    end = LONGEST_LINE // 4
    return f"{line[: LONGEST_LINE - end]} ... {line[-end:]}"


class HuaweibanError(Exception):
    """A failure that the user can fix."""

    exit_code = 70

    def __init__(self, *lines: str, total: int | None = None) -> None:
        self.lines = capped(lines, total)
        super().__init__("\n".join(self.lines))


class BadUsage(HuaweibanError):
    """The command line asks for something that does not exist or contradicts itself."""

    exit_code = 2


class UnknownName(HuaweibanError):
    """A name or an id that is unknown, or that several share."""

    exit_code = 3


class BadData(HuaweibanError):
    """A log, registry or config file that cannot be read or does not follow the codebook."""

    exit_code = 4


class ReaderGone(HuaweibanError):
    """The reader of the answer has closed the pipe: not a failure, and no message."""

    exit_code = 0


class BadOutput(HuaweibanError):
    """The answer could not be written in full."""

    exit_code = 4
