"""Who is who: the registry's rows, and finding the one that a person means."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple

from huaweiban.dates import last_day
from huaweiban.errors import UnknownName


class Kind(StrEnum):
    """What an entity is (docs/codebook.md)."""

    COUNTRY = "country"
    SUBDIVISION = "subdivision"
    REGION = "region"
    COMPANY = "company"
    ORGANIZATION = "organization"


class Role(StrEnum):
    """What a company does."""

    OPERATOR = "operator"
    VENDOR = "vendor"
    CHIP_MAKER = "chip maker"
    SOFTWARE = "software"
    SHOP = "shop"
    BANK = "bank"
    LOGISTICS = "logistics"
    OTHER = "other"


class Continent(StrEnum):
    """Where a country lies."""

    AFRICA = "africa"
    ANTARCTICA = "antarctica"
    ASIA = "asia"
    EUROPE = "europe"
    NORTH_AMERICA = "north-america"
    OCEANIA = "oceania"
    SOUTH_AMERICA = "south-america"


# Read by validators: a key that the record does not have is an error, never ignored.
STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a group, since a day and until one; null where it did not begin or end."""

    id: str
    since: str | None = None
    until: str | None = None

    __pydantic_config__: ClassVar = STRICT

    def holds(self, day: str) -> bool:
        """Whether it was a member on an ISO day; the day of leaving is the last."""
        return (self.since or "") <= day and (self.until is None or day <= last_day(self.until))


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of the registry. `nothing_found` is the month in which nothing was found on it.

    `part_of` is the country that a territory belongs to, or the company that owns a unit or a
    brand, until the date `part_until`.
    """

    id: str
    name: str
    kind: Kind
    alpha3: str | None = None
    numeric: str | None = None
    continent: Continent | None = None
    home: str | None = None
    role: Role | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[Membership, ...] = ()
    nothing_found: str | None = None
    part_of: str | None = None
    part_until: str | None = None

    __pydantic_config__: ClassVar = STRICT


HUAWEI = "huawei"


def is_huawei(entity: Entity, day: str) -> bool:
    """Whether an entity is Huawei, or a unit or brand of it on an ISO day."""
    if entity.part_of == HUAWEI:
        return entity.part_until is None or day <= last_day(entity.part_until)
    return entity.id == HUAWEI


def fold(name: str) -> str:
    """A name without what people leave out or vary: case, accents, punctuation, spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def keys(entity: Entity) -> tuple[str, ...]:
    """Everything that an entity answers to, folded, once each."""
    said = (entity.id, entity.alpha3 or "", entity.name, *entity.aliases)
    return tuple(dict.fromkeys(key for key in map(fold, said) if key))


def _rank(row: Entity, key: str) -> int:
    said = (fold(row.id), row.alpha3, fold(row.name))
    return said.index(key) if key in said else len(said)


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
        """Those of some ids that the question is about; rows are read where it is about some."""
        if self == ANYONE:
            return list(ids)
        meant = {row.id for row in filter(self.means, registry.everyone())}
        return [id for id in ids if id in meant]


ANYONE = Who()


class Catalogue:
    """The registry, read as far as a question needs.

    `bearing` gives the rows that answer to a folded name, `everyone` all of them, `names` their
    names by id; each is asked when it is first needed.
    """

    def __init__(
        self,
        bearing: Callable[[str], list[Entity]],
        everyone: Callable[[], tuple[Entity, ...]],
        names: Callable[[], dict[str, str]],
    ) -> None:
        self._bearing = bearing
        self._everyone = everyone
        self._read_names = names
        self._names: dict[str, str] | None = None
        self._rows: dict[str, Entity] = {}
        self._all: tuple[Entity, ...] | None = None

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Catalogue:
        """A catalogue of rows already read."""
        rows = tuple(entities)
        by_key: defaultdict[str, list[Entity]] = defaultdict(list)
        for row in rows:
            for key in keys(row):
                by_key[key].append(row)
        names = {row.id: row.name for row in rows}
        return cls(lambda key: by_key.get(key, []), lambda: rows, lambda: names)

    def everyone(self) -> tuple[Entity, ...]:
        """All rows, in the registry's order."""
        if self._all is None:
            self._all = self._everyone()
            self._rows = {row.id: row for row in self._all}
        return self._all

    def get(self, id: str) -> Entity | None:
        """The row with exactly this id, or None."""
        if self._all is None and id not in self._rows:
            for row in self._bearing(fold(id)):
                self._rows.setdefault(row.id, row)
        return self._rows.get(id)

    def name(self, id: str) -> str:
        """The display name of an id; the id itself where the registry lacks it."""
        return self._by_id().get(id, id)

    def ids(self) -> Collection[str]:
        """Every id."""
        return self._by_id()

    def _by_id(self) -> dict[str, str]:
        if self._names is None:
            self._names = self._read_names()
        return self._names

    def bears(self, text: str) -> bool:
        """Whether any row answers to a text."""
        return bool(self._bearing(fold(text)))

    def find(self, text: str) -> tuple[Entity, list[Entity]]:
        """The entity that a person means, and the others that bear the same name.

        An id or code comes first, then a name, then an alias. Raises UnknownName with the
        nearest names, or with all bearers where several share the best match.
        """
        key = fold(text)
        bearers = self._bearing(key) if key else []
        ranked = {row.id: _rank(row, key) for row in bearers}
        best = [row for row in bearers if ranked[row.id] == min(ranked.values())]
        if len(best) == 1:
            return best[0], [row for row in bearers if row is not best[0]]
        if best:
            listed = ", ".join(f"{row.name} ({row.id})" for row in best)
            raise UnknownName(f"{text!r} is ambiguous: {listed}")
        raise UnknownName(f"unknown entity {text!r}.{self._hint(key)}")

    def _hint(self, key: str) -> str:
        near = self.near(key)
        if not near:
            return (
                " 'huaweiban status --all' lists the countries, with '--kind company' the companies"
            )
        return f" Did you mean {' or '.join(f'{row.name} ({row.id})' for row in near)}?"

    def near(self, key: str) -> list[Entity]:
        """Up to three rows whose names look like a folded name that nothing answers to."""
        import difflib

        if len(key) < 4:
            # Letters so few look like the codes of half the world.
            return []
        by_key = {key: row for row in reversed(self.everyone()) for key in keys(row)}
        found = difflib.get_close_matches(key, by_key, n=6, cutoff=0.75)
        alike = {match: difflib.SequenceMatcher(None, match, key).ratio() for match in found}
        best = [match for match in found if alike[match] > max(alike.values()) - 0.1]
        return list(dict.fromkeys(by_key[match] for match in best))[:3]

    def groups(self) -> list[Entity]:
        """The rows that have members."""
        return [row for row in self.everyone() if row.members]
