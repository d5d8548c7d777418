"""Verdicts on a list of names as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.render.blocks import (
    NO_POSITION,
    Block,
    Cell,
    Sheet,
    chosen,
    if_any,
    line,
    stance_cell,
)
from huaweiban.render.position import based
from huaweiban.render.text import counted, footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer, CheckOptions
    from huaweiban.results import (
        CheckChangeResult,
        CheckResult,
        CheckRowResult,
        CountsResult,
    )

# Up to this many unknown names are shown; the others are counted.
_MOST = 20
_PRIVATE = "The log does not cover private companies' own networks."


def blocks(answer: Answer[CheckOptions, CheckResult]) -> list[Block]:
    """The rule, a line for each known name, then the unknown names."""
    known = [result for result in answer.results if result["entity"]]
    unknown = [result for result in answer.results if not result["entity"]]
    headers = ("asked", "name", "passes", "reason", "basis", "event", "address")
    rows = tuple(
        (
            Cell(result["asked"]),
            Cell(_name(result)),
            _passes(result["passed"]),
            Cell(result["reason"]),
            Cell(based(result)),
            Cell(result["event"] or "", "id"),
            Cell(result["url"] or ""),
        )
        for result in known
    )
    counts = answer.filed["counts"]
    return [
        line(_sentence(answer)),
        *if_any(Sheet(headers, rows, (6, 5, 4), prose=3)),
        *_unknown(unknown, counts["unknown"] + counts["empty"]),
        line(footer(answer.question, _counted(counts)), "faint"),
        line(_PRIVATE, "faint"),
    ]


def beside(answer: Answer[CheckOptions, CheckRowResult]) -> list[Block]:
    """The rows of a list, each with its verdict."""
    results: Any = answer.results
    columns = results.columns
    return [
        line(_sentence(answer)),
        *chosen(results, columns),
        line(footer(answer.question, _counted(answer.filed["counts"])), "faint"),
        line(_PRIVATE, "faint"),
    ]


def moved(answer: Answer[CheckOptions, CheckChangeResult]) -> list[Block]:
    """A line for each verdict that changed since an earlier check."""
    headers = ("asked", "name", "was", "is", "changed by", "reason", "event", "address")
    rows = tuple(
        (
            Cell(result["asked"] or "(empty cell)"),
            Cell(result["name"] or ""),
            _verdict(result["was_passed"], result["was_stance"], result["was_reason"]),
            _verdict(result["passed"], result["stance"], result["reason"]),
            Cell(", ".join(result["moved_by"])),
            Cell(result["reason"] or result["was_reason"] or ""),
            Cell(result["event"] or "", "id"),
            Cell(result["url"] or ""),
        )
        for result in answer.results
    )
    baseline = answer.filed["baseline"]
    since = (
        f"{counted(len(rows), 'verdict')} changed since the check of {baseline['as_of']} "
        f"(data {baseline['data_version']}, huaweiban {baseline['version']}); "
        f"now {_counted(answer.filed['counts'])}"
    )
    return [
        line(_sentence(answer)),
        *if_any(Sheet(headers, rows, (7, 6), prose=5)),
        line(footer(answer.question, since), "faint"),
        line(_PRIVATE, "faint"),
    ]


def _sentence(answer: Answer[Any, Any]) -> str:
    said: str = answer.filed["rule"]["sentence"]
    return f"{said[0].upper()}{said[1:]}."


def _name(result: CheckResult) -> str:
    others = "; ".join(
        f"not the {other['role'] or other['kind']} {other['entity']}" for other in result["others"]
    )
    return f"{result['name']} ({others})" if others else f"{result['name']}"


def _passes(passed: bool) -> Cell:
    return Cell("yes" if passed else "no", "title")


def _verdict(passed: bool | None, stance: Any, reason: str | None) -> Cell:
    if passed is None:
        return Cell("not on the list")
    word = "passes" if passed else "fails"
    if stance is None and NO_POSITION not in (reason or ""):
        # An unknown name has no position either, but that is not why it fails.
        return Cell(word, "stance.none")
    sign, style = stance_cell(stance)
    return Cell(f"{word}: {sign}", style)


def _unknown(results: Sequence[CheckResult], number: int) -> list[Block]:
    if not results:
        return []
    headers = ("failed: no such name", "rows", "first seen", "why")
    rows = tuple(
        (
            Cell(result["asked"] or "(empty cell)"),
            Cell(str(result["rows"])),
            Cell(result["place"] or ""),
            Cell(result["reason"]),
        )
        for result in results[:_MOST]
    )
    found: list[Block] = [Sheet(headers, rows, (1,), prose=3)]
    if number > _MOST:
        found.append(line(f"... and {number - _MOST} more; --json and --format csv list them all"))
    return found


def _counted(counts: CountsResult) -> str:
    parts = [
        f"{counts['passed']} passed",
        f"{counts['failed']} failed",
        f"{counts['unknown']} unknown",
    ]
    if counts["empty"]:
        parts.append(counted(counts["empty"], "empty cell"))
    if counts["skipped"]:
        parts.append(f"{counted(counts['skipped'], 'empty row')} skipped")
    rows = f" in {counted(counts['rows'], 'row')}" if counts["rows"] != counts["names"] else ""
    record = f"; no position on record for {counts['no_record']}" if counts["no_record"] else ""
    return f"{counted(counts['names'], 'name')}{rows}: {', '.join(parts)}{record}"
