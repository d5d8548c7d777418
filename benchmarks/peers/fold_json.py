"""The fold in plain Python: `json` and a loop. python fold_json.py LOG DAY."""

import json
import sys
from calendar import monthrange
from pathlib import Path

PARTS = {"networks": ("core", "ran", "fixed"), "mobile": ("core", "ran")}
BREADTH = {"networks": 0, "mobile": 1}
STRENGTH = ("lawsuit", "report", "proposal", "statement", "contract", "decision", "ruling", "law")


def last_day(date):
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date if len(date) == 10 else f"{date}-12-31"


def order(row):
    date = row["date"]
    first = row.get("not_before") or date + {4: "-01-01", 7: "-01", 10: ""}[len(date)]
    last = row.get("not_after") or last_day(date)
    broadest = min(BREADTH.get(scope, 2) for scope in row["scope"])
    vagueness = -int(last.replace("-", ""))
    return first, vagueness, broadest, STRENGTH.index(row["action"]), row["id"]


def main(path, day):
    said = []
    with Path(path).open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("stance") and "withdrawn" not in row and len(row["entity"]) == 2:
                key = order(row)
                if key[0] <= day:
                    said.append((key, row["entity"], row["stance"], row["scope"], row["date"]))
    said.sort()
    held = {}
    for _, entity, stance, scopes, date in said:
        named = {}
        for scope in scopes:
            for cell in PARTS.get(scope, (scope,)):
                named[cell] = max(named.get(cell, 0), BREADTH.get(scope, 2))
        for cell, narrow in named.items():
            was = held.get((entity, cell))
            if was and (
                was[0] == stance
                or (was[0] == "banned" and stance == "restricted" and was[1] > narrow)
            ):
                held[entity, cell] = was[0], max(was[1], narrow), was[2], date
            else:
                held[entity, cell] = stance, narrow, date, date
    for (entity, cell), (stance, _, since, confirmed) in sorted(held.items()):
        print(entity, cell, stance, since, confirmed, sep="\t")


main(*sys.argv[1:])
