"""Record the ids of a release: python tools/release_ids.py [--check], once, when data is published.

From then on `huaweiban validate` reports every id of the list that is no longer in the log or the
register of laws, as --check does.
"""

from __future__ import annotations

import sys

import made

from huaweiban.bundled import event_ids, law_titles
from huaweiban.validation import RELEASED, vanished

FILE = made.DATA / RELEASED
HEAD = "# The ids of the last release, sorted; made by tools/release_ids.py.\n"


def main() -> int:
    """Write the list, unless a released id is missing."""
    ids = sorted([*event_ids(), *law_titles()])
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    if lost := list(vanished(str(FILE), old, set(ids))):
        print(*lost, sep="\n", file=sys.stderr)
        return 1
    # Events and laws added since the release are not in the list yet, which is fine.
    if "--check" not in sys.argv[1:]:
        made.write({FILE: (HEAD + "".join(f"{id}\n" for id in ids)).encode()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
