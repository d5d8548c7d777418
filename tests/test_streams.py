"""Real processes: standard output is the answer, standard error the rest, and how each can end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, Told

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="bash is not installed")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
needs_signals = pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="there are no named pipes and signals of POSIX here"
)
SCRIPT = shutil.which("huaweiban", path=str(Path(sys.executable).parent))


def shell(line: str, **env: str) -> Told:
    """A line of bash with pipefail, `huaweiban` on its path."""
    done = subprocess.run(
        [BASH, "-o", "pipefail", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        cwd=DATA,
        env={**os.environ, **env},
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    return Told(done.returncode, done.stdout, done.stderr)


# The code, whether anything is answered on standard output, the command line.
EXITS = [
    (0, True, "status germany"),
    (0, True, "status vatican"),
    (0, True, "timeline --match nosuchword"),
    (0, True, ""),
    (0, True, "--help"),
    (0, True, "--version"),
    (0, True, "check norway --data-only --data log.jsonl"),
    (1, True, "check sweden --data-only --data log.jsonl"),
    (1, True, "changes --since 2024 --exit-code --data-only --data log.jsonl"),
    (0, True, "changes --since today --exit-code --data-only --data log.jsonl"),
    (2, False, "germany"),
    (2, False, "status --as-of 2020-02-30"),
    (2, False, "status --nope"),
    (2, False, "history"),
    (3, False, "status germny"),
    (3, True, "status de germny"),
    (3, False, "show nope"),
    (3, False, "codebook nope"),
    (3, True, "check sweden germny --data-only --data log.jsonl"),
    (4, False, "status --data faulty.jsonl"),
    (4, False, "status --data nowhere.jsonl"),
    (4, True, "validate faulty.jsonl"),
    (0, True, "validate log.jsonl --data-only"),
    (0, True, "validate"),
]


@pytest.mark.parametrize(("code", "answered", "line"), EXITS, ids=[line for _, _, line in EXITS])
def test_an_exit_code_is_a_promise(
    process: Callable[..., Told], code: int, answered: bool, line: str
) -> None:
    told = process(*line.split())
    assert (told.code, bool(told.out)) == (code, answered), told.err
    assert "Traceback" not in told.err


@pytest.mark.skipif(SCRIPT is None, reason="the console script is not installed")
def test_the_console_script_and_the_module_are_the_same(process: Callable[..., Told]) -> None:
    for arguments in (["status", "de", "--json"], ["--version"], ["status", "germny"]):
        done = subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, check=False)
        assert Told(done.returncode, done.stdout, done.stderr) == process(*arguments)


@needs_bash
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "line",
    [
        "huaweiban timeline | head -1",
        "huaweiban timeline --json | head -c 100",
        "huaweiban status --all --format csv | head -1",
        "huaweiban timeline --format md | true",
        "huaweiban --help | true",
        "huaweiban | head -1",
        "huaweiban schema status | head -1",
    ],
)
def test_a_closed_pipe_is_no_failure_and_stays_silent(line: str, unbuffered: str) -> None:
    told = shell(line, PYTHONUNBUFFERED=unbuffered)
    assert (told.code, told.err) == (0, "")


@needs_bash
@needs_full
@pytest.mark.parametrize(
    "command", ["status de", "timeline --json", "--version", "", "schema event", "--help"]
)
def test_an_output_that_cannot_be_written_is_one_line_and_exit_4(command: str) -> None:
    told = shell(f"huaweiban {command} > /dev/full")
    assert (told.code, told.out) == (4, "")
    assert told.err.count("\n") == 1
    assert "No space left on device" in told.err


@needs_bash
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["timeline --json", "timeline", "schema status"])
def test_an_answer_is_written_whole_or_exits_4(
    tmp_path: Path, command: str, unbuffered: str
) -> None:
    """A file that may not grow stands for a disk that fills up while an answer is written."""
    out = tmp_path / "out"
    told = shell(f"ulimit -f 4; huaweiban {command} > {out}", PYTHONUNBUFFERED=unbuffered)
    assert told.code == 4
    assert told.err.count("\n") == 1
    assert out.stat().st_size == 4096


@needs_bash
def test_closed_streams_are_told_where_someone_listens() -> None:
    told = shell("huaweiban status de >&-")
    assert told.code == 4
    assert told.err.count("\n") == 1
    assert shell("huaweiban status germny 2>&-") == Told(3, "", "")
    assert shell("huaweiban status de --format plain --fields entity 2>&-") == Told(0, "de\n", "")
    assert shell("huaweiban status - <&-").code == 2


@needs_bash
def test_cut_and_grep_find_what_they_look_for() -> None:
    own = "--data-only --data log.jsonl"
    ids = shell(f"huaweiban status --format plain {own} | cut -f1").out
    assert " ".join(ids.split()) == "de fr gb it jp nl no nz pl se si us"
    for log, id in (
        ("log", "se-2021-06-22-court-upholds"),
        ("log", "bt-group-2018-12-05-core-out"),
    ):
        url = f"https://news.example.org/{id}"
        told = shell(f"huaweiban show {id} --data-only --data {log}.jsonl | grep -F {url}")
        assert (told.code, told.out.count(url)) == (0, 1)
    url = "https://news.example.org/hostile?a=[b]&c=|"
    shown = "huaweiban show de-2020-01-02-hostile --data-only --data hostile.jsonl"
    assert shell(f"{shown} | grep -F '{url}'").code == 0


def test_every_address_of_the_bundled_log_is_shown_on_one_line(
    process: Callable[..., Told],
) -> None:
    told = json.loads(process("timeline", "--limit", "40", "--json").out)["results"]
    shown = process("show", "-", stdin="\n".join(each["id"] for each in told).encode()).out
    urls = {source["url"] for each in told for source in each["sources"] if source["url"]}
    assert len(urls) > 10
    assert [url for url in urls if not any(url in line for line in shown.splitlines())] == []


@needs_bash
def test_names_come_through_a_pipe() -> None:
    told = shell("printf 'de\\nfr\\n' | huaweiban status - --format plain --fields entity")
    assert told == Told(0, "de\nfr\n", "")
    own = "--data-only --data log.jsonl"
    chained = shell(
        f"huaweiban timeline --limit 3 --fields id --format plain {own}"
        f" | huaweiban show - {own} --format plain | wc -l"
    )
    assert (chained.code, int(chained.out)) == (0, 3)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "de", "--why"],
        ["status"],
        ["timeline", "--limit", "5"],
        ["history", "telefonica-germany"],
        ["codebook"],
        ["info"],
        [],
        ["matrix", "--in", "eu"],
        ["deadlines"],
        ["status", "nöwhere"],
    ],
    ids=" ".join,
)
def test_an_output_that_cannot_encode_does_not_crash(
    process: Callable[..., Told], encoding: str, arguments: list[str]
) -> None:
    told = process(*arguments, env={"PYTHONIOENCODING": encoding})
    assert told.code == (3 if "nöwhere" in arguments else 0)
    assert "Traceback" not in told.err
    assert "bug" not in told.err
    if encoding == "ascii":
        assert told.out.isascii()


def test_help_does_not_crash_where_it_cannot_encode(process: Callable[..., Told]) -> None:
    for arguments in (["-h"], ["status", "-h"], ["changes", "-h"]):
        assert process(*arguments, env={"PYTHONIOENCODING": "ascii"}).code == 0


@needs_signals
@pytest.mark.parametrize(("number", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize("command", ["validate", "status"])
def test_a_signal_ends_with_its_code_and_without_a_traceback(
    tmp_path: Path, number: str, code: int, command: str
) -> None:
    """The process waits on a pipe that nothing is written to, so it is there to be told."""
    pipe = tmp_path / "log.jsonl"
    os.mkfifo(pipe)
    arguments = (
        ["validate", str(pipe)] if command == "validate" else ["status", "--data", str(pipe)]
    )
    # A shell that runs the tests in the background has its children ignore interrupts.
    heeding = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    running = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"{heeding} runpy.run_module('huaweiban', run_name='__main__')",
            *arguments,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    with pipe.open("wb"):  # waits until the process reads
        running.send_signal(getattr(signal, number))
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (code, b"")
    assert b"Traceback" not in err


@needs_signals
def test_a_log_is_read_from_a_pipe(tmp_path: Path, process: Callable[..., Told]) -> None:
    """As `<(...)` of a shell gives it."""
    pipe = tmp_path / "log.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes((DATA / "log.jsonl").read_bytes()))
    writer.start()
    told = process("validate", str(pipe), "--data-only")
    writer.join()
    assert (told.code, told.err) == (0, "")
    stdin = process("validate", "-", stdin=(DATA / "faulty.jsonl").read_bytes())
    assert stdin.code == 4
    assert "<stdin>:3: stance: 'bannd' is not one of" in stdin.out


def test_nothing_opens_the_network() -> None:
    """No network, telemetry or update check: no socket is ever made."""
    program = (
        "import sys\n"
        "sys.addaudithook(lambda name, _: name.startswith('socket.') and sys.exit(99))\n"
        "from huaweiban.cli.run import run\n"
        "codes = [run(each.split()) for each in sys.argv[1:]]\n"
        "sys.exit(max(codes))\n"
    )
    commands = [
        "status de",
        "status --why",
        "timeline",
        "history de --related",
        "info",
        "validate",
        "codebook",
        "--version",
        "stats",
        "matrix",
        "deadlines",
    ]
    done = subprocess.run(
        [sys.executable, "-c", program, *commands], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
