"""A line of an own log, for tests that write one."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from huaweiban.events import Event, Source


def line(id: str, date: str, stance: str | None = None, scope: str = "mobile", **more: Any) -> dict:
    """An event whose entity is the first part of its id."""
    event = {
        **dict.fromkeys(each.name for each in dataclasses.fields(Event)),
        "id": id, "entity": id.partition("-")[0], "date": date, "summary": f"Of {id}.",
        "stance": stance, "scope": [scope] if stance else [], "action": "decision",
        "actor": "government", "related": [], "laws": [], "added": "2026-01-01",
        "sources": [{"publisher": "A paper"}], **more,
    }  # fmt: skip
    blank = dict.fromkeys(each.name for each in dataclasses.fields(Source))
    event["sources"] = [{**blank, **source} for source in event["sources"]]
    return event


def written(path: Path, *events: dict) -> Path:
    """A log of these events at a path."""
    text = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
    path.write_text(text, encoding="utf-8")
    return path
