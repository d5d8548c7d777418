"""The index: the data files in the form that is quickest to read.

`data/index.jsonl` has what the data is, all names, then the registry as one row a line with its
keys; `data/index-events.jsonl` has the log, one event a line as the array of its values, in ASCII.
`python -m huaweiban.index` writes them and the data's descriptor `data/datapackage.json`;
`huaweiban validate` proves all fresh.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import tomli

from huaweiban.datapackage import descriptor
from huaweiban.entities import keys
from huaweiban.events import Event, Source
from huaweiban.loading import ROWS, data_file, entity_of

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


def event_rows(log: bytes) -> str:
    """The events of a log (JSON Lines), each as the array of its values in the record's order."""

    def row(event: dict[str, Any]) -> list[Any]:
        sources = [[source[name] for name in Source.__slots__] for source in event["sources"]]
        return [sources if name == "sources" else event[name] for name in Event.__slots__]

    # Escaped, since a text decodes quickest where each of its signs takes one byte.
    events = map(json.loads, log.splitlines())
    return "".join(json.dumps(row(event), separators=(",", ":")) + "\n" for event in events)


def made() -> dict[str, bytes]:
    """The files that the bundled data files make, by name."""
    registry, log = data_file(REGISTRY).read_bytes(), data_file(LOG).read_bytes()
    index = build(registry, log).encode()
    events = event_rows(log).encode()
    version = json.loads(index.partition(b"\n")[0])["data_version"]
    package = descriptor({LOG: log, REGISTRY: registry, INDEX: index, ROWS: events}, version)
    return {INDEX: index, ROWS: events, PACKAGE: package.encode()}


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
