"""Put the log in order and in its one form: python tools/format_log.py [--check] [FILE].

Lines go by date, then id. A line has the keys that have a value, in schema order. FILE is an own
log; without it, the bundled one. A line that is not an event is reported and nothing is written.
"""

from __future__ import annotations

import sys
from pathlib import Path

import made

from huaweiban import own

LOG = made.DATA / "events.jsonl"


def formatted(path: Path) -> bytes:
    """The log in order and form. Ends the program where a line is not an event."""
    log = own.read(str(path))
    if log.problems:
        raise SystemExit("\n".join(map(str, log.problems)))
    events = sorted((event for _, event in log.events), key=lambda event: (event.date, event.id))
    return "".join(map(own.line, events)).encode()


def main() -> int:
    paths = [Path(each).resolve() for each in sys.argv[1:] if each != "--check"] or [LOG]
    return made.run(lambda: {path: formatted(path) for path in paths})


if __name__ == "__main__":
    sys.exit(main())
