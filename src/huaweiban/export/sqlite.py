"""An export as one SQLite file: tables, indexes and a view of the latest stance."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from huaweiban.errors import BadOutput
from huaweiban.export.atomic import cannot, for_file, replacing, telling
from huaweiban.export.guard import Guard
from huaweiban.export.tables import COLUMNS, Table, Whole, flat
from huaweiban.export.tables import SCHEMA as EXPORT

# Lists are JSON, to be read with json_each; days and partial dates are text, so they sort.
SCHEMA = """
CREATE TABLE about (
    schema TEXT NOT NULL, data_version TEXT NOT NULL, brought_to TEXT NOT NULL,
    data TEXT NOT NULL, as_of TEXT NOT NULL, licence TEXT NOT NULL
);
CREATE TABLE entities (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, alpha3 TEXT, numeric TEXT,
    continent TEXT, home TEXT REFERENCES entities (id), role TEXT, aliases TEXT NOT NULL,
    nothing_found TEXT, part_of TEXT REFERENCES entities (id), part_until TEXT, searched TEXT,
    searched_words TEXT, searched_found INTEGER
);
CREATE TABLE memberships (
    group_id TEXT NOT NULL REFERENCES entities (id),
    member_id TEXT NOT NULL REFERENCES entities (id), since TEXT, until TEXT
);
CREATE TABLE events (
    id TEXT PRIMARY KEY, entity TEXT NOT NULL REFERENCES entities (id), date TEXT NOT NULL,
    not_before TEXT, not_after TEXT, summary TEXT NOT NULL, stance TEXT, scope TEXT NOT NULL,
    action TEXT NOT NULL, actor TEXT NOT NULL, related TEXT NOT NULL, effective TEXT,
    deadline TEXT, what TEXT, until TEXT, follows TEXT REFERENCES events (id), outcome TEXT,
    laws TEXT NOT NULL, disputed TEXT, note TEXT,
    added TEXT NOT NULL, modified TEXT, withdrawn TEXT, withdrawn_reason TEXT
);
CREATE TABLE sources (
    event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL,
    publisher TEXT NOT NULL, title TEXT, url TEXT, published TEXT, via TEXT,
    PRIMARY KEY (event, position)
);
CREATE TABLE laws (
    id TEXT PRIMARY KEY, entity TEXT NOT NULL REFERENCES entities (id), title TEXT NOT NULL,
    original TEXT, citation TEXT, kind TEXT NOT NULL, reach TEXT NOT NULL, binds TEXT NOT NULL,
    scope TEXT NOT NULL, summary TEXT NOT NULL, articles TEXT NOT NULL, adopted TEXT,
    effective TEXT, until TEXT, suspended TEXT, under TEXT REFERENCES laws (id), note TEXT,
    added TEXT NOT NULL, modified TEXT, withdrawn TEXT, withdrawn_reason TEXT
);
CREATE TABLE law_sources (
    law TEXT NOT NULL REFERENCES laws (id), position INTEGER NOT NULL,
    publisher TEXT NOT NULL, title TEXT, url TEXT, published TEXT, via TEXT,
    PRIMARY KEY (law, position)
);
CREATE TABLE law_terms (
    law TEXT NOT NULL REFERENCES laws (id), position INTEGER NOT NULL, what TEXT NOT NULL,
    date TEXT, span TEXT, counted_from TEXT,
    PRIMARY KEY (law, position)
);
CREATE TABLE stances (
    entity TEXT NOT NULL REFERENCES entities (id), scope TEXT NOT NULL, stance TEXT NOT NULL,
    since TEXT NOT NULL, confirmed TEXT NOT NULL, certain INTEGER NOT NULL,
    basis TEXT NOT NULL, publishers INTEGER NOT NULL, cautions TEXT NOT NULL, disputed TEXT,
    action TEXT NOT NULL, decided_by TEXT NOT NULL, laws TEXT NOT NULL, powers TEXT NOT NULL,
    PRIMARY KEY (entity, scope)
);
CREATE TABLE headlines (
    entity TEXT PRIMARY KEY REFERENCES entities (id), name TEXT NOT NULL, kind TEXT NOT NULL,
    role TEXT, home TEXT, part_of TEXT, alpha3 TEXT, numeric TEXT, stance TEXT, headline_scope TEXT,
    elsewhere TEXT NOT NULL, since TEXT, confirmed TEXT, certain INTEGER, basis TEXT,
    publishers INTEGER NOT NULL, cautions TEXT NOT NULL, action TEXT, actor TEXT, deadline TEXT,
    deadlines TEXT NOT NULL, decided_by TEXT NOT NULL, lapsed TEXT NOT NULL,
    powers TEXT NOT NULL, nothing_found TEXT, searched TEXT
);
CREATE TABLE spells (
    entity TEXT NOT NULL REFERENCES entities (id), alpha3 TEXT, scope TEXT NOT NULL,
    headline_scope TEXT, stance TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT,
    last_confirmed TEXT NOT NULL, basis TEXT NOT NULL,
    begun_by TEXT NOT NULL REFERENCES events (id), ended_by TEXT REFERENCES events (id),
    given_in TEXT NOT NULL,
    PRIMARY KEY (entity, scope, from_day)
);
CREATE INDEX entities_home ON entities (home);
CREATE INDEX memberships_member ON memberships (member_id);
CREATE INDEX memberships_group ON memberships (group_id);
CREATE INDEX events_entity ON events (entity, date);
CREATE INDEX events_date ON events (date);
CREATE INDEX sources_publisher ON sources (publisher);
CREATE INDEX laws_entity ON laws (entity);
CREATE INDEX stances_scope ON stances (scope, stance);
CREATE INDEX headlines_stance ON headlines (stance);
CREATE VIEW latest_stance AS
SELECT entities.id, entities.name, entities.kind, headlines.stance,
    headlines.headline_scope AS scope, headlines.since, headlines.confirmed, headlines.deadline
FROM entities LEFT JOIN headlines ON headlines.entity = entities.id;
CREATE VIEW country_years AS
WITH RECURSIVE countries AS (
    SELECT id, alpha3, name FROM entities WHERE kind = 'country'
), years (year) AS (
    SELECT CAST(substr(min(from_day), 1, 4) AS INTEGER)
    FROM spells JOIN countries ON countries.id = spells.entity
    UNION ALL
    SELECT year + 1 FROM years, about WHERE year < CAST(substr(as_of, 1, 4) AS INTEGER)
), reaches (reach) AS (
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM json_each(data) WHERE value = 'bundled') THEN brought_to
        ELSE as_of
    END FROM about
), ends (year, day, partly_covered) AS (
    SELECT year, min(year || '-12-31', as_of), min(as_of, reach) < year || '-12-31'
    FROM years, about, reaches WHERE year IS NOT NULL
), scopes (scope) AS (
    SELECT 'headline' UNION SELECT scope FROM spells
)
SELECT countries.id AS entity, countries.alpha3, countries.name, ends.year, scopes.scope,
    spells.stance, spells.headline_scope,
    CASE
        WHEN spells.stance IS NULL THEN NULL
        WHEN ends.year IN (SELECT value FROM json_each(spells.given_in)) THEN 'given'
        ELSE 'carried on'
    END AS word,
    ends.partly_covered
FROM countries CROSS JOIN ends CROSS JOIN scopes
LEFT JOIN spells ON spells.entity = countries.id AND spells.scope = scopes.scope
    AND spells.from_day <= ends.day AND (spells.to_day IS NULL OR spells.to_day >= ends.day)
WHERE spells.stance IS NOT NULL OR scopes.scope = 'headline';
"""
# A view here, and a table of that name in the other formats.
_VIEWS = ("country_years",)


def write_sqlite(exported: Whole, path: Path, guard: Guard) -> None:
    """Write an SQLite file. Raises BadOutput, also if another program is writing to the old one.

    The nested parts of a status result have tables of their own: `scopes` in stances, evidence in
    events and sources, the instruments in laws.
    """
    with telling(path):
        target = sqlite_place(path, guard)
        with replacing(target.parent, [target.name]) as (beside,):
            try:
                beside.write_bytes(_filled(_tables(exported)))
            except (sqlite3.Error, MemoryError) as error:
                raise BadOutput(cannot(path, str(error) or "it is too large")) from None


def _tables(exported: Whole) -> list[Table]:
    return [table for table in flat(exported) if table.name not in _VIEWS]


def sqlite_place(path: Path, guard: Guard) -> Path:
    """The path of the file. Raises BadUsage and BadOutput if it must not be written."""
    with telling(path):
        target = for_file(path)
        _not_in_use(path, target)
        guard.allow([target], _is_ours)
        return target


def _is_ours(file: Path) -> bool:
    """Whether a file is an export without additional tables."""
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as old:
            names = {
                row[0] for row in old.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            }
            schemas = [row[0] for row in old.execute("SELECT schema FROM about")]
    except (sqlite3.Error, ValueError):
        return False
    own = {name for name in names if not name.startswith("sqlite_")}
    return schemas == [EXPORT] and own <= COLUMNS.keys()


def _filled(tables: list[Table]) -> bytes:
    # Built in memory: the file has no name yet that SQLite could open.
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(f"BEGIN; {SCHEMA}")
        for table in tables:
            _insert(connection, table)
        connection.execute("COMMIT")
        return connection.serialize()


def _insert(connection: sqlite3.Connection, table: Table) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info ({table.name})")]
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table.name} VALUES ({marks})",
        ([_cell(row[column]) for column in columns] for row in table.rows),
    )


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def _not_in_use(path: Path, target: Path) -> None:
    # SQLite would treat the unfinished work of another program as part of the new file.
    for suffix in ("-wal", "-journal"):
        if target.with_name(target.name + suffix).exists():
            raise BadOutput(
                f"{path}: is open in another program ({path.name}{suffix} is beside it); "
                "close it there or choose another path"
            )
