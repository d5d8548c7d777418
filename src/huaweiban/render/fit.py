"""Which columns of a sheet a terminal has room for, and how wide each may be."""

from __future__ import annotations

from typing import NamedTuple

from huaweiban.render.blocks import Cell, Sheet
from huaweiban.render.safe import one_line
from huaweiban.render.wide import GAP, width

# The widest that a column beside the prose may claim where room is short.
OTHER = 30
# The narrowest that any column becomes, the widest giving way first: a day stays whole.
_FLOOR = 10


class Fit(NamedTuple):
    """A sheet that fits, the widths of its columns, and the headers of those that tell no more."""

    sheet: Sheet
    widths: list[int]
    lost: tuple[str, ...] = ()


def fitted(sheet: Sheet, columns: int) -> Fit:
    """The sheet with the columns that fit into a width.

    Of the columns that can be spared the empty ones go first, then the others in the order of
    `spare` until the rest fits; the tail then ends the prose.
    """
    kept = list(range(len(sheet.headers)))
    natural = [_natural(sheet, column) for column in kept]
    if _total(natural) <= columns:
        return Fit(sheet, natural)
    need = [
        min(natural[column], sheet.least if column == sheet.prose else OTHER) for column in kept
    ]
    empty = [column for column in sheet.spare if not any(row[column].text for row in sheet.rows)]
    for spare in dict.fromkeys((*empty, *sheet.spare)):
        if _total([need[column] for column in kept]) <= columns:
            break
        kept.remove(spare)
    gone = [column for column in sheet.spare if column not in (*kept, *empty)]
    lost = tuple(sheet.headers[column] for column in sorted(gone) if column not in sheet.tail)
    if sheet.prose is not None:
        tail = [column for column in sheet.tail if column not in kept]
        sheet = _moved(sheet, tail, sheet.prose)
    widths = [need[column] for column in kept]
    if sheet.prose in kept:
        place = kept.index(sheet.prose)
        free = columns - _total(widths)
        widths[place] = min(_natural(sheet, sheet.prose), widths[place] + max(free, 0))
    while _total(widths) > columns and max(widths) > _FLOOR:
        widths[widths.index(max(widths))] -= 1
    rows = tuple(tuple(row[column] for column in kept) for row in sheet.rows)
    return Fit(Sheet(tuple(sheet.headers[column] for column in kept), rows), widths, lost)


def _natural(sheet: Sheet, column: int) -> int:
    cells = [row[column].text for row in sheet.rows]
    return max(width(sheet.headers[column]), *(width(one_line(cell)) for cell in cells), 0)


def _total(widths: list[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _moved(sheet: Sheet, tail: list[int], prose: int) -> Sheet:
    def joined(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        parts = [row[prose].text, *(row[column].text for column in tail)]
        text = " · ".join(filter(None, parts))
        return (*row[:prose], Cell(text, row[prose].style), *row[prose + 1 :])

    return sheet._replace(rows=tuple(joined(row) for row in sheet.rows))
