"""Who has a page: entities, the names of their files, and groups, continents included."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from huaweiban.entities import Continent, Entity, Role
from huaweiban.errors import UnknownName
from huaweiban.render.page_words import CONTINENTS
from huaweiban.rows import said
from website.asked import DAY, opened


class Group(NamedTuple):
    """A group of the registry or a continent, and its members on the data's day, by name."""

    id: str
    name: str
    members: list[Entity]


@cache
def entities() -> list[Entity]:
    """Everyone, by id."""
    return sorted(opened().registry.everyone(), key=lambda row: row.id)


@cache
def by_id() -> dict[str, Entity]:
    """Everyone by id."""
    return {row.id: row for row in entities()}


@cache
def groups() -> list[Group]:
    """The groups of the registry and the continents, by name."""
    found = [
        Group(row.id, row.name, [by_id()[each.id] for each in row.members if each.holds(DAY)])
        for row in opened().registry.groups()
    ]
    found += [_continent(continent) for continent in CONTINENTS]
    return sorted(
        (group._replace(members=sorted(group.members, key=_name)) for group in found), key=_name
    )


def _continent(continent: Continent) -> Group:
    rows = [row for row in entities() if row.continent is continent]
    return Group(str(continent), CONTINENTS[continent], rows)


def _name(each: Entity | Group) -> str:
    return each.name


@cache
def groups_of() -> dict[str, list[Group]]:
    """The groups that each entity is a member of, by its id."""
    found: dict[str, list[Group]] = {}
    for group in groups():
        for row in group.members:
            found.setdefault(row.id, []).append(group)
    return found


@cache
def operators() -> dict[str, list[Entity]]:
    """The operators at home in each country, by its id."""
    found: dict[str, list[Entity]] = {}
    for row in entities():
        if row.role is Role.OPERATOR and row.home:
            found.setdefault(row.home, []).append(row)
    return found


@cache
def file_name(entity_id: str) -> str:
    """The name by which the commands find an entity: its id, or where that is a code, an alias."""
    row = by_id()[entity_id]
    names = [row.id, *(name.lower().replace(" ", "-") for name in said(row))]
    return next(name for name in names if _found(name) == row)


def _found(name: str) -> Entity | None:
    try:
        return opened().registry.find(name)[0]
    except UnknownName:
        return None


def names() -> dict[str, str]:
    """The ids of entities by the names of their files: ids, and codes of three letters."""
    found = {file_name(row.id): row.id for row in entities()}
    codes = {row.alpha3: row.id for row in entities() if row.alpha3}
    assert not found.keys() & codes.keys(), "a code is the name of another file"
    return found | codes
