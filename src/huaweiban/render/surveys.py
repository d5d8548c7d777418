"""Answers over many entities as blocks: changes, planned dates, the matrix, checks, counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from huaweiban.events import CELLS, Scope, Stance
from huaweiban.render.blocks import (
    HANG,
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
from huaweiban.render.words import PURPOSES, standing

if TYPE_CHECKING:
    from huaweiban.results import (
        ChangeResult,
        CheckResult,
        DataChangeResult,
        DueResult,
        MatrixResult,
        OperatorResult,
        StatsResult,
    )

LEGEND = "  ".join(f"{SIGNS[stance]} {stance or NO_POSITION}" for stance in (*Stance, None))


def changes(results: Sequence[ChangeResult], footer: str) -> list[Block]:
    """A line a change; what one event changed alike stands together."""
    headers = ("name", "what", "was", "now", "date", "event", "what happened")
    rows = tuple(
        (
            Cell(first["name"]),
            Cell(", ".join(result["what"] for result in alike)),
            stance_cell(first["was"], "none"),
            stance_cell(first["now"], "none"),
            Cell(first["date"] or ""),
            Cell(first["event"] or "", "id"),
            Cell(first["summary"] or ""),
        )
        for first, *alike in ([group[0], *group] for group in _alike(results))
    )
    sheet = Sheet(headers, rows, (5, 6, 4), prose=6, least=24, tail=(5,))
    return [*if_any(sheet), line(footer, "faint")]


def _alike(results: Sequence[ChangeResult]) -> Iterable[list[ChangeResult]]:
    groups: dict[tuple[object, ...], list[ChangeResult]] = {}
    for each in results:
        key = (each["entity"], each["event"], each["was"], each["now"])
        groups.setdefault(key, []).append(each)
    return groups.values()


def data_changes(results: Sequence[DataChangeResult], footer: str) -> list[Block]:
    """A line an event that was added, corrected or withdrawn."""
    headers = ("day", "change", "name", "id", "what happened", "reason")
    rows = tuple(
        (
            Cell(result["day"]),
            Cell(result["change"]),
            Cell(result["name"]),
            Cell(result["id"], "id"),
            Cell(result["summary"]),
            Cell(result["reason"] or ""),
        )
        for result in results
    )
    sheet = Sheet(headers, rows, (5, 3), prose=4, least=24, tail=(5, 3))
    return [*if_any(sheet), line(footer, "faint")]


def deadlines(results: Sequence[DueResult], footer: str) -> list[Block]:
    """A line a planned date."""
    headers = ("date", "name", "what", "scope", "stance", "how it stands", "event")
    rows = tuple(
        (
            Cell(result["date"]),
            Cell(result["name"]),
            Cell(PURPOSES[result["purpose"]]),
            Cell(", ".join(result["scope"])),
            stance_cell(result["stance"]),
            Cell(_standing(result)),
            Cell(result["event"], "id"),
        )
        for result in results
    )
    return [*if_any(Sheet(headers, rows, (6, 4, 3), prose=5, least=20)), line(footer, "faint")]


def matrix(results: Sequence[MatrixResult], footer: str) -> list[Block]:
    """A line an entity, a sign a scope, and what the signs mean; or in words, a block an entity."""
    headers = ("name", *(_SHORT[cell] for cell in CELLS))
    rows = tuple(
        (Cell(result["name"]), *(_sign(result["scopes"][cell]) for cell in CELLS))
        for result in results
    )
    names = ", ".join(f"{short} {cell}" for cell, short in _SHORT.items() if short != cell)
    sheet = Sheet(headers, rows, prose=0, least=12)
    told: tuple[Line | Sheet, ...] = (line(LEGEND), line(names, "faint"))
    if rows:
        told = (sheet, *told)

    def draw(columns: int) -> Sequence[Line | Sheet]:
        from huaweiban.render.fit import fitted

        if fitted(sheet, columns):
            return told
        return [each for result in results for each in _in_words(result)]

    return [Drawing(draw, told), line(footer, "faint")]


def _in_words(result: MatrixResult) -> Iterable[Line]:
    yield line(result["name"], "title")
    for stance in (*Stance, None):
        held = [cell for cell in CELLS if result["scopes"][cell] is stance]
        if held and (stance or len(held) == len(CELLS)):
            word = stance_cell(stance, NO_POSITION)
            yield Line((word._replace(text=f"{word.text:<{HANG}}"), Cell(", ".join(held))), HANG)
    yield line()


def gaps(results: Sequence[MatrixResult], footer: str) -> list[Block]:
    """A line a country whose operators hold otherwise."""
    headers = ("name", "stance", "gap", "operators")
    rows = tuple(
        (
            Cell(result["name"]),
            stance_cell(result["stance"]),
            Cell(result["gap"] or ""),
            Cell("; ".join(map(_in_gap, result["operators"]))),
        )
        for result in results
    )
    return [*if_any(Sheet(headers, rows, prose=3, least=20)), line(footer, "faint")]


def _in_gap(operator: OperatorResult) -> str:
    by_stance: dict[Stance, list[Scope]] = {}
    for each in operator["gap_scopes"]:
        by_stance.setdefault(each["stance"], []).append(each["scope"])
    held = (f"{', '.join(scopes)} {stance}" for stance, scopes in by_stance.items())
    return f"{operator['name']}: {', '.join(held)}"


def checks(results: Sequence[CheckResult], footer: str) -> list[Block]:
    """A line a name on the list."""
    headers = ("asked", "name", "passes", "reason", "event")
    rows = tuple(
        (
            Cell(result["asked"]),
            Cell(result["name"] or ""),
            Cell("yes" if result["passed"] else "no", "title"),
            Cell(result["reason"]),
            Cell(result["event"] or "", "id"),
        )
        for result in results
    )
    return [*if_any(Sheet(headers, rows, (4,), prose=3)), line(footer, "faint")]


def stats(results: Sequence[StatsResult], by: str, footer: str) -> list[Block]:
    """A line a key, with its counts; over the years, a bar beside them."""
    # Of events, those without a stance are context.
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
        for result in results
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
    if by == "year":
        from huaweiban.render.bars import bars

        return bars(results, by, numbers, footer)
    return [numbers, line(footer, "faint")]


_SHORT = {
    Scope.CORE: "core",
    Scope.RAN: "ran",
    Scope.FIXED: "fix",
    Scope.CABLES: "cab",
    Scope.PROCUREMENT: "pro",
    Scope.DEVICES: "dev",
    Scope.SOFTWARE: "sof",
    Scope.SUPPLY: "sup",
    Scope.CLOUD: "clo",
    Scope.ENERGY: "ene",
    Scope.RESEARCH: "res",
    Scope.OTHER: "oth",
}


def _sign(stance: Stance | None) -> Cell:
    return stance_cell(stance)._replace(text=SIGNS[stance])


def _standing(result: DueResult) -> str:
    moved = f", moved from {result['moved_from']}" if result["moved_from"] else ""
    return standing(result, result["days"]) + moved
