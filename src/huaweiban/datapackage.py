"""The descriptor of the data files (Data Package v2): what each is, and the log field by field.

Types, patterns and closed sets are read off the records themselves; what a field means is said
here.
"""

from __future__ import annotations

import hashlib
import json
import typing
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any

from huaweiban.dates import DAY_PATTERN
from huaweiban.events import Action, Actor, Event, Form, Outcome, Scope, Source, Stance

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

MEANING = {
    "id": "The event's name for ever: never renamed, never used again.",
    "entity": "Whose event it is: an id of the registry.",
    "date": "When it happened, as precise as the source: 2018, 2018-12 or 2018-12-10.",
    "not_before": "The first day on which it can have happened, where the date alone is too vague.",
    "not_after": "The last day on which it can have happened, where the date alone is too vague.",
    "summary": "What happened, in one or two plain sentences.",
    "stance": "What the entity itself holds since then; null is context, which moves nothing.",
    "scope": "What the stance is about; networks stands for core, ran and fixed, mobile for core "
    "and ran.",
    "action": "What kind of thing happened, strongest first.",
    "actor": "Who acted.",
    "related": "Others whom the event concerns: ids of the registry.",
    "effective": "When the rule starts to bind.",
    "deadline": "When gear must be gone.",
    "follows": "The earlier event whose planned date this one moves, meets or misses.",
    "outcome": "What became of that planned date.",
    "sources": f"Who says so: {', '.join(each.name for each in fields(Source))} of each; via is "
    "the outlet that was read where the original was not seen.",
    "note": "What a reader should know about the coding.",
    "added": "The day on which the event came into the log.",
    "modified": "The day of its last correction.",
    "withdrawn": "The day on which it was taken back; since then it decides nothing.",
    "withdrawn_reason": "Why it was taken back.",
}
_ORDERED = {"action"}
SETS = (Stance, Scope, Action, Actor, Outcome)


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
    return [_field(each, hint) for each, hint in _hinted(Event)]


RESOURCES: dict[str, dict[str, Any]] = {
    "events.jsonl": {
        "type": "table",
        "title": "The log",
        "description": "One event a line, by date, then id.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "dialect": {"itemType": "object"},
    },
    "entities.toml": {
        "title": "The registry",
        "description": "Who is who: a block an entity; the file's head explains its keys.",
        "format": "toml",
        "mediatype": "application/toml",
    },
    "index.jsonl": {
        "title": "The index",
        "description": "Made from the two: a line with the data version, counts and hashes, one "
        "with the names by id, then a row of the registry a line with all that it answers to.",
        # Its lines are JSON of three shapes, so it is no table.
        "format": "text",
        "mediatype": "text/plain",
    },
    "index-events.jsonl": {
        "title": "The log, indexed",
        "description": "Made from the log: each line is the array of an event's values.",
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
        **({"schema": _event_schema()} if path == "events.jsonl" else {}),
    }


def _event_schema() -> dict[str, Any]:
    return {
        "fields": event_fields(),
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["follows"], "reference": {"fields": ["id"]}}],
    }


def _field(each: Field[Any], hint: Any) -> dict[str, Any]:
    bare, nullable = _bare(hint)
    is_array = typing.get_origin(bare) is tuple
    one = typing.get_args(bare)[0] if is_array else bare
    typed = _typed(one)
    constraints = {} if is_array else typed.pop("constraints", {})
    closed = _closed(one)
    return {
        "name": each.name,
        "description": MEANING[each.name],
        **({"type": "array", "arrayItem": typed} if is_array else typed),
        "constraints": {
            "required": not nullable,
            **({"unique": True} if each.name == "id" else {}),
            **constraints,
        },
        **({"categories": closed} if closed else {}),
        **({"categoriesOrdered": True} if each.name in _ORDERED else {}),
    }


def _typed(hint: Any) -> dict[str, Any]:
    # frictionless-py does not know the standard's `jsonSchema` constraint; it takes `arrayItem`.
    if is_dataclass(hint):
        return {"type": "object"}
    if closed := _closed(hint):
        return {"type": "string", "constraints": {"enum": closed}}
    form = next(each for each in typing.get_args(hint) if isinstance(each, Form))
    if form.pattern == DAY_PATTERN:
        return {"type": "date"}
    # In Table Schema a pattern is of the whole text.
    anchored = form.pattern.startswith("^")
    return {
        "type": "string",
        "constraints": {"pattern": form.pattern} if anchored else {"minLength": 1},
    }


def _closed(hint: Any) -> list[str]:
    return [str(value) for value in hint] if hint in SETS else []


def _hinted(record: Any) -> Iterator[tuple[Field[Any], Any]]:
    hints = typing.get_type_hints(record, include_extras=True)
    return ((each, hints[each.name]) for each in fields(record))


def _bare(hint: Any) -> tuple[Any, bool]:
    arguments = typing.get_args(hint)
    if type(None) not in arguments:
        return hint, False
    return next(each for each in arguments if each is not type(None)), True
