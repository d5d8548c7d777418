"""Logs of one's own of 10,000, 100,000 and 1,000,000 events, against others doing the same fold.

    python benchmarks/logs.py [--sizes 10000,100000] [--rounds N] [--strict]

The logs are generated (generate.py). `status` answers with every check made; jq, DuckDB, Polars and
plain `json` fold as it does and check nothing; the bare loop validates each line and answers
nothing; "the least" does all that `status` does in one loop that tells no fault. Where a peer is at
hand, its answer must be ours. Needs a Unix system.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from generate import generated
from start import STARTER, UNSET

PEERS = Path(__file__).parent / "peers"
SIZES = (10_000, 100_000, 1_000_000)
DAY = "2026-01-01"
OURS, CHECKED, BARE, JQ = "status", "validate", "bare validate_json loop", "jq"
MOST_MEMORY = 1_500_000_000 / 1024**2
FASTER_FROM = 100_000  # events from which on `status` is to be faster than jq


class Sample(NamedTuple):
    """Seconds until a command was gone, its processor time, and its peak of memory."""

    seconds: float
    processor: float
    mebibytes: float


def commands(log: str) -> dict[str, list[str]]:
    """What is measured, as far as it is at hand."""
    python = sys.executable
    own = [python, "-m", "huaweiban"]
    ours = [*own, "status", "--data-only", "--data", log, "--json"]
    found = {
        OURS: ours,
        CHECKED: [*own, "validate", "--data-only", log],
        BARE: [python, str(PEERS / "bare.py"), log],
        "the least": [python, str(PEERS / "least.py"), log, DAY],
        "json loop": [python, str(PEERS / "fold_json.py"), log, DAY],
    }
    for name, module in (("DuckDB", "duckdb"), ("Polars", "polars")):
        if importlib.util.find_spec(module):
            found[name] = [python, str(PEERS / f"fold_{module}.py"), log, DAY]
    if shutil.which(JQ):
        program = str(PEERS / "fold.jq")
        found[JQ] = [JQ, "-n", "-r", "--arg", "day", DAY, "-f", program, log]
    return found


def run(words: list[str], output: Path, codes: Collection[int] = (0,)) -> Sample:
    """One process, what it prints kept in a file; it ends with one of some exit codes."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(UNSET)}
    env |= {"HUAWEIBAN_TODAY": DAY, "XDG_CONFIG_HOME": str(output.parent)}
    program = shutil.which(words[0]) or words[0]
    with output.open("wb") as file:
        starter = [sys.executable, "-S", "-c", STARTER, str(file.fileno()), program, *words[1:]]
        told = subprocess.check_output(starter, env=env, pass_fds=[file.fileno()])
    seconds, peak, code, processor = told.split()
    if int(code) not in codes:
        sys.exit(f"{' '.join(words)} failed")
    unit = 1024 if sys.platform == "linux" else 1024**2
    return Sample(float(seconds), float(processor), int(peak) / unit)


def held(what: str, output: Path) -> set[str]:
    """The answer as lines: entity, scope, stance, since, confirmed."""
    text = output.read_text(encoding="utf-8")
    if what == OURS:
        return set(_cells(text))
    # The peers know a country by its two letters, and `g7` has two.
    return {line for line in text.splitlines() if not line.startswith("g7\t")}


def _cells(text: str) -> Iterator[str]:
    for result in json.loads(text)["results"]:
        for cell, found in result["scopes"].items():
            told = (found["stance"], found["since"], found["confirmed"])
            yield "\t".join((result["entity"], cell, *told))


def measure(size: int, rounds: int, folder: Path) -> dict[str, Sample]:
    """The best of some rounds for each command, their answers compared."""
    log, output = folder / f"{size}.jsonl", folder / "answer"
    with log.open("wb") as file:
        # The peers fold words alone; an act that stands is a rule of ours that they do not have.
        file.writelines(generated(size, acts=False))
    todo, best, answers = commands(str(log)), dict[str, Sample](), dict[str, set[str]]()
    for _ in range(rounds):
        for what in random.sample([*todo], len(todo)):
            sample = run(todo[what], output)
            known = best.get(what, sample)
            best[what] = Sample(*(min(pair) for pair in zip(sample, known, strict=True)))
            if what not in (CHECKED, BARE):
                answers[what] = held(what, output)
    log.unlink()
    wrong = [what for what, answer in answers.items() if answer != answers[OURS]]
    if wrong:
        sys.exit(f"{size} events: other answers than ours from {', '.join(wrong)}")
    return {what: best[what] for what in todo}


def show(size: int, found: dict[str, Sample], before: dict[str, Sample]) -> None:
    """A table of one size; growth is against the size before."""
    print(f"{size:,} events")
    heads = ("s", "to bare", "to jq", "growth", "cpu s", "to bare", "MiB", "growth")
    print(f"{'':<24}" + "".join(f"{head:>8}" for head in heads))
    for what, sample in found.items():
        seconds = [sample.seconds / found[BARE].seconds]
        seconds += [sample.seconds / found[JQ].seconds] if JQ in found else []
        grown = [""] * 2
        if what in before:
            grown = [f"{sample.seconds / before[what].seconds:.1f}"]
            grown += [f"{sample.mebibytes / before[what].mebibytes:.1f}"]
        cells = [f"{sample.seconds:.2f}"]
        cells += [f"{ratio:.2f}" for ratio in seconds] + [""] * (2 - len(seconds))
        cells += [grown[0], f"{sample.processor:.2f}"]
        cells += [f"{sample.processor / found[BARE].processor:.2f}"]
        cells += [f"{sample.mebibytes:.0f}", grown[1]]
        print(f"{what:<24}" + "".join(f"{cell:>8}" for cell in cells))
    print()


def verdicts(size: int, found: dict[str, Sample]) -> list[tuple[str, bool]]:
    """The targets for a log of some length, and whether each is met."""
    peak = found[OURS].mebibytes
    told = [(f"{size:,} events: peak {peak:.0f} MiB, under {MOST_MEMORY:.0f}", peak < MOST_MEMORY)]
    if JQ in found and size >= FASTER_FROM:
        ratio = found[OURS].seconds / found[JQ].seconds
        told.append((f"{size:,} events: status to jq {ratio:.2f}, under 1", ratio < 1))
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare huaweiban on long logs.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a target is missed")
    options = parser.parse_args()
    print(
        f"Best of {options.rounds} rounds, {os.cpu_count()} processors. Ratios are of the seconds"
    )
    print("before them; growth is against the table before: 10.0 is linear.\n")
    before: dict[str, Sample] = {}
    told: list[tuple[str, bool]] = []
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            found = measure(size, options.rounds, Path(folder))
        show(size, found, before)
        before = found
        told += verdicts(size, found)
    for words, met in told:
        print(f"{'ok  ' if met else 'over'} {words}")
    return 1 if options.strict and not all(met for _, met in told) else 0


if __name__ == "__main__":
    sys.exit(main())
