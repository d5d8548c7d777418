"""Gather what a question needs: the bundled log, own logs over it, and the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from huaweiban import loading
from huaweiban.entities import Catalogue, Entity
from huaweiban.errors import BadData
from huaweiban.events import Event, order
from huaweiban.loading import BUNDLED
from huaweiban.problems import OwnLog, Watch, unwatched
from huaweiban.sieve import Sieve

if TYPE_CHECKING:
    from array import array

    from huaweiban.checks import Ledger
    from huaweiban.shares import Share

T = TypeVar("T")


class Sources(NamedTuple):
    """Which logs a question is put to: own ones, over the bundled one or alone."""

    own: tuple[str, ...] = ()
    only: bool = False

    @property
    def labels(self) -> list[str]:
        """What machine output calls them."""
        return [*([] if self.only else [BUNDLED]), *self.own]


class Log(NamedTuple):
    """Events by entity, in no order, the registry, and the logs that they come from.

    `origins` has the log of an event by its id; events that it lacks are of the log `elsewhere`.
    """

    by_entity: dict[str, list[Event]]
    registry: Catalogue
    labels: list[str]
    origins: dict[str, str]
    elsewhere: str = BUNDLED

    def of(self, entity_id: str) -> list[Event]:
        """The events of one entity."""
        return self.by_entity.get(entity_id, [])

    @property
    def events(self) -> list[Event]:
        """All events, in the order in which they are read."""
        return sorted((e for own in self.by_entity.values() for e in own), key=order)

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
        return self.origins.get(event.id, self.elsewhere)


_date = attrgetter("date")
Question = Callable[[Log, Sequence[Entity]], T]


class Gatherer:
    """Opens the logs of one question; each method reads as far as its question needs.

    Own logs are read and proven, whole, when events are first asked for, and of their events only
    those asked for are kept. They pass through `watch`, so that it can be told how far it is.

    With a `share` only the lines of its entities are read; Unshared is raised where one of them
    turns out to be another's.
    """

    def __init__(
        self,
        sources: Sources,
        watch: Watch = unwatched,
        today: str | None = None,
        share: Share | None = None,
    ) -> None:
        self.sources = sources
        self._today = today
        self._share = share
        self.registry = loading.bundled_registry()
        self._watch = watch
        # Kept as long as the whole: to take apart what was read of a long log would take a while.
        self._ledger: Ledger | None = None
        self._parts: list[Gatherer] = []
        self._own: list[tuple[str, list[Event]]] | None = None
        self._newest_own = ""
        self._ids: array[int] | None = None
        self._kept: Collection[str] | None = None

    @property
    def newest(self) -> str:
        """The date of the newest event in the logs that were opened; empty where there is none."""
        return max("" if self.sources.only else loading.about().newest, self._newest_own)

    def over(
        self, entities: Sequence[Entity], question: Question[T], processes: int = 0
    ) -> list[T]:
        """The answers to a question that is put to entities one by one, in as many parts.

        Of several processes (0: as many as the own logs are worth) each is asked about its share
        of the entities; where only the whole logs can answer, one is asked about all.
        """
        if self.sources.own:
            from huaweiban.shares import shared, worth

            work = partial(self._part, entities, question)
            count = processes or worth(self.sources.own)
            found = shared(count, self.registry.ids(), work) if count > 1 else None
            if found and differ([ids for _, _, ids in found]):
                self._newest_own = max(newest for _, newest, _ in found)
                return [answer for answer, _, _ in found]
        return [question(self.of([entity.id for entity in entities]), entities)]

    def _part(
        self, entities: Sequence[Entity], question: Question[T], share: Share
    ) -> tuple[T, str, array[int]]:
        watch = self._watch if share.number == 0 else unwatched
        part = Gatherer(self.sources, watch, self._today, share)
        self._parts.append(part)
        mine = [entity for entity in entities if share.has(entity.id)]
        answer = question(part.of([entity.id for entity in mine]), mine)
        assert part._ids is not None, "whoever asks of a share has own logs"
        return answer, part._newest_own, part._ids

    def everything(self) -> Log:
        """All events."""
        return self._log([] if self.sources.only else loading.bundled_events(), None)

    def of(self, entity_ids: Collection[str]) -> Log:
        """The events of some entities."""
        bundled = [] if self.sources.only else loading.bundled_events(entity_ids)
        return self._log(bundled, set(entity_ids))

    def event_owner(self, event_id: str) -> str | None:
        """The entity whose event this id is, or None."""
        own = self._proven(None)
        found = (event.entity for _, events in own for event in events if event.id == event_id)
        bundled = None if self.sources.only else loading.bundled_owner(event_id)
        return next(found, bundled)

    def event_ids(self) -> list[str]:
        """The ids of all events."""
        own = [event.id for _, events in self._proven(None) for event in events]
        return own if self.sources.only else [*loading.bundled_ids(), *own]

    def _log(self, bundled: Iterable[Event], wanted: Collection[str] | None) -> Log:
        by_entity: defaultdict[str, list[Event]] = defaultdict(list)
        for event in bundled:
            by_entity[event.entity].append(event)
        origins: dict[str, str] = {}
        first = self.sources.labels[0]
        for file, events in self._proven(wanted):
            for event in events:
                by_entity[event.entity].append(event)
            if file != first:
                origins.update((event.id, file) for event in events)
        return Log(dict(by_entity), self.registry, self.sources.labels, origins, first)

    def _proven(self, wanted: Collection[str] | None) -> list[tuple[str, list[Event]]]:
        if self._own is None:
            self._own, self._kept = self._read(wanted), wanted
        assert self._kept is None or self._kept == wanted, "one question reads what it needs once"
        return self._own

    def _read(self, wanted: Collection[str] | None) -> list[tuple[str, list[Event]]]:
        if not self.sources.own:
            return []
        from huaweiban.checks import Ledger

        self._ledger = ledger = Ledger(
            self.registry, () if self.sources.only else loading.bundled_events(), self._today
        )
        kept = []
        for path in self.sources.own:
            for part in own_parts(path, self._watch, self._share):
                ledger.enter(part)
                events = [event for _, event in part.events]
                self._newest_own = max([self._newest_own, *map(_date, events)])
                if wanted is not None:
                    events = [event for event in events if event.entity in wanted]
                kept.append((part.file, events))
        if problems := ledger.close():
            raise BadData(*map(str, problems))
        if self._share:
            self._ids = ledger.ids
        return kept


def own_parts(path: str, watch: Watch, share: Share | None) -> Iterator[OwnLog]:
    """An own log some lines at a time, watched; of a share the lines of its entities.

    Raises Unshared where a line of the share has a fault or turns out to be another share's.
    """
    for part in watch(path, loading.own_parts(path, share and share.takes)):
        if share:
            share.check({event.entity for _, event in part.events}, bool(part.problems))
        yield part


def differ(shares: Sequence[array[int]]) -> bool:
    """Whether no number of an id (`checks.Ledger.ids`) is in two shares."""
    seen: set[int] = set()
    for ids in shares:
        if not seen.isdisjoint(ids):
            return False
        seen.update(ids)
    return True
