"""The questions behind `changes`: what is held differently on two days, what the log gained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.entities import ANYONE, Entity, Who
from huaweiban.events import Event, Scope, Stance
from huaweiban.log import Log
from huaweiban.stances import Position, position

if TYPE_CHECKING:
    from huaweiban.results import ChangeResult, DataChangeResult


class _Turn(NamedTuple):
    """A stance that differs between two days, and the event that began the new run."""

    what: str
    was: Stance | None
    was_scope: Scope | None
    now: Stance | None
    now_scope: Scope | None
    event: Event | None


def changes(log: Log, eve: str, day: str, who: Who = ANYONE) -> list[ChangeResult]:
    """What each entity holds differently on two ISO days, each at its end."""
    return [
        _result(row, turn)
        for row in log.registry.everyone()
        if who.means(row) and log.of(row.id)
        for turn in _turns(position(log.of(row.id), eve), position(log.of(row.id), day))
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


def _turns(before: Position, after: Position) -> Iterator[_Turn]:
    was, now = before.headline, after.headline
    if (was and was.holding) != (now and now.holding):
        yield _Turn(
            "headline",
            was.stance if was else None,
            was.scope if was else None,
            now.stance if now else None,
            now.scope if now else None,
            now.began if now else None,
        )
    for scope in Scope:
        old, new = before.cells.get(scope), after.cells.get(scope)
        if (old and old.stance) is not (new and new.stance):
            yield _Turn(
                scope,
                old.stance if old else None,
                scope if old else None,
                new.stance if new else None,
                scope if new else None,
                new.began if new else None,
            )


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
        "date": turn.event.date if turn.event else None,
        "event": turn.event.id if turn.event else None,
        "summary": turn.event.summary if turn.event else None,
    }
