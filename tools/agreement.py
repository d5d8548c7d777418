"""How far two codings agree: python tools/agreement.py.

Reads docs/coding/events.jsonl: for each event that states a position, what the first coder made of
the pages and the second, who had not seen that, of the summary and its sources; before settling.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

CODINGS = Path(__file__).parents[1] / "docs" / "coding" / "events.jsonl"
Pair = tuple[object, object]


def kappa(pairs: list[Pair]) -> float:
    """Cohen's kappa: agreement beyond what the two coders' habits would give by chance."""
    count = len(pairs)
    same = sum(first == second for first, second in pairs) / count
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    chance = sum(firsts[code] * seconds[code] for code in firsts) / count**2
    return (same - chance) / (1 - chance)


def main() -> None:
    by_share: defaultdict[str, list[Pair]] = defaultdict(list)
    scopes: list[Pair] = []
    actions: list[Pair] = []
    for line in CODINGS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        first, second = row["first"], row["second"]
        by_share[row["share"]].append((first["stance"], second["stance"]))
        scopes.append((tuple(first["scope"]), tuple(second["scope"])))
        actions.append((first["action"], second["action"]))
    everything = [pair for pairs in by_share.values() for pair in pairs]
    print("| what | events | the same | kappa |")
    print("| --- | --- | --- | --- |")
    shares = {f"stance, {share}": pairs for share, pairs in sorted(by_share.items())}
    rows = {**shares, "stance, all": everything, "scope": scopes, "action": actions}
    for what, pairs in rows.items():
        same = sum(first == second for first, second in pairs)
        print(f"| {what} | {len(pairs)} | {same} | {kappa(pairs):.2f} |")


if __name__ == "__main__":
    main()
