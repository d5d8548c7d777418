"""Which columns of a sheet a terminal has room for, and how wide each may be.

Only prose may be broken inside a word: days, numbers, names and ids stay whole. If not even their
words fit side by side, a sheet is shown as one block per record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from huaweiban.render.blocks import Cell, Line, Sheet, line
from huaweiban.render.pipe import GAP, width
from huaweiban.render.text import one_line

# The most width of a column beside the prose when room is short, unless a word is longer.
OTHER = 30
# The least width of prose; longer words are broken.
WORD = 16


class Fit(NamedTuple):
    """A sheet that fits, the widths of its columns, and the headers of omitted ones.

    `same` has the columns with the same value in every row, and that value.
    """

    sheet: Sheet
    widths: list[int]
    lost: tuple[str, ...] = ()
    same: tuple[tuple[str, Cell], ...] = ()


def fitted(sheet: Sheet, columns: int) -> Fit | None:
    """The sheet with the columns that fit a width; None if there is no room for a table.

    Empty columns are omitted first, then others in the order of `spare` until the rest fits; then
    those that still fit are restored. Omitted columns in `tail` move to the end of the prose.
    """
    if narrow := _without_same(sheet, columns):
        return narrow
    every, prose = range(len(sheet.headers)), sheet.prose
    natural = [_longest(sheet, column, whole=True) for column in every]
    if _total(natural) <= columns:
        return Fit(sheet, natural)
    words = [_longest(sheet, column, whole=False) for column in every]
    running = max((words[each] for each in (prose, *sheet.tail) if each is not None), default=0)
    floors = [min(running, WORD) if each == prose else words[each] for each in every]
    need = [
        max(floors[each], min(natural[each], sheet.least if each == prose else OTHER))
        for each in every
    ]
    empty = [column for column in sheet.spare if not any(row[column].text for row in sheet.rows)]
    kept = _kept(sheet, empty, need, words, columns)
    if _total(floors[column] for column in kept) > columns:
        return None
    tail = [column for column in sheet.tail if column not in kept and prose in kept]
    gone = [column for column in every if column not in (*kept, *empty, *tail)]
    if prose is not None and tail:
        sheet = _moved(sheet, tail, prose)
        natural[prose] = _longest(sheet, prose, whole=True)
    rows = tuple(tuple(row[column] for column in kept) for row in sheet.rows)
    return Fit(
        Sheet(tuple(sheet.headers[column] for column in kept), rows),
        _widths(sheet, kept, (floors, need, natural), columns),
        tuple(sheet.headers[column] for column in gone),
    )


def _without_same(sheet: Sheet, columns: int) -> Fit | None:
    # A value that is the same in every row loses its column first, and is shown once above.
    whole = _total(_longest(sheet, each, whole=True) for each in range(len(sheet.headers)))
    if whole <= columns or len(sheet.rows) <= 1:
        return None
    alike = [
        column
        for column in range(len(sheet.headers))
        if column != sheet.prose
        and sheet.rows[0][column].text
        and len({row[column].text for row in sheet.rows}) == 1
    ]
    if not alike or len(alike) == len(sheet.headers):
        return None
    kept = [column for column in range(len(sheet.headers)) if column not in alike]
    number = {column: place for place, column in enumerate(kept)}
    rest = sheet._replace(
        headers=tuple(sheet.headers[each] for each in kept),
        rows=tuple(tuple(row[each] for each in kept) for row in sheet.rows),
        spare=tuple(number[each] for each in sheet.spare if each in number),
        prose=None if sheet.prose is None else number[sheet.prose],
        tail=tuple(number[each] for each in sheet.tail if each in number),
    )
    fit = fitted(rest, columns)
    same = tuple((sheet.headers[each], sheet.rows[0][each]) for each in alike)
    return fit and fit._replace(same=same)


def stacked(sheet: Sheet) -> list[Line]:
    """One block per record, with an empty line after each: every header that has a value."""
    hang = max(map(width, sheet.headers), default=0) + len(GAP)
    lines: list[Line] = []
    for row in sheet.rows:
        lines += [
            Line((Cell(f"{header:<{hang}}", "faint"), cell), hang)
            for header, cell in zip(sheet.headers, row, strict=True)
            if cell.text
        ]
        lines.append(line())
    return lines


def _kept(
    sheet: Sheet, empty: list[int], need: list[int], words: list[int], columns: int
) -> list[int]:
    kept, gone = {*range(len(sheet.headers))}, []
    for spare in dict.fromkeys((*empty, *sheet.spare)):
        if _total(need[column] for column in kept) <= columns:
            break
        kept.remove(spare)
        gone.append(spare)
    for spare in reversed(gone):
        back = {*kept, spare}
        # A column moved to the end of the prose is not broken.
        ended = [words[column] for column in sheet.tail if column not in back]
        room = [max(need[each], *ended, 0) if each == sheet.prose else need[each] for each in back]
        if spare not in empty and _total(room) <= columns:
            kept = back
    return sorted(kept)


def _widths(
    sheet: Sheet, kept: Sequence[int], rooms: tuple[list[int], list[int], list[int]], columns: int
) -> list[int]:
    floors, need, natural = rooms
    widths = {column: need[column] for column in kept}
    while _total(widths.values()) > columns:
        widest = max((each for each in kept if widths[each] > floors[each]), key=widths.__getitem__)
        widths[widest] -= 1
    for column in sorted(kept, key=lambda each: each != sheet.prose):
        free = columns - _total(widths.values())
        widths[column] += min(free, natural[column] - widths[column])
    return [*widths.values()]


def _longest(sheet: Sheet, column: int, whole: bool) -> int:
    texts = [sheet.headers[column], *(one_line(row[column].text) for row in sheet.rows)]
    return max(
        width(text) for each in texts for text in ([each] if whole else each.split() or [""])
    )


def _total(widths: Iterable[int]) -> int:
    every = [*widths]
    return sum(every) + len(GAP) * (len(every) - 1)


def _moved(sheet: Sheet, tail: list[int], prose: int) -> Sheet:
    def joined(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        parts = [row[prose].text, *(row[column].text for column in tail)]
        text = " · ".join(filter(None, parts))
        return (*row[:prose], Cell(text, row[prose].style), *row[prose + 1 :])

    return sheet._replace(rows=tuple(joined(row) for row in sheet.rows))
