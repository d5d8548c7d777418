"""The data of a question: the bundled log, own logs added to it, the registry, and limits."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from huaweiban import bundled
from huaweiban.dates import last_day
from huaweiban.entities import Catalogue, Entity
from huaweiban.errors import BUNDLED, BadData, Level, label
from huaweiban.events import Action, Event, order
from huaweiban.register import NO_LAWS, Register
from huaweiban.replay import replay
from huaweiban.stances import Position, Step, position

if TYPE_CHECKING:
    from huaweiban.checks import Batch, Ledger

    Watch = Callable[[str, Iterable[Batch]], Iterable[Batch]]


class Logs(NamedTuple):
    """The logs of a question: own ones, with the bundled one or alone."""

    own: tuple[str, ...] = ()
    only: bool = False

    @property
    def labels(self) -> list[str]:
        """Their names in machine output."""
        return [*([] if self.only else [BUNDLED]), *self.own_labels]

    @property
    def own_labels(self) -> list[str]:
        """The names of own logs in machine output and messages."""
        return [label(path) for path in self.own]

    def ledger(self, registry: Catalogue, latest: str | None, every: bool = False) -> Ledger:
        """The ledger to check own logs with: together with the bundled one, or alone.

        `latest` is today's ISO date in the time zone farthest ahead, or null. With `every`, all
        problems are kept.
        """
        from huaweiban.checks import KEPT, Ledger

        beside = [] if self.only else bundled.events()
        release = "" if self.only else bundled.about().data_version
        return Ledger(registry, beside, latest, release, most=sys.maxsize if every else KEPT)

    @property
    def validating(self) -> str:
        """The command line that checks the own logs."""
        import shlex

        only = " --data-only" if self.only else ""
        return f"huaweiban validate {shlex.join(self.own)}{only}"


class Limits(NamedTuple):
    """Which evidence counts: the weakest action and the earliest ISO day; null means no limit."""

    min_action: Action | None = None
    since: str | None = None

    def __str__(self) -> str:
        action = (
            f"evidence of the kind {self.min_action} or stronger" if self.min_action else "evidence"
        )
        return f"{action} since {self.since}" if self.since else action

    @property
    def is_open(self) -> bool:
        """Whether every event counts."""
        return self.min_action is None and self.since is None

    def allow(self, event: Event) -> bool:
        """Whether an event counts. Context always does, since it changes no position."""
        if event.stance is None:
            return True
        strong = self.min_action is None or _RANK[event.action] <= _RANK[self.min_action]
        return strong and (self.since is None or event.last >= self.since)


_RANK = {action: rank for rank, action in enumerate(Action)}


def no_position(limited: bool) -> str:
    """The words for a missing position; `limited` where limits may have excluded its evidence."""
    return "no position from the evidence counted" if limited else "no position on record"


class Log(NamedTuple):
    """Events by entity, in no order, the registry, and the logs that they come from.

    `origins` has the log of an event by its id; all other events are from the log `elsewhere`.
    `unseen` are the ids of events whose announced end lies beyond what the log covers. `refused`
    has the entities that cannot be answered, each with the fault: their events are omitted, and the
    registry does not list them. `laws` is the register; without the bundled log it has no entities,
    only the instruments that own events refer to.
    """

    by_entity: dict[str, list[Event]]
    registry: Catalogue
    labels: list[str]
    origins: dict[str, str]
    elsewhere: str = BUNDLED
    unseen: frozenset[str] = frozenset()
    refused: Mapping[str, str] = MappingProxyType({})
    laws: Register = NO_LAWS

    def answered(self, rows: Iterable[Entity]) -> list[Entity]:
        """Those of some entities that can be answered."""
        return [row for row in rows if row.id not in self.refused]

    def of(self, entity_id: str) -> list[Event]:
        """The events of one entity."""
        return self.by_entity.get(entity_id, [])

    def position(self, entity_id: str, day: str) -> Position:
        """The position of an entity on an ISO day."""
        return position(self.of(entity_id), day, self.unseen)

    def steps(self, entity_id: str, day: str) -> Iterator[Step]:
        """Every step of an entity up to an ISO day."""
        return replay(self.of(entity_id), day, self.unseen)

    @property
    def events(self) -> list[Event]:
        """All events, in the order in which they are read."""
        return sorted((e for events in self.by_entity.values() for e in events), key=order)

    def within(self, limits: Limits) -> Log:
        """The log with only the evidence that counts within limits."""
        if limits.is_open:
            return self
        counting = {
            id: [event for event in events if limits.allow(event)]
            for id, events in self.by_entity.items()
        }
        return self._replace(by_entity=counting)

    def origin(self, event: Event) -> str:
        """The log that an event is from."""
        return self.origins.get(event.id, self.elsewhere)


def unwatched(path: str, batches: Iterable[Batch]) -> Iterable[Batch]:
    """The batches of a log, without showing progress."""
    return batches


class Opener:
    """Opens the logs of one question; each method reads as far as needed.

    Own logs are read and checked completely when events are first asked for, but only the events
    asked for are kept. Their batches pass through `watch`, which can show progress. `latest` is
    today's ISO date in the time zone farthest ahead, or null. `read` gives the batches of the own
    log at a path, if not those of the file.
    """

    def __init__(
        self,
        logs: Logs,
        watch: Watch = unwatched,
        latest: str | None = None,
        read: Callable[[str], Iterable[Batch]] | None = None,
    ) -> None:
        self.logs = logs
        self._batches = read
        self.registry = bundled.registry()
        self._watch = watch
        self._latest = latest
        self._own: list[tuple[str, list[Event]]] | None = None
        self._newest_own = ""
        self._kept: Collection[str] | None = None
        self._refused: dict[str, str] = {}
        self._warnings = 0

    @property
    def newest(self) -> str:
        """The date of the newest event in the logs that were opened; empty where there is none."""
        return max("" if self.logs.only else bundled.about().newest, self._newest_own)

    @property
    def warned(self) -> list[str]:
        """The message that counts the warnings of own logs, if there are any."""
        if not self._warnings:
            return []
        count = f"{self._warnings} warning{'' if self._warnings == 1 else 's'}"
        return [f"{', '.join(self.logs.own_labels)}: {count}; '{self.logs.validating}' lists them"]

    @property
    def refused(self) -> dict[str, str]:
        """A message for each entity asked for that cannot be answered."""
        asked = self._refused if self._kept is None else {*self._kept} & {*self._refused}
        return {
            id: f"no answer for {self.registry.name(id)} ({id}): {self._refused[id]}"
            for id in self._refused
            if id in asked
        }

    @property
    def has_nothing(self) -> bool:
        """Whether own logs are used alone, and have no events."""
        return self.logs.only and self._own is not None and not self._newest_own

    def everything(self) -> Log:
        """All events."""
        return self._log([] if self.logs.only else bundled.events(), None)

    def of(self, entity_ids: Collection[str]) -> Log:
        """The events of some entities."""
        events = [] if self.logs.only else bundled.events(entity_ids)
        return self._log(events, set(entity_ids))

    def readable(self) -> tuple[Log, tuple[str, ...]]:
        """All events, and the problems of own logs, which are ignored if one has faults.

        Facts about a faulty log must not require that it is valid.
        """
        try:
            return self.everything(), ()
        except BadData as error:
            self._own, self._newest_own, self._warnings, self._refused = [], "", 0, {}
            return self.everything(), error.lines

    def event_owners(self, event_ids: Collection[str]) -> dict[str, str]:
        """The entity of each id that is an event, by id."""
        owners = {} if self.logs.only else bundled.owners(event_ids)
        for _, events in self._proven(None):
            owners.update((event.id, event.entity) for event in events if event.id in event_ids)
        return owners

    def event_ids(self) -> list[str]:
        """The ids of all events."""
        own = [event.id for _, events in self._proven(None) for event in events]
        return own if self.logs.only else [*bundled.event_ids(), *own]

    def _log(self, events: Iterable[Event], wanted: Collection[str] | None) -> Log:
        by_entity: defaultdict[str, list[Event]] = defaultdict(list)
        unseen = []
        for event in events:
            by_entity[event.entity].append(event)
            if event.until and last_day(event.until) > bundled.about().brought_to:
                unseen.append(event.id)
        origins: dict[str, str] = {}
        first = self.logs.labels[0]
        for file, own in self._proven(wanted):
            for event in own:
                by_entity[event.entity].append(event)
            if file != first:
                origins.update((event.id, file) for event in own)
        refused = self.refused
        for id in refused:
            by_entity.pop(id, None)
        laws = bundled.register(() if self.logs.only else wanted)
        return Log(
            dict(by_entity),
            self.registry.passing_over(refused),
            self.logs.labels,
            origins,
            first,
            frozenset(unseen),
            refused,
            laws,
        )

    def _proven(self, wanted: Collection[str] | None) -> list[tuple[str, list[Event]]]:
        if self._own is None:
            self._own, self._kept = self._read(wanted), wanted
        assert self._kept is None or self._kept == wanted, "one question reads what it needs once"
        return self._own

    def _read(self, wanted: Collection[str] | None) -> list[tuple[str, list[Event]]]:
        if not self.logs.own:
            return []
        from huaweiban import own

        ledger = self.logs.ledger(self.registry, self._latest)
        kept = []
        for path in self.logs.own:
            for batch in self._watch(path, (self._batches or own.batches)(path)):
                ledger.enter(batch)
                events = [event for _, event in batch.events]
                self._newest_own = max([self._newest_own, *map(_date, events)])
                if wanted is not None:
                    events = [event for event in events if event.entity in wanted]
                kept.append((batch.file, events))
        ledger.close()
        if ledger.faults:
            raise BadData(*map(str, ledger.problems(Level.FAULT)), total=ledger.total(Level.FAULT))
        self._refused = {id: str(problem) for id, problem in ledger.refused.items()}
        self._warnings = ledger.warnings
        return kept


_date = attrgetter("date")
