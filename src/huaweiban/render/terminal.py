"""Blocks on a terminal, fitted to its width. The only module that knows Rich."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from huaweiban.render.blocks import Block, Cell, Line, Sheet
from huaweiban.render.wide import GAP, one_line, width

# Style by meaning. Blue and orange stay apart for every common kind of colour blindness.
STYLES = {
    "stance.banned": "bold red",
    "stance.restricted": "yellow",
    "stance.permitted": "blue",
    "stance.undecided": "magenta",
    "stance.none": "dim",
    "title": "bold",
    "header": "bold",
    "faint": "dim",
    "id": "cyan",
    "": "",
}
_READABLE = 12


def terminal(blocks: Iterable[Block], columns: int, color: bool) -> str:
    """Text for a terminal of `columns` columns, with escape sequences where `color` is true."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=columns,
        force_terminal=color,
        color_system="standard" if color else None,
        theme=Theme(STYLES),
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for block in blocks:
        match block:
            case Line(pieces):
                console.print(_text(pieces), soft_wrap=False)
            case Sheet():
                console.print(_table(block, columns))
    return "".join(f"{row.rstrip()}\n" for row in stream.getvalue().splitlines())


def _text(pieces: Iterable[Cell]) -> Text:
    return Text.assemble(*((one_line(piece.text), piece.style) for piece in pieces))


def _table(sheet: Sheet, columns: int) -> Table:
    kept = _kept(sheet, columns)
    table = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, len(GAP) - 1, 0, 0),
        header_style="header", border_style="faint",
    )  # fmt: skip
    for column in kept:
        table.add_column(Text(sheet.headers[column]), overflow="fold")
    for row in sheet.rows:
        table.add_row(*(_text([row[column]]) for column in kept))
    return table


def _natural(sheet: Sheet, column: int) -> int:
    return max(
        width(sheet.headers[column]), *(width(one_line(row[column].text)) for row in sheet.rows), 0
    )


def _kept(sheet: Sheet, columns: int) -> list[int]:
    kept = list(range(len(sheet.headers)))
    for spare in sheet.spare:
        need = sum(min(_natural(sheet, column), _READABLE) + len(GAP) for column in kept)
        if need <= columns:
            break
        kept.remove(spare)
    return kept
