"""An export as one page to open in a browser, to send or to put on a site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from huaweiban.export.atomic import for_file, replacing, telling
from huaweiban.export.guard import Guard
from huaweiban.render.page import Parts, page
from huaweiban.views.page import Page

_HERE = Path(__file__).parent


def write_html(shown: Page, about: Mapping[str, Any], path: Path, guard: Guard) -> None:
    """A page that needs no other file. Raises BadOutput."""
    frame, style, script = (
        (_HERE / name).read_text(encoding="utf-8") for name in ("page.html", "page.css", "page.js")
    )
    text = page(shown, about, Parts(frame, style, script))
    with telling(path):
        target = html_place(path, guard)
        with replacing(target.parent, [target.name]) as (beside,):
            beside.write_bytes(text.encode())


def html_place(path: Path, guard: Guard) -> Path:
    """Where the page will lie. Raises BadUsage and BadOutput where it must not."""
    with telling(path):
        target = for_file(path)
        guard.allow([target], _is_ours)
        return target


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        return _MARK in stream.read(_HEAD)


# Every page says within its first bytes what made it.
_MARK, _HEAD = b'<meta name="generator" content="huaweiban">', 1024
