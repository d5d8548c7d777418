"""Signals: a process with nothing to clean up ends at once, others clean up first."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

# The exit code of a signal that came while there was something to clean up.
ended: list[int] = []
# The number of running blocks with something to clean up.
_unwinding: list[None] = []


def heed() -> None:
    """From now on, end on SIGINT and SIGTERM with exit code 128 plus the signal's number."""
    signal.signal(signal.SIGTERM, _stopped)
    # A shell makes background jobs ignore interrupts, which must stay so.
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
    """From now on, ignore the signals that `heed` handles, so that the work is completed.

    What has been done cannot be undone, and the exit code must say that it was done.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(each) is _stopped:
            signal.signal(each, signal.SIG_IGN)


def _stopped(number: int, frame: object) -> None:
    code = 128 + number
    if not _unwinding:
        os._exit(code)
    # Cleaning up is not interrupted a second time.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    ended.append(code)
    raise SystemExit(code)
