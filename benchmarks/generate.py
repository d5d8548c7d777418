"""A log of any length, the same for the same seed: valid, shuffled, on the registry's entities.

    python benchmarks/generate.py 100000 [--seed N] > log.jsonl

Shares are those of the bundled log: a fifth is context, seven in ten of the others repeat what was
held, seven in a hundred bring a planned date. One event in a thousand has a vague date; in the
months that hold one an entity says one thing only, so that every order can be told.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

from huaweiban import bundled
from huaweiban.events import PUBLIC, Action, Actor, Scope, Stance

FIRST_YEAR, LAST_YEAR = 2000, 2025
DAYS = (datetime.date(LAST_YEAR, 12, 31) - datetime.date(FIRST_YEAR, 1, 1)).days
MONTHS = (LAST_YEAR - FIRST_YEAR + 1) * 12
QUIET_EVERY = 24  # months; each entity's vague dates fall into these
HELD_FOR = 30  # months for which an entity's usual word stays the same
CONTEXT, DEVIATING, PLANNED, FOLLOWING, VAGUE, WITHDRAWN = 0.2, 0.15, 0.07, 0.01, 0.001, 0.002
BLOCK = 1000  # lines that are shuffled before they are written

STANCES = list(Stance)
SCOPES = {
    Scope.MOBILE: 49, Scope.NETWORKS: 12, Scope.RAN: 10, Scope.PROCUREMENT: 8, Scope.SUPPLY: 8,
    Scope.OTHER: 6, Scope.CORE: 5, Scope.FIXED: 4, Scope.RESEARCH: 4, Scope.CLOUD: 3,
    Scope.DEVICES: 3, Scope.ENERGY: 2, Scope.CABLES: 1, Scope.SOFTWARE: 1,
}  # fmt: skip
ACTIONS = {
    Action.STATEMENT: 41, Action.DECISION: 18, Action.REPORT: 18, Action.CONTRACT: 18,
    Action.LAW: 4, Action.PROPOSAL: 4, Action.RULING: 2, Action.LAWSUIT: 1,
}  # fmt: skip
WORDS = (
    "the government regulator operator vendor network equipment supplier contract decision "
    "review security agency minister court high-risk approval licence removal core radio "
    "access mobile cable tender parliament bill report says plans signs excludes allows "
    "postpones asks of for from with under after before until Zürich Île-de-France São "
    "Türkiye"
).split()


class Generator:
    """Events one after another; what is drawn depends on the seed alone."""

    def __init__(self, seed: int, acts: bool) -> None:
        self.random = random.Random(seed)
        self.actors = [actor for actor in Actor if acts or actor not in PUBLIC]
        self.entities = [row.id for row in bundled.registry().everyone()]
        self.places = {id: place for place, id in enumerate(self.entities)}
        self.planned: dict[str, tuple[str, datetime.date]] = {}
        self.texts = [self._words(24, 240) for _ in range(997)]
        self.days = [
            datetime.date(FIRST_YEAR, 1, 1) + datetime.timedelta(day) for day in range(DAYS + 1)
        ]

    def lines(self, count: int) -> Iterator[bytes]:
        """`count` lines, in no order."""
        for start in range(0, count, BLOCK):
            block = [self._line(n) for n in range(start, min(start + BLOCK, count))]
            self.random.shuffle(block)
            yield from block

    def _line(self, number: int) -> bytes:
        row = _holding(self.event(number))
        row["sources"] = [*map(_holding, row["sources"])]
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"

    def event(self, number: int) -> dict[str, Any]:
        """The event of a number."""
        draw = self.random.random
        entity = self.random.choice(self.entities)
        follows = self.planned.pop(entity, None) if draw() < FOLLOWING else None
        if follows and follows[1] < self.days[-1]:
            since = (follows[1] - self.days[0]).days + 1
            day = self.days[self.random.randint(since, DAYS)]
        else:
            follows, day = None, self.random.choice(self.days)
        date, narrowed = day.isoformat(), (None, None)
        if follows is None and draw() < VAGUE:
            day, date, narrowed = self._vague(entity)
        id = f"{entity}-{date}-{number:x}"
        stance = self._stance(entity, day)
        deadline = effective = None
        if stance and draw() < PLANNED:
            planned = (day + datetime.timedelta(self.random.randint(30, 3000))).isoformat()
            deadline, effective = (planned, None) if draw() < 0.7 else (None, planned[:7])
            if len(date) == 10:
                self.planned[entity] = id, day
        action = self._weighted(ACTIONS)
        if action is Action.CONTRACT and stance in (Stance.BANNED, Stance.RESTRICTED):
            action = Action.DECISION
        related = self.random.sample(self.entities, self.random.choice((0, 0, 1, 1, 2)))
        withdrawn = draw() < WITHDRAWN and follows is None and not (deadline or effective)
        return {
            "id": id,
            "entity": entity,
            "date": date,
            "not_before": narrowed[0],
            "not_after": narrowed[1],
            "summary": self.random.choice(self.texts)[:148],
            "stance": stance,
            "scope": self._scopes() if stance or draw() < 0.5 else [],
            "action": action,
            "actor": self.random.choice(self.actors),
            "related": [other for other in related if other != entity],
            "effective": effective,
            "deadline": deadline,
            "what": "removal from the network" if deadline or effective else None,
            "follows": follows[0] if follows else None,
            "outcome": self.random.choice(("moved", "met", "missed")) if follows else None,
            "sources": [self._source(number, date) for _ in range(1 + (draw() < 0.3))],
            "note": self.random.choice(self.texts)[148:],
            "added": "2026-01-01",
            "modified": None,
            "withdrawn": "2026-02-01" if withdrawn else None,
            "withdrawn_reason": "Stood twice." if withdrawn else None,
        }

    def _vague(self, entity: str) -> tuple[datetime.date, str, tuple[str | None, str | None]]:
        quiet = [month for month in range(MONTHS) if self._is_quiet(entity, month)]
        years, month = divmod(self.random.choice(quiet), 12)
        first = datetime.date(FIRST_YEAR + years, month + 1, 1)
        last = (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
        if self.random.random() < 0.5:
            return first, first.isoformat()[:7], (None, None)
        return first, str(first.year), (first.isoformat(), last.isoformat())

    def _is_quiet(self, entity: str, month: int) -> bool:
        return (month + self.places[entity]) % QUIET_EVERY == 0

    def _stance(self, entity: str, day: datetime.date) -> Stance | None:
        if self.random.random() < CONTEXT:
            return None
        month = (day.year - FIRST_YEAR) * 12 + day.month - 1
        # On one day an entity says one thing, or nobody could tell which was the last.
        drawn = (self.places[entity] * 7919 + day.toordinal() * 104729) % 1000
        if not self._is_quiet(entity, month) and drawn < DEVIATING * 1000:
            return STANCES[drawn % len(STANCES)]
        return STANCES[(self.places[entity] * 7 + month // HELD_FOR) % len(STANCES)]

    def _scopes(self) -> list[Scope]:
        first = self._weighted(SCOPES)
        if self.random.random() < 0.92:
            return [first]
        return list(dict.fromkeys((first, self._weighted(SCOPES))))

    def _source(self, number: int, date: str) -> dict[str, str | None]:
        title = self.random.choice(self.texts)[:42].strip()
        path = "-".join(title.lower().split())
        return {
            "publisher": f"Outlet {self.random.randrange(400)}",
            "title": title,
            "url": f"https://www.example.org/news/{date}/{path}-{self.random.getrandbits(48):x}",
            "published": date if self.random.random() < 0.8 else None,
            "via": "A wire" if self.random.random() < 0.2 else None,
        }

    def _weighted(self, weights: dict[Any, int]) -> Any:
        return self.random.choices([*weights], [*weights.values()])[0]

    def _words(self, least: int, length: int) -> str:
        words = self.random.choices(WORDS, k=60)
        return " ".join(words)[:length].capitalize()


def _holding(row: dict[str, Any]) -> dict[str, Any]:
    # A line omits keys without a value, as `add` writes it.
    return {key: value for key, value in row.items() if value not in (None, [], ())}


def generated(count: int, seed: int = 1, acts: bool = True) -> Iterator[bytes]:
    """The lines of a log of `count` events, with or without acts of public authorities."""
    return Generator(seed, acts).lines(count)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print a valid log of any length.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.stdout.buffer.writelines(generated(options.count, options.seed))


if __name__ == "__main__":
    main()
