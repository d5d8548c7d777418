"""Names in other languages, read only if the registry does not have a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def read(path: Path) -> Mapping[str, Mapping[str, str]]:
    """The names of `data/names.jsonl`: for each key the ids that have it, each with the name."""
    bearers: dict[str, dict[str, str]] = {}
    with path.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            for key, name in row["names"].items():
                bearers.setdefault(key, {})[row["id"]] = name
    return bearers
