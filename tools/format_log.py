"""Sort and format the log and the register of laws: tools/format_log.py [--check] [FILE].

Events go by date, then id, instruments by id. A line has only the keys that have a value, in
schema order. FILE is an own log; without it, the bundled files are formatted. If a line is not an
event or instrument, it is reported and nothing is written.
"""

from __future__ import annotations

import sys
from pathlib import Path

import made

from huaweiban import laws, own
from huaweiban.validation import register_lines

LOG, LAWS = made.DATA / "events.jsonl", made.DATA / "laws.jsonl"


def formatted(path: Path) -> bytes:
    """The log, sorted and formatted. Ends the program if a line is not an event."""
    log = own.read(str(path))
    if log.problems:
        raise SystemExit("\n".join(map(str, log.problems)))
    events = sorted((event for _, event in log.events), key=lambda event: (event.date, event.id))
    return "".join(map(own.line, events)).encode()


def formatted_laws(path: Path) -> bytes:
    """The register, sorted and formatted. Ends the program if a line is not an instrument."""
    found, problems = register_lines(path)
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    ordered = sorted((law for _, law in found), key=lambda law: law.id)
    return "".join(map(laws.line, ordered)).encode()


def main() -> int:
    paths = [Path(each).resolve() for each in sys.argv[1:] if each != "--check"] or [LOG, LAWS]
    return made.run(
        lambda: {
            path: formatted_laws(path) if path.name == LAWS.name else formatted(path)
            for path in paths
        }
    )


if __name__ == "__main__":
    sys.exit(main())
