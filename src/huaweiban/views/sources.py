"""Where an event was told, as every answer has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.events import Event

if TYPE_CHECKING:
    from huaweiban.results import SourceResult


def sources_of(event: Event) -> list[SourceResult]:
    """An event's sources as plain data."""
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
