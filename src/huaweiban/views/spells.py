"""What was held from when to when, and at the end of each year: the series that `export` writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.dates import eve
from huaweiban.entities import Entity, Kind
from huaweiban.events import CELLS, STRENGTH, Action, Event, Scope
from huaweiban.log import Log
from huaweiban.stances import Holding, Position, Step

if TYPE_CHECKING:
    from huaweiban.results import CountryYearResult, SpellResult

HEADLINE = "headline"


class _Run(NamedTuple):
    """What a step leaves in one scope, or as headline (scope null)."""

    holding: Holding
    began: Event
    newest: Event
    basis: Action


def spells(log: Log, day: str) -> list[SpellResult]:
    """Each unbroken run of each entity up to an ISO day, by entity and scope, oldest first.

    The headline comes before the scopes. A run that lasted no day is left out.
    """
    return [
        spell
        for row in sorted(log.registry.everyone(), key=lambda row: row.id)
        if log.of(row.id)
        for spell in _of_entity(row, [*log.steps(row.id, day)])
    ]


def _of_entity(row: Entity, steps: Sequence[Step]) -> Iterator[SpellResult]:
    for scope in (None, *CELLS):
        spell: SpellResult | None = None
        run: _Run | None = None
        for step in steps:
            now = _run(step.after, scope)
            # A run that is begun anew on its own day is another one, of the same stance too.
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


def _begun(row: Entity, scope: Scope | None, step: Step, run: _Run) -> SpellResult:
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


def _longer(spell: SpellResult, run: _Run) -> SpellResult:
    year = int(run.newest.date[:4])
    spell["last_confirmed"], spell["basis"] = run.newest.date, run.basis
    if year not in spell["given_in"]:
        spell["given_in"] = sorted([*spell["given_in"], year])
    return spell


def country_years(
    log: Log, runs: Sequence[SpellResult], day: str, reach: str
) -> list[CountryYearResult]:
    """What each country held at the end of each year, or on an ISO day for the running one.

    Each year has a row for the headline of each country, null where nothing was held, and one for
    each scope in which something was. The log reaches up to the ISO day `reach`.
    """
    rows = {row.id: row for row in log.registry.everyone() if row.kind is Kind.COUNTRY}
    held: dict[str, list[SpellResult]] = {id: [] for id in sorted(rows)}
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


def _year(
    row: Entity, runs: Sequence[SpellResult], end: str, reach: str
) -> Iterator[CountryYearResult]:
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
