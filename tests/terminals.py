"""The command on a terminal of a given width: real processes, a real pseudo-terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
import terminal

SGR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(*arguments: str, columns: int = 80, **env: str) -> str:
    """What the command draws on a terminal, escape sequences included."""
    pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    surroundings = {
        "PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLUMNS": str(columns),
        "HUAWEIBAN_TODAY": "2026-11-22", "XDG_CONFIG_HOME": "/nowhere", "PYTHONUTF8": "1",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""), **env,
    }  # fmt: skip
    command = [sys.executable, "-m", "huaweiban", *arguments]
    code, shown, told = terminal.on_terminal(command, surroundings, columns, errors=subprocess.PIPE)
    assert code == 0, told.decode()
    return shown.decode()


def plain(text: str) -> list[str]:
    """The lines without colours."""
    return SGR.sub("", text).splitlines()
