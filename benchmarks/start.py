"""Start-up, one answer and whole-log answers, as ratios to an empty Typer command.

    python benchmarks/start.py [--rounds N] [--strict]

Every round starts each process once, in an order of its own, so that a slow moment of the machine
meets all of them alike; medians are taken. Ratios are of processor time, which other work on the
machine hardly stretches; beside it stands the time until a process is gone. Memory is the peak
the kernel counted. Needs a Unix system.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import pty
import random
import shutil
import subprocess
import sys
import tempfile
import termios
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

EMPTY = """\
import typer

app = typer.Typer(add_completion=False)


@app.command()
def empty(name: str) -> None:
    pass


app()
"""
# A process's peak is never told lower than that of the one that started it, and this one is large:
# a bare interpreter starts each command, an open file as its output, and tells what it took.
STARTER = """\
import os, sys, time

output, *words = sys.argv[1:]
nothing = os.open(os.devnull, os.O_RDWR)
files = enumerate((nothing, int(output), nothing))
streams = [(os.POSIX_SPAWN_DUP2, file, stream) for stream, file in files]
streams.append((os.POSIX_SPAWN_CLOSE, int(output)))
started = time.perf_counter()
process = os.posix_spawn(words[0], words, os.environ, file_actions=streams)
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - started
processor = usage.ru_utime + usage.ru_stime
print(seconds, usage.ru_maxrss, os.waitstatus_to_exitcode(status), processor)
"""
BASE, RICH = "empty Typer command", "the same + import rich.table"
# The newest stance of Germany, asked of the same file; a peer that is not at hand is left out.
LOG = Path(__file__).parents[1] / "data" / "events.jsonl"
DUCKDB = f"""\
import duckdb

print(duckdb.sql(\"\"\"
    SELECT arg_max(stance, date) FROM read_json('{LOG}', format = 'newline_delimited')
    WHERE entity = 'de' AND stance IS NOT NULL
\"\"\").fetchall()[0][0])
"""
NEWEST = 'last(inputs | select(.entity == "de" and .stance != null)) | .stance'
MODULES = {
    "empty_command": EMPTY,
    "empty_command_rich": f"import rich.table\n{EMPTY}",
    "duckdb_germany": DUCKDB,
}
COMPLETION = {
    "_HUAWEIBAN_COMPLETE": "complete_bash",
    "COMP_WORDS": "huaweiban status ger",
    "COMP_CWORD": "2",
}
# Settings that change what is measured: bytecode caches forbidden, colour, a log of one's own.
UNSET = ("PYTHON", "HUAWEIBAN_", "_HUAWEIBAN_", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS")


class Measured(NamedTuple):
    """A command, what its time and memory are compared with, and how much more they may be."""

    what: str
    words: str  # what follows `python -m`
    against: str = BASE
    time: float | None = None
    memory: float | None = None  # always against BASE
    on_terminal: bool = False
    env: dict[str, str] = {}  # noqa: RUF012 - a tuple's default, never changed
    program: tuple[str, ...] = ()  # in place of `python -m words`

    @property
    def process(self) -> list[str]:
        """The words that start it."""
        return [*self.program] or [sys.executable, "-m", *self.words.split()]


class Sample(NamedTuple):
    """Milliseconds until a process was gone and of processor time, and its peak."""

    elapsed: float
    processor: float
    mebibytes: float


ONE, WHOLE = 1.25, 2.1  # how much more time one answer and a whole-log answer may take
COMMANDS = [
    Measured(BASE, "empty_command germany"),
    Measured(RICH, "empty_command_rich germany"),
    Measured("--version", "huaweiban --version", BASE, ONE),
    Measured("complete 'status ger'", "huaweiban", BASE, ONE, None, False, COMPLETION),
    Measured("status germany --json", "huaweiban status germany --json", BASE, ONE, 1.3),
    Measured("status germany, pipe", "huaweiban status germany", BASE, ONE, 1.6),
    Measured("status germany, terminal", "huaweiban status germany", RICH, ONE, 1.6, True),
    Measured("status, pipe", "huaweiban status", BASE, WHOLE, 1.6),
    Measured("timeline, pipe", "huaweiban timeline", BASE, WHOLE, 1.6),
    Measured("timeline --json", "huaweiban timeline --json", BASE, WHOLE, 1.6),
]
if find_spec("norwegianblue"):
    COMMANDS.append(Measured("eol --version", "norwegianblue --version"))
if find_spec("duckdb"):
    COMMANDS.append(Measured("DuckDB, stance of Germany", "duckdb_germany"))
if jq := shutil.which("jq"):
    program = (jq, "-n", "-r", NEWEST, str(LOG))
    COMMANDS.append(Measured("jq, stance of Germany", "", program=program))


def run(command: Measured, env: dict[str, str], folder: str) -> tuple[Sample, bool]:
    """One process, and whether it succeeded; a command that answers nothing has failed."""
    reader, writer = pty.openpty() if command.on_terminal else os.pipe()
    if command.on_terminal:
        termios.tcsetwinsize(writer, (40, 100))
    starter = subprocess.Popen(
        [sys.executable, "-S", "-c", STARTER, str(writer), *command.process],
        cwd=folder,
        env={**env, **command.env},
        stdout=subprocess.PIPE,
        pass_fds=[writer],
    )
    os.close(writer)
    answered = drained(reader)
    os.close(reader)
    seconds, peak, code, processor = starter.communicate()[0].split()
    unit = 1024 if sys.platform == "linux" else 1024**2  # of the peak: KiB there, bytes on a Mac
    good = int(code) == 0 and (answered > 0 or command.what in (BASE, RICH))
    return Sample(float(seconds) * 1000, float(processor) * 1000, int(peak) / unit), good


def drained(reader: int) -> int:
    """Read all that comes; gives its length. Where a pipe is empty, a terminal ends in an error."""
    length = 0
    try:
        while chunk := os.read(reader, 65536):
            length += len(chunk)
    except OSError:
        pass
    return length


def measure(rounds: int) -> dict[str, Sample | None]:
    """Medians by command; None for one that failed."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in MODULES.items():
            Path(folder, f"{name}.py").write_text(text, encoding="utf-8")
        env = {key: value for key, value in os.environ.items() if not key.startswith(UNSET)}
        env |= {"TERM": "xterm-256color", "XDG_CONFIG_HOME": folder}
        # The first round fills the bytecode caches and tells which commands work.
        samples: dict[str, list[Sample]] = {
            command.what: [] for command in COMMANDS if run(command, env, folder)[1]
        }
        for _ in range(rounds):
            for command in random.sample(COMMANDS, len(COMMANDS)):
                if command.what in samples:
                    samples[command.what].append(run(command, env, folder)[0])
    found: dict[str, Sample | None] = dict.fromkeys(command.what for command in COMMANDS)
    for what, seen in samples.items():
        found[what] = Sample(*map(median, zip(*seen, strict=True)))
    return found


def row(what: str, value: float | None, base: float, target: float | None) -> list[str]:
    """What was measured, in cells; the last one says whether the target is met."""
    goal = f"{target:.2f}" if target else ""
    if value is None:
        return [what, "", "", goal, "failed"]
    ratio = value / base
    verdict = ("ok" if ratio <= target else "over") if target else ""
    return [what, f"{value:.1f}", f"{ratio:.2f}", goal, verdict]


def show(rows: list[list[str]]) -> None:
    """A table: words at the left, numbers at the right."""
    for what, *numbers, verdict in rows:
        print(f"{what:<30}{''.join(f'{number:>8}' for number in numbers)}  {verdict}".rstrip())
    print()


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare huaweiban with an empty Typer command.")
    parser.add_argument("--rounds", type=int, default=30, help="default: 30")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a target is missed")
    options = parser.parse_args()
    typer, python = importlib.metadata.version("typer"), platform.python_version()
    print(f"Medians of {options.rounds} rounds; Typer {typer}, Python {python}.")
    print("Ratios, of processor time, are to the empty command; what a terminal draws with Rich is")
    print("compared with the same that imports Rich.\n")
    medians = measure(options.rounds)
    base = medians[BASE]
    if base is None or medians[RICH] is None:
        sys.exit("the empty Typer command does not run")
    times, peaks = [], []
    for command in COMMANDS:
        sample, against = medians[command.what], medians[command.against] or base
        elapsed, spent, peak = sample or (None, None, None)
        name, *cells = row(command.what, spent, against.processor, command.time)
        times.append([name, "" if elapsed is None else f"{elapsed:.1f}", *cells])
        peaks.append(row(command.what, peak, base.mebibytes, command.memory))
    show([["time", "ms", "cpu ms", "ratio", "target", ""], *times])
    show([["peak memory", "MiB", "ratio", "target", ""], *peaks])
    missed = any(verdict in ("over", "failed") for *_, verdict in times + peaks)
    return 1 if options.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
