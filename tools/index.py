"""Make the index of the bundled data: python tools/index.py [--check]."""

from __future__ import annotations

import sys

import made

from huaweiban.bundled import INDEX, LOG, REGISTRY
from huaweiban.index import build


def index() -> made.Made:
    """The index's file."""
    registry, log = (made.DATA / name for name in (REGISTRY, LOG))
    return {made.DATA / INDEX: build(registry.read_bytes(), log.read_bytes()).encode()}


if __name__ == "__main__":
    sys.exit(made.run(index))
