"""Signals: a process that has nothing to clean up ends at once, another unwinds first."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

# The exit code of a signal that has come while something has to be cleaned up.
ended: list[int] = []
# One for each block that has something to clean up.
_unwinding: list[None] = []


def heed() -> None:
    """End on SIGINT and SIGTERM with the exit code 128 and the signal's number."""
    signal.signal(signal.SIGTERM, _stopped)
    # A shell has its background jobs ignore interrupts, and they are to stay ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stopped)


@contextmanager
def unwinding() -> Iterator[None]:
    """While the block runs a signal raises SystemExit, so that the block can clean up."""
    _unwinding.append(None)
    try:
        yield
    finally:
        _unwinding.pop()


def finish() -> None:
    """From here on signals that `heed` heeds change nothing: what was begun is brought to its end.

    What has been done cannot be taken back, and the exit code has to say that it was done.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(each) is _stopped:
            signal.signal(each, signal.SIG_IGN)


def _stopped(number: int, frame: object) -> None:
    code = 128 + number
    if not _unwinding:
        os._exit(code)
    # What cleans up is not disturbed again.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    ended.append(code)
    raise SystemExit(code)
