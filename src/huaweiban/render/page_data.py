"""The data of the page as JSON: positions for every day; equal parts are stored once."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from huaweiban.dates import last_day
from huaweiban.events import Stance
from huaweiban.render.blocks import NO_POSITION, SIGNS
from huaweiban.render.events import effect
from huaweiban.render.page_words import CONTINENTS, SCOPES, Row, row, scope_row
from huaweiban.render.text import address, one_line

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.events import Scope
    from huaweiban.results import EventResult, PlannedResult
    from huaweiban.views.page import Move, Page, Spell


def data(shown: Page, about: Mapping[str, Any]) -> dict[str, Any]:
    """All data that the script reads; `about` has the facts about the page."""
    events: dict[str, list[dict[str, Any]]] = {}
    for event in shown.events:
        events.setdefault(event["entity"], []).append(_event(event))
    kept = _Kept()
    return {
        "day": shown.day,
        "about": about,
        "ends": shown.ends,
        "stances": [
            {"id": stance or "none", "name": stance or NO_POSITION, "sign": SIGNS[stance]}
            for stance in (*Stance, None)
        ],
        "scopes": SCOPES,
        "continents": CONTINENTS,
        "groups": [
            {
                "id": group.id,
                "name": group.name,
                "members": [
                    [member.id, member.since or "", member.until and last_day(member.until)]
                    for member in group.members
                ],
            }
            for group in shown.groups
        ],
        "entities": [
            _omitting(
                {
                    **_entity(each),
                    "place": shown.places.get(each.id),
                    "spells": [_spell(spell, kept) for spell in shown.spells[each.id]],
                    "events": events.get(each.id),
                }
            )
            for each in shown.entities
        ],
        "moves": [_move(move) for move in shown.moves],
        "laws": {
            law["id"]: {"entity": law["entity"], "states": shown.law_spells[law["id"]]}
            for law in shown.laws
        },
        "rows": kept.rows,
        "dates": kept.dates,
    }


def harmless(told: dict[str, Any]) -> str:
    """JSON that cannot end its HTML element, begin another, or change the direction of text."""
    text = json.dumps(_seen(told), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Kept:
    """Rows and planned dates that spells share, each stored once, and their numbers."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.dates: list[dict[str, Any]] = []
        self._numbers: dict[Hashable, int] = {}

    def row(self, one: Row) -> int:
        return self._number(("row", *map(str, one)), self.rows, one)

    def date(self, one: PlannedResult) -> int:
        told = {**one, "last": last_day(one["date"])}
        return self._number(("date", *map(str, one.values())), self.dates, told)

    def _number(self, key: Hashable, kept: list[Any], one: Any) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(kept)
            kept.append(one)
        return self._numbers[key]


def _spell(spell: Spell, kept: _Kept) -> dict[str, Any]:
    since, status = spell
    scopes: dict[Scope, int] = {
        scope: kept.row(scope_row(scope, held, since)) for scope, held in status["scopes"].items()
    }
    return _omitting(
        {
            "from": since,
            "row": kept.row(row(status, since)),
            "scopes": scopes,
            "dates": [kept.date(each) for each in status["deadlines"]],
            "lapsed": {
                scope: [each["stance"], each["until"]] for scope, each in status["lapsed"].items()
            },
            "by": status["decided_by"],
        }
    )


def _entity(each: Entity) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "kind": each.role or each.kind,
        "codes": [code for code in (each.alpha3, each.numeric) if code],
        "aliases": list(each.aliases),
        "continent": each.continent,
        "home": each.home,
        "part_of": each.part_of,
        "searched": each.nothing_found,
    }


def _event(event: EventResult) -> dict[str, Any]:
    lapse = event["lapse"]
    return _omitting(
        {
            "id": event["id"],
            "date": event["date"],
            "first": event["not_before"],
            "stance": event["stance"],
            "scope": event["scope"],
            "by": f"{event['actor']} ({event['action']})",
            "summary": event["summary"],
            "effect": effect(event),
            "moved": event["moved"],
            "effective": event["effective"],
            "deadline": event["deadline"],
            "what": event["what"],
            "until": event["until"],
            "ended": lapse and lapse["day"],
            "disputed": event["disputed"],
            "laws": event["laws"],
            "note": event["note"],
            # Addresses are shown in their escaped form.
            "sources": [
                _omitting({**each, "url": each["url"] and address(each["url"])})
                for each in event["sources"]
            ],
        }
    )


def _move(move: Move) -> list[str | None]:
    was, now = move.was or (None, None), move.now or (None, None)
    return [move.day, move.date, move.entity, move.event, *was, *now]


def _omitting(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value not in (None, "", [], {}, False)}


def _seen(value: Any) -> Any:
    match value:
        case str():
            return one_line(value)
        case list() | tuple():
            return [_seen(each) for each in value]
        case dict():
            return {key: _seen(each) for key, each in value.items()}
        case _:
            return value
