"""How many names find who is meant: this project beside three others, on the same names.

    python -m venv peers && peers/bin/pip install country_converter 'pandas<3' \
        countryguess hdx-python-country
    python benchmarks/names.py --names FOLDER [--peers peers/bin/python] [--strict]

FOLDER has `cases.tsv` (source, name, the ids that are right with `;` between them, or `-`),
`misspellings.tsv` (slip, id) and `operators.tsv` (brand, id). The share found right and
the number taken for a wrong country are printed for each source and each finder, and the seconds
of the processor. In lists of what is no country, what is taken for none is right.
With `--strict` the exit code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

# Reads names as JSON, writes for each the ISO alpha-2 code or null, and the seconds; once a finder.
PEERS = """\
import contextlib, io, json, logging, sys, time
logging.disable(logging.CRITICAL)
which, names = sys.argv[1], json.load(sys.stdin)
if which == "country_converter":
    import country_converter
    ask = country_converter.CountryConverter()
    find = lambda name: ask.convert(name, to="ISO2", not_found="nobody")
elif which == "countryguess":
    import countryguess
    ask = countryguess.CountryData()
    find = lambda name: (countryguess.guess_country(name) or {}).get("iso2")
else:
    from hdx.location.country import Country
    Country.countriesdata(use_live=False)
    def find(name):
        alpha3, _ = Country.get_iso3_country_code_fuzzy(name, use_live=False)
        return alpha3 and Country.get_iso2_from_iso3(alpha3, use_live=False)
found = []
started = time.process_time()
with contextlib.redirect_stdout(io.StringIO()):
    for name in names:
        try:
            answer = find(name)
        except Exception:
            answer = None
        found.append(answer if isinstance(answer, str) and len(answer) == 2 else None)
json.dump([found, time.process_time() - started], sys.stdout)
"""
FINDERS = ("country_converter", "countryguess", "hdx-python-country")
# Share that must be found, by how a source begins; None: nobody may be taken for a country.
TARGETS: dict[str, float | None] = {
    "worldbank.aggregates": None,
    "factbook.not_a_country": None,
    "naturalearth.disputed": None,
    "opensanctions.FAIL": None,
    "cities": None,
    "subnational": None,
    "imf": 0.95,
    "lang.cldr": 0.95,
    "": 0.98,
}
SLIPS, OPERATORS = 0.97, 0.90
# The name of a country, too, which is what people mean by it.
SHARED = {"Georgia": "ge"}


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line]


def target(source: str) -> float | None:
    return next(share for start, share in TARGETS.items() if source.startswith(start))


def ours(names: list[str]) -> tuple[list[str | None], list[str | None], float]:
    """For each name the id found, the id of the country among them, and the seconds."""
    from huaweiban.bundled import registry as bundled_registry
    from huaweiban.errors import UnknownName

    registry, found, countries = bundled_registry(), [], []
    started = time.process_time()
    for name in names:
        try:
            row = registry.find(name)[0]
        except UnknownName:
            row = None
        found.append(row and row.id)
        countries.append(row.id if row and row.kind == "country" else None)
    return found, countries, time.process_time() - started


def peer(python: str, finder: str, names: list[str]) -> tuple[list[str | None], float]:
    told = subprocess.run(
        [python, "-c", PEERS, finder],
        input=json.dumps(names), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found, seconds = json.loads(told.stdout)
    return [each and each.lower() for each in found], seconds


def counted(
    cases: list[list[str]], found: list[str | None], countries: list[str | None]
) -> dict[str, tuple[int, int, int]]:
    """For each source the names, those found right (or rightly not), and those found wrong."""
    told: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (source, name, ids), one, country in zip(cases, found, countries, strict=True):
        right = one in ids.split(";") or (ids == "-" and country is None)
        right |= one is not None and one == SHARED.get(name)
        counts = told[source]
        counts[0] += 1
        counts[1] += right
        counts[2] += not right and country is not None
    return {source: (counts[0], counts[1], counts[2]) for source, counts in told.items()}


def slips(path: Path) -> tuple[int, int]:
    """How many slips there are, and how many find or first suggest the right one."""
    from huaweiban.bundled import registry as bundled_registry
    from huaweiban.errors import UnknownName

    registry, right = bundled_registry(), 0
    for slip, id in rows(path):
        try:
            first = registry.find(slip)[0].id
        except UnknownName:
            first = next((row.id for row in registry.near(slip)), None)
        right += first == id
    return len(rows(path)), right


def operators(path: Path) -> tuple[int, int]:
    """How many brands there are, and how many find the operator listed, or one where none is."""
    from huaweiban.bundled import registry as bundled_registry
    from huaweiban.errors import UnknownName

    registry, right = bundled_registry(), 0
    for brand, id in [[*row, ""][:2] for row in rows(path)]:
        try:
            one = registry.find(brand)[0]
            right += one.id == id or (not id and one.role == "operator")
        except UnknownName as error:
            # A brand of several asks for the country, which is right where the list has no id.
            right += not id and "is ambiguous" in str(error)
    return len(rows(path)), right


def timed(names: list[str]) -> float:
    return ours(names)[2]


def unknown(count: int) -> list[str]:
    """Names of firms that nobody bears, all different."""
    first = (
        "Alpine Cable Delta Energy Harbor Lumen Mineral Nexus Optic Pacific Quarry Sigma".split()
    )
    last = "Holdings Inc|GmbH|Trading LLC|Systems Ltd|Works S.A.|Partners|Logistics BV".split("|")
    return [f"{first[n % 12]} {first[n // 12 % 12]}{n} {last[n % 7]}" for n in range(count)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare how names are found.")
    parser.add_argument("--names", type=Path, required=True, help="folder with the lists")
    parser.add_argument("--peers", help="Python that has the other finders installed")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a target is missed")
    options = parser.parse_args()
    cases = rows(options.names / "cases.tsv")
    names = [name for _, name, _ in cases]
    found, countries, seconds = ours(names)
    tables = {"huaweiban": counted(cases, found, countries)}
    spent = {"huaweiban": seconds}
    for finder in FINDERS if options.peers else ():
        answers, spent[finder] = peer(options.peers, finder, names)
        tables[finder] = counted(cases, answers, answers)
    missed = []
    print(f"{'source':31} names", *(f"{finder:>19}" for finder in tables))
    for source, (count, right, wrong) in tables["huaweiban"].items():
        cells = [
            f"{100 * table[source][1] / count:6.1f} % {table[source][2]:4} wrong"
            for table in tables.values()
        ]
        print(f"{source:31} {count:5}", *(f"{cell:>19}" for cell in cells))
        share = target(source)
        if wrong or (share is not None and right < share * count):
            missed.append(source)
    print(f"{'seconds':37}", *(f"{each:19.2f}" for each in spent.values()))
    told: list[tuple[str, tuple[int, int], Callable[[float], bool]]] = [
        ("slips suggested first", slips(options.names / "misspellings.tsv"), lambda x: x >= SLIPS),
        ("operators", operators(options.names / "operators.tsv"), lambda x: x >= OPERATORS),
    ]
    for what, (count, right), holds in told:
        print(f"{what:31} {count:5} {100 * right / count:11.1f} %")
        missed += [] if holds(right / count) else [what]
    many = [name for name, country in zip(names, countries, strict=True) if country]
    speeds = [
        ("100,000 known names", timed((many * 30)[:100_000]), 1.0),
        ("10,000 unknown names", timed(unknown(10_000)), 2.0),
    ]
    for what, each, most in speeds:
        print(f"{what:37} {each:11.2f} s, at most {most:.0f}")
        missed += [] if each <= most else [what]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{'memory':37} {peak:11} MB, at most 100")
    missed += [] if peak < 100 else ["memory"]
    print(f"missed: {', '.join(missed) or 'none'}")
    return int(options.strict and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
