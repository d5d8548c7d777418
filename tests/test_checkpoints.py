"""The log reads as an independent reader of the sources does, at the end of each half-year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from huaweiban import bundled
from huaweiban.stances import position

CHECKPOINTS: dict[str, dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("checkpoints.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("entity", CHECKPOINTS)
def test_the_log_reads_as_the_reader_does_or_says_why_not(entity: str) -> None:
    told = CHECKPOINTS[entity]
    settled = told.get("settled", {})
    events = bundled.events([entity])
    for day, reading in told.items():
        if day in ("why", "settled"):
            continue
        word = position(events, day).headline
        got = "none" if word is None else word.stance.value
        if word and word.scope != "mobile":
            got += f" ({word.scope})"
        if day in settled:
            assert got == settled[day].partition(":")[0], (day, got)
        else:
            assert got in reading.split(" | "), (day, got)


def test_a_settled_difference_is_one() -> None:
    """A settlement that the reader agrees with has lost its reason."""
    for entity, told in CHECKPOINTS.items():
        for day, words in told.get("settled", {}).items():
            assert words.partition(":")[0] not in told[day].split(" | "), (entity, day)
