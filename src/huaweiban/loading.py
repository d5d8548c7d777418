"""The only door in: bytes become records.

What is bundled was proven valid when it was built (`huaweiban validate`, in CI) and is read as far
as a question needs: its lines are canonical, so the ones that matter are found as text before any
is parsed. What a person brings is validated in full (`foreign`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from huaweiban.entities import Catalogue, Continent, Entity, Kind, Membership, Role
from huaweiban.errors import BadData, BadUsage
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance
from huaweiban.problems import OwnLog

BUNDLED = "bundled"
LONGEST = 16 << 20
_HERE = Path(__file__).parent
_decode = json.JSONDecoder().raw_decode


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


@cache
def about() -> About:
    """The index's first line, without reading further."""
    with data_file("index.jsonl").open("rb") as index:
        try:
            return About(**json.loads(index.readline()))
        except (ValueError, TypeError):
            raise _damaged("index.jsonl") from None


def bundled_events(entity_ids: Collection[str] | None = None) -> list[Event]:
    """The bundled log's events, of some entities or of all, in file order."""
    if entity_ids is None:
        return _parsed(_lines())
    wanted = {id.encode() for id in entity_ids}
    return _parsed(line for line in _lines() if _owner(line) in wanted)


def bundled_owner(event_id: str) -> str | None:
    """The entity of the bundled event with this id, or None."""
    mark = f'{{"id": "{event_id}", "entity": "'.encode(errors="replace")
    return next((json.loads(line)["entity"] for line in _lines() if line.startswith(mark)), None)


def bundled_ids() -> list[str]:
    """The ids of the bundled events, in file order."""
    return [line.split(b'"', 4)[3].decode() for line in _lines()]


def bundled_registry() -> Catalogue:
    """The bundled registry, through its index: a row is parsed when it is asked for."""
    _, names, *rows = data_file("index.jsonl").read_bytes().splitlines()

    def bearing(key: str) -> list[Entity]:
        mark = f'"{key}"'.encode()
        parsed = (json.loads(line) for line in rows if mark in line)
        return [entity_of(row) for row in parsed if key in row["keys"]]

    def everyone() -> tuple[Entity, ...]:
        return tuple([entity_of(row) for row in _row(b"[" + b",".join(rows) + b"]")])

    return Catalogue(bearing, everyone, lambda: json.loads(names))


def own_log(path: str) -> OwnLog:
    """A log from a path, or from standard input for `-`; every line is validated.

    Raises BadData where it cannot be read at all.
    """
    whole = OwnLog(label(path), [], [])
    for part in own_parts(path):
        whole.events.extend(part.events)
        whole.problems.extend(part.problems)
    return whole


def own_parts(path: str, takes: Callable[[bytes], bool] | None = None) -> Iterator[OwnLog]:
    """As `own_log`, some lines at a time, so that a log of any length can pass by.

    Of a log that is shared out only the lines that `takes` accepts are validated.
    """
    from huaweiban.foreign import parts

    if path == "-":
        if sys.stdin is None:
            raise BadUsage("'-' reads from standard input, which is closed")
        yield from parts(label(path), _read(label(path), sys.stdin.buffer))
        return
    try:
        with Path(path).open("rb", buffering=1 << 18) as stream:
            yield from parts(path, _read(path, stream), takes)
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        # A config file can name a path that holds a NUL.
        raise BadData(f"{path}: cannot be read: {error}") from None


def label(path: str) -> str:
    """What a file is called in what is told of it."""
    return "<stdin>" if path == "-" else path


def _read(file: str, stream: BinaryIO) -> Iterator[bytes]:
    # A device that never ends a line would take all memory, and no signal would reach the process.
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise BadData(f"{file}:{number}: is longer than {LONGEST >> 20} MiB: this is no log")
        yield line


def event_of(row: dict[str, Any]) -> Event:
    """A record from a bundled, proven line."""
    # Keywords written out are matched by identity, those of a mapping by comparing texts.
    return Event(
        id=row["id"],
        entity=row["entity"],
        date=row["date"],
        not_before=row["not_before"],
        not_after=row["not_after"],
        summary=row["summary"],
        stance=row["stance"] and _STANCES[row["stance"]],
        scope=tuple([_SCOPES[scope] for scope in row["scope"]]),
        action=_ACTIONS[row["action"]],
        actor=_ACTORS[row["actor"]],
        related=tuple(row["related"]),
        effective=row["effective"],
        deadline=row["deadline"],
        follows=row["follows"],
        outcome=row["outcome"] and _OUTCOMES[row["outcome"]],
        sources=tuple([_source_of(source) for source in row["sources"]]),
        note=row["note"],
        added=row["added"],
        modified=row["modified"],
        withdrawn=row["withdrawn"],
        withdrawn_reason=row["withdrawn_reason"],
    )


def _source_of(row: dict[str, Any]) -> Source:
    return Source(
        publisher=row["publisher"],
        title=row["title"],
        url=row["url"],
        published=row["published"],
        via=row["via"],
    )


# Looking a value up is measurably quicker than asking the enumeration for it.
_STANCES = {each.value: each for each in Stance}
_SCOPES = {each.value: each for each in Scope}
_ACTIONS = {each.value: each for each in Action}
_ACTORS = {each.value: each for each in Actor}
_OUTCOMES = {each.value: each for each in Outcome}


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


def _owner(line: bytes) -> bytes:
    # Keys stand in schema order, so the second value is the entity.
    return line.split(b'"', 8)[7]


def _lines() -> list[bytes]:
    return data_file("events.jsonl").read_bytes().splitlines()


def _parsed(lines: Iterable[bytes]) -> list[Event]:
    try:
        # As one document: the decoder then makes each key once, not once a line.
        return [event_of(row) for row in _row(b"[" + b",".join(lines) + b"]")]
    except (ValueError, LookupError, TypeError):
        raise _damaged("events.jsonl") from None


def _damaged(name: str) -> BadData:
    remedy = "'huaweiban validate' tells where, a new installation mends it"
    return BadData(f"{data_file(name)}: is damaged; {remedy}")


def _row(line: bytes) -> Any:
    return _decode(line.decode())[0]
