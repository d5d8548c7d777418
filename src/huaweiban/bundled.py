"""The bundled log, register of laws and registry, read as far as a question needs.

All were validated when they were built (`huaweiban validate`, in CI), so their lines become
records without being checked again. Lines are found as text before any is parsed: the log's and
the register's by their entity, the registry's through its index (see `index`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from huaweiban.entities import Catalogue, Continent, Entity, Kind, Membership, Role
from huaweiban.errors import BadData
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance
from huaweiban.register import Register

if TYPE_CHECKING:
    from huaweiban.laws import Law

LOG, REGISTRY, INDEX = "events.jsonl", "entities.toml", "index.jsonl"
LAWS, NAMES, CORRECTIONS = "laws.jsonl", "names.jsonl", "corrections.jsonl"
_HERE = Path(__file__).parent
# A third of the time of json.loads goes into finding the encoding and checking what follows, which
# a validated line does not need.
_decode = json.JSONDecoder().raw_decode
# Each line has its keys in schema order, so these are at its start.
_entity = re.compile(rb'"entity": "([^"]*)"').search
_id = re.compile(rb'"id": "([^"]*)"').search
_titled = re.compile(
    rb'^\{"id": "([^"]*)", "entity": "[^"]*", "title": ("(?:[^"\\]|\\.)*")', re.MULTILINE
).findall


class About(NamedTuple):
    """Facts about the bundled data; days are ISO, `sha256` is by file name."""

    data_version: str
    brought_to: str
    newest: str
    events: int
    entities: int
    laws: int
    sha256: dict[str, str]


class Correction(NamedTuple):
    """The fields of an event that differed in a release of the data from the next one."""

    version: str
    was: Mapping[str, Any]


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


def owners(event_ids: Collection[str]) -> dict[str, str]:
    """The entity of each id that is a bundled event, by id."""
    text, found = data_file(LOG).read_bytes(), {}
    for id in event_ids:
        # Searching the whole text for the id is faster than looking at each line.
        mark = f'{{"id": "{id}"'.encode(errors="replace")
        for place in _begins(text, mark):
            found[id] = _text(_entity(text[place : text.find(b"\n", place)])).decode()
    return found


def event_ids() -> list[str]:
    """The ids of the bundled events, in file order."""
    with data_file(LOG).open("rb") as lines:
        try:
            return [_text(_id(line)).decode() for line in lines]
        except (ValueError, TypeError):
            raise _damaged(LOG) from None


def laws(entity_ids: Collection[str] | None = None, ids: Collection[str] = ()) -> list[Law]:
    """The instruments of some entities and those with some ids, by id; null means all."""
    text = data_file(LAWS).read_bytes()
    if entity_ids is None:
        lines = text.splitlines()
    else:
        # Searching the whole text for the keys is faster than looking at each line.
        marks = [f'"entity": "{id}"'.encode() for id in entity_ids]
        marks += [f'{{"id": "{id}"'.encode(errors="replace") for id in ids]
        places = sorted({place for mark in marks for place in _begins(text, mark)})
        lines = [text[place : text.find(b"\n", place)] for place in places]
    try:
        return [_law(line) for line in lines]
    except (ValueError, LookupError, TypeError):
        raise _damaged(LAWS) from None


def _begins(text: bytes, mark: bytes) -> Iterator[int]:
    # The start of each line that contains a mark.
    place = text.find(mark)
    while place >= 0:
        yield text.rfind(b"\n", 0, place) + 1
        place = text.find(mark, place + 1)


@cache
def law_titles() -> dict[str, str]:
    """The titles of all instruments by id, without reading further."""
    found = _titled(data_file(LAWS).read_bytes())
    try:
        return {id.decode(): _decode(title.decode())[0] for id, title in found}
    except ValueError:
        raise _damaged(LAWS) from None


def register(entity_ids: Collection[str] | None = None) -> Register:
    """The register of laws, limited to the instruments of some entities, or with all."""
    return Register(laws, law_titles, entity_ids)


def corrections() -> dict[str, list[Correction]]:
    """What corrected events said in earlier releases, by id, oldest first."""
    found: dict[str, list[Correction]] = {}
    with data_file(CORRECTIONS).open("rb") as lines:
        try:
            for row in map(json.loads, lines):
                found.setdefault(row["id"], []).append(Correction(row["version"], row["was"]))
        except (ValueError, LookupError, TypeError):
            raise _damaged(CORRECTIONS) from None
    return found


def registry() -> Catalogue:
    """The bundled registry, read through its index only as far as needed."""

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
    """A record from a validated row of the bundled registry or its index."""
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


def _law(line: bytes) -> Law:
    # The records of laws are made on demand: most questions need none.
    from huaweiban import laws

    row, _ = _decode(line.decode())
    row["kind"], row["reach"] = laws.LawKind(row["kind"]), laws.Reach(row["reach"])
    row["binds"] = tuple([laws.Binds(each) for each in row.get("binds", ())])
    row["scope"] = _scopes(row["scope"])
    row["articles"] = tuple(row.get("articles", ()))
    row["terms"] = tuple([laws.Term(**term) for term in row.get("terms", ())])
    if "suspended" in row:
        row["suspended"] = laws.Suspension(**row["suspended"])
    row["sources"] = tuple([Source(**source) for source in row["sources"]])
    return laws.Law(**row)


def _scopes(values: Iterable[str]) -> tuple[Scope, ...]:
    return tuple([_SCOPES[value] for value in values])


# A dictionary look-up takes a third of the time of calling the enumeration.
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
    remedy = "'huaweiban validate' shows where; reinstall huaweiban to repair it"
    return BadData(f"{data_file(name)}: is damaged; {remedy}")
