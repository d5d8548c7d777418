"""Long work tells how far it is, on a terminal only; interrupted, it leaves nothing behind."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DATA, Ask, Told

from huaweiban.checks import Batch
from huaweiban.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that stands still until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def batches(count: int, clock: Clock | None = None, seconds: float = 0) -> Iterator[Batch]:
    """So many batches, each of which takes so many seconds."""
    for _ in range(count):
        if clock:
            clock.now += seconds
        yield Batch("log", [], [], 500, 1000)


def told(stream: io.StringIO, count: int, path: str, seconds: float) -> str:
    """What a reading of so many parts shows, each part taking so many seconds."""
    clock = Clock()
    with Progress(stream, clock) as progress:
        assert len(list(progress.watch(path, batches(count, clock, seconds)))) == count
    return stream.getvalue()


def test_long_work_tells_lines_rate_and_time_left(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b" " * 4000)
    shown = told(Terminal(), 4, str(path), 1.0)
    assert "500 lines, 500 a second" in shown
    assert "1,000 lines, 500 a second 0:00:02" in shown
    assert "log ━" in shown


def test_the_end_leaves_no_line_behind() -> None:
    assert _cleared(told(Terminal(), 4, "-", 1.0))


def _cleared(shown: str) -> bool:
    """Whether the last line of Rich's live display is erased at the end."""
    return shown.endswith("\r\x1b[1A\x1b[2K")


def test_standard_input_has_no_time_left() -> None:
    assert "2,000 lines, 500 a second  " in told(Terminal(), 4, "-", 1.0)


def test_work_of_less_than_a_second_says_nothing() -> None:
    assert told(Terminal(), 4, "-", 0.2) == ""


def test_a_pipe_is_told_nothing() -> None:
    assert told(io.StringIO(), 4, "-", 1.0) == ""


def test_where_standard_error_is_closed_nobody_is_told() -> None:
    with Progress(None) as progress:
        assert len(list(progress.watch("-", batches(2)))) == 2


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[list[str]]:
    """A command that exports a log from a pipe which never ends."""
    pipe = tmp_path / "log.jsonl"
    os.mkfifo(pipe)
    line = (DATA / "log.jsonl").read_bytes().splitlines()[0] + b"\n"
    feed = f"with open({str(pipe)!r}, 'wb') as pipe:\n while True: pipe.write({line!r})"
    feeding = subprocess.Popen([sys.executable, "-c", feed], stderr=subprocess.DEVNULL)
    yield [sys.executable, "-m", "huaweiban", "export", str(tmp_path / "out.sqlite"),
           "--data-only", "--data", str(pipe)]  # fmt: skip
    feeding.kill()
    feeding.wait()


def test_an_interrupted_process_exits_130_and_writes_nothing(
    endless: list[str], tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    started = subprocess.Popen(endless, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err) == (130, b"", b"")
    assert sorted(tmp_path.iterdir()) == before


def test_a_process_on_a_terminal_tells_how_far_it_is(endless: list[str]) -> None:
    reader, writer = pty.openpty()
    started = subprocess.Popen(endless, stdout=subprocess.DEVNULL, stderr=writer)
    os.close(writer)
    seen = b""
    while b" a second" not in seen:
        seen += os.read(reader, 4096)
    started.send_signal(signal.SIGINT)
    assert started.wait(timeout=20) == 130
    try:
        while chunk := os.read(reader, 4096):
            seen += chunk
    except OSError:  # a terminal whose other side is closed
        os.close(reader)
    assert b"log.jsonl" in seen
    assert _cleared(seen.decode())


def test_validate_tells_the_first_hundred_problems_and_counts_the_rest(
    ask: Ask, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("{}\n" * 50, encoding="utf-8")
    told: Told = ask("validate", str(log), "--json")
    answer = json.loads(told.out)
    assert told.code == 4
    assert len(answer["results"]) == 100
    assert answer["total"] == 50 * 8
    table = ask("validate", str(log)).out.splitlines()
    assert len(table) == 101
    assert table[-1] == "0 events, 400 faults, the first 100 of them listed"
