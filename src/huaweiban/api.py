"""The Python API: `import huaweiban`, then `load`, `status`, `history`, `Event`, `Stance`.

The answers are those of the commands, made by the same functions: `status(name)` is the result
that `huaweiban status NAME --json` prints. docs/api.md has examples.
"""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from huaweiban import dates
from huaweiban.clock import latest, today
from huaweiban.entities import Entity
from huaweiban.errors import BadData, BadUsage
from huaweiban.events import Event, Stance
from huaweiban.log import Log, Logs, Opener
from huaweiban.views import events
from huaweiban.views.status import Filters, statuses

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult

__all__ = ["Event", "Stance", "history", "load", "status"]


def load(*paths: str | os.PathLike[str], bundled: bool = True) -> Log:
    """The events and the registry: the bundled log with own logs added, or own logs alone.

    Only the paths given here are read; settings and environment are ignored. Raises BadData with a
    line for each fault in the own logs, and BadUsage if there is no log to read. If the events of
    one entity cannot be put in order, only `status` and `history` of that entity raise BadData.
    """
    if not (paths or bundled):
        raise BadUsage("bundled=False needs your own log: load(PATH, bundled=False)")
    logs = Logs(tuple(os.fspath(path) for path in paths), not bundled)
    return Opener(logs, latest=latest() if paths else None).everything()


def status(
    name: str,
    *,
    as_of: str | datetime.date | None = None,
    why: bool = False,
    log: Log | None = None,
) -> StatusResult:
    """The position of the entity with a name, today or on a past day; `stance` may be None.

    `as_of` is a day, a month or year (its last day), or an age such as `2y`; the time of a
    datetime is ignored. With `why`, the result has the reasons. `log` is the result of `load`;
    without it, the bundled log is read as far as needed. Raises UnknownName, BadUsage for a name
    that is not text, and ValueError for an `as_of` that is not a day or is in the future.
    """
    day = _day(as_of)
    entity, log = _found(name, log)
    everyone = Filters(unknown_too=True)
    return statuses(log, [entity], everyone, day, why, {entity.id: [name]})[0]


def history(
    name: str,
    *,
    as_of: str | datetime.date | None = None,
    related: bool = False,
    log: Log | None = None,
) -> list[EventResult]:
    """Every event of the entity with a name, oldest first, with its effect.

    `as_of` and `log` are as in `status`. With `related`, the list also has the events of others
    that name the entity, and those of its operators.
    """
    day = _day(as_of)
    entity, log = _found(name, load() if related and log is None else log)
    return events.timeline(log, events.of_one(entity, day, related))


def _found(name: str, log: Log | None) -> tuple[Entity, Log]:
    if not isinstance(name, str):
        raise BadUsage(f"{name!r} is not a name: give text")
    if log is not None:
        entity = log.registry.find(name)[0]
        if entity.id in log.refused:
            raise BadData(log.refused[entity.id])
        return entity, log
    opener = Opener(Logs())
    entity, _ = opener.registry.find(name)
    return entity, opener.of([entity.id])


def _day(as_of: str | datetime.date | None) -> str:
    now = today()
    if isinstance(as_of, datetime.datetime):
        as_of = as_of.date()
    first, last = dates.bounds(now if as_of is None else str(as_of), now)
    if first > now:
        raise ValueError(f"{as_of} is in the future; the log records what has happened")
    return last
