"""What a question opens: the bundled log, own logs laid over it, the registry, and its limits."""

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
    """Which logs a question is put to: own ones, over the bundled one or alone."""

    own: tuple[str, ...] = ()
    only: bool = False

    @property
    def labels(self) -> list[str]:
        """What machine output calls them."""
        return [*([] if self.only else [BUNDLED]), *self.own_labels]

    @property
    def own_labels(self) -> list[str]:
        """What machine output and messages call the own ones."""
        return [label(path) for path in self.own]

    def ledger(self, registry: Catalogue, latest: str | None, every: bool = False) -> Ledger:
        """What the own ones are checked against, as they are asked: over the bundled one or alone.

        `latest` is the last ISO day that it can be anywhere, or null. With `every`, no problem is
        counted only.
        """
        from huaweiban.checks import KEPT, Ledger

        beside = [] if self.only else bundled.events()
        release = "" if self.only else bundled.about().data_version
        return Ledger(registry, beside, latest, release, most=sys.maxsize if every else KEPT)

    @property
    def validating(self) -> str:
        """The command line that proves the own ones."""
        import shlex

        only = " --data-only" if self.only else ""
        return f"huaweiban validate {shlex.join(self.own)}{only}"


class Limits(NamedTuple):
    """Which evidence counts: the weakest action and the earliest day (ISO); null is no limit."""

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
        """Whether an event counts. Context moves nothing, so it always may stay."""
        if event.stance is None:
            return True
        strong = self.min_action is None or _RANK[event.action] <= _RANK[self.min_action]
        return strong and (self.since is None or event.last >= self.since)


_RANK = {action: rank for rank, action in enumerate(Action)}


def no_position(limited: bool) -> str:
    """The words for a missing position; `limited` where limits may have excluded its evidence."""
    return "no position by the evidence let count" if limited else "no position on record"


class Log(NamedTuple):
    """Events by entity, in no order, the registry, and the logs that they come from.

    `origins` has the log of an event by its id; events that it lacks are of the log `elsewhere`.
    `unseen` are the ids of events whose announced end lies beyond what the log covers. `refused`
    has the entities that cannot be answered, each with the fault: of these there are no events,
    and the registry lists them not. `laws` is the
    register; without the bundled log it is of no entity, and names what own events point to.
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
        """What an entity holds on an ISO day."""
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
    """The batches of a log as they come: nobody sees how far it has been read."""
    return batches


class Opener:
    """Opens the logs of one question; each method reads as far as its question needs.

    Own logs are read and proven, whole, when events are first asked for, and of their events only
    those asked for are kept. Their lines pass through `watch` on the way, which can show progress.
    `latest` is the last ISO day that it can be anywhere, or null. `read` gives the batches of the
    own log at a path, where it is not the file's that are meant.
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
        """The line that counts the warnings of own logs, where there are any."""
        if not self._warnings:
            return []
        count = f"{self._warnings} warning{'' if self._warnings == 1 else 's'}"
        return [f"{', '.join(self.logs.own_labels)}: {count}; '{self.logs.validating}' lists them"]

    @property
    def refused(self) -> dict[str, str]:
        """The entities asked for that cannot be answered, each with a line that says why."""
        asked = self._refused if self._kept is None else {*self._kept} & {*self._refused}
        return {
            id: f"{self.registry.name(id)} ({id}) is not answered: {self._refused[id]}"
            for id in self._refused
            if id in asked
        }

    @property
    def has_nothing(self) -> bool:
        """Whether own logs were asked alone, and have no event."""
        return self.logs.only and self._own is not None and not self._newest_own

    def everything(self) -> Log:
        """All events."""
        return self._log([] if self.logs.only else bundled.events(), None)

    def of(self, entity_ids: Collection[str]) -> Log:
        """The events of some entities."""
        events = [] if self.logs.only else bundled.events(entity_ids)
        return self._log(events, set(entity_ids))

    def readable(self) -> tuple[Log, tuple[str, ...]]:
        """All events, and what is wrong with own logs; these are passed over where one has faults.

        What is said of a log that cannot be asked must not need that log to be in order.
        """
        try:
            return self.everything(), ()
        except BadData as error:
            self._own, self._newest_own, self._warnings, self._refused = [], "", 0, {}
            return self.everything(), error.lines

    def event_owners(self, event_ids: Collection[str]) -> dict[str, str]:
        """The entity of each of these ids that an event has."""
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
