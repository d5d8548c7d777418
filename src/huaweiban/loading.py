"""The only door in: bytes become records.

What is bundled was proven valid when it was built (`huaweiban validate`, in CI) and is read through
its index (`index`), as far as a question needs: the rows that matter are found as text before any
is parsed. What a person brings is validated in full (`foreign`).
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, repeat
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

from huaweiban.entities import Catalogue, Continent, Entity, Kind, Membership, Role
from huaweiban.errors import BadData, BadUsage
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance
from huaweiban.problems import OwnLog

BUNDLED = "bundled"
ROWS = "index-events.jsonl"
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
        return list(_of_rows(None))
    wanted = {id.encode() for id in entity_ids}
    return list(_of_rows(lambda row: row.split(b'"', 4)[3] in wanted))


def bundled_owner(event_id: str) -> str | None:
    """The entity of the bundled event with this id, or None."""
    mark = f'["{event_id}",'.encode(errors="replace")
    return next((event.entity for event in _of_rows(lambda row: row.startswith(mark))), None)


def bundled_ids() -> list[str]:
    """The ids of the bundled events, in file order."""
    try:
        with data_file(ROWS).open("rb") as rows:
            return [row.split(b'"', 2)[1].decode() for row in rows]
    except LookupError:
        raise _damaged(ROWS) from None


def bundled_registry() -> Catalogue:
    """The bundled registry, through its index: what is not asked for is not read."""

    @cache
    def rows() -> list[bytes]:
        with data_file("index.jsonl").open("rb") as index:
            return [*islice(index, 2, None)]

    def bearing(key: str) -> list[Entity]:
        mark = f'"{key}"'.encode()
        parsed = (json.loads(line) for line in rows() if mark in line)
        return [entity_of(row) for row in parsed if key in row["keys"]]

    def everyone() -> tuple[Entity, ...]:
        return tuple([entity_of(row) for row in _row(b"[" + b",".join(rows()) + b"]")])

    def names() -> dict[str, str]:
        with data_file("index.jsonl").open("rb") as index:
            index.readline()
            told: dict[str, str] = json.loads(index.readline())
            return told

    def further() -> Mapping[str, Mapping[str, str]]:
        from huaweiban.further import read

        try:
            return read(data_file("names.jsonl"))
        except (ValueError, LookupError, AttributeError, OSError):
            raise _damaged("names.jsonl") from None

    return Catalogue(bearing, everyone, names, further)


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


def _of_rows(means: Callable[[bytes], object] | None) -> Iterator[Event]:
    same = dict[str, str]().setdefault
    with data_file(ROWS).open("rb") as file:
        rows = filter(means, file)
        try:
            while part := list(islice(rows, _AT_ONCE)):
                yield from _events(_row(b"[" + b",".join(part) + b"]"), same)
        except (ValueError, LookupError, TypeError):
            raise _damaged(ROWS) from None


# So few that what a part needs stays in the processor's cache and is used again for the next.
_AT_ONCE = 64
# Texts that many events share are kept once, which saves a sixth of the room of all.
_REPEATED = ("entity", "date", "added")


def _events(rows: list[Any], same: Callable[[Any, Any], Any]) -> list[Event]:
    columns: dict[str, Sequence[Any]] = dict(
        zip(Event.__slots__, zip(*rows, strict=True), strict=True)
    )
    told = [source for sources in columns["sources"] for source in sources]
    each_once = (map(same, column, column) for column in zip(*told, strict=True))
    made = iter(_filled(Source, each_once, len(told)))
    columns |= {
        **{name: [*map(same, columns[name], columns[name])] for name in _REPEATED},
        "stance": [value and _STANCES[value] for value in columns["stance"]],
        "scope": [tuple([_SCOPES[value] for value in values]) for values in columns["scope"]],
        "action": [_ACTIONS[value] for value in columns["action"]],
        "actor": [_ACTORS[value] for value in columns["actor"]],
        "related": [tuple(ids) for ids in columns["related"]],
        "outcome": [value and _OUTCOMES[value] for value in columns["outcome"]],
        "sources": [tuple(islice(made, len(sources))) for sources in columns["sources"]],
    }
    return _filled(Event, columns.values(), len(rows))


Record = TypeVar("Record")


def _filled(record: type[Record], columns: Iterable[Iterable[object]], count: int) -> list[Record]:
    # Column by column into the slots: a frozen record's own way, field by field through Python,
    # takes more than twice as long.
    made = [*map(object.__new__, repeat(record, count))]
    for name, column in zip(record.__slots__, columns, strict=True):  # type: ignore[attr-defined]
        deque(map(getattr(record, name).__set__, made, column), 0)
    return made


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


def _damaged(name: str) -> BadData:
    remedy = "'huaweiban validate' tells where, a new installation mends it"
    return BadData(f"{data_file(name)}: is damaged; {remedy}")


def _row(line: bytes) -> Any:
    return _decode(line.decode())[0]
