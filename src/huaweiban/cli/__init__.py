"""The command line. Typer lives here and nowhere else; the clock and the terminal are read here."""

from __future__ import annotations

import gc
import os
import sys

from huaweiban import interrupts

__all__ = ["main"]


def main() -> None:
    """The console script: ends the process. Signals are heeded before anything else is imported."""
    interrupts.heed()
    # Records hold no cycles and the process is short: collecting would only cost time.
    gc.disable()
    try:
        from huaweiban.cli.run import run

        code = _flushed(run(sys.argv[1:]))
    except SystemExit as exit:
        code = int(exit.code or 0)
    # Nothing is left to clean up, and the interpreter's own farewell costs 14 ms.
    os._exit(code)


def _flushed(code: int) -> int:
    from huaweiban.errors import BadOutput

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        return code or BadOutput.exit_code
    return code
