"""The command on a terminal of a given width: real processes, a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys

SGR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*arguments: str, columns: int = 80, **env: str) -> str:
    """What the command draws on a terminal, escape sequences included."""
    pty = __import__("pytest").importorskip("pty", reason="no pseudo-terminals on this system")
    ours, theirs = pty.openpty()
    surroundings = {
        "PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLUMNS": str(columns),
        "HUAWEIBAN_TODAY": "2026-11-22", "XDG_CONFIG_HOME": "/nowhere", "PYTHONUTF8": "1",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""), **env,
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "huaweiban", *arguments],
        env=surroundings, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(theirs)
    told = b""
    try:
        while chunk := os.read(ours, 65536):
            told += chunk
    except OSError:
        pass  # Linux says so where a terminal has been closed.
    os.close(ours)
    errors = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 0, errors
    return told.decode().replace("\r\n", "\n")


def plain(text: str) -> list[str]:
    """The lines without colours."""
    return SGR.sub("", text).splitlines()
