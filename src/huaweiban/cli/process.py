"""The process: what a signal does to it, and how it ends. Signals are heeded before all imports."""

from __future__ import annotations

import gc
import os
import signal
import sys

# What leaves something behind: files of an export, a line that tells how far long work is, other
# processes at work.
UNTIDY = {"huaweiban.export.place", "huaweiban.cli.progress", "huaweiban.shares"}

# The exit code of a signal that has come, while what is untidy cleans up.
ended: list[int] = []


def main() -> None:
    """The console script: ends the process."""
    _heed_signals()
    # Records hold no cycles and the process is short: collecting would only cost time.
    gc.disable()
    try:
        from huaweiban.cli.run import run

        code = run(sys.argv[1:])
        code = _flushed(code)
    except SystemExit as told:
        code = int(told.code or 0)
    # Nothing is left to clean up, and the interpreter's own farewell costs milliseconds.
    os._exit(code)


def _flushed(code: int) -> int:
    from huaweiban.errors import BadOutput

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        return code or BadOutput.exit_code
    return code


def _heed_signals() -> None:
    signal.signal(signal.SIGTERM, _stopped)
    # A shell has its background jobs ignore interrupts, and they are to stay ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stopped)


def _stopped(number: int, frame: object) -> None:
    code = 128 + number
    if UNTIDY.isdisjoint(sys.modules):
        os._exit(code)
    # They clean up as they unwind, undisturbed.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    ended.append(code)
    raise SystemExit(code)
