"""Events as blocks: a line for each, or events in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from huaweiban.results import EventResult


def blocks(answer: Answer[EventsOptions, EventResult]) -> list[Block]:
    """One line for each event, oldest first, above them a picture of time.

    Of one entity, its name is what a narrow terminal spares.
    """
    results = answer.results
    one_entity, bands, planned = answer.question.options
    day = answer.question.day
    headers = ("date", "name", "stance", "scope", "what happened", "effect", "source", "id")
    rows = tuple(
        (
            Cell(result["date"]),
            Cell(result["name"]),
            stance_cell(result["stance"], "context"),
            Cell(", ".join(result["scope"])),
            Cell(result["summary"]),
            Cell(effect(result), "title" if result["moved"] else "faint"),
            Cell(result["sources"][0]["publisher"]),
            Cell(result["id"], "id"),
        )
        for result in results
    )
    spare = (1, 6, 3, 7, 5) if one_entity else (6, 3, 7, 5, 1)
    sheet = Sheet(headers, rows, spare, prose=4, tail=(5, 7))
    picture = drawing.bands(bands, day, planned) if bands else drawing.moves(results, day)
    foot = footer(answer.question, counted(len(results), "event"))
    return [picture, *if_any(sheet), line(foot, "faint")]


def in_full(answer: Answer[EventsOptions, EventResult]) -> list[Block]:
    """Events in full."""
    return [block for result in answer.results for block in _event(result)]


def _event(result: EventResult) -> list[Block]:
    facts = [
        ("date", _possible(result)),
        ("stance", f"{SIGNS[result['stance']]} {result['stance'] or 'context'}"),
        ("scope", ", ".join(result["scope"])),
        ("action", f"{result['action']} ({result['actor']})"),
        ("effect", effect(result)),
        ("in force", result["effective"]),
        ("gone by", result["deadline"]),
        ("follows", result["follows"] and f"{result['follows']} ({result['outcome']})"),
        ("related", ", ".join(result["related"])),
        ("note", result["note"]),
        (
            "withdrawn",
            result["withdrawn"] and f"{result['withdrawn']}: {result['withdrawn_reason']}",
        ),
        ("added", result["added"]),
        ("modified", result["modified"]),
        ("log", result["log"]),
    ]
    title = (Cell(result["name"], "title"), Cell("  "), Cell(result["id"], "id"))
    body = [fact(label, value) for label, value in facts if value]
    sources = [fact("source", source(each)) for each in result["sources"]]
    return [Line(title), line(result["summary"]), *body, *sources, line()]


def effect(result: EventResult) -> str:
    """What an event did to the stances: `core: restricted → banned`."""
    if result["stance"] is None:
        return "context"
    by_change: dict[str, list[str]] = {}
    for each in result["effects"]:
        change = _change(each["was"], each["now"], result["stance"])
        by_change.setdefault(change, []).append(each["scope"])
    return "; ".join(f"{', '.join(scopes)}: {change}" for change, scopes in by_change.items())


def _change(was: Stance | None, now: Stance, said: Stance) -> str:
    if now is not said:
        return f"{now} stands"
    return f"still {now}" if was is now else f"{was or 'none'} → {now}"


def _possible(result: EventResult) -> str:
    narrowed = [
        f"not {word} {day}"
        for word, day in (("before", result["not_before"]), ("after", result["not_after"]))
        if day
    ]
    return f"{result['date']} ({', '.join(narrowed)})" if narrowed else result["date"]
