"""The index: what the data is, all names, then the registry as one row a line with its keys.

`python -m huaweiban.index` writes all that is made from the data files, `data/index.jsonl` and
their descriptor `data/datapackage.json`; `huaweiban validate` proves both fresh.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import tomli

from huaweiban.datapackage import descriptor
from huaweiban.entities import keys
from huaweiban.loading import data_file, entity_of

REGISTRY, LOG, INDEX = "entities.toml", "events.jsonl", "index.jsonl"
PACKAGE = "datapackage.json"


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


def made() -> dict[str, bytes]:
    """The files that the bundled data files make, by name."""
    registry, log = data_file(REGISTRY).read_bytes(), data_file(LOG).read_bytes()
    index = build(registry, log).encode()
    version = json.loads(index.partition(b"\n")[0])["data_version"]
    package = descriptor({LOG: log, REGISTRY: registry, INDEX: index}, version)
    return {INDEX: index, PACKAGE: package.encode()}


def written() -> list[Path]:
    """Write what is made beside the data files; gives the paths."""
    paths = []
    for name, content in made().items():
        paths.append(data_file(LOG).with_name(name))
        paths[-1].write_bytes(content)
    return paths


def stale() -> list[Path]:
    """The bundled files that are not what the bundled data files make."""
    due = {data_file(name): content for name, content in made().items()}
    return [path for path, new in due.items() if not path.exists() or path.read_bytes() != new]


def _with_keys(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "keys": keys(entity_of(dict(row)))}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _dumped(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


if __name__ == "__main__":
    print(*written(), sep="\n")
