"""What a person is shown, before it is drawn: lines and sheets whose cells carry a meaning.

The terminal and Markdown draw the same blocks, so they cannot tell different things.
"""

from __future__ import annotations

from typing import NamedTuple

from huaweiban.events import Stance


class Cell(NamedTuple):
    """A text and the name of its style (see `terminal.STYLES`)."""

    text: str
    style: str = ""


class Line(NamedTuple):
    """A line of text in pieces."""

    pieces: tuple[Cell, ...]


class Sheet(NamedTuple):
    """A table. `headers` and every row have one cell a column.

    `spare` lists the columns that a narrow terminal may leave out, the first to go first.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spare: tuple[int, ...] = ()


Block = Line | Sheet

# A word alone suffices; the sign helps the eye, and the colour only repeats it.
SIGNS: dict[Stance | None, str] = {
    Stance.BANNED: "✗",
    Stance.RESTRICTED: "◐",
    Stance.PERMITTED: "✓",
    Stance.UNDECIDED: "?",
    None: "–",
}
PLAIN_SIGNS: dict[str, str] = {
    "✗": "x",
    "◐": "/",
    "✓": "+",
    "–": "-",
    "·": "-",
    "→": "->",
    "─": "-",
}
NO_POSITION = "no position on record"


def line(text: str = "", style: str = "") -> Line:
    """A line of one piece."""
    return Line((Cell(text, style),))


def stance_cell(stance: Stance | None, missing: str = NO_POSITION) -> Cell:
    """A stance as sign and word."""
    style = f"stance.{stance}" if stance else "stance.none"
    return Cell(f"{SIGNS[stance]} {stance or missing}", style)
