"""The first screen: counts by stance, and the latest changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import Kind
from huaweiban.events import Stance, order
from huaweiban.log import Log
from huaweiban.views.events import result

if TYPE_CHECKING:
    from huaweiban.results import EventResult


class Overview(NamedTuple):
    """Numbers of countries by stance (null: none), those that ban, the latest changes."""

    counts: dict[Stance | None, int]
    banned: list[str]
    moves: list[EventResult]


def overview(log: Log, day: str, moves: int = 3) -> Overview:
    """The countries on an ISO day and their latest changes, newest last."""
    countries = [row for row in log.registry.everyone() if row.kind is Kind.COUNTRY]
    held = [log.position(row.id, day).headline for row in countries]
    counts = Counter(each.stance if each else None for each in held)
    steps = [step for row in countries for step in log.steps(row.id, day) if step.moved]
    steps.sort(key=lambda step: (step.day, order(step.event)))
    banned = [
        row.name
        for row, each in zip(countries, held, strict=True)
        if each and each.stance is Stance.BANNED
    ]
    return Overview(dict(counts), sorted(banned), [result(log, step) for step in steps[-moves:]])
