"""The frame around an answer: the JSON envelope, and the footer that tells how fresh it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from huaweiban.cli.asked import Asked
from huaweiban.load import about

MAJOR = 1


def envelope(schema: str, asked: Asked, day: str, results: Sequence[object]) -> dict[str, Any]:
    """What stands before the results in JSON."""
    return {
        "schema": f"huaweiban/{schema}/{MAJOR}",
        "data_version": about().data_version,
        "data": asked.sources.labels,
        "as_of": day,
        "total": len(results),
    }


def footer(day: str, asked: Asked, count: int, noun: str = "") -> str:
    """A table's last line: how many, on which day, from which logs, known up to when."""
    told = about()
    logs = ", ".join(asked.sources.labels)
    counted = f"{count} {noun or ('entity' if count == 1 else 'entities')}"
    return (
        f"{counted}, as of {day}. Data {told.data_version} ({logs}): newest event {told.newest}, "
        f"brought to {told.brought_to}; silence since then is no finding."
    )
