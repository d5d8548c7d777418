"""Prove a log, or the bundled data as a whole: the schema, what it cannot say, and what is made."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path

from huaweiban import loading
from huaweiban.checks import Ledger, check_events
from huaweiban.entities import Catalogue
from huaweiban.events import Event
from huaweiban.gather import differ, own_parts
from huaweiban.loading import data_file
from huaweiban.problems import OwnLog, Problem, Watch, unwatched
from huaweiban.released import RELEASED, vanished
from huaweiban.shares import Share, Unshared, shared


def validated(
    files: Sequence[str], today: str, watch: Watch = unwatched, processes: int = 1
) -> tuple[list[Problem], int]:
    """The problems of own logs, or of the bundled data where none is named; and the events read.

    Each log of one's own passes through `watch`, so that it can be told how far it is. Of several
    processes each reads its share; where they find a fault, one reads all and tells it.
    """
    if not files:
        return _bundled(today)
    if processes > 1:
        work = partial(_sound, files, today, watch)
        found = shared(processes, loading.bundled_registry().ids(), work)
        if found and differ([ids for _, ids in found]):
            return [], sum(count for count, _ in found)
    ledger, count = _entered(files, today, watch)
    return ledger.close(), count


def _sound(files: Sequence[str], today: str, watch: Watch, share: Share) -> tuple[int, array[int]]:
    ledger, count = _entered(files, today, watch if share.number == 0 else unwatched, share)
    if ledger.close():
        raise Unshared
    return count, ledger.ids


def _entered(
    files: Sequence[str], today: str, watch: Watch, share: Share | None = None
) -> tuple[Ledger, int]:
    ledger, count = Ledger(loading.bundled_registry(), (), today), 0
    # An own log is made to lie over the bundled one, whose planned dates it may follow.
    ledger.know(loading.bundled_events())
    for file in files:
        for part in own_parts(file, watch, share):
            ledger.enter(part)
            count += len(part.events)
    return ledger, count


def _bundled(today: str) -> tuple[list[Problem], int]:
    from huaweiban.foreign import registry_rows
    from huaweiban.index import stale

    log = loading.own_log(str(data_file("events.jsonl")))
    rows, found = registry_rows(data_file("entities.toml"))
    found += check_events([log], Catalogue.of(rows), (), today)
    found += _out_of_order(log)
    if not log.problems:
        found += _not_canonical(data_file("events.jsonl"))
    if not found:
        # An id in a line that cannot be read has not vanished.
        ids = {event.id for _, event in log.events}
        released = data_file(RELEASED)
        found += vanished(str(released), released.read_text(encoding="utf-8"), ids)
        remedy = "is not what the data files make; run python -m huaweiban.index"
        found += [Problem(str(path), 1, None, remedy) for path in stale()]
    return found, len(log.events)


def _out_of_order(log: OwnLog) -> Iterator[Problem]:
    # By date, then id, so that a new event has one place to stand.
    for (_, earlier), (place, later) in zip(log.events, log.events[1:], strict=False):
        if (earlier.date, earlier.id) > (later.date, later.id):
            text = f"stands after {earlier.id!r}; lines go by date, then id"
            yield Problem(*place, "date", text)


def _not_canonical(path: Path) -> Iterator[Problem]:
    # In the one form, so that a change to an event is one line of difference.
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        row = json.loads(line)
        if [*row] != [field.name for field in fields(Event)] or line != _dumped(row):
            remedy = "is not in canonical form: keys in schema order, as json.dumps writes them"
            yield Problem(str(path), number, None, remedy)


def _dumped(row: object) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()
