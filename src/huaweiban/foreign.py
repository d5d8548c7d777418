"""Lines that a person brings: validated against the records, every fault named by its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli
from pydantic import TypeAdapter, ValidationError

from huaweiban.entities import Entity
from huaweiban.events import Event
from huaweiban.problems import OwnLog, Problem

# So few that a part stays in the processor's cache while it is checked.
PART = 500

_EVENT = TypeAdapter(Event)
_BOM = b"\xef\xbb\xbf"
_NOT_JSON = "is not JSON"


def parts(
    file: str, lines: Iterable[bytes], takes: Callable[[bytes], bool] | None = None
) -> Iterator[OwnLog]:
    """A log of any length, some lines at a time: events with their places, faults as problems.

    Of a log that is shared out only the lines that `takes` accepts are validated.

    Blank lines are passed over; a byte order mark at the start is too. A file that is plainly
    something else (see `_is_no_log`) is told in one problem and not read on.
    """
    read = _validated(file, lines, takes)
    first = next(read)
    if _is_no_log(first):
        yield first._replace(problems=[first.problems[0]._replace(text=_NO_LOG)])
        return
    yield first
    yield from read


# So many lines without an event among them are not a log with mistakes.
_HOPELESS = 10
_NO_LOG = f"{_NOT_JSON}, nor are the lines after it; a log has one event in JSON on each line"


def _is_no_log(part: OwnLog) -> bool:
    return (
        not part.events
        and len(part.problems) >= _HOPELESS
        and all(each.text.startswith(_NOT_JSON) for each in part.problems[:_HOPELESS])
    )


def _validated(
    file: str, lines: Iterable[bytes], takes: Callable[[bytes], bool] | None
) -> Iterator[OwnLog]:
    validate, part, size, number = _EVENT.validate_json, OwnLog(file, [], []), 0, 0
    events = part.events
    for number, line in enumerate(lines, 1):
        size += len(line)
        text = line.removeprefix(_BOM) if number == 1 else line
        if text and not text.isspace() and (takes is None or takes(text)):
            try:
                events.append(((file, number), validate(text)))
            except ValidationError as error:
                part.problems.extend(Problem(file, number, *_told(each)) for each in error.errors())
        if number % PART == 0:
            yield part._replace(lines=PART, size=size)
            part, size = OwnLog(file, [], []), 0
            events = part.events
    yield part._replace(lines=number % PART, size=size)


def _told(fault: Any) -> tuple[str | None, str]:
    field = ".".join(str(part) for part in fault["loc"]) or None
    context: dict[str, Any] = fault.get("ctx", {})
    match fault["type"]:
        case "json_invalid":
            return None, f"{_NOT_JSON}: {context['error']}"
        case "missing":
            return field, "is missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return field, "is not a field of the log"
        case "enum":
            known = context["expected"].replace("'", "").replace(" or ", ", ")
            return field, f"{_shown(fault['input'])} is not one of {known}"
        case "string_pattern_mismatch":
            return field, f"{_shown(fault['input'])} {_expected(field or '')}"
        case "tuple_type":
            return field, f"{_shown(fault['input'])} is not a list; write [...]"
        case _:
            return field, f"{_shown(fault['input'])}: {fault['msg'].lower()}"


_DATES = {"date", "effective", "deadline", "published"}
_DAYS = {"not_before", "not_after", "added", "modified", "withdrawn"}


def _expected(field: str) -> str:
    match field.rstrip(".0123456789").rpartition(".")[2]:
        case name if name in _DATES:
            return "is not a date; write 2020, 2020-07 or 2020-07-14"
        case name if name in _DAYS:
            return "is not a day; write 2020-07-14"
        case "url":
            return "is not a web address"
        case "id" | "entity" | "follows" | "related":
            return "is not an id; ids are lower-case letters, digits and hyphens"
        case _:
            return "is empty"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


_ROW = TypeAdapter(Entity)


def registry_rows(path: Path) -> tuple[list[Entity], list[Problem]]:
    """The rows of a registry in TOML, validated; a problem is placed where its row begins."""
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line == "[[entity]]"]
    rows: list[Entity] = []
    problems: list[Problem] = []
    for number, row in zip(lines, tomli.loads(text)["entity"], strict=True):
        try:
            rows.append(_ROW.validate_python(row))
        except ValidationError as error:
            problems.extend(Problem(str(path), number, *_told(fault)) for fault in error.errors())
    return rows, problems
