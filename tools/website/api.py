"""The files below api/v1: what the commands print, and what says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import huaweiban
from huaweiban.answers import Answer
from huaweiban.bundled import about
from huaweiban.render.json import MAJOR
from website.asked import DAY, SINCE, asked, opened, printed
from website.registry import entities, file_name, groups, names

ROOT = "api/v1"
SCHEMAS = Path(huaweiban.__file__).parent / "schemas"
# Lists over everyone, and what is asked for beside the name of the command.
LISTS = ("status", "matrix", "laws", "deadlines", "timeline", "changes")
# The lists that a group has, too.
OF_GROUPS = ("status", "laws", "deadlines", "changes")
# What each entity has a file of.
OF_ONE = ("status", "history", "laws", "deadlines", "changes")

Files = Iterator[tuple[str, bytes]]


def files() -> Files:
    """All of them, each with its address."""
    yield from lists()
    for name in names():
        for command in OF_ONE:
            yield f"{ROOT}/{command}/{name}.json", printed(one(command, name))
    for law in opened().everything().laws.everyone():
        yield f"{ROOT}/laws/{law.id}.json", printed(asked("laws", names=[law.id]))
    for event in opened().everything().events:
        yield f"{ROOT}/show/{event.id}.json", printed(asked("show", ids=[event.id]))
    for schema in sorted(SCHEMAS.glob("*.json")):
        yield f"{ROOT}/schemas/{schema.name}", schema.read_bytes()
    yield f"{ROOT}/versions.json", _json(versions())
    yield f"{ROOT}/index.json", _json(index())


@cache
def one(command: str, name: str) -> Answer[Any, Any]:
    """The answer of a command about one entity."""
    return asked(command, **({"name": name} if command == "history" else {"names": [name]}))


def lists() -> Files:
    """Lists over everyone and over each group."""
    for command in LISTS:
        yield from _both(f"{ROOT}/{command}", asked(command))
    for group in groups():
        for command in OF_GROUPS:
            yield from _both(f"{ROOT}/in/{group.id}/{command}", asked(command, group=[group.id]))


def _both(address: str, answer: Answer[Any, Any]) -> Files:
    yield f"{address}.json", printed(answer)
    yield f"{address}.csv", printed(answer, "csv")


def line(command: str, name: str = "", group: str = "") -> str:
    """The command line that prints a file; a format is added to it."""
    since = f"--since {SINCE}" if command == "changes" else ""
    inside = f"--in {group}" if group else ""
    return " ".join(filter(None, ("huaweiban", command, since, inside, name)))


def versions() -> dict[str, Any]:
    """Of what the answers are: of which tool, which data, which day, in which form."""
    data = about()
    return {
        "version": huaweiban.__version__,
        "data_version": data.data_version,
        "as_of": DAY,
        "brought_to": data.brought_to,
        "schemas": {path.stem: MAJOR for path in sorted(SCHEMAS.glob("*.json"))},
        "sha256": data.sha256,
        "licence": "CC BY 4.0",
    }


def index() -> dict[str, Any]:
    """Every address below this folder, the command that prints it, and whom there is to ask for."""
    return {
        **versions(),
        "lists": [
            {"json": f"{command}.json", "csv": f"{command}.csv", "command": line(command)}
            for command in LISTS
        ],
        "lists_of_a_group": [
            {
                "json": f"in/{{group}}/{command}.json",
                "csv": f"in/{{group}}/{command}.csv",
                "command": line(command, group="{group}"),
            }
            for command in OF_GROUPS
        ],
        "of_one": [
            *(
                {"json": f"{command}/{{file}}.json", "command": line(command, "{file}")}
                for command in OF_ONE
            ),
            {"json": "laws/{law}.json", "command": line("laws", "{law}")},
            {"json": "show/{event}.json", "command": line("show", "{event}")},
            {"json": "schemas/{schema}.json", "command": line("schema", "{schema}")},
        ],
        "entities": [
            {
                "id": row.id,
                "name": row.name,
                "kind": row.kind,
                "alpha3": row.alpha3,
                "files": [file_name(row.id), *([row.alpha3] if row.alpha3 else [])],
            }
            for row in entities()
        ],
        "groups": [
            {"id": group.id, "name": group.name, "members": [row.id for row in group.members]}
            for group in groups()
        ],
        "laws": [law.id for law in opened().everything().laws.everyone()],
        "events": [event.id for event in opened().everything().events],
    }


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()
