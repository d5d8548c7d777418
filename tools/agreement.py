"""How far two codings agree: python tools/agreement.py.

Reads docs/coding/events.jsonl: for each event that states a position, the coding of the first
coder, from the pages, and of the second, from summary and sources without seeing the first; before
differences were settled. docs/coding/laws.jsonl has the same for each instrument.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "coding"
Pair = tuple[object, object]


def kappa(pairs: list[Pair]) -> float:
    """Cohen's kappa: agreement beyond what chance would give."""
    count = len(pairs)
    same = sum(first == second for first, second in pairs) / count
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    chance = sum(firsts[code] * seconds[code] for code in firsts) / count**2
    return (same - chance) / (1 - chance)


def codings(name: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The share, the first and the second coding of each line of a file."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["share"], row["first"], row["second"]


def table(counted: str, rows: dict[str, list[Pair]]) -> None:
    """Print a row for each list of pairs."""
    print(f"| what | {counted} | the same | kappa |")
    print("| --- | --- | --- | --- |")
    for what, pairs in rows.items():
        same = sum(first == second for first, second in pairs)
        print(f"| {what} | {len(pairs)} | {same} | {kappa(pairs):.2f} |")


def by_share(name: str, key: str) -> dict[str, list[Pair]]:
    """The pairs of one key by share, then of all."""
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for share, first, second in codings(name):
        found[share].append((_value(first[key]), _value(second[key])))
    every = [pair for pairs in found.values() for pair in pairs]
    return {f"{key}, {share}": found[share] for share in sorted(found)} | {f"{key}, all": every}


def _value(coded: Any) -> Any:
    return tuple(coded) if isinstance(coded, list) else coded


def main() -> None:
    events, laws = "events.jsonl", "laws.jsonl"
    scope = by_share(events, "scope")["scope, all"]
    action = by_share(events, "action")["action, all"]
    table("events", {**by_share(events, "stance"), "scope": scope, "action": action})
    print()
    table("instruments", {**by_share(laws, "kind"), **by_share(laws, "reach")})


if __name__ == "__main__":
    main()
