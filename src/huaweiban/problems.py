"""What came of reading foreign lines, as values: their events, and what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from huaweiban.events import Event

Place = tuple[str, int]  # file and line


class Problem(NamedTuple):
    """One fault at `file:line`; `field` is null where the whole line is meant."""

    file: str
    line: int
    field: str | None
    text: str

    def __str__(self) -> str:
        parts = (f"{self.file}:{self.line}", self.field, self.text)
        return ": ".join(part for part in parts if part is not None)


class OwnLog(NamedTuple):
    """A person's own log or a part of it: events with their places, and what is wrong.

    `lines` and `size` are how many lines and bytes were read.
    """

    file: str
    events: list[tuple[Place, Event]]
    problems: list[Problem]
    lines: int = 0
    size: int = 0


Watch = Callable[[str, Iterable[OwnLog]], Iterable[OwnLog]]


def unwatched(path: str, parts: Iterable[OwnLog]) -> Iterable[OwnLog]:
    """The parts of a log as they come: nobody is told how far it has been read."""
    return parts
