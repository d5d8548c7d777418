"""The positions of an entity over the years, as spans: the headline, and scopes that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import Entity
from huaweiban.events import CELLS, Scope, Stance
from huaweiban.log import Log
from huaweiban.planned import planned_dates
from huaweiban.stances import NOTHING, Step
from huaweiban.views.status import planned_result

if TYPE_CHECKING:
    from huaweiban.results import PlannedResult


class Span(NamedTuple):
    """An unbroken run from one ISO day up to, but not including, another."""

    start: str
    end: str
    stance: Stance
    scope: Scope | None


class Band(NamedTuple):
    """The spans of one label, oldest first, and its planned dates ahead."""

    label: str
    spans: tuple[Span, ...]
    planned: tuple[PlannedResult, ...] = ()


def headline_band(log: Log, entity: Entity, label: str, day: str, since: str = "") -> Band:
    """An entity's headline up to an ISO day, from another day on."""
    steps = list(log.steps(entity.id, day))
    spans = (
        span._replace(start=max(span.start, since))
        for span in _spans(map(_headline, steps), day)
        if span.end > since
    )
    return Band(label, tuple(spans), _ahead(log, steps, day))


def scope_bands(log: Log, entity: Entity, day: str) -> list[Band]:
    """A band for each scope; scopes with the same history share one."""
    steps = list(log.steps(entity.id, day))
    by_spans: dict[tuple[Span, ...], list[Scope]] = {}
    for cell in CELLS:
        if spans := tuple(_spans((_cell(step, cell) for step in steps), day)):
            by_spans.setdefault(spans, []).append(cell)
    return [Band(", ".join(cells), spans) for spans, cells in by_spans.items()]


_Mark = tuple[str, tuple[Stance, Scope | None] | None]


def _headline(step: Step) -> _Mark:
    now = step.after.headline
    return step.day, now.holding if now else None


def _cell(step: Step, cell: Scope) -> _Mark:
    held = step.after.cells.get(cell)
    return step.day, (held.stance, None) if held else None


def _spans(marks: Iterable[_Mark], day: str) -> Iterator[Span]:
    # A position that changes again on the same day has an empty span.
    start, held = "", None
    for first, now in marks:
        if now != held:
            if held and start < first:
                yield Span(start, first, *held)
            start, held = first, now
    if held:
        yield Span(start, day, *held)


def _ahead(log: Log, steps: list[Step], day: str) -> tuple[PlannedResult, ...]:
    held = steps[-1].after if steps else NOTHING
    dates = planned_dates(held, held.cells.values(), day, log.unseen)
    return tuple(planned_result(each) for each in dates if each.status == "ahead")
