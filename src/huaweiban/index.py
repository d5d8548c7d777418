"""The index: what the data is, all names, then the registry as one row a line with its keys.

`python -m huaweiban.index` writes `data/index.jsonl`; `huaweiban validate` proves it fresh.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import tomli

from huaweiban.entities import keys
from huaweiban.load import data_file, entity_of

REGISTRY, LOG, INDEX = "entities.toml", "events.jsonl", "index.jsonl"


def build(registry: bytes, log: bytes) -> str:
    """The index of a registry (TOML) and a log (JSON Lines)."""
    document = tomli.loads(registry.decode("utf-8"))
    rows = document["entity"]
    events = [json.loads(line) for line in log.splitlines()]
    told = {
        **document["about"],
        "newest": max((event["date"] for event in events), default=""),
        "events": len(events),
        "entities": len(rows),
        "sha256": {LOG: _digest(log), REGISTRY: _digest(registry)},
    }
    names = {row["id"]: row["name"] for row in rows}
    return "".join(f"{_dumped(row)}\n" for row in (told, names, *map(_with_keys, rows)))


def written() -> Path:
    """Write the index beside the data files; gives its path."""
    path = data_file(LOG).with_name(INDEX)
    path.write_text(build(*_sources()), encoding="utf-8", newline="\n")
    return path


def is_fresh() -> bool:
    """Whether the bundled index is what the bundled data files make."""
    return data_file(INDEX).read_bytes() == build(*_sources()).encode()


def _sources() -> tuple[bytes, bytes]:
    return data_file(REGISTRY).read_bytes(), data_file(LOG).read_bytes()


def _with_keys(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "keys": keys(entity_of(dict(row)))}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _dumped(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


if __name__ == "__main__":
    print(written())
