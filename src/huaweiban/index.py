"""The index: the registry in the form that is fastest to read, and facts about the data.

The first line of `data/index.jsonl` has the data version, counts and hashes, the second the names
by id, each further line a row of the registry with all its names. `tools/index.py` writes it;
`huaweiban validate` checks that it is up to date.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import tomli

from huaweiban.bundled import LAWS, LOG, REGISTRY, entity_of
from huaweiban.entities import keys


def build(registry: bytes, log: bytes, laws: bytes) -> str:
    """The index of a registry (TOML), a log and a register of laws (JSON Lines)."""
    document = tomli.loads(registry.decode("utf-8"))
    rows = document["entity"]
    events = [json.loads(line) for line in log.splitlines()]
    about = {
        **document["about"],
        "newest": max((event["date"] for event in events), default=""),
        "events": len(events),
        "entities": len(rows),
        "laws": len(laws.splitlines()),
        "sha256": {LOG: _digest(log), REGISTRY: _digest(registry), LAWS: _digest(laws)},
    }
    names = {row["id"]: row["name"] for row in rows}
    return "".join(f"{_dumped(row)}\n" for row in (about, names, *map(_with_keys, rows)))


def _with_keys(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "keys": keys(entity_of(dict(row)))}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _dumped(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)
