"""The rows of the registry, and how a name matches a row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from huaweiban.dates import last_day
from huaweiban.names.keys import bears_initials, fold


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
    """The continents."""

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
    """A member of a group, from one day until another; null if it has no beginning or end."""

    id: str
    since: str | None = None
    until: str | None = None

    __pydantic_config__: ClassVar = STRICT

    def holds(self, day: str) -> bool:
        """Whether it was a member on an ISO day; the day of leaving is the last."""
        return (self.since or "") <= day and (self.until is None or day <= last_day(self.until))


@dataclass(frozen=True, slots=True)
class Entity:
    """A row of the registry. `nothing_found` is the month of a search that found no position.

    `searched` is the month of the last search for laws and public acts, `searched_words` the search
    terms, `searched_found` whether anything was found.

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
    searched: str | None = None
    searched_words: str | None = None
    searched_found: bool | None = None

    __pydantic_config__: ClassVar = STRICT


HUAWEI = "huawei"


def is_huawei(entity: Entity, day: str) -> bool:
    """Whether an entity is Huawei, or a unit or brand of it on an ISO day."""
    if entity.part_of == HUAWEI:
        return entity.part_until is None or day <= last_day(entity.part_until)
    return entity.id == HUAWEI


def keys(entity: Entity) -> tuple[str, ...]:
    """All names of an entity as keys, once each."""
    said = (entity.id, entity.alpha3 or "", entity.numeric or "", entity.name, *entity.aliases)
    return tuple(dict.fromkeys(key for key in map(fold, said) if len(key) > 1))


CODE, ID, NAME, ALIAS = range(4)


def rank(row: Entity, text: str, key: str, typed: str | None) -> int | None:
    """How well a text matches a row (lower is better), None if it does not.

    `key` is the folded text, `typed` its key as a code. Codes depend on capitals: NGA is Nigeria,
    Nga is Vietnamese for Russia.
    """
    place = row.kind is Kind.COUNTRY
    codes = (row.id, row.alpha3, row.numeric) if place else ()
    if typed in codes:
        return CODE
    if not place and key == fold(row.id):
        return ID
    if key == fold(row.name):
        return NAME
    if key not in map(fold, row.aliases):
        return None
    if len(key) == 2 and row.kind in (Kind.COUNTRY, Kind.REGION):
        # UK and EL, which are used beside the codes, EU, and V4, which is no word.
        initials = bears_initials(text) or not key.isalpha()
        return (CODE if typed and place else ALIAS) if initials else None
    return ALIAS


def said(row: Entity) -> tuple[str, ...]:
    """All names of a row."""
    return (row.name, *row.aliases)
