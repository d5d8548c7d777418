"""Events as citations: sentences to paste, BibTeX, CSL-JSON, each with id, version and day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from huaweiban.render.json import escaped
from huaweiban.render.text import address, cited, one_line, source

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import EventResult


def cite(answer: Answer[Any, EventResult]) -> str:
    """One sentence for each event, with its sources, the day and the data version."""
    day, version = answer.question.day, cited(answer.question)
    return "".join(
        one_line(
            f"{result['name']}, {result['date']}: {result['summary']} "
            f"({'; '.join(map(source, result['sources']))}; huaweiban event {result['id']}, "
            f"data {version}, looked up {day})"
        )
        + "\n"
        for result in answer.results
    )


def bibtex(answer: Answer[Any, EventResult]) -> str:
    """An entry for each source; the key is the event's id, with a number where it has several."""
    return "\n".join(
        _entry(key, result, origin, _note(answer, result))
        for result in answer.results
        for key, origin in _numbered(result)
    )


def csl(answer: Answer[Any, EventResult]) -> str:
    """CSL-JSON: an item for each source."""
    items = [
        _item(key, origin, _note(answer, result))
        for result in answer.results
        for key, origin in _numbered(result)
    ]
    return escaped(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def _note(answer: Answer[Any, EventResult], result: Any) -> str:
    question = answer.question
    return f"huaweiban event {result['id']}, data {cited(question)}, {question.day}"


def _numbered(result: EventResult) -> list[tuple[str, Any]]:
    several = len(result["sources"]) > 1
    # No id contains a full stop, so a number cannot make two keys equal.
    return [
        (f"{result['id']}.{number}" if several else result["id"], origin)
        for number, origin in enumerate(result["sources"], 1)
    ]


def _entry(key: str, result: Any, origin: Any, note: str) -> str:
    published = origin["published"] or ""
    told = note if origin["title"] else f"title not known, on: {result['summary']}; {note}"
    told = f"via {origin['via']}; {told}" if origin["via"] else told
    fields = {
        # A second pair of braces keeps the capitals of names.
        "title": f"{{{{{_tex(origin['title'] or '[untitled]')}}}}}",
        "author": f"{{{{{_tex(origin['publisher'])}}}}}",
        "year": f"{{{published[:4]}}}" if published else "",
        "month": _MONTHS[int(published[5:7]) - 1] if len(published) > 4 else "",
        # As precise as known: BibLaTeX reads this field, BibTeX reads year and month.
        "date": f"{{{published}}}" if published else "",
        "url": f"{{{_address(origin['url'])}}}" if origin["url"] else "",
        "note": f"{{{_tex(told)}}}",
    }
    lines = [f"  {name} = {text},\n" for name, text in fields.items() if text]
    return f"@misc{{{key},\n{''.join(lines)}}}\n"


# The names that every BibTeX style knows.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _tex(text: str) -> str:
    return "".join(_TEX.get(each, each) for each in one_line(text))


# BibTeX counts braces, also those after a backslash.
_TEX = {each: f"\\{each}" for each in "&%$#_"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
}  # fmt: skip


def _address(url: str) -> str:
    # LaTeX reads an address verbatim, so characters that would end it are percent-encoded.
    return address(url, "{}\\")


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
