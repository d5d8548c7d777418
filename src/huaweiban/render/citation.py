"""Citations: a sentence to paste, BibTeX, and CSL-JSON, each with what repeats the query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.render.machine import escaped
from huaweiban.render.positions import elsewhere
from huaweiban.render.safe import one_line
from huaweiban.render.words import source, when

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult


def status_sentences(results: Iterable[StatusResult], day: str, version: str) -> str:
    """One sentence a position, with its events, their sources, the day and the data version."""
    return "".join(f"{_status(result, day, version)}\n" for result in results)


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


def _status(result: StatusResult, day: str, version: str) -> str:
    told = f"(huaweiban, data {version}; huaweiban status {result['entity']} --as-of {day})"
    if result["stance"] is None:
        return one_line(
            f"As of {day}, no position of {result['name']} on Huawei is on record {told}."
        )
    other = f"; elsewhere {word}" if (word := elsewhere(result)) else ""
    events = "; ".join(
        f"{each['event']}: {' / '.join(map(source, each['sources']))}"
        for each in result["evidence"]
    )
    return one_line(
        f"As of {day}, {result['name']} is on record as {result['stance']} for Huawei "
        f"({result['headline_scope']}, since {when(result['since'], result['certain'], day)}"
        f"{other}) [{events}] {told}."
    )


def _numbered(result: EventResult) -> list[tuple[str, Any]]:
    several = len(result["sources"]) > 1
    return [
        (f"{result['id']}-{number}" if several else result["id"], origin)
        for number, origin in enumerate(result["sources"], 1)
    ]


def _entry(key: str, result: EventResult, origin: Any, note: str) -> str:
    published = origin["published"] or result["date"]
    fields = {
        "title": origin["title"] or result["summary"],
        "author": f"{{{_tex(origin['publisher'])}}}",
        "year": published[:4],
        "month": published[5:7],
        "url": origin["url"] and _address(origin["url"]),
        "note": f"via {origin['via']}; {note}" if origin["via"] else note,
    }
    lines = [
        f"  {name} = {{{text if name in ('author', 'url') else _tex(text)}}},\n"
        for name, text in fields.items()
        if text
    ]
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


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
