"""From names to entities: every known name is found, every other one is reported."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from huaweiban.cli.lists import Entry, listed
from huaweiban.entities import ANYONE, Catalogue, Continent, Entity, Kind, Role, Who, fold
from huaweiban.errors import BadUsage, UnknownName, quoted
from huaweiban.events import Stance

# Up to this many unknown names are reported; the others are counted.
MOST = 20


class Found(NamedTuple):
    """The entities named, in order and once each, and messages about the names.

    `asked` has by id the names that were given for each entity.
    """

    entities: list[Entity]
    notes: list[str]
    exit_code: int
    asked: dict[str, list[str]]


class Borne(NamedTuple):
    """The entity that a name means, and the others that share the name."""

    entity: Entity
    others: list[Entity]


def bearer(
    registry: Catalogue, entries: Sequence[Entry], at: int, who: Who = ANYONE
) -> Borne | str:
    """The entity that the name at a position in a list means, or why there is none."""
    try:
        return Borne(*registry.find(entries[at].name, who))
    except UnknownName as error:
        return _hint(registry, entries, at) or str(error)


def found(registry: Catalogue, entries: Sequence[Entry], who: Who = ANYONE) -> Found:
    """The entities that names mean; the exit code is 3 where a name is unknown or ambiguous.

    If several share a name, only those that `who` means count.

    Raises UnknownName if no name is known, since there is nothing to answer.
    """
    entities: dict[str, Entity] = {}
    asked: dict[str, list[str]] = {}
    notes: list[str] = []
    unknown: list[str] = []
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if entry.name in seen:
            continue
        seen.add(entry.name)
        borne = bearer(registry, entries, at, who)
        if isinstance(borne, str):
            unknown.append(entry.at(borne))
            continue
        entities[borne.entity.id] = borne.entity
        asked.setdefault(borne.entity.id, []).append(entry.name)
        notes += beside(entry, borne)
    notes += few(unknown, "more names are unknown; 'huaweiban check' reports each")
    if entries and not entities:
        raise UnknownName(*notes)
    return Found([*entities.values()], notes, UnknownName.exit_code if unknown else 0, asked)


def beside(entry: Entry, borne: Borne) -> list[str]:
    """A note if others share the name."""
    if not borne.others:
        return []
    return [entry.at(f"{entry.name} is {borne.entity.name}, {also(borne.others)}")]


def also(others: Iterable[Entity]) -> str:
    """The others that share a name, in words."""
    return "; ".join(f"not the {row.role or row.kind} {row.id}" for row in others)


def few(messages: Sequence[str], more: str) -> list[str]:
    """At most twenty messages about names, then the number of those omitted, followed by `more`."""
    omitted = len(messages) - MOST
    return [*messages[:MOST], f"{omitted} {more}"] if omitted > 0 else [*messages]


class Subjects(NamedTuple):
    """Whom a question is about: the entities named, and the filter."""

    named: Found
    who: Who

    def rows(self, registry: Catalogue) -> list[Entity]:
        """The entities to list: those named, even if the filter omits them.

        If no name was given, all that the filter means, by id.
        """
        if self.who.named is not None:
            return self.named.entities
        return sorted(filter(self.who.means, registry.everyone()), key=lambda row: row.id)


def subjects(
    registry: Catalogue,
    day: str,
    names: Sequence[Entry] | None,
    kinds: Sequence[Kind] | None = None,
    roles: Sequence[Role] | None = None,
    groups: Sequence[str] | None = None,
    usual: Sequence[Kind] = (),
) -> Subjects:
    """Whom a command line asks about on an ISO day.

    If `names` is null and neither kinds nor roles are given, the `usual` kinds are meant.
    Raises UnknownName and BadUsage as `found` and `within` do.
    """
    inside = within(registry, groups or [], day)
    named = found(registry, names or [], Who(kinds or (), roles or (), inside))
    if names is not None:
        who = Who(kinds or (), roles or (), inside, {row.id for row in named.entities})
        return Subjects(named, who)
    return Subjects(named, Who(kinds or (() if roles else usual), roles or (), inside))


def names_asked(names: Sequence[str] | None) -> list[Entry] | None:
    """The names on a command line, with `-` for those on standard input.

    Null if there are none, which asks about everyone.
    """
    return listed(names)[0] if names else None


def one(registry: Catalogue, name: str, who: Who = ANYONE) -> tuple[Entity, list[str]]:
    """The one entity that a name means, with notes. Raises UnknownName."""
    result = found(registry, [Entry(name)], who)
    return result.entities[0], result.notes


def within(registry: Catalogue, groups: Sequence[str], day: str) -> Collection[str] | None:
    """The ids that belong to any of the groups on an ISO day; None if no group was given.

    A group is one of the registry, a continent or a country; companies count at home. Raises
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
    raise BadUsage(f"--in: {quoted(group)} is not a group, continent or country.{hint}")


# The endings of files that contain lists.
_LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".jsonl")


def _hint(registry: Catalogue, entries: Sequence[Entry], at: int) -> str | None:
    name = entries[at].name
    key = fold(name)
    if key in _STANCES:
        return f"{name!r} is a stance, not a name: try --stance {key}"
    if key in _CONTINENTS:
        return f"{name!r} is a continent, not a name: try --in {name.lower()}"
    if name.lower().endswith(_LISTS):
        remedy = f"add --column NAME to 'check', or pass a list of names with - < {name}"
        return f"unknown entity {name!r}; if this is a file, {remedy}"
    if len(parts := _parted(registry, name)) > 1:
        return f"unknown entity {name!r}: it contains several names: {', '.join(parts)}"
    if entries[at].place:
        return None
    for first in (at - 1, at):
        pair = [entry.name for entry in entries[first : first + 2]] if first >= 0 else []
        if len(pair) == 2 and registry.bears(" ".join(pair)):
            return f"unknown entity {name!r}. A name of two words needs quotes: '{' '.join(pair)}'"
    return None


_STANCES, _CONTINENTS = frozenset(map(fold, Stance)), frozenset(map(fold, Continent))
# What separates the names in a cell with several.
_BETWEEN = re.compile(r"\s*(?:[;,/|&+\n]| and | - )\s*")


def _parted(registry: Catalogue, text: str) -> list[str]:
    parts = [part for part in _BETWEEN.split(text) if part]
    return [part for part in parts if registry.means_one(part)] if len(parts) > 1 else []
