"""Names in other languages and by rule, read only where the registry's own do not answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def read(path: Path) -> Mapping[str, Mapping[str, str]]:
    """The names of `data/names.jsonl`: for each key its bearers' ids, each with the name."""
    bearers: dict[str, dict[str, str]] = {}
    with path.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            for key, name in row["names"].items():
                bearers.setdefault(key, {})[row["id"]] = name
    return bearers
