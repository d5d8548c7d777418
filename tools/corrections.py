"""Record what released events said before corrections: python tools/corrections.py REVISION.

REVISION is the commit or tag of the last release. Each of its events that is different now gets a
line in `data/corrections.jsonl`: its id, the version of that release, and in `was` the fields that
differ; for sources, the address of each, or the publisher if it has none. Run it once per release,
before the new ids are recorded; `changes --data-since` reads the file. With --check it writes
nothing and says what is stale.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

import made

from huaweiban.bundled import CORRECTIONS
from huaweiban.events import Event
from huaweiban.views.corrections import addresses

FILE = made.DATA / CORRECTIONS
# The day of a correction is not part of it.
FIELDS = [each.name for each in fields(Event) if each.name not in ("id", "modified")]


def corrected(old: bytes, new: bytes, version: str) -> Iterator[dict[str, Any]]:
    """The events of a released log that differ from those of another, by id."""
    now = {event["id"]: event for event in map(json.loads, new.splitlines())}
    for event in sorted(map(json.loads, old.splitlines()), key=lambda event: event["id"]):
        was, current = _plain(event), _plain(now.get(event["id"], event))
        differing = {name: was[name] for name in FIELDS if was[name] != current[name]}
        if differing:
            yield {"id": event["id"], "version": version, "was": differing}


def joined(kept: str, found: Iterable[dict[str, Any]], version: str) -> str:
    """The lines of a file with those of one version replaced, by version, then id."""
    others = [row for row in map(json.loads, kept.splitlines()) if row["version"] != version]
    rows = sorted([*others, *found], key=lambda row: (row["version"], row["id"]))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _plain(event: dict[str, Any]) -> dict[str, Any]:
    # Lines of the first release name every key; later ones those that have a value.
    plain = {name: event.get(name) or None for name in FIELDS}
    plain["sources"] = addresses(event["sources"])
    return plain


def _released(revision: str, name: str) -> bytes:
    command = ["git", "show", f"{revision}:data/{name}"]
    return subprocess.run(command, cwd=made.ROOT, check=True, capture_output=True).stdout


def main() -> int:
    revisions = [each for each in sys.argv[1:] if each != "--check"]
    if len(revisions) != 1:
        print("name one revision: the commit or tag of the last release", file=sys.stderr)
        return 2
    (revision,) = revisions
    version = json.loads(_released(revision, "index.jsonl").splitlines()[0])["data_version"]
    new = (made.DATA / "events.jsonl").read_bytes()
    kept = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    found = corrected(_released(revision, "events.jsonl"), new, version)
    return made.run(lambda: {FILE: joined(kept, found, version).encode()})


if __name__ == "__main__":
    sys.exit(main())
