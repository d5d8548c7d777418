"""The content of an export as plain rows: records of the log, and positions as in `status`.

Nested rows go into JSON Lines; flat rows, a table for each nested list, go into CSV and SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, NamedTuple

from huaweiban.bundled import About
from huaweiban.entities import Entity
from huaweiban.errors import BUNDLED
from huaweiban.events import Event
from huaweiban.laws import Law
from huaweiban.log import Log
from huaweiban.render.fields import names
from huaweiban.render.text import one_line
from huaweiban.results import StatusResult
from huaweiban.views.spells import CountryYear, Spell, country_years, spells
from huaweiban.views.status import Filters, statuses

Row = Mapping[str, Any]
SCHEMA = "huaweiban/export/1"
STANCE_KEYS = (
    "stance",
    "since",
    "confirmed",
    "certain",
    "basis",
    "publishers",
    "cautions",
    "disputed",
    "action",
    "decided_by",
    "laws",
    "powers",
)


class Table(NamedTuple):
    """Rows under a name; `columns` are those of its CSV file, in order."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]


class Whole(NamedTuple):
    """Everything there is to export, nested; the headlines are status results."""

    about: Row
    events: list[Row]
    entities: list[Row]
    laws: list[Row]
    headlines: list[StatusResult]
    spells: list[Spell]
    country_years: list[CountryYear]


def whole(log: Log, day: str, told: About) -> Whole:
    """All events, the registry, the register of laws, and all positions on an ISO day."""
    events = [event for events in log.by_entity.values() for event in events]
    rows = sorted(log.registry.everyone(), key=lambda row: row.id)
    runs = spells(log, day)
    # Only their owner knows up to when own logs cover events.
    reach = told.brought_to if BUNDLED in log.labels else day
    return Whole(
        about(log, day, told),
        [_row(event) for event in sorted(events, key=lambda event: (event.date, event.id))],
        [_row(row) for row in rows],
        [_row(law) for law in log.laws.everyone()],
        statuses(log, rows, Filters(unknown_too=True), day),
        runs,
        country_years(log, runs, day, reach),
    )


def about(log: Log, day: str, told: About) -> Row:
    """The facts about an export of a log on an ISO day."""
    return {
        "schema": SCHEMA,
        "data_version": told.data_version,
        "brought_to": told.brought_to,
        "data": [one_line(label) for label in log.labels],
        "as_of": day,
        "licence": "CC BY 4.0",
    }


def nested(exported: Whole) -> list[Table]:
    """The tables of JSON Lines, in which events, groups and instruments have nested lists."""
    return [
        _table("about", [exported.about]),
        _table("events", exported.events),
        _table("entities", exported.entities),
        _table("laws", exported.laws),
        _table("stances", list(_stances(exported.headlines))),
        _table("headlines", exported.headlines),
        *_series(exported),
    ]


def flat(exported: Whole) -> list[Table]:
    """The tables of CSV and SQLite, each before those that refer to it."""
    return [
        _table("about", [exported.about]),
        _table("entities", [_without(row, "members") for row in exported.entities]),
        _table("memberships", list(_memberships(exported.entities))),
        _table("events", [_without(row, "sources") for row in exported.events]),
        _table("sources", list(_sources("event", exported.events))),
        _table("laws", [_without(_without(row, "sources"), "terms") for row in exported.laws]),
        _table("law_sources", list(_sources("law", exported.laws))),
        _table("law_terms", list(_terms(exported.laws))),
        _table("stances", list(_stances(exported.headlines))),
        Table("headlines", names(StatusResult.__annotations__), exported.headlines),
        *_series(exported),
    ]


def _series(exported: Whole) -> list[Table]:
    return [_table("spells", exported.spells), _table("country_years", exported.country_years)]


COLUMNS: dict[str, tuple[str, ...]] = {
    "about": ("schema", "data_version", "brought_to", "data", "as_of", "licence"),
    "events": tuple(name for name in Event.__slots__ if name != "sources"),
    "sources": ("event", "position", "publisher", "title", "url", "published", "via"),
    "entities": tuple(name for name in Entity.__slots__ if name != "members"),
    "memberships": ("group_id", "member_id", "since", "until"),
    "laws": tuple(name for name in Law.__slots__ if name not in ("sources", "terms")),
    "law_sources": ("law", "position", "publisher", "title", "url", "published", "via"),
    "law_terms": ("law", "position", "what", "date", "span", "counted_from"),
    "stances": ("entity", "scope", *STANCE_KEYS),
    "headlines": tuple(StatusResult.__annotations__),
    "spells": tuple(Spell.__annotations__),
    "country_years": tuple(CountryYear.__annotations__),
}


def _table(name: str, rows: Sequence[Row]) -> Table:
    return Table(name, COLUMNS[name], rows)


def _row(record: Any) -> Row:
    # Five times as fast as asdict, which copies everything.
    return {name: _value(getattr(record, name)) for name in record.__slots__}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return _row(value) if is_dataclass(value) else value


def _without(row: Row, key: str) -> Row:
    return {name: value for name, value in row.items() if name != key}


def _sources(of: str, rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        for position, source in enumerate(row["sources"], 1):
            yield {of: row["id"], "position": position, **source}


def _terms(laws: Sequence[Row]) -> Iterator[Row]:
    for law in laws:
        for position, term in enumerate(law["terms"], 1):
            yield {"law": law["id"], "position": position, **term}


def _memberships(entities: Sequence[Row]) -> Iterator[Row]:
    for entity in entities:
        for member in entity["members"]:
            yield {
                "group_id": entity["id"],
                "member_id": member["id"],
                "since": member["since"],
                "until": member["until"],
            }


def _stances(headlines: Sequence[StatusResult]) -> Iterator[Row]:
    for held in headlines:
        for scope, cell in held["scopes"].items():
            told: Row = cell
            yield {
                "entity": held["entity"],
                "scope": scope,
                **{key: told[key] for key in STANCE_KEYS},
            }
