"""Long lists through `check` and `status -`: python benchmarks/lists.py [--rounds N].

Each list is made with a fixed seed from the registry's own names. The seconds are those that one
waits for the process, the best of some rounds; "cpu" is processor time, which other work on the
machine changes less. A target that is missed ends with exit code 1.
"""

from __future__ import annotations

import argparse
import csv
import random
import string
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from logs import Sample, run

from huaweiban.bundled import registry

SEED = 15
ROWS, NAMES = 100_000, 10_000
OWN = [sys.executable, "-m", "huaweiban"]
MEBIBYTES = 100
# As many letters are wrong in a name that is misspelt.
SLIPS = 2


class Case(NamedTuple):
    """What is measured: the command, its list on standard input if it has one, the seconds."""

    what: str
    words: list[str]
    target: float


def rows(names: list[str]) -> Iterator[list[str]]:
    """A list of suppliers, as a register has it."""
    yield ["id", "supplier", "country", "note"]
    for at in range(ROWS):
        yield [str(at), f"Supplier {at}", random.choice(names), "checked by hand"]


def misspelt(name: str) -> str:
    """A name with letters inserted."""
    letters = list(name)
    for _ in range(random.randint(1, SLIPS)):
        letters.insert(random.randrange(len(letters) + 1), random.choice(string.ascii_lowercase))
    return "".join(letters)


def strange() -> str:
    """A company that nobody knows."""
    words = ["".join(random.choices(string.ascii_lowercase, k=random.randint(3, 9))).title()
             for _ in range(random.randint(1, 3))]  # fmt: skip
    return " ".join([*words, random.choice(["Ltd", "GmbH", "Inc.", "S.A.", ""])]).strip()


def unknown(names: list[str]) -> list[str]:
    """As many names that nobody bears: half of them misspelt, half of companies unknown."""
    known, found = registry(), dict[str, None]()
    while len(found) < NAMES:
        name = misspelt(random.choice(names)) if len(found) % 2 else strange()
        if not known.means_one(name):
            found[name] = None
    return [*found]


def cases(folder: Path) -> list[Case]:
    """The commands, their lists written into a folder."""
    random.seed(SEED)
    names = [row.name for row in registry().everyone()]
    listed, known, strangers = folder / "rows.csv", folder / "names.csv", folder / "unknown.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows(names))
    known.write_text("\n".join(random.choices(names, k=NAMES)) + "\n", encoding="utf-8")
    with strangers.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["country"], *([name] for name in unknown(names))])
    column = [*OWN, "check", str(listed), "--column", "country"]
    kept = [*column, "--keep", "--format", "csv"]
    piped = f"{sys.executable} -m huaweiban status - --json < {known}"
    return [
        Case(f"check {ROWS:,} rows --json", [*column, "--json"], 1.0),
        Case(f"check {ROWS:,} rows --keep", kept, 1.0),
        Case(
            f"check {NAMES:,} unknown names",
            [*OWN, "check", str(strangers), "--column", "country", "--json"],
            2.0,
        ),
        Case(f"status - of {NAMES:,} names", ["/bin/sh", "-c", piped], 1.0),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure long lists.")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, the best of which counts")
    rounds = parser.parse_args().rounds
    missed = 0
    print(f"Best of {rounds} rounds, Python {sys.version.split()[0]}.\n")
    print(f"{'list':32}{'s':>8}{'cpu s':>8}{'MiB':>8}  target")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(folder):
            samples = [run(case.words, folder / "answer", {0, 1, 3}) for _ in range(rounds)]
            best = Sample(*(min(values) for values in zip(*samples, strict=True)))
            fine = best.seconds <= case.target and best.mebibytes <= MEBIBYTES
            missed += not fine
            print(
                f"{case.what:32}{best.seconds:8.2f}{best.processor:8.2f}{best.mebibytes:8.1f}"
                f"  {case.target:.0f} s, {MEBIBYTES} MiB  {'ok' if fine else 'MISSED'}"
            )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
