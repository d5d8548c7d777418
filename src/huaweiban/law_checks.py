"""What the schema cannot say about the register of laws, and where the log must agree with it.

Each check yields problems, and its docstring says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from huaweiban.dates import first_day, last_day
from huaweiban.entities import Catalogue
from huaweiban.errors import Place, Problem
from huaweiban.events import Event
from huaweiban.laws import Law

SUMMARY_LIMIT = 200

Placed = tuple[Place, Law]


class Shelf(NamedTuple):
    """The instruments with file and line, and what they are checked against.

    `today` is an ISO day.
    """

    laws: list[Placed]
    events: list[tuple[Place, Event]]
    registry: Catalogue
    today: str

    @property
    def by_id(self) -> Mapping[str, Law]:
        """The instruments by id."""
        return {law.id: law for _, law in self.laws}


def check_laws(shelf: Shelf) -> list[Problem]:
    """Every problem of a register, and of the log against it, by file and line."""
    found = [problem for check in CHECKS for problem in check(shelf)]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def unique_ids(shelf: Shelf) -> Iterator[Problem]:
    """An id is permanent, so no two instruments share one, nor an instrument and an event."""
    places: dict[str, Place] = {event.id: place for place, event in shelf.events}
    for place, law in shelf.laws:
        if (earlier := places.setdefault(law.id, place)) is not place:
            yield Problem(*place, "id", f"{law.id!r} is already in {earlier[0]}:{earlier[1]}")


def known_entities(shelf: Shelf) -> Iterator[Problem]:
    """The entity of an instrument is in the registry."""
    known = shelf.registry.ids()
    for place, law in shelf.laws:
        if law.entity not in known:
            yield Problem(*place, "entity", f"{law.entity!r} is not in the registry")


def known_powers(shelf: Shelf) -> Iterator[Problem]:
    """`under` names another instrument of the register, and none is its own parent."""
    by_id = shelf.by_id
    for place, law in shelf.laws:
        if law.under is None:
            continue
        if law.under not in by_id:
            yield Problem(*place, "under", f"{law.under!r} is not in the register")
        elif law.id in _above(law, by_id):
            yield Problem(*place, "under", f"{law.id!r} is its own parent")


def has_scope(shelf: Shelf) -> Iterator[Problem]:
    """An instrument is always about something."""
    for place, law in shelf.laws:
        if not law.scope:
            yield Problem(*place, "scope", "an instrument needs a scope")


def possible_dates(shelf: Shelf) -> Iterator[Problem]:
    """An instrument has a date, is not from the future, and does not end before it begins."""
    for place, law in shelf.laws:
        if not law.first:
            yield Problem(*place, "adopted", "an instrument needs a day, adopted or effective")
        elif law.adopted and first_day(law.adopted) > shelf.today:
            yield Problem(*place, "adopted", f"{law.adopted} is in the future")
        if law.until and last_day(law.until) < law.first:
            yield Problem(*place, "until", f"{law.until} is before the instrument")
        pause = law.suspended
        if pause and pause.until and last_day(pause.until) < first_day(pause.since):
            yield Problem(*place, "suspended", f"no day lies between {pause.since} and its end")


def possible_terms(shelf: Shelf) -> Iterator[Problem]:
    """A term has a date, or a span and the act from which it runs."""
    for place, law in shelf.laws:
        for number, term in enumerate(law.terms):
            field = f"terms.{number}"
            if (term.span is None) != (term.counted_from is None):
                yield Problem(*place, field, "span and counted_from go together")
            elif term.date is None and term.span is None:
                yield Problem(*place, field, "a term needs a date, or a span and counted_from")


def has_sources(shelf: Shelf) -> Iterator[Problem]:
    """An instrument has a source, and lists none twice."""
    for place, law in shelf.laws:
        if not law.sources:
            yield Problem(*place, "sources", "an instrument needs a source")
        elif len(set(law.sources)) < len(law.sources):
            yield Problem(*place, "sources", "the same source is listed twice")


def short_summary(shelf: Shelf) -> Iterator[Problem]:
    """A summary is one plain sentence."""
    for place, law in shelf.laws:
        if (length := len(law.summary)) > SUMMARY_LIMIT:
            yield Problem(*place, "summary", f"{length} characters; at most {SUMMARY_LIMIT}")


def reasoned_withdrawal(shelf: Shelf) -> Iterator[Problem]:
    """A withdrawal has a day and a reason."""
    for place, law in shelf.laws:
        if (law.withdrawn is None) != (law.withdrawn_reason is None):
            text = "withdrawn and withdrawn_reason go together"
            yield Problem(*place, "withdrawn", text)


def same_day_of_effect(shelf: Shelf) -> Iterator[Problem]:
    """An event that refers to one instrument has its day of effect, or that of one of its terms."""
    by_id = shelf.by_id
    for place, event in shelf.events:
        if event.withdrawn or event.effective is None or len(event.laws) != 1:
            continue
        law = by_id.get(event.laws[0])
        if law is None or law.effective is None:
            continue
        known = [law.effective, *(term.date for term in law.terms if term.date)]
        if not any(_meet(event.effective, date) for date in known):
            text = f"{event.effective}, but {law.id!r} is in force from {law.effective}"
            yield Problem(*place, "effective", text)


CHECKS: tuple[Callable[[Shelf], Iterable[Problem]], ...] = (
    unique_ids,
    known_entities,
    known_powers,
    has_scope,
    possible_dates,
    possible_terms,
    has_sources,
    short_summary,
    reasoned_withdrawal,
    same_day_of_effect,
)


def _above(law: Law, by_id: Mapping[str, Law]) -> list[str]:
    # The parents of an instrument, up to the first that repeats.
    found: list[str] = []
    id = law.under
    while id and id not in found:
        found.append(id)
        id = by_id[id].under if id in by_id else None
    return found


def _meet(one: str, two: str) -> bool:
    # A vague date matches its own days.
    return one.startswith(two) or two.startswith(one)
