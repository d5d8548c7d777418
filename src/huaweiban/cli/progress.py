"""How far a long reading is, on standard error of a terminal: lines, rate, time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from huaweiban.problems import OwnLog

PATIENCE, INTERVAL = 1.0, 0.2  # seconds: until anything is shown, between two lines
_BACK = "\r\x1b[K"


class Progress:
    """Watches the parts of logs as they are read; a context that leaves no line behind."""

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._clock = clock
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *raised: object) -> None:
        self._write("")

    def watch(self, path: str, parts: Iterable[OwnLog]) -> Iterable[OwnLog]:
        """The parts of the log at `path`, told on the way; in a pipe just the parts."""
        return parts if self._stream is None else self._told(path, parts)

    def _told(self, path: str, parts: Iterable[OwnLog]) -> Iterator[OwnLog]:
        whole, lines, read = _size(path), 0, 0
        began = self._clock()
        due = began + PATIENCE
        for part in parts:
            lines, read = lines + part.lines, read + part.size
            if (now := self._clock()) >= due:
                due = now + INTERVAL
                left = (now - began) * (whole - read) / read if read and read < whole else None
                self._write(_line(path, lines, lines / (now - began), left))
            yield part
        if self._shown:
            self._write(f"{path}: {lines:,} lines read, answering")

    def _write(self, text: str) -> None:
        if self._stream is not None and (text or self._shown):
            # Told first: an interruption may come between any two of these lines.
            self._shown = True
            self._stream.write(_BACK + text)
            self._stream.flush()


def _size(path: str) -> int:
    # Standard input and pipes do not say how long they are.
    file = Path(path)
    return file.stat().st_size if file.is_file() else 0


def _line(path: str, lines: int, rate: float, left: float | None) -> str:
    told = f"{path}: {lines:,} lines, {rate:,.0f} a second"
    return told if left is None else f"{told}, {left:.0f} s left"
