"""The page: map, table and histories in one HTML file that opens nothing else.

What is known lies in it as JSON, which the script reads and writes out as text, never as markup;
the page's own policy lets no other script or style run, and nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from huaweiban.events import Stance
from huaweiban.render.blocks import NO_POSITION, SIGNS
from huaweiban.render.events import effect
from huaweiban.render.status import elsewhere
from huaweiban.render.svg import definitions, style
from huaweiban.render.text import address, one_line, planned, when

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult
    from huaweiban.stances import Holding
    from huaweiban.views.page import Page


class Parts(NamedTuple):
    """What the page is made of: its frame, which names the places for the rest, style, script."""

    frame: str
    style: str
    script: str


def page(shown: Page, about: Mapping[str, Any], parts: Parts) -> str:
    """The page. `about` has `data_version`, `brought_to`, `data` and `licence`."""
    painted = style() + parts.style
    logs = ", ".join(about["data"])
    filled = {
        "policy": (
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"style-src '{_digest(painted)}'; script-src '{_digest(parts.script)}'"
        ),
        "style": painted,
        "script": parts.script,
        "shapes": definitions(),
        "data": _harmless(_seen(_data(shown))),
        "about": escape(
            f"As of {shown.day}. Data {about['data_version']} ({one_line(logs)}), brought to "
            f"{about['brought_to']}, {about['licence']}; silence since then is no finding."
        ),
    }
    # One pass, so that what is filled in can name no further place.
    pieces = parts.frame.split("@@")
    return "".join(filled[piece] if place % 2 else piece for place, piece in enumerate(pieces))


def _data(shown: Page) -> dict[str, Any]:
    events: dict[str, list[dict[str, Any]]] = {}
    for event in shown.events:
        events.setdefault(event["entity"], []).append(_event(event))
    holdings = list(dict.fromkeys(each for held in shown.held.values() for each in held))
    index = {each: number for number, each in enumerate(holdings)}
    return {
        "day": shown.day,
        "years": [end[:4] for end in shown.ends],
        "stances": [
            {"id": stance or "none", "name": stance or NO_POSITION, "sign": SIGNS[stance]}
            for stance in (*Stance, None)
        ],
        "words": [_holding(each) for each in holdings],
        "entities": [
            {
                **_entity(status, shown.day),
                "aliases": list(shown.aliases.get(status["entity"], ())),
                "place": shown.places.get(status["entity"]),
                "held": [index[each] for each in shown.held[status["entity"]]],
                "events": events.get(status["entity"], []),
            }
            for status in shown.statuses
        ],
    }


def _holding(held: Holding | None) -> dict[str, Any]:
    return {"stance": held.stance if held else "none", "scope": held.scope if held else None}


def _entity(status: StatusResult, day: str) -> dict[str, Any]:
    return {
        "id": status["entity"],
        "name": status["name"],
        "kind": status["role"] or status["kind"],
        "stance": status["stance"] or "none",
        "scope": status["headline_scope"] or "",
        "since": when(status["since"], status["certain"], day),
        "confirmed": when(status["confirmed"], status["certain"], day),
        "deadline": status["deadline"] or "",
        "elsewhere": elsewhere(status),
        "planned": [planned(each, day) for each in status["deadlines"]],
        "scopes": [
            {
                "scope": scope,
                "stance": cell["stance"],
                "since": when(cell["since"], cell["certain"], day),
                "confirmed": when(cell["confirmed"], cell["certain"], day),
            }
            for scope, cell in status["scopes"].items()
        ],
        "searched": status["nothing_found"] or "",
    }


def _event(event: EventResult) -> dict[str, Any]:
    return {
        "id": event["id"],
        "date": event["date"],
        "stance": event["stance"],
        "scope": ", ".join(event["scope"]),
        "by": f"{event['actor']} ({event['action']})",
        "summary": event["summary"],
        "effect": effect(event),
        "moved": event["moved"],
        "effective": event["effective"],
        "deadline": event["deadline"],
        "note": event["note"],
        # An address is shown as it leads.
        "sources": [
            {**each, "url": each["url"] and address(each["url"])} for each in event["sources"]
        ],
    }


def _seen(value: Any) -> Any:
    match value:
        case str():
            return one_line(value)
        case list():
            return [_seen(each) for each in value]
        case dict():
            return {key: _seen(each) for key, each in value.items()}
        case _:
            return value


def _harmless(data: dict[str, Any]) -> str:
    # No text from data can end the element that it stands in, or begin another.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
