"""Make the descriptor of the data files (Data Package v2): python tools/datapackage.py [--check].

It says what each file is, and describes the log and the register of laws field by field. Types,
patterns, closed sets and meanings are those of the records (`huaweiban.events`, `huaweiban.laws`).
"""

from __future__ import annotations

import hashlib
import json
import sys
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import made

from huaweiban.bundled import about
from huaweiban.events import DAY, Event, Form
from huaweiban.laws import Law

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_ORDERED = {"action"}


def descriptor(files: Mapping[str, bytes], version: str) -> str:
    """The descriptor of the data files, given by name, at a data version."""
    package = {
        "$schema": PROFILE,
        "name": "huaweiban",
        "title": "Where Huawei is banned, restricted, permitted or undecided",
        "description": "Every event is one line with its date and sources; stances are computed "
        "from the events as docs/codebook.md says.",
        "version": version,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "The huaweiban maintainers", "roles": ["creator"]}],
        "sources": [
            {"title": "Laws, rulings, statements and press reports; each event names its own"}
        ],
        "resources": [_resource(name, files[name]) for name in RESOURCES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def event_fields() -> list[dict[str, Any]]:
    """The fields of an event as a Table Schema has them, in order."""
    return _fields(Event)


def law_fields() -> list[dict[str, Any]]:
    """The fields of an instrument as a Table Schema has them, in order."""
    return _fields(Law)


def _fields(record: type) -> list[dict[str, Any]]:
    hints = typing.get_type_hints(record, include_extras=True)
    return [_field(name, _declared(record, name, hints[name])) for name in _names(record)]


def _names(record: Any) -> list[str]:
    return [each.name for each in fields(record)]


RESOURCES: dict[str, dict[str, Any]] = {
    "events.jsonl": {
        "type": "table",
        "title": "The log",
        "description": "One event per line, by date, then id; keys without a value are omitted.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "dialect": {"itemType": "object"},
    },
    "entities.toml": {
        "title": "The registry",
        "description": "A block for each entity; a comment at the top explains the keys.",
        "format": "toml",
        "mediatype": "application/toml",
    },
    "laws.jsonl": {
        "type": "table",
        "title": "The register of laws",
        "description": "One legal instrument per line, by id; keys without a value are omitted.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "dialect": {"itemType": "object"},
    },
    "corrections.jsonl": {
        "title": "Corrections",
        "description": "What released events said before they were corrected: a line for an event "
        "and the version that said it, with the fields that differ from the next one.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
    },
    "index.jsonl": {
        "title": "The index",
        "description": "Made from the three: a line with the data version, counts and hashes, one "
        "with the names by id, then a line for each entity with all its names.",
        # Its lines are JSON of three shapes, so it is not a table.
        "format": "text",
        "mediatype": "text/plain",
    },
}


def _resource(path: str, data: bytes) -> dict[str, Any]:
    return {
        "name": path.partition(".")[0],
        "path": path,
        **RESOURCES[path],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        **({"schema": SCHEMAS[path]()} if path in SCHEMAS else {}),
    }


def _event_schema() -> dict[str, Any]:
    return {
        "fields": event_fields(),
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["follows"], "reference": {"fields": ["id"]}}],
    }


def _law_schema() -> dict[str, Any]:
    return {
        "fields": law_fields(),
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["under"], "reference": {"fields": ["id"]}}],
    }


SCHEMAS = {"events.jsonl": _event_schema, "laws.jsonl": _law_schema}


class _Declared(NamedTuple):
    """The declaration of a field: type of one value, form, and meaning."""

    type: Any
    form: Form | None
    meaning: str
    is_array: bool
    nullable: bool


def _declared(record: type, name: str, hint: Any) -> _Declared:
    meanings = [each for each in _extras(hint) if isinstance(each, str)]
    if len(meanings) != 1:
        raise SystemExit(f"{record.__name__}.{name}: say in its annotation what the field means")
    nullable = type(None) in typing.get_args(_bare(hint))
    value = hint
    if nullable:
        value = next(each for each in typing.get_args(_bare(hint)) if each is not type(None))
    is_array = typing.get_origin(_bare(value)) is tuple
    if is_array:
        value = typing.get_args(_bare(value))[0]
    form = next((each for each in _extras(value) if isinstance(each, Form)), None)
    return _Declared(_bare(value), form, meanings[0], is_array, nullable)


def _extras(hint: Any) -> tuple[Any, ...]:
    return getattr(hint, "__metadata__", ())


def _bare(hint: Any) -> Any:
    return typing.get_args(hint)[0] if _extras(hint) else hint


def _field(name: str, declared: _Declared) -> dict[str, Any]:
    typed = _typed(declared)
    constraints = {} if declared.is_array else typed.pop("constraints", {})
    closed = _closed(declared.type)
    return {
        "name": name,
        "description": declared.meaning,
        **({"type": "array", "arrayItem": typed} if declared.is_array else typed),
        "constraints": {
            "required": not declared.nullable,
            **({"unique": True} if name == "id" else {}),
            **constraints,
        },
        **({"categories": closed} if closed else {}),
        **({"categoriesOrdered": True} if name in _ORDERED else {}),
    }


def _typed(declared: _Declared) -> dict[str, Any]:
    # frictionless-py does not know the standard's `jsonSchema` constraint; it takes `arrayItem`.
    if is_dataclass(declared.type):
        return {"type": "object"}
    if closed := _closed(declared.type):
        return {"type": "string", "constraints": {"enum": closed}}
    if declared.form is None:
        return {"type": "string"}
    if declared.form is DAY:
        return {"type": "date"}
    # In Table Schema a pattern matches the whole text.
    pattern = declared.form.pattern
    constraints = {"pattern": pattern} if pattern.startswith("^") else {"minLength": 1}
    return {"type": "string", "constraints": constraints}


def _closed(type: Any) -> list[str]:
    return [str(value) for value in type] if issubclass(type, StrEnum) else []


def datapackage() -> made.Made:
    """The descriptor's file."""
    contents = {name: (made.DATA / name).read_bytes() for name in RESOURCES}
    text = descriptor(contents, about().data_version)
    return {made.DATA / "datapackage.json": text.encode()}


if __name__ == "__main__":
    sys.exit(made.run(datapackage))
