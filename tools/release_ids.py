"""Keep the ids of a release: python tools/release_ids.py, once, when data is published.

From then on `huaweiban validate` tells every id of the list that is no longer in the log.
"""

from __future__ import annotations

import sys

from huaweiban.loading import bundled_events, data_file
from huaweiban.released import RELEASED, vanished

HEAD = "# The ids of the last release, sorted; made by tools/release_ids.py.\n"


def main() -> int:
    """Write the list, unless that would forget an id that was released before."""
    path = data_file("events.jsonl").with_name(RELEASED)
    ids = sorted(event.id for event in bundled_events())
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if lost := list(vanished(str(path), old, set(ids))):
        print(*lost, sep="\n", file=sys.stderr)
        return 1
    path.write_text(HEAD + "".join(f"{id}\n" for id in ids), encoding="utf-8", newline="\n")
    print(f"{path}: {len(ids)} ids")
    return 0


if __name__ == "__main__":
    sys.exit(main())
