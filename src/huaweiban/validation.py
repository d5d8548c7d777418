"""Validation of own logs, or of all bundled data: the schemas, the checks, and the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli
from pydantic import TypeAdapter, ValidationError

from huaweiban import bundled, laws, own
from huaweiban.bundled import INDEX, LAWS, LOG, REGISTRY, data_file
from huaweiban.checks import Batch, check_events
from huaweiban.entities import Catalogue, Entity
from huaweiban.errors import Level, Place, Problem, quoted
from huaweiban.index import build
from huaweiban.law_checks import Placed, Shelf, check_laws
from huaweiban.laws import Law
from huaweiban.log import Logs, unwatched

if TYPE_CHECKING:
    from huaweiban.log import Watch

RELEASED = "released-ids.txt"


class Validated(NamedTuple):
    """The first problems found, how many faults and warnings there are, and the events read."""

    problems: list[Problem]
    faults: int
    warnings: int
    events: int


def validated(logs: Logs, latest: str, watch: Watch = unwatched) -> Validated:
    """The problems of own logs, or of the bundled data if no log is named.

    Own logs are checked as they are used. Their batches pass through `watch`, which can show
    progress. `latest` is today's ISO date in the time zone farthest ahead.
    """
    if not logs.own:
        problems, count = _bundled(latest)
        return Validated(problems, len(problems), 0, count)
    ledger, count = logs.ledger(bundled.registry(), latest), 0
    for path in logs.own:
        for batch in watch(path, own.batches(path)):
            ledger.enter(batch)
            count += len(batch.events)
    problems = ledger.close()
    return Validated(problems, ledger.total(Level.FAULT), ledger.warnings, count)


def released_ids(text: str) -> dict[str, int]:
    """The ids that a list of released ids names, each with its line; `#` begins a comment."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {id: number for number, id in enumerate(lines, 1) if id}


def vanished(file: str, text: str, ids: Collection[str]) -> Iterator[Problem]:
    """A problem for each released id that is not among these ids."""
    for id, line in released_ids(text).items():
        if id not in ids:
            yield Problem(
                file, line, "id", f"{id!r} is missing; withdraw events and laws, never delete them"
            )


def _bundled(latest: str) -> tuple[list[Problem], int]:
    log = own.read(str(data_file(LOG)))
    rows, found = _registry_rows(data_file(REGISTRY))
    registry = Catalogue.of([*rows.values()])
    shelf, faults = register_lines(data_file(LAWS))
    found += faults
    of_events = check_events([log], registry, (), latest)
    # A warning for own logs is a fault here.
    found += [each._replace(level=Level.FAULT) for each in of_events]
    found += _unknown_owners(str(data_file(REGISTRY)), rows)
    found += check_laws(Shelf(shelf, log.events, registry, latest))
    found += _out_of_order(log)
    found += _not_canonical(log.file, [(place, own.line(event)) for place, event in log.events])
    found += _laws_out_of_order(shelf)
    found += _not_canonical(str(data_file(LAWS)), [(place, laws.line(law)) for place, law in shelf])
    if not found:
        # An id in a line that cannot be read is not missing.
        ids = {event.id for _, event in log.events} | {law.id for _, law in shelf}
        released = data_file(RELEASED)
        found += vanished(str(released), released.read_text(encoding="utf-8"), ids)
        found += _stale_index()
    return found, len(log.events)


def register_lines(path: Path) -> tuple[list[Placed], list[Problem]]:
    """The instruments of a register with file and line, and the problems of its lines."""
    validate = TypeAdapter(Law).validate_json
    found: list[Placed] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(((str(path), number), validate(line)))
        except ValidationError as error:
            problems += own.problems(error, str(path), number, Law)
    return found, problems


_ROW = TypeAdapter(Entity)


def _registry_rows(path: Path) -> tuple[dict[int, Entity], list[Problem]]:
    # By the first line of a row, which a problem names.
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line == "[[entity]]"]
    rows: dict[int, Entity] = {}
    problems: list[Problem] = []
    for number, row in zip(lines, tomli.loads(text)["entity"], strict=True):
        try:
            rows[number] = _ROW.validate_python(row)
        except ValidationError as error:
            problems += own.problems(error, str(path), number, Entity)
    return rows, problems


def _unknown_owners(file: str, rows: Mapping[int, Entity]) -> Iterator[Problem]:
    ids = {row.id for row in rows.values()}
    for line, row in rows.items():
        if row.part_of is not None and (row.part_of not in ids or row.part_of == row.id):
            text = f"{quoted(row.part_of)} is not another entity of the registry"
            yield Problem(file, line, "part_of", text)
        if row.part_until is not None and row.part_of is None:
            yield Problem(file, line, "part_until", "is given without part_of")


def _out_of_order(log: Batch) -> Iterator[Problem]:
    # By date, then id, so that a new event has exactly one position.
    for (_, earlier), (place, later) in zip(log.events, log.events[1:], strict=False):
        if (earlier.date, earlier.id) > (later.date, later.id):
            text = f"comes after {earlier.id!r}; lines are sorted by date, then id"
            yield Problem(*place, "date", text)


def _laws_out_of_order(shelf: Sequence[Placed]) -> Iterator[Problem]:
    for (_, earlier), (place, later) in pairwise(shelf):
        if earlier.id > later.id:
            yield Problem(*place, "id", f"comes after {earlier.id!r}; lines are sorted by id")


def _not_canonical(path: str, formed: Sequence[tuple[Place, str]]) -> Iterator[Problem]:
    # In canonical form, so that a change to a record is one line of difference.
    with Path(path).open("rb") as file:
        lines = [*file]
    for place, line in formed:
        if lines[place[1] - 1] != line.encode():
            remedy = "is not in canonical form; run python tools/format_log.py"
            yield Problem(*place, None, remedy)


def _stale_index() -> Iterator[Problem]:
    path = data_file(INDEX)
    new = build(*(data_file(name).read_bytes() for name in (REGISTRY, LOG, LAWS))).encode()
    if not path.exists() or path.read_bytes() != new:
        remedy = "does not match the data files; run python tools/make.py"
        yield Problem(str(path), 1, None, remedy)
