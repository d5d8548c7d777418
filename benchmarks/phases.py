"""Where the time of an answer goes: python benchmarks/phases.py [--rounds N].

Each phase is timed in fresh interpreters; the best of the rounds is told, in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import generated
from start import UNSET

TIMED = """\
import gc, sys, time
gc.disable()
last = time.perf_counter()
def lap(name):
    global last
    now = time.perf_counter()
    print(name, (now - last) * 1000)
    last = time.perf_counter()
"""
TYPER = """
import typer, typer.core, typer.main
lap("import Typer")
from huaweiban.cli import app, question
"""
TIMELINE = f"""{TIMED}{TYPER}
from huaweiban.answers import Answer, EventsOptions
from huaweiban.cli.question import question
from huaweiban.log import Logs, Opener
from huaweiban.render import events, formats, json, pipe
from huaweiban.views.events import EventFilters, timeline
lap("import the rest")
opener = Opener(Logs())
log = opener.everything()
lap("load")
results = timeline(log, EventFilters())
lap("fold")
answer = Answer(question("timeline", opener, "2026-11-22", EventsOptions()), results)
b"".join(json.document(answer, ()))
lap("draw JSON")
"".join(pipe.lines(formats.blocks(answer)))
lap("draw table")
"""
STATUS = f"""{TIMED}{TYPER}
from huaweiban.answers import Answer, StatusOptions
from huaweiban.cli.question import question
from huaweiban.log import Logs, Opener
from huaweiban.render import formats, json, pipe, status
from huaweiban.views.status import Filters, statuses
lap("import the rest")
opener = Opener(Logs())
entity, _ = opener.registry.find("germany")
log = opener.of([entity.id])
lap("load")
results = statuses(log, [entity], Filters(), "2026-11-22")
lap("fold")
answer = Answer(question("status", opener, "2026-11-22", StatusOptions(in_full=True)), results)
b"".join(json.document(answer, ()))
lap("draw JSON")
"".join(pipe.lines(formats.blocks(answer)))
lap("draw table")
"""
OWN = f"""{TIMED}{TYPER}
import huaweiban.checks
from huaweiban import own
from huaweiban.entities import Kind
from huaweiban.log import Logs, Opener
from huaweiban.render import json
from huaweiban.views.status import Filters, statuses
lap("import the rest")
for batch in own.batches(sys.argv[1]):
    pass
lap("(validate alone)")
opener = Opener(Logs((sys.argv[1],), only=True))
entities = [row for row in opener.registry.everyone() if row.kind is Kind.COUNTRY]
log = opener.of([row.id for row in entities])
lap("load")
results = statuses(log, entities, Filters(), "2026-11-22")
lap("fold")
b"".join(json.records(results))
lap("draw JSON")
"""
ANSWERS = {"status germany": STATUS, "timeline": TIMELINE, "status, 100,000 own events": OWN}


def main() -> int:
    parser = argparse.ArgumentParser(description="Tell where the time of an answer goes.")
    parser.add_argument("--rounds", type=int, default=10, help="default: %(default)s")
    options = parser.parse_args()
    env = {key: value for key, value in os.environ.items() if not key.startswith(UNSET)}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.jsonl")
        with log.open("wb") as file:
            file.writelines(generated(100_000))
        for answer, code in ANSWERS.items():
            best: dict[str, float] = {}
            for _ in range(options.rounds):
                words = [sys.executable, "-c", code, str(log)]
                for line in subprocess.check_output(words, env=env, text=True).splitlines():
                    phase, milliseconds = line.rsplit(" ", 1)
                    best[phase] = min(float(milliseconds), best.get(phase, float("inf")))
            print(f"{answer}, ms")
            print(*(f"  {phase:<18}{spent:>9.1f}" for phase, spent in best.items()), sep="\n")
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
