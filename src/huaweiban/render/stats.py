"""Counts as blocks: numbers, and over the years a bar beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huaweiban.events import Stance
from huaweiban.render.blocks import SIGNS, Block, Cell, Drawing, Line, Sheet, line
from huaweiban.render.text import counted, countries, footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer, StatsOptions
    from huaweiban.results import StatsResult

_LEAST, _GAP = 12, 2


def blocks(answer: Answer[StatsOptions, StatsResult]) -> list[Block]:
    """A line for each key, with its counts; over the years, a bar beside them."""
    # Events without a stance are context.
    by = answer.question.options.by
    none = "context" if by == "publisher" else "none"
    heads = [f"{SIGNS[stance]} {stance}" for stance in Stance]
    headers = (by, *heads, none, "total")
    rows = tuple(
        (
            Cell(result["key"]),
            *(
                Cell(str(count))
                for count in (
                    result["banned"],
                    result["restricted"],
                    result["permitted"],
                    result["undecided"],
                    result["none"],
                    result["total"],
                )
            ),
        )
        for result in answer.results
    )
    full = Sheet(headers, rows, prose=0, least=12)
    signs = (by, *(SIGNS[stance] for stance in Stance), none, "total")
    short = full._replace(headers=signs, spare=(6,))
    told = (full,) if rows else ()

    def draw(columns: int) -> Sequence[Line | Sheet]:
        from huaweiban.render.fit import fitted

        brief = not fitted(full, columns) and fitted(short, columns)
        return (short, line("  ".join(heads))) if brief else told

    numbers = Drawing(draw, told)
    foot = line(_footer(answer), "faint")
    if by == "year":
        return [_bars(answer.results, by, numbers), line(_GREW, "faint"), foot]
    return [numbers, foot]


_GREW = "Early years count fewer countries also because fewer of their events are on record."


def _footer(answer: Answer[StatsOptions, StatsResult]) -> str:
    by, number, scopes = answer.question.options
    if by != "publisher":
        asked = f", by their position in {', '.join(scopes)}" if scopes and by != "scope" else ""
        return footer(answer.question, f"{countries(number)}{asked}")
    reports = counted(sum(row["total"] for row in answer.results), "report")
    publishers = counted(len(answer.results), "publisher")
    return footer(answer.question, f"{counted(number, 'event')}, {reports} by {publishers}")


def _bars(results: Sequence[StatsResult], head: str, alone: Drawing) -> Drawing:
    # A line for each key; where there is no room for bars, the numbers alone.
    def draw(columns: int) -> Sequence[Line | Sheet]:
        numbers = _Numbers(results, head)
        most = max((sum(_held(result).values()) for result in results), default=0)
        # Rounding up may lengthen a bar by one sign per stance.
        room = columns - numbers.width - _GAP - len(Stance)
        if room < _LEAST or not most:
            return alone.draw(columns)
        each = -(-most // room)
        rows = [
            Line((Cell(numbers.row(result)), Cell(" " * _GAP), *_bar(result, each)))
            for result in results
        ]
        worth = "one sign per country" if each == 1 else f"one sign per {each} countries"
        head_line = Line((Cell(numbers.head, "header"), Cell(" " * _GAP), Cell(worth, "faint")))
        return [head_line, *rows, line(), _legend()]

    return Drawing(draw, alone.told)


class _Numbers:
    """The counts of some results as aligned text."""

    def __init__(self, results: Sequence[StatsResult], head: str) -> None:
        heads = (head, *(SIGNS[stance] for stance in Stance), "none")
        grid = [heads, *(self._texts(result) for result in results)]
        self._rooms = [max(map(len, column)) for column in zip(*grid, strict=True)]
        self.head = self._aligned(heads)
        self.width = len(self.head)

    def row(self, result: StatsResult) -> str:
        """The numbers of one result."""
        return self._aligned(self._texts(result))

    @staticmethod
    def _texts(result: StatsResult) -> tuple[str, ...]:
        counts = (*_held(result).values(), result["none"])
        return (result["key"], *map(str, counts))

    def _aligned(self, texts: Sequence[str]) -> str:
        key, *counts = zip(texts, self._rooms, strict=True)
        return "  ".join([key[0].ljust(key[1]), *(text.rjust(room) for text, room in counts)])


def _held(result: StatsResult) -> dict[Stance, int]:
    return {
        Stance.BANNED: result["banned"],
        Stance.RESTRICTED: result["restricted"],
        Stance.PERMITTED: result["permitted"],
        Stance.UNDECIDED: result["undecided"],
    }


def _bar(result: StatsResult, each: int) -> list[Cell]:
    # Every count above 0 gets at least one sign.
    return [
        Cell(SIGNS[stance] * -(-count // each), f"tile.{stance}")
        for stance, count in _held(result).items()
        if count
    ]


def _legend() -> Line:
    pieces: list[Cell] = []
    for stance in Stance:
        pieces += [Cell(f" {SIGNS[stance]} ", f"tile.{stance}"), Cell(f" {stance}   ")]
    return Line(tuple(pieces))
