"""Changes as blocks: of what is held, and of the log itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line, stance_cell
from huaweiban.render.text import counted, footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer, ChangesOptions
    from huaweiban.results import ChangeResult, DataChangeResult


def blocks(answer: Answer[ChangesOptions, ChangeResult]) -> list[Block]:
    """A line for each change; what one event changed alike stands together."""
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
        for first, *alike in ([group[0], *group] for group in _alike(answer.results))
    )
    sheet = Sheet(headers, rows, (5, 6, 4), prose=6, least=24, tail=(5,))
    holders = len({each["entity"] for each in answer.results})
    number = (
        f"{counted(len(answer.results), 'change')} of {counted(holders, 'entity', 'entities')} "
        f"since {answer.question.options.since}"
    )
    return [*if_any(sheet), line(footer(answer.question, number), "faint")]


def _alike(results: Sequence[ChangeResult]) -> Iterable[list[ChangeResult]]:
    groups: dict[tuple[object, ...], list[ChangeResult]] = {}
    for each in results:
        key = (each["entity"], each["event"], each["was"], each["now"])
        groups.setdefault(key, []).append(each)
    return groups.values()


def of_data(answer: Answer[ChangesOptions, DataChangeResult]) -> list[Block]:
    """A line for each event that was added, corrected or withdrawn."""
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
        for result in answer.results
    )
    sheet = Sheet(headers, rows, (5, 3), prose=4, least=24, tail=(5, 3))
    changes = counted(len(answer.results), "change")
    number = f"{changes} of the log since {answer.question.options.since}"
    return [*if_any(sheet), line(footer(answer.question, number), "faint")]
