"""Facts about the tool and its data as blocks; and the fields that a person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.events import Stance
from huaweiban.render.blocks import (
    SIGNS,
    Block,
    Cell,
    Line,
    Sheet,
    fact,
    if_any,
    line,
    stance_cell,
)
from huaweiban.render.fields import text
from huaweiban.render.words import counted

if TYPE_CHECKING:
    from huaweiban.problems import Problem
    from huaweiban.results import EventResult, InfoResult, TermResult
    from huaweiban.views.overview import Overview


def first_screen(told: Overview, commands: Sequence[str], footer: str) -> list[Block]:
    """The overview: counts, newest moves, and what to try."""
    order: tuple[Stance | None, ...] = (*Stance, None)
    counts = [(stance_cell(stance), Cell(f"{told.counts.get(stance, 0):>5}")) for stance in order]
    moves = [
        (Cell(move["date"]), Cell(move["name"]), Cell(_word(move)), Cell(move["summary"]))
        for move in told.moves
    ]
    return [
        line("Where Huawei is banned, restricted, permitted or undecided", "title"),
        line(),
        Sheet(("countries and territories", "count"), tuple(counts)),
        line(),
        *if_any(Sheet(("newest moves", "name", "now", "what happened"), tuple(moves), (3,), 3, 20)),
        line(),
        line("Try", "title"),
        *(line(f"  {command}") for command in commands),
        line(),
        line(footer, "faint"),
    ]


def problems(told: Sequence[Problem], total: int, count: int) -> list[Block]:
    """A line a problem, then how many there are, and how many events were read."""
    found = f"{counted(count, 'event')}, {counted(total, 'problem') if total else 'no problems'}"
    if len(told) < total:
        found = f"{found}, the first {len(told)} of them told"
    return [*(line(str(problem)) for problem in told), line(found, "faint")]


def terms(found: Sequence[TermResult]) -> list[Block]:
    """Each term with its section and definition."""
    blocks: list[Block] = []
    for each in found:
        title = Line((Cell(each["term"], "title"), Cell(f"  ({each['section']})", "faint")))
        blocks += [title, *(line(text) for text in each["text"].splitlines()), line()]
    return blocks[:-1]


def info(told: InfoResult, day: str) -> list[Block]:
    """Facts, one a line; positions are those of an ISO day, all else is of the whole log."""
    facts = [
        (key.replace("_", " "), f"{value}, on {day}" if key == _OF_A_DAY else str(value))
        for key, value in told.items()
        if key != "settings" and value is not None
    ]
    facts += [
        (f"setting {each['name']}", f"{each['value']} ({each['origin']})")
        for each in told["settings"]
    ]
    hang = max(len(label) for label, _ in facts) + 2
    return [fact(label, value, hang) for label, value in facts]


_OF_A_DAY = "countries_with_position"


def _word(result: EventResult) -> str:
    word = result["headline"]
    return f"{SIGNS[word['stance']]} {word['stance']} ({word['headline_scope']})"


def chosen(results: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> list[Block]:
    """The fields a person chose, a column each."""
    rows = [tuple(Cell(text(result, field)) for field in fields) for result in results]
    return if_any(Sheet(tuple(fields), tuple(rows)))
