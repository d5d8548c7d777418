"""The frame around an answer: the JSON envelope, and the footer that tells how fresh it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from huaweiban.cli.asked import Asked
from huaweiban.gather import Gatherer
from huaweiban.loading import about
from huaweiban.render.words import counted
from huaweiban.sieve import Sieve

MAJOR = 1
OPEN = Sieve()


def envelope(
    schema: str, asked: Asked, day: str, results: Collection[object], sieve: Sieve = OPEN
) -> dict[str, Any]:
    """What stands before the results in JSON; `limits` tells which evidence was let count."""
    limits = None if sieve.is_open else {"min_action": sieve.min_action, "since": sieve.since}
    return {
        "schema": f"huaweiban/{schema}/{MAJOR}",
        "data_version": about().data_version,
        "data": asked.sources.labels,
        "as_of": day,
        "limits": limits,
        "total": len(results),
    }


def cited(asked: Asked) -> str:
    """The data as a citation names them: their version, and the own logs that were asked."""
    own = " and ".join(asked.sources.own)
    version = about().data_version
    return own if asked.sources.only else (f"{version} with {own}" if own else version)


def places(count: int) -> str:
    """How many of the registry's countries."""
    return counted(count, "country or territory", "countries and territories")


def footer(day: str, gatherer: Gatherer, number: str, sieve: Sieve = OPEN) -> str:
    """A table's last line: how many of what, on which day, from which logs, known up to when."""
    told = about()
    logs = ", ".join(gatherer.sources.labels)
    only = "" if sieve.is_open else f", from {sieve} only"
    if gatherer.sources.only:
        return (
            f"{number}, as of {day}{only}. From {logs}: newest event {gatherer.newest or 'none'}."
        )
    return (
        f"{number}, as of {day}{only}. "
        f"Data {told.data_version} ({logs}): newest event {gatherer.newest or 'none'}, "
        f"brought to {told.brought_to}; silence since then is no finding."
    )
