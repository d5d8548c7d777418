"""What an answer costs, counted and not timed: modules, bytes and records.

A number that grows needs a reason; one that shrinks may be taken down here.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import DATA

from huaweiban import bundled
from huaweiban.bundled import data_file

COUNT = """\
import sys
from pathlib import Path

bare = set(sys.modules)
seen = {"bytes": 0, "events": 0}

import huaweiban.cli.run as run


def audit(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and "/data/" in arguments[0]:
        seen["bytes"] += Path(arguments[0]).stat().st_size


sys.addaudithook(audit)
from huaweiban.events import Event

made = Event.__init__


def counted(self, **given):
    seen["events"] += 1
    made(self, **given)


Event.__init__ = counted
run.run(sys.argv[1:])
sys.stdout.flush()
modules = {name for name in sys.modules if name not in bare}
names = {"rich", "pydantic", "tomli", "json", "csv", "difflib", "inspect"} & modules
ours = sum(name.startswith("huaweiban") for name in modules)
print(len(modules), ours, seen["bytes"], seen["events"], *sorted(names), file=sys.stderr)
"""


def _size(name: str) -> int:
    return data_file(name).stat().st_size


class Cost:
    """What one command line cost."""

    def __init__(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-c", COUNT, *arguments],
            capture_output=True, cwd=DATA, check=True, timeout=60, text=True,
        )  # fmt: skip
        modules, ours, size, events, *names = done.stderr.splitlines()[-1].split()
        self.modules, self.ours = int(modules), int(ours)
        self.bytes, self.events = int(size), int(events)
        self.names = set(names)


# Modules of our own that a command imports; each costs about 0.3 ms. One bound for each kind.
MOST = {
    "the version": (19, ["--version"]),
    # The register of laws and the evidence of each word took five more than 38.
    "an answer": (
        43,
        [
            "status germany --json", "status germany", "history sweden", "check germany",
            "status", "timeline", "timeline --json", "changes --since 2026", "deadlines", "matrix",
            "stats", "info", "codebook mobile", "",
        ],
    ),
}  # fmt: skip
IN_ALL = 150
"""Modules, those of Typer and of Python included: they differ a little from release to release."""


@pytest.mark.parametrize(
    ("most", "words"), [(most, words) for most, lines in MOST.values() for words in lines]
)
def test_a_command_imports_what_it_needs(most: int, words: str) -> None:
    cost = Cost(*words.split())
    assert cost.ours <= most
    assert cost.modules <= IN_ALL
    assert not cost.names & {"rich", "pydantic", "tomli"}


def test_the_version_makes_no_event() -> None:
    assert Cost("--version").events == 0


def test_one_entity_costs_its_own_events_only() -> None:
    cost = Cost("status", "germany", "--json")
    assert cost.events == len(bundled.events({"de"}))


def test_a_whole_log_is_made_into_records_once() -> None:
    assert Cost("timeline", "--json").events == len(bundled.events())


def test_the_log_is_read_once_and_beside_it_the_index_alone() -> None:
    """The index for its rows, for all names, and for its first line, which every answer has.

    The register of laws is read where an answer names the instruments behind it.
    """
    for arguments in (("status", "germany", "--json"), ("timeline",)):
        whole = _size("events.jsonl") + _size("laws.jsonl") + 3 * _size("index.jsonl")
        assert Cost(*arguments).bytes <= whole


def test_the_version_reads_the_index_alone() -> None:
    assert Cost("--version").bytes <= _size("index.jsonl")


def test_own_logs_alone_need_pydantic() -> None:
    cost = Cost("status", "--data-only", "--data", "log.jsonl", "--json")
    assert "pydantic" in cost.names
    assert "rich" not in cost.names
    assert cost.events == 0, "pydantic fills records itself: none is made twice"


def test_colour_alone_needs_rich() -> None:
    assert "rich" in Cost("status", "germany", "--color", "always").names
