"""Output for people before it is drawn: lines and tables whose cells have a meaning.

The terminal and Markdown draw the same blocks, so they cannot differ in content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from huaweiban.events import Stance


class Cell(NamedTuple):
    """A text and the name of its style (see `terminal.STYLES`)."""

    text: str
    style: str = ""


class Line(NamedTuple):
    """A line of text in pieces; if it wraps, the rest is indented by `hang` columns."""

    pieces: tuple[Cell, ...]
    hang: int = 0


class Sheet(NamedTuple):
    """A table. `headers` and every row have one cell per column.

    On a narrow terminal the columns in `spare` are omitted, in this order. `prose` is the column of
    running text, which keeps the width `least` as long as others can be omitted; an omitted column
    that is in `tail` moves to the end of the prose.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spare: tuple[int, ...] = ()
    prose: int | None = None
    least: int = 36
    tail: tuple[int, ...] = ()


class Drawing(NamedTuple):
    """A picture that fits the width: `draw` gives its blocks for a number of columns.

    `told` is the same content without a picture, for Markdown and, unless `piped`, for pipes.
    """

    draw: Callable[[int], Sequence[Line | Sheet]]
    told: tuple[Line | Sheet, ...] = ()
    piped: bool = False


Block = Line | Sheet | Drawing

# The width of pictures if there is no terminal.
PAPER = 80

# The word alone is enough; the sign helps the eye, and the colour only repeats it.
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
    "│": "|",
    "┃": "|",
    "▽": "v",
    "…": ".",
}
NO_POSITION = "no position on record"


def line(text: str = "", style: str = "") -> Line:
    """A line of one piece."""
    return Line((Cell(text, style),))


@cache
def stance_cell(stance: Stance | None, missing: str = NO_POSITION) -> Cell:
    """A stance as sign and word; `missing` is shown for none."""
    style = f"stance.{stance}" if stance else "stance.none"
    return Cell(f"{SIGNS[stance]} {stance or missing}", style)


HANG = 15


def told(blocks: Iterable[Block]) -> list[Line | Sheet]:
    """The blocks with text instead of pictures."""
    found: list[Line | Sheet] = []
    for block in blocks:
        found += block.told if isinstance(block, Drawing) else [block]
    return found


def on_paper(blocks: Iterable[Block]) -> list[Line | Sheet]:
    """The blocks for a pipe or a file: without pictures that only a terminal gets."""
    found: list[Line | Sheet] = []
    for block in blocks:
        if isinstance(block, Drawing) and block.piped:
            found += block.draw(PAPER)
        else:
            found += told([block])
    return found


def fact(label: str, value: str, hang: int = HANG) -> Line:
    """A labelled line; its value wraps indented by `hang` columns."""
    return Line((Cell(f"{label:<{hang}}", "faint"), Cell(value)), hang)


def if_any(sheet: Sheet) -> list[Block]:
    """The sheet, or nothing if it has no rows."""
    return [sheet] if sheet.rows else []


def chosen(results: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> list[Block]:
    """The chosen fields, one column each."""
    from huaweiban.render.fields import text

    rows = [tuple(Cell(text(result, field)) for field in fields) for result in results]
    return if_any(Sheet(tuple(fields), tuple(rows)))
