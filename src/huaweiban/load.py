"""The only door in: bytes become records.

What is bundled was proven valid when it was built (`huaweiban validate`, in CI) and is read as far
as a question needs: its lines are canonical, so the ones that matter are found as text before any
is parsed. What a person brings is validated in full (`foreign`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from huaweiban.entities import Catalogue, Continent, Entity, Kind, Membership, Role
from huaweiban.errors import BadData
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance
from huaweiban.problems import OwnLog

T = TypeVar("T")
BUNDLED = "bundled"
_HERE = Path(__file__).parent


class About(NamedTuple):
    """What the bundled data says of itself; days are ISO, `sha256` is by file name."""

    data_version: str
    brought_to: str
    newest: str
    events: int
    entities: int
    sha256: dict[str, str]


def data_file(name: str) -> Path:
    """Where a bundled file lies: inside the installed package, else in the checkout's `data/`."""
    installed = _HERE / "data" / name
    return installed if installed.exists() else _HERE.parents[1] / "data" / name


def about() -> About:
    """The index's first line, without reading further."""
    with data_file("index.jsonl").open("rb") as index:
        return About(**json.loads(index.readline()))


def bundled_events(entity_ids: Collection[str] | None = None) -> list[Event]:
    """The bundled log's events, of some entities or of all, in file order."""
    if entity_ids is None:
        return _parsed(_lines())
    marks = [f'"entity": "{id}"'.encode() for id in entity_ids]
    return _parsed(line for line in _lines() if any(mark in line for mark in marks))


def bundled_events_naming(entity_id: str) -> list[Event]:
    """The bundled events that are of an entity or name it in `related`."""
    mark = f'"{entity_id}"'.encode()
    found = _parsed(line for line in _lines() if mark in line)
    return [event for event in found if entity_id in (event.entity, *event.related)]


def bundled_owner(event_id: str) -> str | None:
    """The entity of the bundled event with this id, or None."""
    mark = f'{{"id": "{event_id}", "entity": "'.encode()
    return next((json.loads(line)["entity"] for line in _lines() if line.startswith(mark)), None)


def bundled_registry() -> Catalogue:
    """The bundled registry, through its index: a row is parsed when it is asked for."""
    rows = data_file("index.jsonl").read_bytes().splitlines()[1:]

    def bearing(key: str) -> list[Entity]:
        mark = f'"{key}"'.encode()
        parsed = (json.loads(line) for line in rows if mark in line)
        return [entity_of(row) for row in parsed if key in row["keys"]]

    def everyone() -> tuple[Entity, ...]:
        return tuple(entity_of(row) for row in _array(rows))

    return Catalogue(bearing, everyone)


def own_log(path: str) -> OwnLog:
    """A log from a path, or from standard input for `-`; every line is validated.

    Raises BadData where it cannot be read at all.
    """
    from huaweiban.foreign import validated

    if path == "-":
        return validated("<stdin>", sys.stdin.buffer)
    try:
        with Path(path).open("rb") as stream:
            return validated(path, stream)
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None


def event_of(row: dict[str, Any]) -> Event:
    """A record from a bundled, proven line."""
    row["stance"] = _or_none(Stance, row["stance"])
    row["scope"] = tuple([Scope(scope) for scope in row["scope"]])
    row["action"] = Action(row["action"])
    row["actor"] = Actor(row["actor"])
    row["related"] = tuple(row["related"])
    row["outcome"] = _or_none(Outcome, row["outcome"])
    row["sources"] = tuple([Source(**source) for source in row["sources"]])
    return Event(**row)


def entity_of(row: dict[str, Any]) -> Entity:
    """A record from a bundled, proven row of the index."""
    row = {key: value for key, value in row.items() if key != "keys"}
    row["kind"] = Kind(row["kind"])
    row["continent"] = _or_none(Continent, row.get("continent"))
    row["role"] = _or_none(Role, row.get("role"))
    row["aliases"] = tuple(row.get("aliases", ()))
    row["members"] = tuple(
        Membership(member["id"], member.get("from"), member.get("to"))
        for member in row.get("members", ())
    )
    return Entity(**row)


def _lines() -> list[bytes]:
    return data_file("events.jsonl").read_bytes().splitlines()


def _parsed(lines: Iterable[bytes]) -> list[Event]:
    return [event_of(row) for row in _array(lines)]


def _array(lines: Iterable[bytes]) -> Any:
    # One call for all lines is measurably quicker than one call a line.
    return json.loads(b"[%b]" % b",".join(lines))


def _or_none(make: Callable[[str], T], value: str | None) -> T | None:
    return None if value is None else make(value)
