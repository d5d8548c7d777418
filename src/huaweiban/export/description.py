"""The description of an exported folder: a README and a descriptor (Data Package v2).

The descriptor gives the type of every column, so that a date as vague as `2018` stays text where
programs would make it a number or 1 January; a later export recognises the folder by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from huaweiban.export.tables import SCHEMA, Table, Whole
from huaweiban.render.fields import value

DESCRIPTOR, README = "datapackage.json", "README.md"
_NAME = "huaweiban-export"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}
# Always exact days; every other date is as precise as its source.
_DAYS = {
    "from_day",
    "to_day",
    "added",
    "modified",
    "withdrawn",
    "not_before",
    "not_after",
    "as_of",
    "brought_to",
}
_MEANING = {
    "about": "About the export: version of the data, logs, day.",
    "events": "The log: one event per row, including withdrawn ones.",
    "sources": "The sources of each event, in the order of the log.",
    "entities": "Countries, companies, groups and others.",
    "memberships": "Members of groups, with the days of joining and leaving.",
    "laws": "The legal instruments that events refer to.",
    "law_sources": "The sources of each instrument, in the order of the register.",
    "law_terms": "What an instrument says is due, by a day or counted from an act.",
    "stances": "The position of each entity in each scope on the day of the export.",
    "headlines": "The headline of each entity on the day of the export, as status prints it.",
    "spells": "Each unbroken period of a stance, by scope and as headline.",
    "country_years": "Positions of countries at year end, and whether stated in that year.",
}


def described(place: Path) -> set[str]:
    """The files in a folder that an earlier export wrote; empty if there was no export."""
    try:
        told = json.loads((place / DESCRIPTOR).read_bytes())
        if told["name"] != _NAME:
            return set()
        return {DESCRIPTOR, README, *(str(each["path"]) for each in told["resources"])}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return set()


def descriptor(exported: Whole, tables: Sequence[Table], suffix: str, files: Sequence[Path]) -> str:
    """The descriptor of tables and the files that they were written to."""
    about = exported.about
    package = {
        "$schema": _PROFILE,
        "name": _NAME,
        "title": "Where Huawei is banned, restricted, permitted or undecided",
        "version": about["data_version"],
        "huaweiban": {"schema": SCHEMA, "data": about["data"], "as_of": about["as_of"]},
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": [
            _resource(table, suffix, file) for table, file in zip(tables, files, strict=True)
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def readme(exported: Whole, tables: Sequence[Table], suffix: str) -> str:
    """What a reader of the folder should know, in Markdown."""
    about = exported.about
    logs = ", ".join(f"`{each}`" for each in about["data"])
    listed = "".join(f"- `{each.name}.{suffix}`: {_MEANING[each.name]}\n" for each in tables)
    return f"""# Where Huawei is banned, restricted, permitted or undecided

Written by `huaweiban export` as of {about["as_of"]}, from data {about["data_version"]} ({logs}), covering events to {about["brought_to"]}.
The data is under CC BY 4.0.

{listed}
`{DESCRIPTOR}` names the type of every column (Data Package v2).

Dates are as precise as their source: `2018`, `2018-12` or `2018-12-10`. Read them as text:
{_ADVICE[suffix]}
"""  # noqa: E501 - a paragraph is one line


_ADVICE = {
    "csv": """
- pandas: `pandas.read_csv("events.csv", dtype=str, keep_default_na=False)`; without the last option, Namibia's `na` may be read as missing;
- R: `readr::read_csv("events.csv", col_types = readr::cols(.default = "c"), na = "")`;
- spreadsheets: import the file and choose text for the columns, rather than opening it.

A cell that a spreadsheet would run as a formula begins with an apostrophe; lists are joined with `; `.""",  # noqa: E501
    "jsonl": """
- pandas: `pandas.read_json("events.jsonl", lines=True, dtype=False, convert_dates=False)`;
- DuckDB: `SELECT * FROM read_json('events.jsonl', dateformat = 'none')`.""",
}


def _resource(table: Table, suffix: str, file: Path) -> dict[str, Any]:
    data = file.read_bytes()
    return {
        "name": table.name,
        "path": f"{table.name}.{suffix}",
        "type": "table",
        "description": _MEANING[table.name],
        "format": suffix,
        "mediatype": _MEDIA[suffix],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": [_field(table, name, suffix) for name in _columns(table, suffix)]},
    }


def _columns(table: Table, suffix: str) -> Sequence[str]:
    # A row of JSON Lines also has its nested parts.
    return [*table.rows[0]] if suffix == "jsonl" and table.rows else table.columns


def _field(table: Table, name: str, suffix: str) -> dict[str, str]:
    values = (value(row, name) for row in table.rows)
    first = next((each for each in values if each is not None), None)
    return {"name": name, "type": _type(name, first, nested=suffix == "jsonl")}


def _type(name: str, first: Any, nested: bool) -> str:
    match first:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case list() if nested:
            return "array"
        case dict() if nested:
            return "object"
        case _:
            return "date" if name in _DAYS else "string"
