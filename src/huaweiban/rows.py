"""The rows of the registry, and how each bears a name."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple, get_type_hints

from huaweiban.dates import last_day
from huaweiban.names import bears_initials, fold


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


def _by_keys(record: Any, handler: Any) -> Any:
    # Validators take a tuple with names for an array, too. A row is an object, and a key that the
    # record does not have is an error, never ignored (compare `events.Form`).
    fields = {}
    for name, hint in get_type_hints(record).items():
        schema, required = handler.generate_schema(hint), name not in record._field_defaults
        if not required:
            schema = {"type": "default", "schema": schema, "default": record._field_defaults[name]}
        fields[name] = {"type": "typed-dict-field", "schema": schema, "required": required}
    row = {"type": "typed-dict", "fields": fields, "cls": record, "extra_behavior": "forbid"}
    made = {"type": "no-info", "function": lambda values: record(**values)}
    return {"type": "function-after", "function": made, "schema": row}


class Membership(NamedTuple):
    """A member of a group, since a day and until one; null where it did not begin or end."""

    id: str
    since: str | None = None
    until: str | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return _by_keys(cls, handler)

    def holds(self, day: str) -> bool:
        """Whether it was a member on an ISO day; the day of leaving is the last."""
        return (self.since or "") <= day and (self.until is None or day <= last_day(self.until))


class Entity(NamedTuple):
    """A row of the registry. `nothing_found` is the month in which nothing was found on it."""

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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return _by_keys(cls, handler)


def keys(entity: Entity) -> tuple[str, ...]:
    """Everything that an entity answers to, folded, once each."""
    said = (entity.id, entity.alpha3 or "", entity.numeric or "", entity.name, *entity.aliases)
    return tuple(dict.fromkeys(key for key in map(fold, said) if len(key) > 1))


CODE, ID, NAME, ALIAS = range(4)


def rank(row: Entity, text: str, key: str, typed: str | None) -> int | None:
    """How a row bears a text, None where it does not.

    `key` is the text folded, `typed` the key of the code that it is. A code is one only as it is
    typed: NGA is Nigeria, Nga is Russia in Vietnamese.
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
        # UK and EL, which stand beside the codes, and EU.
        return (CODE if typed and place else ALIAS) if bears_initials(text) else None
    return ALIAS


def said(row: Entity) -> tuple[str, ...]:
    """All names of a row."""
    return (row.name, *row.aliases)
