"""Citations: a sentence to paste, BibTeX, and CSL-JSON, each with what repeats the query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from huaweiban.events import Scope, spread
from huaweiban.render.machine import escaped
from huaweiban.render.positions import elsewhere
from huaweiban.render.safe import one_line
from huaweiban.render.words import source, when

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult


class Query(NamedTuple):
    """How positions were asked for: the day, the data version, the scopes, what was let count.

    `limits` says the last in words, `flags` as options that repeat the query.
    """

    day: str
    version: str
    scopes: Sequence[Scope] = ()
    limits: str = ""
    flags: Sequence[str] = ()


def status_sentences(results: Iterable[StatusResult], query: Query) -> str:
    """One sentence a position, with its events, their sources, the day and the data version."""
    return "".join(f"{_status(result, query)}\n" for result in results)


def sentences(results: Iterable[EventResult], day: str, version: str) -> str:
    """One sentence an event, with its sources, the day it was looked up and the data version."""
    return "".join(
        one_line(
            f"{result['name']}, {result['date']}: {result['summary']} "
            f"({'; '.join(map(source, result['sources']))}; huaweiban event {result['id']}, "
            f"data {version}, looked up {day})"
        )
        + "\n"
        for result in results
    )


def bibtex(results: Sequence[EventResult], day: str, version: str) -> str:
    """An entry a source; the key is the event's id, numbered where it has several."""
    return "\n".join(
        _entry(key, result, origin, f"huaweiban event {result['id']}, data {version}, {day}")
        for result in results
        for key, origin in _numbered(result)
    )


def csl(results: Sequence[EventResult], day: str, version: str) -> str:
    """CSL-JSON: an item a source."""
    items = [
        _item(key, origin, f"huaweiban event {result['id']}, data {version}, {day}")
        for result in results
        for key, origin in _numbered(result)
    ]
    return escaped(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def _status(result: StatusResult, query: Query) -> str:
    asked = " ".join(["huaweiban status", result["entity"], "--as-of", query.day, *query.flags])
    told = f"(huaweiban, data {query.version}; {asked})"
    only = f", from {query.limits} only," if query.limits else ""
    position = _in_scopes(result, query) if query.scopes else _headline(result, query.day)
    if not position:
        where = f" in {', '.join(query.scopes)}" if query.scopes else ""
        lead = f"As of {query.day}{only} no position of {result['name']} on Huawei{where}"
        return one_line(f"{lead} is {'found' if only else 'on record'} {told}.")
    events = "; ".join(
        f"{each['event']}: {' / '.join(map(source, each['sources']))}"
        for each in result["evidence"]
    )
    stands = "counts as" if only else "is on record as"
    lead = f"As of {query.day}{only} {result['name']} {stands} {position}"
    return one_line(f"{lead} [{events}] {told}.")


def _headline(result: StatusResult, day: str) -> str:
    if result["stance"] is None:
        return ""
    other = f"; elsewhere {word}" if (word := elsewhere(result)) else ""
    since = when(result["since"], result["certain"], day)
    scope = result["headline_scope"]
    return f"{result['stance']} for Huawei ({scope}, since {since}{other})"


def _in_scopes(result: StatusResult, query: Query) -> str:
    held = [(cell, result["scopes"].get(cell)) for cell in spread(query.scopes)]
    parts = [
        f"{cell} {each['stance']} since {when(each['since'], each['certain'], query.day)}"
        for cell, each in held
        if each
    ]
    return f"holding on Huawei: {'; '.join(parts)}" if parts else ""


def _numbered(result: EventResult) -> list[tuple[str, Any]]:
    several = len(result["sources"]) > 1
    return [
        (f"{result['id']}-{number}" if several else result["id"], origin)
        for number, origin in enumerate(result["sources"], 1)
    ]


def _entry(key: str, result: EventResult, origin: Any, note: str) -> str:
    published = origin["published"] or ""
    told = note if origin["title"] else f"title not known, on: {result['summary']}; {note}"
    told = f"via {origin['via']}; {told}" if origin["via"] else told
    fields = {
        "title": f"{{{_tex(origin['title'] or '[untitled]')}}}",
        "author": f"{{{{{_tex(origin['publisher'])}}}}}",
        "year": f"{{{published[:4]}}}" if published else "",
        "month": _MONTHS[int(published[5:7]) - 1] if len(published) > 4 else "",
        "url": f"{{{_address(origin['url'])}}}" if origin["url"] else "",
        "note": f"{{{_tex(told)}}}",
    }
    lines = [f"  {name} = {text},\n" for name, text in fields.items() if text]
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


# The names that every BibTeX style knows.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _tex(text: str) -> str:
    escaped = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(
        escaped.get(each, f"\\{each}" if each in "&%$#_{}" else each) for each in one_line(text)
    )


def _address(url: str) -> str:
    # LaTeX reads an address as it is, so what would end or bend it is written as addresses do.
    return one_line(url).translate({ord(each): f"%{ord(each):02X}" for each in "{}\\"})


def _item(key: str, origin: Any, note: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "type": "article-newspaper",
        "title": origin["title"],
        "container-title": origin["publisher"],
        "URL": origin["url"],
        "note": f"via {origin['via']}; {note}" if origin["via"] else note,
    }
    if published := origin["published"]:
        item["issued"] = {"date-parts": [[int(part) for part in published.split("-")]]}
    return {name: value for name, value in item.items() if value is not None}
