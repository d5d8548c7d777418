"""The map as blocks: a tile for each country, and a legend with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from huaweiban.events import Scope, Stance
from huaweiban.evidence import Caution
from huaweiban.render.blocks import (
    NO_POSITION,
    SIGNS,
    Block,
    Cell,
    Drawing,
    Line,
    Sheet,
    if_any,
    line,
    stance_cell,
)
from huaweiban.render.text import countries, footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer, MapOptions
    from huaweiban.results import MapResult

# How a tile is written, and the gap to the next, the widest first.
_SIZES = ((" {code} {sign} ", 1), ("{code} {sign}", 1), ("{code}{sign}", 1), ("{code}{sign}", 0))


def blocks(answer: Answer[MapOptions, MapResult]) -> list[Block]:
    """The tiles, as wide as there is room, a legend with counts, and the footer."""
    results = answer.results
    scopes = answer.question.options.scopes
    headers = ("id", "name", "stance", "scope", "cautions", "row", "column")
    rows = tuple(
        (
            Cell(result["entity"]),
            Cell(result["name"]),
            stance_cell(result["stance"]),
            Cell(result["headline_scope"] or ""),
            Cell(", ".join(result["cautions"])),
            Cell(str(result["row"])),
            Cell(str(result["column"])),
        )
        for result in results
    )
    as_words = tuple(each for each in if_any(Sheet(headers, rows)) if not isinstance(each, Drawing))
    picture = Drawing(lambda columns: _lines(results, scopes, columns), as_words, piped=True)
    return [picture, line(), *legend(results, scopes), line(caption(answer), "faint")]


def caption(answer: Answer[MapOptions, MapResult]) -> str:
    """The line below the map."""
    return footer(answer.question, countries(len(answer.results)))


def legend(results: Sequence[MapResult], scopes: Collection[Scope]) -> list[Line]:
    """The legend: counts by stance, by the way a code is written, and of old positions."""
    stances = Counter(result["stance"] for result in results)
    counts: list[Cell] = []
    for stance in Stance:
        counts += [Cell(f" {SIGNS[stance]} ", f"tile.{stance}"), Cell(f" {stance} ")]
        counts += [Cell(str(stances[stance])), Cell("   ")]
    written: list[Cell] = []
    for example, words, count in writings(results, scopes):
        written.append(Cell(example, "title" if example[0].isupper() else "faint"))
        written += [Cell(f": {words} {count}"), Cell("   ")]
    lines = [Line(tuple(counts[:-1])), Line(tuple(written[:-1]))]
    if number := sum(map(is_old, results)):
        lines.append(Line((Cell(" ✓ ", "tile.permitted.old"), Cell(f" {OLD}: {number}"))))
    return lines


# The legend for pale tiles.
OLD = "pale, in colour: last confirmed more than 5 years earlier"


def is_old(result: MapResult) -> bool:
    """Whether a tile shows a position that was last confirmed long ago."""
    return Caution.OLD in result["cautions"]


def writings(results: Iterable[MapResult], scopes: Collection[Scope]) -> list[tuple[str, str, int]]:
    """The ways to write a code: an example, its meaning, and the number of tiles."""
    counts = Counter(letters({**result, "entity": "ab"}, scopes) for result in results)
    spoken_of = ("AB", ", ".join(scopes) or "mobile networks", counts["AB"])
    elsewhere = [] if scopes else [("Ab", "other scopes only", counts["Ab"])]
    return [spoken_of, *elsewhere, ("ab", NO_POSITION, counts["ab"])]


def letters(result: MapResult, scopes: Collection[Scope]) -> str:
    """The code of a country: capitals for mobile networks or the scopes asked about, else small.

    If the headline is about another scope, only the first letter is a capital.
    """
    if result["stance"] is None:
        return result["entity"]
    return result["entity"].upper() if spoken(result, scopes) else result["entity"].capitalize()


def spoken(result: MapResult, scopes: Collection[Scope]) -> bool:
    """Whether a tile is filled: it is about mobile networks, or the scopes asked about."""
    return result["stance"] is not None and (
        bool(scopes) or result["headline_scope"] is Scope.MOBILE
    )


def places(results: Sequence[MapResult]) -> dict[tuple[int, int], MapResult]:
    """The tiles by row and column; of several empty rows or columns, one is kept."""
    rows = _closed_up({result["row"] for result in results})
    columns = _closed_up({result["column"] for result in results})
    return {(rows[result["row"]], columns[result["column"]]): result for result in results}


def _closed_up(used: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    before, place = None, 0
    for each in sorted(used):
        if before is not None:
            place += 1 if each == before + 1 else 2
        found[each] = place
        before = each
    return found


def _lines(results: Sequence[MapResult], scopes: Collection[Scope], columns: int) -> list[Line]:
    tiles = places(results)
    across = max((column for _, column in tiles), default=-1) + 1
    down = max((row for row, _ in tiles), default=-1) + 1
    for form, gap in _SIZES:
        room = len(form.format(code="de", sign="x")) + gap
        if across * room - gap <= columns:
            return [
                _row([tiles.get((row, column)) for column in range(across)], scopes, form, gap)
                for row in range(down)
            ]
    return _flowing(results, scopes, columns)


def _flowing(results: Sequence[MapResult], scopes: Collection[Scope], columns: int) -> list[Line]:
    # If no map fits, the tiles are listed by code, as many as fit on a line.
    form, gap = _SIZES[2]
    count = max((columns + gap) // 4, 1)
    tiles = sorted(results, key=lambda result: result["entity"])
    return [
        _row(tiles[start : start + count], scopes, form, gap)
        for start in range(0, len(tiles), count)
    ]


def _row(tiles: Sequence[MapResult | None], scopes: Collection[Scope], form: str, gap: int) -> Line:
    pieces: list[Cell] = []
    for tile in tiles:
        blank = " " * len(form.format(code="de", sign="x"))
        pieces += [_tile(tile, scopes, form) if tile else Cell(blank), Cell(" " * gap)]
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return Line(tuple(pieces))


def _tile(result: MapResult, scopes: Collection[Scope], form: str) -> Cell:
    stance = result["stance"]
    sign = SIGNS[stance] if stance else " "
    text = form.format(code=letters(result, scopes), sign=sign)
    if stance is None:
        return Cell(text, "faint")
    age = ".old" if is_old(result) else ""
    return Cell(text, f"{'tile' if spoken(result, scopes) else 'stance'}.{stance}{age}")
