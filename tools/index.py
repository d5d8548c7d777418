"""Make the index of the bundled data: python tools/index.py [--check]."""

from __future__ import annotations

import sys

import made

from huaweiban.bundled import INDEX, LAWS, LOG, REGISTRY
from huaweiban.index import build


def index() -> made.Made:
    """The index's file."""
    parts = [(made.DATA / name).read_bytes() for name in (REGISTRY, LOG, LAWS)]
    return {made.DATA / INDEX: build(*parts).encode()}


if __name__ == "__main__":
    sys.exit(made.run(index))
