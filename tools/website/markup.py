"""Pieces of HTML that the pages share: links, lists of facts, tables, sources, stances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from typing import Any

from huaweiban.render.page_html import text, worded
from huaweiban.render.page_words import CAUTIONS
from huaweiban.render.text import address, source
from website.asked import opened
from website.registry import by_id

__all__ = ["link", "text", "worded"]

# A page two folders deep, as all those are that tell of one thing.
UP = "../../"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def link(where: str, words: str) -> str:
    """A link within the site."""
    return f'<a href="{escape(where)}">{text(words)}</a>'


def of_entity(id: str, up: str = UP) -> str:
    """A link to the page of an entity."""
    return link(f"{up}entity/{id}/", by_id()[id].name)


@cache
def pages() -> dict[str, str]:
    """The pages of events and instruments, by id."""
    log = opened().everything()
    found = {event.id: f"event/{event.id}/" for event in log.events}
    return found | {law.id: f"law/{law.id}/" for law in log.laws.everyone()}


def linked(words: str) -> str:
    """Text in which each id of an event or an instrument is a link."""

    def of(found: re.Match[str]) -> str:
        page = pages().get(found[0])
        return f'<a href="{UP}{page}">{found[0]}</a>' if page else found[0]

    return _ID.sub(of, text(words))


def stance(row: Any) -> str:
    """What a result holds, as sign and word, with its marks."""
    return worded(row["stance"], row["stance"]) + marks(row)


def marks(row: Any) -> str:
    """The cautions of a result."""
    return "".join(f' <span class="caution">{CAUTIONS[each]}</span>' for each in row["cautions"])


def sources(each: Iterable[Any]) -> str:
    """Sources as a list; each leads to its page."""
    return f'<ul class="sources">{"".join(map(_source, each))}</ul>'


def _source(each: Any) -> str:
    words = text(source({**each, "url": None}))
    url = address(each["url"] or "")
    if not url:
        return f"<li>{words}</li>"
    return f'<li><a href="{escape(url)}" rel="noopener noreferrer">{words}</a></li>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Labels and values, which are HTML; those without a value are omitted."""
    rows = "".join(
        f"<dt>{text(label[:1].upper() + label[1:])}</dt><dd>{value}</dd>"
        for label, value in pairs
        if value
    )
    return f"<dl>{rows}</dl>" if rows else ""


def table(name: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are HTML; the first of each row names it.

    Where it is narrow each row is a block whose cells say their labels.
    """
    head = "".join(f'<th scope="col">{each}</th>' for each in headers)
    body = "".join(f"<tr>{_cells(headers, row)}</tr>" for row in rows)
    if not body:
        return ""
    return (
        f'<table aria-label="{escape(name)}"><thead>'
        f"<tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(headers: Sequence[str], row: Sequence[str]) -> str:
    first, *others = row
    cells = "".join(
        f'<td data-label="{header}">{cell}</td>'
        for header, cell in zip(headers[1:], others, strict=True)
    )
    return f'<th scope="row">{first}</th>{cells}'


def whole(words: str) -> str:
    """Text that is never broken, such as a date."""
    return f'<span class="whole">{text(words)}</span>' if words else ""


def anchor(title: str) -> str:
    """The id of the part of a page that has a title."""
    return re.sub("[^a-z0-9]+", "-", title.lower())


def section(title: str, body: str) -> str:
    """A part of a page under its head; nothing where it has no body."""
    if not body:
        return ""
    id = anchor(title)
    return f'<section aria-labelledby="{id}"><h2 id="{id}">{text(title)}</h2>{body}</section>\n'


def items(lines: Iterable[str], cls: str = "lines") -> str:
    """A list of lines of HTML; nothing where there are none."""
    inside = "".join(f"<li>{each}</li>" for each in lines)
    return f'<ul class="{cls}">{inside}</ul>' if inside else ""


def dated(date: str, words: str) -> str:
    """A line that begins with its date."""
    return f'<span class="date">{date}</span> {words}'
