"""Coverage-guided fuzzing of the parsers: logs, checks, dates, config, lists of names.

    pip install atheris && python tools/fuzz_atheris.py -runs=100000 -seed=1

Options are those of libFuzzer. The first byte chooses the parser for the rest; any exception other
than an error for users is a finding.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["huaweiban", "tomli"]):
    from huaweiban import bundled
    from huaweiban.checks import check_events
    from huaweiban.cli.checked import checked
    from huaweiban.cli.lists import names_in, opened
    from huaweiban.dates import after, bounds
    from huaweiban.errors import BadData, BadUsage
    from huaweiban.own import parsed
    from huaweiban.settings import settings
    from huaweiban.stances import position

REGISTRY = bundled.registry()
PLACE = Path(tempfile.mkdtemp())
(PLACE / "huaweiban").mkdir()
FILE = PLACE / "huaweiban" / "config.toml"
TODAY = "2026-11-22"


def once(data: bytes) -> None:
    """Parse one input."""
    match data[:1]:
        case b"c":
            FILE.write_bytes(data[1:])
            with suppress(BadData):
                settings({"XDG_CONFIG_HOME": str(PLACE)})
        case b"d":
            text = data[1:].decode(errors="surrogateescape")
            with suppress(ValueError):
                bounds(text, TODAY)
            with suppress(ValueError):
                after(TODAY, text)
        case b"n":
            FILE.write_bytes(data[1:])
            with suppress(BadData):
                names_in(opened(str(FILE)))
            with suppress(BadData, BadUsage):
                checked([str(FILE)], "country")
        case _:
            read = [*parsed("own.jsonl", data.split(b"\n"))]
            found = [event for log in read for _, event in log.events]
            check_events(read, REGISTRY, (), TODAY)
            position(found, TODAY)


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
