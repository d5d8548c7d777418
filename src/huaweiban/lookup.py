"""The entities that a text means by rule, in another language, or by similarity."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Protocol

from huaweiban.names.companies import firms
from huaweiban.names.forms import Abbreviated, bare, countries, parted, without_state_form
from huaweiban.names.keys import bears_initials, core, exact, fold, is_placeholder
from huaweiban.names.similar import Keys
from huaweiban.rows import Entity, Kind, rank, said

# A shorter text gets no suggestion; at most so many are made, if not much farther than the nearest.
_FEWEST, _SUGGESTED, _AS_NEAR = 4, 3, 0.35


class Registry(Protocol):
    """What a Seeker needs from the registry: its rows, and those with a text or key as a name."""

    def everyone(self) -> tuple[Entity, ...]:
        """All rows."""

    def get(self, id: str) -> Entity | None:
        """The row with this id."""

    def bearing(self, key: str) -> list[Entity]:
        """The rows that have a key."""

    def borne(self, text: str, key: str) -> list[tuple[int, Entity]]:
        """The rows that have a text as a name, each with its rank, best first."""


class Seeker:
    """The second look-up, for texts that are not names in the registry.

    `further` gives the meanings of names in other languages and forms, by their key
    (`names.core`): the ids, and the name of each that has this key.
    """

    def __init__(
        self,
        registry: Registry,
        further: Callable[[], Mapping[str, Mapping[str, str]]] | None = None,
    ) -> None:
        self._registry = registry
        self._read = further or self._cores

    def meant(self, text: str) -> list[Entity]:
        """The entities that a text means by rule or in another language; several may share it."""
        if ids := countries(text, self._known) or self._abbreviated(text):
            return [row for row in map(self._registry.get, sorted(ids)) if row]
        return self._companies(text)

    def local(self, brand: str, homes: Collection[str]) -> list[Entity]:
        """The companies with a brand name that are at home in one of some countries.

        If none has it as a name, those that the country completes: Vodafone in Germany is Vodafone
        Germany.
        """
        bearers = self._firms(brand)
        at_home = [row for row in bearers if row.home in homes]
        if at_home or not bearers:
            return at_home
        key = fold(brand)
        return [
            row
            for row in self._registry.everyone()
            if row.kind is Kind.COMPANY
            and row.home in homes
            and any(fold(name.partition(" ")[0]) == key for name in said(row))
        ]

    def near(self, text: str) -> list[tuple[Entity, str]]:
        """Up to three rows whose names look like a text, each with that name, the nearest first."""
        if is_placeholder(text):
            return []
        stripped = without_state_form(bare(text)) or ""
        found = []
        for key in dict.fromkeys((fold(bare(text)), core(text), core(stripped))):
            # So few letters look like the codes of half the world.
            if len(key) >= _FEWEST:
                found += self._alike.near(key)
        far_off: dict[str, tuple[float, str]] = {}
        for far, key in found:
            for id, name in self._nameable[key].items():
                worse = far + self._handicap(id, name, key[0] == fold(text)[0])
                far_off[id] = min(far_off.get(id, (worse, name)), (worse, name))
        best = sorted(far_off.items(), key=lambda each: each[1][0])
        rows = [
            (self._registry.get(id), name)
            for id, (far, name) in best
            if far <= best[0][1][0] + _AS_NEAR
        ]
        return [(row, name) for row, name in rows if row][:_SUGGESTED]

    def _handicap(self, id: str, name: str, begins_alike: bool) -> float:
        # Of equally near names, those of the registry come before those in other languages, and
        # countries before companies; people seldom get the first letter wrong.
        row = self._registry.get(id)
        if row is None:
            return 0.0
        ours = -0.1 if name == row.name else 0.0 if name in row.aliases else 0.25
        return ours + 0.2 * (row.kind is not Kind.COUNTRY) + 0.1 * (not begins_alike)

    def _known(self, text: str) -> frozenset[str]:
        # The countries that part of a text means without any rule.
        key = fold(text)
        if key and (ranked := self._registry.borne(text, key)):
            best = [row for each, row in ranked if each == ranked[0][0]]
            return frozenset(row.id for row in best if row.kind is Kind.COUNTRY)
        found = core(text)
        if len(found) < 2 or (len(found) == 2 and found.isascii() and not bears_initials(text)):
            return frozenset()
        ids = self._by_core.get(found, ())
        if not ids and not text.isascii():
            ids = self._by_core.get(exact(text), ())
        return frozenset(ids)

    def _companies(self, text: str) -> list[Entity]:
        # A company by its brand and a country, or by its name without the legal form.
        brand, place, _ = parted(bare(text))
        if not place:
            brand, _, place = bare(text).rpartition(" ")
        homes = self._known(place) if self._firms(brand) else frozenset()
        if homes and (found := self.local(brand, homes)):
            return found
        for firm in firms(bare(text)):
            if found := [row for row in self._firms(firm.name) if firm.may_be(row.home)]:
                return found
        return []

    def _firms(self, name: str) -> list[Entity]:
        key = fold(name)
        rows = [(rank(row, name, key, None), row) for row in self._registry.bearing(key)]
        made = [
            (each, row)
            for each, row in rows
            if each is not None and row.kind in (Kind.COMPANY, Kind.ORGANIZATION)
        ]
        best = min((each for each, _ in made), default=None)
        return [row for each, row in made if each == best]

    def _countries(self) -> list[Entity]:
        return [row for row in self._registry.everyone() if row.kind is Kind.COUNTRY]

    def _cores(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self._countries():
            for name in said(row):
                found.setdefault(core(name), {}).setdefault(row.id, name)
        return found

    @cached_property
    def _by_core(self) -> Mapping[str, Mapping[str, str]]:
        return self._read()

    @cached_property
    def _abbreviated(self) -> Abbreviated:
        return Abbreviated((row.id, name) for row in self._countries() for name in said(row))

    @cached_property
    def _nameable(self) -> Mapping[str, Mapping[str, str]]:
        # All keys that may be suggested, each with the names that have it.
        found: dict[str, dict[str, str]] = {}
        for row in self._registry.everyone():
            for name in said(row):
                found.setdefault(fold(name), {}).setdefault(row.id, name)
        for key, names in self._by_core.items():
            for id, name in names.items():
                found.setdefault(key.lstrip("="), {}).setdefault(id, name)
        return found

    @cached_property
    def _alike(self) -> Keys:
        return Keys(key for key in self._nameable if len(key) >= _FEWEST - 1)
