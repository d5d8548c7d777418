"""Compare published counts with the log: python tools/expectations.py [--check].

Prints each with the count of the log, its states, and the reason for the difference. With --check
it exits with 1 if a count is no longer the one that the reason explains.
"""

from __future__ import annotations

import sys
from typing import Any

import tomli

from huaweiban import bundled
from huaweiban.bundled import data_file
from huaweiban.cli.names import within
from huaweiban.entities import Kind
from huaweiban.events import Scope
from huaweiban.stances import position


def counted(expectation: dict[str, Any]) -> list[str]:
    """The ids of the countries that the expectation's rule counts in the log."""
    registry = bundled.registry()
    inside = within(registry, [expectation["in"]], expectation["date"]) or ()
    countries = [row.id for row in registry.everyone() if row.kind is Kind.COUNTRY]
    found = []
    for id in sorted(set(countries) & set(inside)):
        held = position(bundled.events([id]), expectation["date"]).headline
        if held and held.scope is Scope.MOBILE and held.stance in expectation["stances"]:
            found.append(id)
    return found


def main() -> int:
    stale = 0
    for each in tomli.loads(data_file("expectations.toml").read_text("utf-8"))["expectation"]:
        states = counted(each)
        print(f"{each['id']} ({each['date']}): {each['says']}")
        print(f"  published {each['published']}, the log {len(states)}: {' '.join(states)}")
        print(f"  {each['why']}")
        if len(states) != each["log_count"]:
            print(f"  STALE: this reason explains {each['log_count']}, not {len(states)}")
            stale += 1
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
