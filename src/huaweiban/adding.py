"""A new event for an own log: made from what a person says, proven like any other line."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from huaweiban.checks import check_events
from huaweiban.entities import Catalogue
from huaweiban.errors import BadData, BadUsage
from huaweiban.events import Event, Scope
from huaweiban.foreign import parts
from huaweiban.loading import bundled_events
from huaweiban.problems import OwnLog, Problem

ID_WORDS = 4
# Huawei is in nearly every summary, so it tells events apart as little as these do.
_LITTLE = """
a all an and any are as at be been but by for from had has have her his huawei in into is it its
may more must not of on or out over s so some such than that the their them they this to under
until up was were when which who will with
"""
_SAY_LITTLE = frozenset(_LITTLE.split())


class Place(NamedTuple):
    """An own log as it is: its name, its bytes, and what is read from them."""

    name: str
    raw: bytes
    log: OwnLog

    @classmethod
    def of(cls, name: str, raw: bytes) -> Place:
        """The log that some bytes are."""
        return cls(name, raw, _read(name, raw))

    @property
    def next_line(self) -> int:
        """The number of the line that comes next."""
        return self.raw.count(b"\n") + 1 + bool(self._unended)

    def with_line(self, line: str) -> bytes:
        """The bytes with one more line."""
        return b"".join((self.raw, b"\n" if self._unended else b"", line.encode()))

    @property
    def _unended(self) -> bool:
        return bool(self.raw) and not self.raw.endswith(b"\n")


def event_id(entity: str, name: str, date: str, summary: str) -> str:
    """An id as the codebook has it: the entity, the date, and words of the summary that tell."""
    named = {entity, *_words(name)}
    telling = [word for word in _words(summary) if word not in named | _SAY_LITTLE]
    return "-".join([entity, date, *telling[:ID_WORDS]])


def proven(row: Mapping[str, Any], place: Place, registry: Catalogue, today: str) -> Event:
    """The event that a row is, where it may stand in an own log beside the bundled one.

    Raises BadData where the log itself has faults, and BadUsage with a line for each fault of the
    row, named by the option that brought it.
    """
    bundled = bundled_events()
    if known := check_events([place.log], registry, bundled, today):
        raise BadData(*map(str, known))
    read = _read(place.name, json.dumps(row).encode())
    if read.problems:
        raise BadUsage(*dict.fromkeys(_told(each, 1) for each in read.problems))
    event, number = _canonical(read.events[0][1]), place.next_line
    both = OwnLog(place.name, [*place.log.events, ((place.name, number), event)], [])
    # A note may be due where the log stands alone: what comes between is in the bundled one.
    found = check_events([both], registry, bundled, today) or check_events(
        [both], registry, (), today, bundled
    )
    if found:
        raise BadUsage(*(_told(each, number) for each in found))
    return event


def line(event: Event) -> str:
    """An event as a line of a log: keys in schema order, as json.dumps writes them."""
    return json.dumps(asdict(event), ensure_ascii=False) + "\n"


def _read(name: str, raw: bytes) -> OwnLog:
    whole = OwnLog(name, [], [])
    for part in parts(name, io.BytesIO(raw)):
        whole.events.extend(part.events)
        whole.problems.extend(part.problems)
    return whole


def _canonical(event: Event) -> Event:
    scope = tuple(each for each in Scope if each in event.scope)
    return replace(event, scope=scope, related=tuple(sorted(set(event.related))))


def _told(problem: Problem, new_line: int) -> str:
    if problem.line != new_line:
        return str(problem)
    first, _, rest = (problem.field or "").partition(".")
    source = rest.rpartition(".")[2] or "publisher"
    option = f"source-{source}" if first == "sources" else first.replace("_", "-")
    return f"--{option}: {problem.text}"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "".join(each if each.isalnum() else " " for each in plain.replace("'", "")).split()
