"""What corrected events said before: the fields in `changes --data-since`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban import bundled
from huaweiban.bundled import Correction
from huaweiban.errors import BUNDLED
from huaweiban.events import Event
from huaweiban.log import Log

if TYPE_CHECKING:
    from huaweiban.results import DataChangeResult, FieldResult


def with_fields(
    results: Sequence[DataChangeResult], log: Log, version_day: str
) -> Sequence[DataChangeResult]:
    """The results with the fields of each modified event that were different on an ISO day.

    They are compared with the newest release up to that day. If there is none, or the event is from
    an own log, the earlier fields are unknown: null.
    """
    if not any(each["change"] == "modified" for each in results):
        return results
    events = {event.id: event for events in log.by_entity.values() for event in events}
    kept = bundled.corrections()
    release = _release(kept, version_day)
    for each in results:
        if each["change"] == "modified":
            event = events[each["id"]]
            ours = log.origin(event) == BUNDLED
            each["fields"] = _differing(event, kept, release) if ours and release else None
    return results


def _release(kept: Mapping[str, Sequence[Correction]], version_day: str) -> str | None:
    versions = {each.version for lines in kept.values() for each in lines}
    day = version_day.replace("-", ".")
    return max((version for version in versions if version <= day), default=None)


def _differing(
    event: Event, kept: Mapping[str, Sequence[Correction]], release: str
) -> list[FieldResult] | None:
    if event.added.replace("-", ".") > release:
        return []
    was: dict[str, Any] = {}
    for line in kept.get(event.id, ()):
        if line.version >= release:
            # The oldest line is from the release asked about.
            was = {**line.was, **was}
    # Modified without a record: the lines are written when the data are released.
    if not was:
        return None
    told = (_field(event, name, was[name]) for name in Event.__slots__ if name in was)
    return [each for each in told if each["was"] != each["now"]]


def _field(event: Event, name: str, was: Any) -> FieldResult:
    now = getattr(event, name)
    if name == "sources":
        now = addresses({"publisher": each.publisher, "url": each.url} for each in now)
    if isinstance(now, (list, tuple)):
        now, was = list(now), was or []
    return {"field": name, "was": was, "now": now}


def addresses(sources: Iterable[Mapping[str, Any]]) -> list[str]:
    """The address of each source, or its publisher if it has none."""
    return [source.get("url") or source["publisher"] for source in sources]
