"""Entities: finding the one that a name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.errors import UnknownName, quoted
from huaweiban.names.keys import code, fold, is_placeholder
from huaweiban.rows import (
    ALIAS,
    CODE,
    Continent,
    Entity,
    Kind,
    Membership,
    Role,
    is_huawei,
    keys,
    rank,
)

if TYPE_CHECKING:
    from huaweiban.lookup import Seeker

__all__ = [
    "ANYONE",
    "Catalogue",
    "Continent",
    "Entity",
    "Kind",
    "Membership",
    "Role",
    "Who",
    "fold",
    "is_huawei",
    "keys",
]


class Who(NamedTuple):
    """Whom a question is about. An empty set of kinds or roles means any, null means anyone."""

    kinds: Collection[Kind] = ()
    roles: Collection[Role] = ()
    within: Collection[str] | None = None
    named: Collection[str] | None = None

    def means(self, entity: Entity) -> bool:
        """Whether the question is about an entity."""
        return (
            (self.named is None or entity.id in self.named)
            and (not self.kinds or entity.kind in self.kinds)
            and (not self.roles or entity.role in self.roles)
            and (self.within is None or entity.id in self.within)
        )

    def among(self, ids: Iterable[str], registry: Catalogue) -> list[str]:
        """Those of some ids that the question is about; rows are read only if it has a filter."""
        if self == Who(named=self.named):
            return [id for id in ids if self.named is None or id in self.named]
        meant = {row.id for row in filter(self.means, registry.everyone())}
        return [id for id in ids if id in meant]


ANYONE = Who()


class Catalogue:
    """The registry, read as far as a question needs.

    `bearing` gives the rows that have a folded name, `everyone` all rows, `names` their names by
    id, and `further` the meanings of names in other languages and forms, by their key
    (`names.core`): the ids, and the name of each that has this key. Each is called when it is first
    needed.
    """

    def __init__(
        self,
        bearing: Callable[[str], list[Entity]],
        everyone: Callable[[], tuple[Entity, ...]],
        names: Callable[[], dict[str, str]],
        further: Callable[[], Mapping[str, Mapping[str, str]]] | None = None,
    ) -> None:
        self._bearing_one = bearing
        self._everyone = everyone
        self._read_names = names
        self._read_further = further
        self._names: dict[str, str] | None = None
        self._rows: dict[str, Entity] = {}
        self._all: tuple[Entity, ...] | None = None
        self._asked = 0
        self._found: dict[str, tuple[Entity, list[Entity]] | str] = {}
        self._by_key: Mapping[str, list[Entity]] | None = None
        self._passed_over: Collection[str] = ()

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Catalogue:
        """A catalogue of rows already read."""
        rows = tuple(entities)
        by_key = _by_key(rows)
        names = {row.id: row.name for row in rows}
        return cls(lambda key: by_key.get(key, []), lambda: rows, lambda: names)

    def bearing(self, key: str) -> list[Entity]:
        """The rows that have a key."""
        # A few names are searched for in the text of the index; for many, a map is faster.
        self._asked += 1
        if self._by_key is None and self._asked > _FEW:
            self.everyone()
            self._by_key = _by_key(self._rows.values())
        return self._bearing_one(key) if self._by_key is None else self._by_key.get(key, [])

    def passing_over(self, ids: Collection[str]) -> Catalogue:
        """The same registry, but `everyone` omits these ids."""
        if not ids:
            return self
        further = self._read_further
        other = Catalogue(self._bearing_one, self._everyone, self._read_names, further)
        other._passed_over = ids
        return other

    def everyone(self) -> tuple[Entity, ...]:
        """All rows, in the registry's order."""
        if self._all is None:
            rows = self._everyone()
            self._rows = {row.id: row for row in rows}
            over = self._passed_over
            self._all = tuple([row for row in rows if row.id not in over]) if over else rows
        return self._all

    def get(self, id: str) -> Entity | None:
        """The row with exactly this id, or None."""
        if self._all is None and id not in self._rows:
            for row in self.bearing(fold(id)):
                self._rows.setdefault(row.id, row)
        return self._rows.get(id)

    def name(self, id: str) -> str:
        """The display name of an id; the id itself if it is not in the registry."""
        return self._by_id().get(id, id)

    def ids(self) -> Collection[str]:
        """Every id."""
        return self._by_id()

    def _by_id(self) -> dict[str, str]:
        if self._names is None:
            self._names = self._read_names()
        return self._names

    def bears(self, text: str) -> bool:
        """Whether any row has a text as a name."""
        key = fold(text)
        return bool(self.borne(text, key))

    def means_one(self, text: str) -> bool:
        """Whether a text means one entity."""
        return len(self._meant(text, ANYONE)[0]) == 1

    def find(self, text: str, who: Who = ANYONE) -> tuple[Entity, list[Entity]]:
        """The entity that a name means, and the others that share the name.

        If `who` means some of them, only those count. A code of ISO 3166 comes first, then an id, a
        name, an alias; after these, names in other languages and forms that institutions use.
        Raises UnknownName with the nearest names, or with all that share the best match.
        """
        if who is not ANYONE:
            return self._find(text, who)
        # Lists repeat names, so what a name meant is cached.
        if len(self._found) > _KEPT:
            self._found.clear()
        told = self._found.get(text)
        if told is None:
            try:
                told = self._find(text, who)
            except UnknownName as error:
                told = str(error)
            self._found[text] = told
        if isinstance(told, str):
            raise UnknownName(told)
        return told[0], [*told[1]]

    def _find(self, text: str, who: Who) -> tuple[Entity, list[Entity]]:
        best, ranked = self._meant(text, who)
        if len(best) == 1:
            return best[0], [row for _, row in ranked if row is not best[0]]
        if best:
            listed = ", ".join(f"{row.name} ({row.id})" for row in best)
            raise UnknownName(f"{text!r} is ambiguous: {listed}")
        if is_placeholder(text):
            raise UnknownName(f"unknown entity {text!r}: it is a placeholder for a missing name")
        raise UnknownName(f"unknown entity {text!r}.{self._hint(text)}")

    def _meant(self, text: str, who: Who) -> tuple[list[Entity], list[tuple[int, Entity]]]:
        # The entities that a text means (several if they share the best match), and all so named.
        if len(text) > _LONGEST:
            raise UnknownName(f"unknown entity {quoted(text)}: no name is that long")
        key = fold(text)
        ranked = self.borne(text, key)
        if not (ranked and ranked[0][0] == CODE) and is_placeholder(text):
            return [], []
        ranked = self._narrowed(text, ranked, who)
        best = [row for rank, row in ranked if rank == ranked[0][0]]
        if not best and key and code(text) is None:
            rows = self._seeker.meant(text)
            best = [row for row in rows if who.means(row)] or rows
        return best, ranked

    def borne(self, text: str, key: str) -> list[tuple[int, Entity]]:
        """The rows that have a text as a name, each with its rank, best first; `key` is its key."""
        typed = code(text)
        if not key or (key.isdigit() and typed is None and key == text.strip()):
            return []
        rows = self.bearing(typed if typed and typed.isdigit() else key)
        ranked = [(rank(row, text, key, typed), row) for row in rows]
        borne = [(each, row) for each, row in ranked if each is not None]
        return sorted(borne, key=itemgetter(0)) if len(borne) > 1 else borne

    def near(self, text: str) -> list[Entity]:
        """Up to three rows whose names look like an unknown text."""
        return [row for row, _ in self._seeker.near(text)]

    def groups(self) -> list[Entity]:
        """The rows that have members."""
        return [row for row in self.everyone() if row.members]

    @cached_property
    def _seeker(self) -> Seeker:
        from huaweiban.lookup import Seeker

        return Seeker(self, self._read_further)

    def _narrowed(
        self, text: str, ranked: list[tuple[int, Entity]], who: Who
    ) -> list[tuple[int, Entity]]:
        meant = [(rank, row) for rank, row in ranked if who.means(row)]
        if meant or not ranked or who.within is None or ranked[0][1].kind is not Kind.COMPANY:
            return meant or ranked
        local = [row for row in self._seeker.local(text, who.within) if who.means(row)]
        return [(ALIAS, row) for row in local] or ranked

    def _hint(self, text: str) -> str:
        near = self._seeker.near(text)
        if not near:
            return (
                " 'huaweiban status --all' lists the countries, with '--kind company' the companies"
            )
        listed = [
            f"{row.name} ({row.id})" if name == row.name else f"{row.name} ({row.id}, {name!r})"
            for row, name in near
        ]
        return f" Did you mean {' or '.join(listed)}?"


# Up to this many names are searched one by one; then a map of all keys is made.
_FEW = 8
# A longer text is not a name, and would take too long to look up.
_LONGEST = 500
# The meanings of up to this many names are cached.
_KEPT = 1 << 14


def _by_key(rows: Iterable[Entity]) -> Mapping[str, list[Entity]]:
    found: defaultdict[str, list[Entity]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    return found
