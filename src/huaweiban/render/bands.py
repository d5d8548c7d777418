"""Timelines: years on an axis, positions as bands, planned dates after today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.dates import days_between, first_day, last_day
from huaweiban.events import Stance
from huaweiban.render.blocks import SIGNS, Cell, Drawing, Line, line
from huaweiban.render.pipe import width
from huaweiban.render.text import planned

if TYPE_CHECKING:
    from huaweiban.results import EventResult
    from huaweiban.views.bands import Band, Span

TODAY, AHEAD, TICK, RUN = "┃", "▽", "│", "─"
_LEAST, _MOST = 24, 160
_LABEL = 24


class Scale(NamedTuple):
    """The column of a day, among `room` columns from the first day to the last.

    The last two stay free, so that today and planned dates fit behind any day.
    """

    first: str
    last: str
    room: int

    def column(self, day: str) -> int:
        """The column of an ISO day; days beyond the ends get the column of the end."""
        share = days_between(self.first, day) / max(days_between(self.first, self.last), 1)
        room = self.room - 2
        return min(max(int(share * room), 0), room - 1)


def bands(shown: Sequence[Band], day: str, listed: bool = True) -> Drawing:
    """One band per row below an axis of years; with `listed`, planned dates in words below."""

    def draw(columns: int) -> list[Line]:
        spans = [span for band in shown for span in band.spans]
        scale, label = _scale(
            [span.start for span in spans],
            [day, *(last_day(each["date"]) for band in shown for each in band.planned)],
            [band.label for band in shown],
            columns,
        )
        if not spans or scale.room < _LEAST:
            return []
        ahead = {each["event"] + each["purpose"]: each for band in shown for each in band.planned}
        newest = [scale.column(span.start) + 1 for span in spans]
        today = min(max(scale.column(day), *newest), scale.room - 1)
        rows = [_band(band, scale, label, today) for band in shown]
        told = [_told(TODAY, f"{day}, today", label)]
        if listed:
            told += [_told(AHEAD, planned(each, day), label) for each in ahead.values()]
        elif ahead:
            told += [_told(AHEAD, "planned dates: huaweiban deadlines", label)]
        return [_axis(scale, label), *rows, *told, line()]

    return Drawing(draw)


def moves(results: Iterable[EventResult], day: str) -> Drawing:
    """One row per stance, with a sign where a headline changed to it; a digit where several did."""
    moved = [
        (result["not_before"] or first_day(result["date"]), result["headline"]["stance"])
        for result in results
        if result["moved"]
    ]

    def draw(columns: int) -> list[Line]:
        names = [f"{SIGNS[stance]} {stance}" for stance in Stance]
        scale, label = _scale([first for first, _ in moved], [day], names, columns)
        if not moved or scale.room < _LEAST:
            return []
        rows = [
            _marks(stance, [scale.column(first) for first, now in moved if now is stance], label)
            for stance in Stance
        ]
        told = "headlines that changed to the stance; a digit counts several, + more than nine"
        return [_axis(scale, label), *rows, _told(" ", told, label), line()]

    return Drawing(draw)


def _scale(
    starts: Iterable[str], ends: Iterable[str], labels: Iterable[str], columns: int
) -> tuple[Scale, int]:
    label = min(max(map(width, labels), default=0), _LABEL) + 2
    first = f"{min(starts, default='2000')[:4]}-01-01"
    last = f"{max(ends, default='2000')[:4]}-12-31"
    return Scale(first, last, min(columns - label, _MOST)), label


def _axis(scale: Scale, label: int) -> Line:
    first, last = int(scale.first[:4]), int(scale.last[:4])
    every = next(step for step in (1, 2, 5, 10, 100) if scale.room / (last - first + 1) * step >= 6)
    text = ""
    for year in range(first, last + 1):
        place = scale.column(f"{year}-01-01")
        if (year - first) % every == 0 and place + 5 <= scale.room:
            text = f"{text:<{place}}{TICK}{year}"
    return Line((Cell(" " * label), Cell(text, "faint")))


def _band(band: Band, scale: Scale, label: int, today: int) -> Line:
    cells = [Cell(" ")] * scale.room
    for span in band.spans:
        start, end = scale.column(span.start), scale.column(span.end)
        for offset, sign in enumerate(_run(span, max(end - start, 1))):
            cells[start + offset] = Cell(sign, f"tile.{span.stance}")
    for each in band.planned:
        place = max(scale.column(last_day(each["date"])), min(today + 1, scale.room - 1))
        cells[place] = Cell(AHEAD, "title")
    cells[today] = Cell(TODAY, "title")
    return Line((_label(band.label, label), *_joined(cells)))


def _run(span: Span, room: int) -> str:
    sign = SIGNS[span.stance]
    scope = f" ({span.scope})" if span.scope else ""
    for text in (f" {sign} {span.stance}{scope} ", f" {sign} {span.stance} ", f" {sign} ", sign):
        if len(text) <= room:
            return f"{text}{RUN * (room - len(text))}"
    return ""


def _marks(stance: Stance, columns: Sequence[int], label: int) -> Line:
    cells = [Cell(" ")] * (max(columns, default=-1) + 1)
    for column in set(columns):
        count = columns.count(column)
        sign = SIGNS[stance] if count == 1 else str(count) if count < 10 else "+"
        cells[column] = Cell(sign, f"stance.{stance}")
    name = f"{SIGNS[stance]} {stance}"
    return Line((_label(name, label)._replace(style=f"stance.{stance}"), *_joined(cells)))


def _label(text: str, room: int) -> Cell:
    short = text if width(text) <= room - 2 else f"{text[: room - 3]}…"
    return Cell(short + " " * (room - width(short)))


def _told(sign: str, words: str, label: int) -> Line:
    return Line((Cell(" " * label), Cell(f"{sign} ", "title"), Cell(words, "faint")))


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    joined: list[Cell] = []
    for cell in cells:
        if joined and joined[-1].style == cell.style:
            joined[-1] = Cell(joined[-1].text + cell.text, cell.style)
        else:
            joined.append(cell)
    while joined and not joined[-1].text.strip():
        joined.pop()
    return joined
