"""The command line. Only this package uses Typer, the clock and the terminal."""

from __future__ import annotations

import gc
import os
import sys

from huaweiban import interrupts

__all__ = ["main"]


def main() -> None:
    """The console script: ends the process. Signals are handled before other imports."""
    interrupts.heed()
    if archive := getattr(__spec__.loader, "archive", None):
        _refuse(archive)
    # Records have no cycles and the process is short: garbage collection would only cost time.
    gc.disable()
    try:
        from huaweiban.cli.run import run

        code = _flushed(run(sys.argv[1:]))
    except SystemExit as exit:
        code = int(exit.code or 0)
    # Nothing is left to clean up, and the interpreter's own shutdown costs 14 ms.
    os._exit(code)


def _refuse(archive: str) -> None:
    # Data and schemas are read as files, line by line.
    from huaweiban.cli.output import note
    from huaweiban.errors import BadData

    note(f"{archive}: huaweiban cannot read its data inside an archive; unpack or install it")
    os._exit(BadData.exit_code)


def _flushed(code: int) -> int:
    from huaweiban.errors import BadOutput

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        return code or BadOutput.exit_code
    return code
