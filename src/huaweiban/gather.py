"""Gather what a question needs: the bundled log, own logs over it, and the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from huaweiban import load
from huaweiban.entities import Catalogue
from huaweiban.errors import BadData
from huaweiban.events import Event
from huaweiban.load import BUNDLED
from huaweiban.sieve import Sieve


class Sources(NamedTuple):
    """Which logs a question is put to: own ones, over the bundled one or alone."""

    own: tuple[str, ...] = ()
    only: bool = False

    @property
    def labels(self) -> list[str]:
        """What machine output calls them."""
        return [*([] if self.only else [BUNDLED]), *self.own]


class Log(NamedTuple):
    """Events by entity, in no order, the registry, and the logs that they come from."""

    by_entity: dict[str, list[Event]]
    registry: Catalogue
    labels: list[str]
    origins: dict[str, str]

    def of(self, entity_id: str) -> list[Event]:
        """The events of one entity."""
        return self.by_entity.get(entity_id, [])

    def sieved(self, sieve: Sieve) -> Log:
        """The log with only the evidence that a sieve lets through."""
        if sieve.is_open:
            return self
        passed = {
            id: [e for e in events if sieve.passes(e)] for id, events in self.by_entity.items()
        }
        return self._replace(by_entity=passed)

    def origin(self, event: Event) -> str:
        """The log that an event stands in."""
        return self.origins.get(event.id, BUNDLED)


class Gatherer:
    """Opens the logs of one question once; each method reads as far as its question needs."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.registry = load.bundled_registry()
        self._own = [load.own_log(path) for path in sources.own]
        self._prove()

    def everything(self) -> Log:
        """All events."""
        return self._log([] if self.sources.only else load.bundled_events(), self._own_events())

    def of(self, entity_ids: Collection[str]) -> Log:
        """The events of some entities."""
        bundled = [] if self.sources.only else load.bundled_events(entity_ids)
        wanted = set(entity_ids)
        return self._log(bundled, [e for e in self._own_events() if e.entity in wanted])

    def event_owner(self, event_id: str) -> str | None:
        """The entity whose event this id is, or None."""
        own = next((e.entity for e in self._own_events() if e.id == event_id), None)
        return own or (None if self.sources.only else load.bundled_owner(event_id))

    def _own_events(self) -> list[Event]:
        return [event for log in self._own for _, event in log.events]

    def _log(self, bundled: Iterable[Event], own: Iterable[Event]) -> Log:
        by_entity: defaultdict[str, list[Event]] = defaultdict(list)
        for event in (*bundled, *own):
            by_entity[event.entity].append(event)
        origins = {event.id: log.file for log in self._own for _, event in log.events}
        return Log(dict(by_entity), self.registry, self.sources.labels, origins)

    def _prove(self) -> None:
        if not self._own:
            return
        from huaweiban.checks import check_events

        problems = [problem for log in self._own for problem in log.problems]
        beside = [] if self.sources.only else load.bundled_events()
        problems += check_events(self._own, self.registry, beside)
        if problems:
            raise BadData(*map(str, problems))
