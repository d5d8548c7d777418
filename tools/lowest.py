"""The lowest dependencies allowed, as constraints for pip: python tools/lowest.py."""

from __future__ import annotations

import re
from pathlib import Path

import tomli

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def lowest() -> list[str]:
    """One line per dependency, at its lower bound."""
    wanted = tomli.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    bounds = (re.match(r"([\w-]+)>=([\d.]+)", each) for each in wanted)
    return [f"{bound[1]}=={bound[2]}" for bound in bounds if bound]


if __name__ == "__main__":
    print(*lowest(), sep="\n")
