"""Shared by the tools: write generated files, or check that they are up to date."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
Made = Mapping[Path, bytes]


def run(made: Callable[[], Made]) -> int:
    """Write the files of a tool, or with --check name stale ones; returns the exit code."""
    if "--check" in sys.argv[1:]:
        return check(made())
    write(made())
    return 0


def write(files: Made) -> None:
    """Write each file that is not up to date."""
    for path in stale(files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
        print(_name(path))


def check(files: Made) -> int:
    """1 if a file is stale, after naming it and its tool; else 0."""
    found = stale(files)
    for path in found:
        print(f"stale: {_name(path)}; run python tools/{Path(sys.argv[0]).name}")
    return 1 if found else 0


def stale(files: Made) -> list[Path]:
    """The files that are missing or have other bytes."""
    return [path for path, new in files.items() if not path.exists() or path.read_bytes() != new]


def _name(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
