"""Changes as blocks: of positions, and of the log itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line
from huaweiban.render.text import PURPOSES, counted, footer

if TYPE_CHECKING:
    from huaweiban.answers import Answer, ChangesOptions
    from huaweiban.results import ChangeResult, DataChangeResult, FieldResult


def blocks(answer: Answer[ChangesOptions, ChangeResult]) -> list[Block]:
    """A line for each change, oldest first; equal changes by one event share a line."""
    headers = ("date", "name", "change", "what happened", "event")
    rows = tuple(
        (
            Cell(first["date"]),
            Cell(first["name"]),
            Cell("; ".join(words([first, *alike])), "title"),
            Cell(first["summary"]),
            Cell(first["event"] or "", "id"),
        )
        for first, *alike in by_event(answer.results)
    )
    sheet = Sheet(headers, rows, (4,), prose=3, least=24, tail=(4,))
    holders = len({each["entity"] for each in answer.results})
    number = (
        f"{counted(len(answer.results), 'change')} for {counted(holders, 'entity', 'entities')} "
        f"since {answer.question.options.since}"
    )
    return [*if_any(sheet), line(footer(answer.question, number), "faint")]


def by_event(results: Sequence[ChangeResult]) -> Iterable[list[ChangeResult]]:
    """The changes grouped by event and day, oldest first."""
    groups: dict[tuple[object, ...], list[ChangeResult]] = {}
    for each in sorted(results, key=lambda each: each["day"]):
        key = (each["day"], each["entity"], each["event"], each["law"], each["turn"] == "lapsed")
        groups.setdefault(key, []).append(each)
    return groups.values()


def words(results: Sequence[ChangeResult]) -> Iterable[str]:
    """The changes by one event in words; scopes with the same change share one phrase."""
    by_change: dict[str, list[str]] = {}
    for each in results:
        if each["change"] == "stance":
            ended = " (as announced)" if each["turn"] == "lapsed" else ""
            now = f"{each['was'] or 'none'} → {each['now'] or 'none'}{ended}"
            by_change.setdefault(
                f"{each['now']} (first on record)" if each["turn"] == "first" else now, []
            ).append(each["what"])
    for change, whats in by_change.items():
        yield f"{', '.join(whats)}: {change}"
    for each in results:
        if each["change"] == "date":
            yield _of_date(each)
        elif each["change"] == "instrument":
            yield f"instrument {each['turn']}: {each['law']}"


def _of_date(each: ChangeResult) -> str:
    due = f": {each['due']}" if each["due"] else ""
    name, scopes = PURPOSES[each["what"]], ", ".join(each["scope"])  # type: ignore[index]
    match each["turn"]:
        case "moved":
            return f"moved: {name} {each['was_date']} → {each['now_date']} ({scopes}){due}"
        case "set":
            return f"new: {name} {each['now_date']} ({scopes}){due}"
        case "ended":
            return f"ended as announced: {each['was_date']} ({scopes})"
        case "dropped":
            return f"dropped: {name} {each['was_date']} ({scopes})"
        case turn:
            return f"{turn}: {name} {each['now_date']} ({scopes})"


def of_data(answer: Answer[ChangesOptions, DataChangeResult]) -> list[Block]:
    """A line for each event that was added, corrected or withdrawn."""
    headers = ("day", "change", "name", "id", "what happened", "what changed")
    rows = tuple(
        (
            Cell(result["day"]),
            Cell(result["change"]),
            Cell(result["name"]),
            Cell(result["id"], "id"),
            Cell(result["summary"]),
            Cell(result["reason"] or "; ".join(map(_of_field, result["fields"] or ()))),
        )
        for result in answer.results
    )
    sheet = Sheet(headers, rows, (5, 3), prose=4, least=24, tail=(5, 3))
    changes = counted(len(answer.results), "change")
    number = f"{changes} to the log since {answer.question.options.since}"
    return [*if_any(sheet), line(footer(answer.question, number), "faint")]


# Fields whose text is too long for a cell.
_TEXTS = ("summary", "sources", "note", "disputed", "what", "withdrawn_reason")


def _of_field(each: FieldResult) -> str:
    if each["field"] in _TEXTS:
        return each["field"]
    return f"{each['field']}: {_value(each['was'])} → {_value(each['now'])}"


def _value(value: str | list[str] | None) -> str:
    return (value if isinstance(value, str) else ", ".join(value or ())) or "none"
