"""The sources of an event or an instrument, as every answer has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.events import Event

if TYPE_CHECKING:
    from huaweiban.laws import Law
    from huaweiban.results import SourceResult


def sources_of(event: Event | Law) -> list[SourceResult]:
    """The sources of an event or an instrument as plain data."""
    return [
        {
            "publisher": source.publisher,
            "title": source.title,
            "url": source.url,
            "published": source.published,
            "via": source.via,
        }
        for source in event.sources
    ]
