"""Ids of the last release never vanish: what was published can be cited for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from huaweiban.problems import Problem

RELEASED = "released-ids.txt"


def released(text: str) -> dict[str, int]:
    """The ids that a list of released ids names, each with its line; `#` begins a comment."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {id: number for number, id in enumerate(lines, 1) if id}


def vanished(file: str, text: str, ids: Collection[str]) -> Iterator[Problem]:
    """A problem for each released id that a log with these ids lacks."""
    for id, line in released(text).items():
        if id not in ids:
            yield Problem(file, line, "id", f"{id!r} vanished; withdraw events, never delete them")
