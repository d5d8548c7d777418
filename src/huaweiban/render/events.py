"""Events as blocks: a line for each, or events in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from huaweiban.dates import first_day
from huaweiban.events import Stance
from huaweiban.render import bands as drawing
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
from huaweiban.render.text import counted, footer, source

if TYPE_CHECKING:
    from huaweiban.answers import Answer, EventsOptions
    from huaweiban.results import EffectResult, EventResult


def blocks(answer: Answer[EventsOptions, EventResult]) -> list[Block]:
    """One line for each event, oldest first, below a timeline.

    If events refer to instruments, these have a column.
    """
    results = answer.results
    bands, planned = answer.question.options
    day = answer.question.day
    headers = ["date", "name", "stance", "scope", "what happened", "effect", "source", "id"]
    rows = [row for _, row in sorted(_rows(results), key=lambda each: each[0])]
    spare, tail = [7, 6, 3, 5], [5, 7]
    if any(result["law_titles"] for result in results):
        titles = {result["id"]: "; ".join(result["law_titles"]) for result in results}
        rows = [(*row, Cell(titles[row[7].text])) for row in rows]
        headers, spare, tail = [*headers, "instrument"], [7, 6, 8, 3, 5], [5, 8, 7]
    sheet = Sheet(tuple(headers), tuple(rows), tuple(spare), prose=4, tail=tuple(tail))
    picture = drawing.bands(bands, day, planned) if bands else drawing.moves(results, day)
    foot = footer(answer.question, counted(len(results), "event"))
    return [picture, *if_any(sheet), line(foot, "faint")]


def _rows(results: Sequence[EventResult]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    # Each with the ISO day it is sorted by; an announced end has its own row.
    for result in results:
        row = (
            Cell(result["date"]),
            Cell(result["name"]),
            stance_cell(result["stance"], "context"),
            Cell(", ".join(result["scope"])),
            Cell(result["summary"]),
            Cell(effect(result), "title" if result["moved"] else "faint"),
            Cell(result["sources"][0]["publisher"]),
            Cell(result["id"], "id"),
        )
        yield result["not_before"] or first_day(result["date"]), row
        if lapse := result["lapse"]:
            ended = (
                Cell(lapse["day"]),
                Cell(result["name"]),
                Cell("ended"),
                Cell(", ".join(result["scope"])),
                Cell(f"Ended as announced; the last day was {result['until']}."),
                Cell(_effect(lapse["effects"], None), "title" if lapse["moved"] else "faint"),
                Cell(""),
                Cell(result["id"], "id"),
            )
            yield lapse["day"], ended


def in_full(answer: Answer[EventsOptions, EventResult]) -> list[Block]:
    """Events in full."""
    return [block for result in answer.results for block in _event(result)]


def facts(result: EventResult) -> list[tuple[str, str]]:
    """The facts about an event, except summary and sources, as labels and values."""
    known = [
        ("date", _possible(result)),
        ("stance", f"{SIGNS[result['stance']]} {result['stance'] or 'context'}"),
        ("scope", ", ".join(result["scope"])),
        ("action", f"{result['action']} ({result['actor']})"),
        ("effect", effect(result)),
        ("in force", result["effective"]),
        ("deadline", result["deadline"]),
        ("what is due", result["what"]),
        ("until", result["until"]),
        ("follows", result["follows"] and f"{result['follows']} ({result['outcome']})"),
        ("disputed", result["disputed"]),
        ("related", ", ".join(result["related"])),
        ("note", result["note"]),
        (
            "withdrawn",
            result["withdrawn"] and f"{result['withdrawn']}: {result['withdrawn_reason']}",
        ),
        ("added", result["added"]),
        ("modified", result["modified"]),
        ("log", result["log"]),
        *(
            ("law", f"{name} ({id})")
            for id, name in zip(result["laws"], result["law_titles"], strict=True)
        ),
    ]
    return [(label, value) for label, value in known if value]


def _event(result: EventResult) -> list[Block]:
    title = (Cell(result["name"], "title"), Cell("  "), Cell(result["id"], "id"))
    body = [fact(label, value) for label, value in facts(result)]
    sources = [fact("source", source(each)) for each in result["sources"]]
    return [Line(title), line(result["summary"]), *body, *sources, line()]


def effect(result: EventResult) -> str:
    """What an event changed: `core: restricted → banned`."""
    if result["stance"] is None and not result["effects"]:
        return "context"
    return _effect(result["effects"], result["stance"])


def _effect(effects: Sequence[EffectResult], said: Stance | None) -> str:
    by_change: dict[str, list[str]] = {}
    for each in effects:
        change = _change(each["was"], each["now"], said)
        by_change.setdefault(change, []).append(each["scope"])
    changes = (f"{', '.join(scopes)}: {change}" for change, scopes in by_change.items())
    return "; ".join(changes) or "no effect"


def _change(was: Stance | None, now: Stance | None, said: Stance | None) -> str:
    if was is now:
        return f"still {now}" if now is said else f"remains {now}"
    return f"{was or 'none'} → {now or 'none'}"


def _possible(result: EventResult) -> str:
    narrowed = [
        f"not {word} {day}"
        for word, day in (("before", result["not_before"]), ("after", result["not_after"]))
        if day
    ]
    return f"{result['date']} ({', '.join(narrowed)})" if narrowed else result["date"]
