"""Positions over time, and at the end of each year: the series that `export` writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypedDict

from huaweiban.dates import eve
from huaweiban.entities import Entity, Kind
from huaweiban.events import CELLS, STRENGTH, Action, Event, Scope, Stance
from huaweiban.log import Log
from huaweiban.stances import Holding, Position, Step

HEADLINE = "headline"


class Spell(TypedDict):
    """An unbroken run of one stance, in a scope or as headline; `to_day` is null while it lasts.

    `given_in` are the years in which an event began or confirmed it.
    """

    entity: str
    alpha3: str | None
    scope: str
    headline_scope: Scope | None
    stance: Stance
    from_day: str
    to_day: str | None
    last_confirmed: str
    basis: Action
    begun_by: str
    ended_by: str | None
    given_in: list[int]


class CountryYear(TypedDict):
    """The stance of a country at the end of a year, in a scope or as headline."""

    entity: str
    alpha3: str | None
    name: str
    year: int
    scope: str
    stance: Stance | None
    headline_scope: Scope | None
    word: Literal["given", "carried on"] | None
    partly_covered: bool


class _Run(NamedTuple):
    """The run after a step in one scope, or of the headline (scope null)."""

    holding: Holding
    began: Event
    newest: Event
    basis: Action


def spells(log: Log, day: str) -> list[Spell]:
    """Each unbroken run of each entity up to an ISO day, by entity and scope, oldest first.

    The headline comes before the scopes. A run that lasted less than a day is omitted.
    """
    return [
        spell
        for row in sorted(log.registry.everyone(), key=lambda row: row.id)
        if log.of(row.id)
        for spell in _of_entity(row, [*log.steps(row.id, day)])
    ]


def _of_entity(row: Entity, steps: Sequence[Step]) -> Iterator[Spell]:
    for scope in (None, *CELLS):
        spell: Spell | None = None
        run: _Run | None = None
        for step in steps:
            now = _run(step.after, scope)
            # A run that is begun anew on its own day is another one, even with the same stance.
            if spell and (now is None or run is None or now.holding != run.holding):
                if spell["from_day"] < step.day:
                    yield {**spell, "to_day": eve(step.day), "ended_by": step.event.id}
                spell = None
            if now:
                spell = _longer(spell or _begun(row, scope, step, now), now)
            run = now
        if spell:
            yield spell


def _run(position: Position, scope: Scope | None) -> _Run | None:
    if scope is not None:
        cell = position.cells.get(scope)
        held = cell and Holding(cell.stance, scope)
        return _Run(held, cell.began, cell.newest, cell.basis) if cell and held else None
    newest, headline = position.newest, position.headline
    if newest is None or headline is None:
        return None
    basis = max((cell.basis for cell in position.deciding), key=STRENGTH.__getitem__)
    return _Run(headline.holding, headline.began, newest, basis)


def _begun(row: Entity, scope: Scope | None, step: Step, run: _Run) -> Spell:
    return {
        "entity": row.id,
        "alpha3": row.alpha3,
        "scope": scope or HEADLINE,
        "headline_scope": None if scope else run.holding.scope,
        "stance": run.holding.stance,
        "from_day": step.day,
        "to_day": None,
        "last_confirmed": run.newest.date,
        "basis": run.basis,
        "begun_by": run.began.id,
        "ended_by": None,
        "given_in": [],
    }


def _longer(spell: Spell, run: _Run) -> Spell:
    year = int(run.newest.date[:4])
    spell["last_confirmed"], spell["basis"] = run.newest.date, run.basis
    if year not in spell["given_in"]:
        spell["given_in"] = sorted([*spell["given_in"], year])
    return spell


def country_years(log: Log, runs: Sequence[Spell], day: str, reach: str) -> list[CountryYear]:
    """The stance of each country at the end of each year, or for the current year on an ISO day.

    Each year has a row for the headline of each country, null if there was none, and one for each
    scope with a stance. The log covers events up to the ISO day `reach`.
    """
    rows = {row.id: row for row in log.registry.everyone() if row.kind is Kind.COUNTRY}
    held: dict[str, list[Spell]] = {id: [] for id in sorted(rows)}
    for run in runs:
        if run["entity"] in held:
            held[run["entity"]].append(run)
    first = min((run["from_day"] for own in held.values() for run in own), default=None)
    years = range(int(first[:4]), int(day[:4]) + 1) if first else ()
    ends = [min(f"{year}-12-31", day) for year in years]
    return [
        found
        for id, own in held.items()
        for end in ends
        for found in _year(rows[id], own, end, reach)
    ]


def _year(row: Entity, runs: Sequence[Spell], end: str, reach: str) -> Iterator[CountryYear]:
    then = {
        run["scope"]: run
        for run in runs
        if run["from_day"] <= end and (run["to_day"] is None or run["to_day"] >= end)
    }
    year = int(end[:4])
    for scope in (HEADLINE, *CELLS):
        run = then.get(scope)
        if run or scope == HEADLINE:
            yield {
                "entity": row.id,
                "alpha3": row.alpha3,
                "name": row.name,
                "year": year,
                "scope": scope,
                "stance": run["stance"] if run else None,
                "headline_scope": run["headline_scope"] if run else None,
                "word": None if not run else "given" if year in run["given_in"] else "carried on",
                "partly_covered": min(end, reach) < f"{year}-12-31",
            }
