"""A question about a long log, shared out by entity among processes, where the system can fork."""

from __future__ import annotations

import os
import pickle
import re
import signal
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, NoReturn, TypeVar

from huaweiban.errors import BadData

T = TypeVar("T")

# Bytes from which on a second process saves more time than it costs, and the most processes:
# each of them passes over every line, if only to leave it to another.
WORTH, MOST = 16 << 20, 8
# Where the entity seems to stand; whether it does is seen when the line has been validated.
_entity = re.compile(rb'"entity"\s*:\s*"([^"\\]*)"').search


class Unshared(Exception):
    """A share has met something that only a reading of the whole can answer."""


class Share(NamedTuple):
    """One of several shares of the entities: `number` of `places`, which has each one's share."""

    number: int
    places: dict[bytes, int]

    def has(self, entity_id: str) -> bool:
        """Whether an entity is in this share; one that nobody knows is in the first."""
        return self.places.get(entity_id.encode(), 0) == self.number

    def check(self, entity_ids: Collection[str], faulty: bool) -> None:
        """Raises Unshared where an entity is not in this share, or something is faulty."""
        if faulty or not all(map(self.has, entity_ids)):
            raise Unshared

    def takes(self, line: bytes) -> bool:
        """Whether a line is for this share to read; it may turn out to be of another's entity."""
        found = _entity(line)
        return (self.places.get(found[1], 0) if found else 0) == self.number


def worth(files: Sequence[str]) -> int:
    """How many processes the reading of files is worth; 1 where they are short or no files."""
    if not hasattr(os, "fork") or not all(Path(file).is_file() for file in files):
        return 1
    if sum(Path(file).stat().st_size for file in files) < WORTH:
        return 1
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(able or 1, MOST)


def shared(count: int, entity_ids: Collection[str], work: Callable[[Share], T]) -> list[T] | None:
    """What `work` gives for each share: for the first here, for each other in its own process.

    None where a share raised Unshared or BadData, or its process could not begin or did not end
    well: the whole has to be read.
    """
    places = {id.encode(): number % count for number, id in enumerate(sorted(entity_ids))}
    others: list[_Other[T]] = []
    try:
        for number in range(1, count):
            others.append(_Other(work, Share(number, places)))
        return [work(Share(0, places)), *(other.given() for other in others)]
    except (Unshared, BadData, OSError):
        # What there is to tell is seen in the whole.
        return None
    finally:
        for other in others:
            other.end()


class _Other(Generic[T]):
    def __init__(self, work: Callable[[Share], T], share: Share) -> None:
        reading, writing = os.pipe()
        self._answer = os.fdopen(reading, "rb")
        try:
            self._process = os.fork()
            if self._process == 0:
                _answer(work, share, writing)
        finally:
            os.close(writing)

    def given(self) -> T:
        try:
            answer: T = pickle.load(self._answer)
        except (EOFError, pickle.UnpicklingError):
            raise Unshared from None
        return answer

    def end(self) -> None:
        self._answer.close()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _answer(work: Callable[[Share], T], share: Share, writing: int) -> NoReturn:
    # Nothing but the answer leaves this process: where there is none, who asked reads the whole.
    try:
        with os.fdopen(writing, "wb") as stream:
            stream.write(pickle.dumps(work(share)))
    finally:
        os._exit(0)
