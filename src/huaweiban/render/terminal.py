"""Blocks on a terminal, fitted to its width. The only module that knows Rich."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from huaweiban.events import Stance
from huaweiban.render.blocks import Block, Cell, Drawing, Line, Sheet
from huaweiban.render.colors import PAINTS, PALE
from huaweiban.render.fit import WORD, Fit, fitted, stacked
from huaweiban.render.pipe import GAP
from huaweiban.render.text import one_line
from huaweiban.settings import Colors

# Styles by meaning. Blue and orange are distinct for every common kind of colour blindness.
STYLES = {
    "stance.banned": "bold red",
    "stance.restricted": "yellow",
    "stance.permitted": "bright_blue",
    "stance.undecided": "magenta",
    "stance.none": "dim",
    "title": "bold",
    "header": "bold",
    "faint": "dim",
    "id": "cyan",
    "": "",
}
# Where a terminal has enough colours, ours are readable on black and on white alike.
OURS = {
    "stance.banned": f"bold {PAINTS[Stance.BANNED].word}",
    "stance.restricted": PAINTS[Stance.RESTRICTED].word,
    "stance.permitted": PAINTS[Stance.PERMITTED].word,
    "stance.undecided": PAINTS[Stance.UNDECIDED].word,
    **{
        f"tile.{stance}": f"bold {'#ffffff' if paint.light_text else '#000000'} on {paint.fill}"
        for stance, paint in PAINTS.items()
    },
    **{f"tile.{stance}.old": f"#000000 on {fill}" for stance, (fill, _) in PALE.items()},
    **{f"stance.{stance}.old": f"dim {PAINTS[stance].word}" for stance in PALE},
}
# The user of a terminal chooses what its 16 colours look like.
PLAIN_TILES = {
    "tile.banned": "bold bright_white on red",
    "tile.restricted": "black on yellow",
    "tile.permitted": "bold bright_white on blue",
    "tile.undecided": "black on white",
    "tile.permitted.old": "dim bright_white on blue",
    "tile.undecided.old": "dim black on white",
    "stance.permitted.old": "dim bright_blue",
    "stance.undecided.old": "dim magenta",
}


def terminal(
    blocks: Iterable[Block], columns: int, color: bool, colors: Colors = Colors.STANDARD
) -> str:
    """Text for a terminal of `columns` columns, with escape sequences where `color` is true.

    `colors` says how many the terminal has.
    """
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=columns,
        force_terminal=color,
        color_system=colors.value if color else None,
        theme=Theme({**STYLES, **(PLAIN_TILES if colors is Colors.STANDARD else OURS)}),
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for block in blocks:
        for part in block.draw(columns) if isinstance(block, Drawing) else (block,):
            for drawn in _drawn(part, columns):
                console.print(drawn)
    return "".join(f"{row.rstrip()}\n" for row in stream.getvalue().splitlines())


def _drawn(block: Line | Sheet, columns: int) -> list[Text | Table]:
    if isinstance(block, Line):
        return [_line(block, columns)]
    fit = fitted(block, columns)
    if fit is None:
        return [_line(each, columns) for each in stacked(block)]
    same = [_text([Cell(f"{header}: ", "faint"), cell]) for header, cell in fit.same]
    lost = f"(no room for: {', '.join(fit.lost)})"
    return [*same, _table(fit), *([Text(lost, "faint")] if fit.lost else [])]


def _line(block: Line, columns: int) -> Text | Table:
    if not block.hang:
        return _text(block.pieces)
    if columns < block.hang + WORD:
        label, *rest = block.pieces
        return _text([Cell(f"{label.text.rstrip()}  ".lstrip(), label.style), *rest])
    grid = Table.grid(padding=0)
    grid.add_column(width=block.hang)
    grid.add_column(overflow="fold")
    grid.add_row(_text(block.pieces[:1]), _text(block.pieces[1:]))
    return grid


def _table(fit: Fit) -> Table:
    table = Table(
        box=SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, len(GAP) - 1, 0, 0),
        header_style="header",
        border_style="faint",
    )
    for header, room in zip(fit.sheet.headers, fit.widths, strict=True):
        table.add_column(Text(header), overflow="fold", width=room)
    for row in fit.sheet.rows:
        table.add_row(*(_text([cell]) for cell in row))
    return table


def _text(pieces: Iterable[Cell]) -> Text:
    return Text.assemble(*((one_line(piece.text), piece.style) for piece in pieces))
