"""The questions behind `changes`: what is held differently on two days, what the log gained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Entity, Who
from huaweiban.events import Event, Scope, Stance
from huaweiban.log import Log
from huaweiban.stances import NOTHING, Holding, Position, Step

if TYPE_CHECKING:
    from huaweiban.results import ChangeResult, DataChangeResult


class _Turn(NamedTuple):
    """A stance that differs between two days, and the day and event that changed it last.

    Where something ended by its own terms, `date` is the day after, `event` what set the end.
    """

    what: str
    was: Stance | None
    was_scope: Scope | None
    now: Stance | None
    now_scope: Scope | None
    date: str
    event: Event


def changes(log: Log, eve: str, day: str, who: Who = ANYONE) -> list[ChangeResult]:
    """What each entity holds differently on two ISO days, each at its end."""
    return [
        _result(row, turn)
        for row in log.registry.everyone()
        if who.means(row) and log.of(row.id)
        for turn in _turns([*log.steps(row.id, day)], eve)
    ]


def data_changes(log: Log, version_day: str, who: Who = ANYONE) -> list[DataChangeResult]:
    """What the log gained, corrected and withdrew after an ISO day, by day, then id."""
    found: list[DataChangeResult] = []
    for row in filter(who.means, log.registry.everyone()):
        for event in log.of(row.id):
            for change, day in (
                ("added", event.added),
                ("modified", event.modified),
                ("withdrawn", event.withdrawn),
            ):
                if day is not None and day > version_day:
                    found.append(
                        {
                            "id": event.id,
                            "entity": row.id,
                            "name": row.name,
                            "change": change,  # type: ignore[typeddict-item]
                            "day": day,
                            "summary": event.summary,
                            "reason": event.withdrawn_reason if change == "withdrawn" else None,
                        }
                    )
    return sorted(found, key=lambda each: (each["day"], each["id"], each["change"]))


def _turns(steps: Sequence[Step], eve: str) -> Iterator[_Turn]:
    early = [step for step in steps if step.day <= eve]
    before = early[-1].after if early else NOTHING
    after = steps[-1].after if steps else NOTHING
    for what in (None, *Scope):
        was, now = _held(before, what), _held(after, what)
        if was != now:
            last = next(
                step
                for step in reversed(steps)
                if _held(step.before, what) != _held(step.after, what)
            )
            yield _Turn(
                what or "headline",
                was.stance if was else None,
                was.scope if was else None,
                now.stance if now else None,
                now.scope if now else None,
                last.day if last.is_lapse else last.event.date,
                last.event,
            )


def _held(position: Position, what: Scope | None) -> Holding | None:
    if what is None:
        return position.headline.holding if position.headline else None
    return Holding(position.cells[what].stance, what) if what in position.cells else None


def _result(row: Entity, turn: _Turn) -> ChangeResult:
    return {
        "entity": row.id,
        "name": row.name,
        "kind": row.kind,
        "what": turn.what,
        "was": turn.was,
        "was_scope": turn.was_scope,
        "now": turn.now,
        "now_scope": turn.now_scope,
        "date": turn.date,
        "event": turn.event.id,
        "summary": turn.event.summary,
    }
