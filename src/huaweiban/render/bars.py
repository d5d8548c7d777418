"""Counts over the years as bars, one sign for so many countries, beside the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huaweiban.events import Stance
from huaweiban.render.blocks import SIGNS, Block, Cell, Drawing, Line, Sheet, line

if TYPE_CHECKING:
    from huaweiban.results import StatsResult

_LEAST, _GAP = 12, 2


def bars(results: Sequence[StatsResult], head: str, alone: Drawing, footer: str) -> list[Block]:
    """A line a key: its counts, then a bar; where there is no room for it, the numbers `alone`."""

    def draw(columns: int) -> Sequence[Line | Sheet]:
        numbers = _Numbers(results, head)
        most = max((sum(_held(result).values()) for result in results), default=0)
        # Rounding up may lengthen a bar by one sign a stance.
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

    return [Drawing(draw, alone.told), line(footer, "faint")]


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
    # Nobody who holds something goes without a sign.
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
