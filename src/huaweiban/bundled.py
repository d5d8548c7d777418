"""The bundled log and registry, read as far as a question needs.

Both were proven valid when they were built (`huaweiban validate`, in CI), so their lines become
records without being checked again. Lines are found as text before any is parsed: the log's by
their entity, the registry's through its index (see `index`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from huaweiban.entities import Catalogue, Continent, Entity, Kind, Membership, Role
from huaweiban.errors import BadData
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance

BUNDLED = "bundled"  # what machine output calls the bundled log
LOG, REGISTRY, INDEX = "events.jsonl", "entities.toml", "index.jsonl"
NAMES = "names.jsonl"
_HERE = Path(__file__).parent
# A third of the time of json.loads is spent on what a proven line needs not: finding its encoding
# and what follows it.
_decode = json.JSONDecoder().raw_decode
# Each line has its keys in schema order, so these are at its start.
_entity = re.compile(rb'"entity": "([^"]*)"').search
_id = re.compile(rb'"id": "([^"]*)"').search


class About(NamedTuple):
    """What the bundled data says of itself; days are ISO, `sha256` is by file name."""

    data_version: str
    brought_to: str
    newest: str
    events: int
    entities: int
    sha256: dict[str, str]


def data_file(name: str) -> Path:
    """The path of a bundled file: inside the installed package, else in the checkout's `data/`."""
    installed = _HERE / "data" / name
    return installed if installed.exists() else _HERE.parents[1] / "data" / name


def codebook() -> str:
    """The text of the codebook."""
    installed = data_file("codebook.md")
    file = installed if installed.exists() else data_file("..") / "docs" / "codebook.md"
    return file.read_text(encoding="utf-8")


@cache
def about() -> About:
    """The index's first line, without reading further."""
    with data_file(INDEX).open("rb") as index:
        try:
            return About(**json.loads(index.readline()))
        except (ValueError, TypeError):
            raise _damaged(INDEX) from None


def events(entity_ids: Collection[str] | None = None) -> list[Event]:
    """The bundled log's events, of some entities or of all, in file order."""
    wanted = None if entity_ids is None else {id.encode() for id in entity_ids}
    with data_file(LOG).open("rb") as lines:
        try:
            if wanted is None:
                return [_event(line) for line in lines]
            return [_event(line) for line in lines if _text(_entity(line)) in wanted]
        except (ValueError, LookupError, TypeError):
            raise _damaged(LOG) from None


def owner(event_id: str) -> str | None:
    """The entity of the bundled event with this id, or None."""
    wanted = event_id.encode(errors="replace")
    with data_file(LOG).open("rb") as lines:
        try:
            found = (line for line in lines if _text(_id(line)) == wanted)
            return next((_text(_entity(line)).decode() for line in found), None)
        except (ValueError, TypeError):
            raise _damaged(LOG) from None


def event_ids() -> list[str]:
    """The ids of the bundled events, in file order."""
    with data_file(LOG).open("rb") as lines:
        try:
            return [_text(_id(line)).decode() for line in lines]
        except (ValueError, TypeError):
            raise _damaged(LOG) from None


def registry() -> Catalogue:
    """The bundled registry, through its index: what is not asked for is not read."""

    @cache
    def rows() -> list[bytes]:
        with data_file(INDEX).open("rb") as index:
            return [*islice(index, 2, None)]

    def bearing(key: str) -> list[Entity]:
        mark = f'"{key}"'.encode()
        parsed = (json.loads(line) for line in rows() if mark in line)
        return [entity_of(row) for row in parsed if key in row["keys"]]

    def everyone() -> tuple[Entity, ...]:
        return tuple([entity_of(row) for row in json.loads(b"[" + b",".join(rows()) + b"]")])

    def names() -> dict[str, str]:
        with data_file(INDEX).open("rb") as index:
            index.readline()
            found: dict[str, str] = json.loads(index.readline())
            return found

    def further() -> Mapping[str, Mapping[str, str]]:
        from huaweiban.names.languages import read

        try:
            return read(data_file(NAMES))
        except (ValueError, LookupError, AttributeError, OSError):
            raise _damaged(NAMES) from None

    return Catalogue(bearing, everyone, names, further)


def entity_of(row: dict[str, Any]) -> Entity:
    """A record from a bundled, proven row of the registry or its index."""
    row.pop("keys", None)
    row["kind"] = Kind(row["kind"])
    if "continent" in row:
        row["continent"] = Continent(row["continent"])
    if "role" in row:
        row["role"] = Role(row["role"])
    row["aliases"] = tuple(row.get("aliases", ()))
    if "members" in row:
        row["members"] = tuple([Membership(**member) for member in row["members"]])
    return Entity(**row)


def _event(line: bytes) -> Event:
    row, _ = _decode(line.decode())
    for name, value in _VALUES:
        if name in row:
            row[name] = value(row[name])
    row["sources"] = tuple([Source(**source) for source in row["sources"]])
    return Event(**row)


def _scopes(values: Iterable[str]) -> tuple[Scope, ...]:
    return tuple([_SCOPES[value] for value in values])


# A look-up takes a third of the time in which the enumeration itself gives a value.
_SCOPES = {each.value: each for each in Scope}
_VALUES: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("stance", {each.value: each for each in Stance}.__getitem__),
    ("scope", _scopes),
    ("action", {each.value: each for each in Action}.__getitem__),
    ("actor", {each.value: each for each in Actor}.__getitem__),
    ("outcome", {each.value: each for each in Outcome}.__getitem__),
    # Every other list of ids.
    *((each.name, tuple) for each in fields(Event) if each.default == () and each.name != "scope"),
)


def _text(found: re.Match[bytes] | None) -> bytes:
    if found is None:
        raise ValueError
    return found[1]


def _damaged(name: str) -> BadData:
    remedy = "'huaweiban validate' tells where, a new installation mends it"
    return BadData(f"{data_file(name)}: is damaged; {remedy}")
