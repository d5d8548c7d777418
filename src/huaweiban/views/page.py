"""The content of the page: all that is known, for every day up to its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from huaweiban.dates import after, last_day, next_day
from huaweiban.entities import Continent, Entity, Kind
from huaweiban.events import Event, Stance
from huaweiban.evidence import OLD_AFTER
from huaweiban.log import Log
from huaweiban.register import NO_LAWS
from huaweiban.stances import NOTHING, Holding, Step
from huaweiban.views.events import EventFilters, timeline
from huaweiban.views.status import status
from huaweiban.views.tiles import PLACES
from huaweiban.views.years import year_ends

if TYPE_CHECKING:
    from huaweiban.results import EventResult, StatusResult


class Spell(NamedTuple):
    """The position of an entity from an ISO day on, until its next spell."""

    since: str
    status: StatusResult


class Move(NamedTuple):
    """A change of a headline on an ISO day; `date` is as precise as its event."""

    day: str
    date: str
    entity: str
    event: str
    was: Holding | None
    now: Holding | None


class LawSpell(NamedTuple):
    """The state of a legal instrument from an ISO day on, in words."""

    since: str
    words: str
    in_force: bool


class Page(NamedTuple):
    """Positions, events and instruments up to an ISO day.

    `ends` are the year ends since the first event and the day itself. `spells` are by entity, in
    the order of their days; before its first spell an entity has no position. `places` are the
    tiles of the map; `aside` are the territories without a tile, since they have no position.
    `laws` are rows of the register, `law_spells` by the id of each.
    """

    day: str
    ends: list[str]
    entities: list[Entity]
    spells: dict[str, list[Spell]]
    events: list[EventResult]
    moves: list[Move]
    places: dict[str, tuple[int, int]]
    aside: list[Entity]
    groups: list[Entity]
    laws: list[Mapping[str, Any]]
    law_spells: dict[str, list[LawSpell]]

    def on_the_day(self, entity_id: str) -> StatusResult | None:
        """The position of an entity on the day of the page; None if it never had one."""
        held = self.spells[entity_id]
        return held[-1].status if held else None


def page(log: Log, day: str, laws: Iterable[Mapping[str, Any]] = ()) -> Page:
    """The page of every country, and of others with an event or an instrument by an ISO day.

    `laws` are rows of the register of legal instruments.
    """
    laws = [*laws]
    events = [*timeline(log, EventFilters(until=day))]
    law_spells = {law["id"]: _law_spells(law, day) for law in laws if not law.get("withdrawn")}
    known = [law for law in laws if law_spells.get(law["id"])]
    told = {event["entity"] for event in events} | {law["entity"] for law in known}
    shown = [
        row
        for row in sorted(log.registry.everyone(), key=lambda row: row.id)
        if row.kind is Kind.COUNTRY or row.id in told
    ]
    placed = [row for row in shown if row.id in PLACES]
    return Page(
        day,
        year_ends(chain.from_iterable(log.by_entity.values()), day),
        shown,
        {row.id: spells(log, row, day) for row in shown},
        events,
        sorted(
            (move for row in shown for move in _moves(log.steps(row.id, day))),
            key=lambda move: (move.day, move.entity),
        ),
        {row.id: PLACES[row.id] for row in placed if not _is_aside(row, told)},
        [row for row in placed if _is_aside(row, told)],
        sorted(log.registry.groups(), key=lambda row: row.name),
        known,
        law_spells,
    )


def spells(log: Log, entity: Entity, day: str) -> list[Spell]:
    """The positions of an entity, from its first step up to an ISO day: `status` without laws."""
    # The newest context and the laws of a scope are not part of the spells: the page shows events
    # and laws separately.
    bare = log._replace(by_entity={}, laws=NO_LAWS)
    steps = [*log.steps(entity.id, day)]
    found: list[Spell] = []
    held, place = NOTHING, 0
    for turn in _turns(log, entity, steps, day):
        while place < len(steps) and steps[place].day <= turn:
            held, place = steps[place].after, place + 1
        if place:
            told = status(bare, entity, held, turn, why=False)
            if not found or found[-1].status != told:
                found.append(Spell(turn, told))
    return found


def _turns(log: Log, entity: Entity, steps: Sequence[Step], day: str) -> list[str]:
    """The days on which a status can change: steps, and dates that pass by themselves."""
    days = {step.day for step in steps}
    for step in steps:
        days.update(_passing(step.event))
    return sorted(each for each in days if each <= day)


def _passing(event: Event) -> Iterator[str]:
    # A vague date is over, a rule takes effect, a deadline or an end has passed, a stance is old.
    if len(event.date) < len("2020-01-01"):
        yield event.last
        yield last_day(event.date)
    if event.effective:
        yield last_day(event.effective)
    for date in (event.deadline, event.until):
        if date:
            yield next_day(last_day(date))
    if event.stance in (Stance.PERMITTED, Stance.UNDECIDED):
        # Five years before 28 or 29 February are the same day, so the turn can be a day later.
        turn = next_day(after(event.last, OLD_AFTER))
        yield turn
        yield next_day(turn)


def _moves(steps: Iterable[Step]) -> Iterator[Move]:
    for step in steps:
        if step.moved:
            was, now = step.before.headline, step.after.headline
            event = step.event
            date = step.day if step.is_lapse else event.date
            yield Move(
                step.day,
                date,
                event.entity,
                event.id,
                was.holding if was else None,
                now.holding if now else None,
            )


def _is_aside(row: Entity, told: set[str]) -> bool:
    is_small = row.part_of is not None or row.continent is Continent.ANTARCTICA
    return is_small and row.id not in told


def _law_spells(law: Mapping[str, Any], day: str) -> list[LawSpell]:
    """The states of an instrument, from the day on which it was first known, up to an ISO day."""
    adopted, effective, until = law.get("adopted"), law.get("effective"), law.get("until")
    begun = adopted or effective
    kind = "bill" if law["kind"] == "bill" else "adopted"
    since = f"{kind} {adopted}" if adopted else "day of adoption not known"
    found: list[LawSpell] = []
    if begun is None or effective is None or _first(effective) > _first(begun):
        coming = f", in force from {effective}" if effective else ""
        binds = effective is None and kind != "bill"
        found.append(LawSpell(_first(begun or "0001"), f"{since}{coming}", binds))
    if effective:
        found.append(LawSpell(_first(effective), f"in force since {effective}", kind != "bill"))
    if pause := law.get("suspended"):
        first, last = pause["since"], pause.get("until")
        found.append(LawSpell(_first(first), f"suspended since {first}", False))
        if last:
            resumed = next_day(last_day(last))
            back = f"in force again since {resumed}; suspended from {first} to {last}"
            found.append(LawSpell(resumed, back, True))
    if until:
        found.append(LawSpell(next_day(last_day(until)), f"ended {until}", False))
    return sorted((each for each in found if each.since <= day), key=lambda each: each.since)


def _first(date: str) -> str:
    return f"{date}-01-01"[:10] if len(date) == len("2020") else f"{date}-01"[:10]
