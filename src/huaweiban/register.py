"""The register of laws, read as far as a question needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huaweiban.laws import Law

    # The instruments of some entities (of all for null), and those with some ids.
    Read = Callable[[Collection[str] | None, Collection[str]], list[Law]]


class Register:
    """The legal instruments, each found by its entity or by its id.

    `entities` are those that `of` may be called for, null for all; if they are many, the whole
    register is read once.
    """

    def __init__(
        self,
        read: Read,
        titles: Callable[[], Mapping[str, str]],
        entities: Collection[str] | None = None,
    ) -> None:
        self._read = read
        self._read_titles = titles
        self._entities = entities
        self._single: dict[str, Law | None] = {}

    def of(self, entity_id: str) -> list[Law]:
        """The instruments of an entity, by id."""
        return self._of.get(entity_id, [])

    def get(self, law_id: str) -> Law | None:
        """The instrument with an id, or None."""
        if law_id not in self._near and law_id not in self._single:
            # A few ids are searched for in the text of the register.
            if len(self._single) >= _FEW or "_whole" in self.__dict__:
                return self._by_id.get(law_id)
            self._single[law_id] = next(iter(self._read((), (law_id,))), None)
        return self._near.get(law_id) or self._single.get(law_id)

    def title(self, law_id: str) -> str:
        """The short title of an instrument; its id if it is not in the register."""
        return self._titles.get(law_id, law_id)

    def everyone(self) -> list[Law]:
        """All instruments, by id."""
        return self._whole

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return self._read_titles()

    @cached_property
    def _whole(self) -> list[Law]:
        return self._read(None, ())

    @cached_property
    def _by_id(self) -> dict[str, Law]:
        return {law.id: law for law in self._whole}

    @cached_property
    def _near(self) -> dict[str, Law]:
        return {law.id: law for laws in self._of.values() for law in laws}

    @cached_property
    def _of(self) -> dict[str, list[Law]]:
        few = self._entities is not None and len(self._entities) <= _FEW
        laws = self._read(self._entities, ()) if few else self._whole
        found: dict[str, list[Law]] = {}
        for law in laws:
            if self._entities is None or law.entity in self._entities:
                found.setdefault(law.entity, []).append(law)
        return found


# Up to this many entities or ids are searched one by one; then the whole register is read.
_FEW = 8

NO_LAWS = Register(lambda *_: [], dict, ())
