"""Run a program on a terminal of its own: real processes, a real pseudo-terminal."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LINES = 24


def on_terminal(
    command: Sequence[str],
    env: Mapping[str, str],
    columns: int,
    folder: Path | None = None,
    errors: Any = None,
) -> tuple[int, bytes, bytes]:
    """The exit code of a command, what a terminal of so many columns gets, and what `errors` got.

    `errors` is where standard error goes: to the terminal, or where subprocess says.
    """
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, columns, 0, 0))
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdin=theirs, stdout=theirs,
        stderr=theirs if errors is None else errors,
    )  # fmt: skip
    os.close(theirs)
    shown = bytearray()
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:
        pass  # Linux raises this when a terminal has been closed.
    os.close(ours)
    told = process.communicate(timeout=300)[1] or b""
    return process.returncode, bytes(shown).replace(b"\r\n", b"\n"), told
