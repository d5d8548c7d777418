"""An export as one page to open in a browser, to send or to put on a site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from huaweiban.export.place import for_file, replacing, telling
from huaweiban.render.page import Parts, page
from huaweiban.views.story import Story

_HERE = Path(__file__).parent


def write_html(story: Story, about: Mapping[str, Any], path: Path) -> None:
    """A page that needs no other file. Raises BadOutput."""
    frame, style, script = (
        (_HERE / name).read_text(encoding="utf-8") for name in ("frame.html", "page.css", "page.js")
    )
    text = page(story, about, Parts(frame, style, script))
    with telling(path):
        target = for_file(path)
        with replacing(target.parent, [target.name]) as (beside,):
            beside.write_bytes(text.encode())
