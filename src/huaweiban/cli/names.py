"""From what a person typed to entities: every good name is found, every bad one is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from huaweiban.entities import ANYONE, Catalogue, Continent, Entity, Kind, Role, Who, fold
from huaweiban.errors import BadUsage, UnknownName
from huaweiban.events import Stance


class Found(NamedTuple):
    """The entities named, in the order asked and once each, and what to tell about the names."""

    entities: list[Entity]
    notes: list[str]
    exit_code: int


def found(registry: Catalogue, names: Sequence[str], who: Who = ANYONE) -> Found:
    """The entities that names mean; the exit code is 3 where a name is unknown or ambiguous.

    Of several bearers of a name those count that `who` means.

    Raises UnknownName where none of them is known: there is nothing to answer.
    """
    entities: dict[str, Entity] = {}
    notes: list[str] = []
    code = 0
    for name in names:
        try:
            entity, others = registry.find(name, who)
        except UnknownName as error:
            notes.append(_hint(registry, names, name) or str(error))
            code = error.exit_code
            continue
        entities[entity.id] = entity
        if others:
            bearers = "; ".join(f"the {row.role or row.kind} is {row.id}" for row in others)
            notes.append(f"{name} is {entity.name}; {bearers}")
    if names and not entities:
        raise UnknownName(*dict.fromkeys(notes))
    return Found(list(entities.values()), list(dict.fromkeys(notes)), code)


class Subjects(NamedTuple):
    """Whom a question is about: what its names found, and the filter."""

    named: Found
    who: Who

    def rows(self, registry: Catalogue) -> list[Entity]:
        """Those it may list: the entities named, also those that the filter leaves out.

        Where no name was given, all that it means, by id.
        """
        if self.who.named is not None:
            return self.named.entities
        return sorted(filter(self.who.means, registry.everyone()), key=lambda row: row.id)


def subjects(
    registry: Catalogue,
    day: str,
    names: Sequence[str] | None,
    kinds: Sequence[Kind] | None = None,
    roles: Sequence[Role] | None = None,
    groups: Sequence[str] | None = None,
    usual: Sequence[Kind] = (),
) -> Subjects:
    """Whom a command line asks about on an ISO day.

    Where `names` is null, and neither kinds nor roles are asked for, the `usual` kinds are meant.
    Raises UnknownName and BadUsage as `found` and `within` do.
    """
    inside = within(registry, groups or [], day)
    named = found(registry, names or [], Who(kinds or (), roles or (), inside))
    if names is not None:
        who = Who(kinds or (), roles or (), inside, {row.id for row in named.entities})
        return Subjects(named, who)
    return Subjects(named, Who(kinds or (() if roles else usual), roles or (), inside))


def names_asked(names: Sequence[str] | None) -> list[str] | None:
    """As `given_names`; null where the command line has none, which asks about everyone."""
    return given_names(names) if names else None


def given_names(names: Sequence[str]) -> list[str]:
    """The names of a command line, with `-` standing for those on standard input."""
    if "-" not in names:
        return list(names)
    from huaweiban.cli.lists import names_in

    return [each for name in names for each in (names_in("-") if name == "-" else [name])]


def one(registry: Catalogue, name: str, who: Who = ANYONE) -> tuple[Entity, list[str]]:
    """The one entity that a name means, with notes. Raises UnknownName."""
    result = found(registry, [name], who)
    return result.entities[0], result.notes


def within(registry: Catalogue, groups: Sequence[str], day: str) -> Collection[str] | None:
    """The ids that belong to any of the groups on an ISO day; None where no group was asked for.

    A group is one of the registry, a continent or a country; what has a home counts there. Raises
    BadUsage for anything else.
    """
    if not groups:
        return None
    parts = [part for group in groups for part in _parts(registry, group)]
    inside = {id for part in parts for id in _members(registry, part, day)}
    at_home = {row.id for row in registry.everyone() if row.home in inside}
    return inside | at_home


def _parts(registry: Catalogue, group: str) -> list[str]:
    # "eu,nato" are two groups; "Korea, Rep." is one name.
    if "," not in group or registry.means_one(group):
        return [group]
    return [part.strip() for part in group.split(",") if part.strip()]


def _members(registry: Catalogue, group: str, day: str) -> set[str]:
    key = fold(group)
    parts = [
        each for each in Continent if fold(each) == key or (key == "america" and "america" in each)
    ]
    if parts:
        return {row.id for row in registry.everyone() if row.continent in parts}
    try:
        row, _ = registry.find(group)
    except UnknownName:
        row = None
    if row and row.members:
        return {member.id for member in row.members if member.holds(day)}
    if row and row.kind == "country":
        return {row.id}
    from huaweiban.cli.suggest import meant

    known = [*Continent, *(each.id for each in registry.groups())]
    hint = meant(group.casefold(), known) or f" Groups: {', '.join(known)}"
    raise BadUsage(f"--in: {group!r} is no group, continent or country.{hint}")


def _hint(registry: Catalogue, names: Sequence[str], name: str) -> str | None:
    key = fold(name)
    if key in map(fold, Stance):
        return f"{name!r} is a stance, not a name: try --stance {key}"
    if key in map(fold, Continent):
        return f"{name!r} is a continent, not a name: try --in {name.lower()}"
    place = list(names).index(name)
    for first in (place - 1, place):
        pair = names[first : first + 2] if first >= 0 else []
        if len(pair) == 2 and registry.bears(" ".join(pair)):
            return f"unknown entity {name!r}. A name of two words needs quotes: '{' '.join(pair)}'"
    return None
