"""Own logs: bytes become events or problems, and a new event becomes a line.

Every line is validated against the record, and each fault is named by file, line and field.
Importing pydantic costs more than an answer, so only a question that reads an own log imports this.
"""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from huaweiban.checks import Batch, Ledger
from huaweiban.errors import LONGEST_VALUE, BadData, BadUsage, Level, Problem, label, quoted
from huaweiban.events import FORMS, Event, Scope, Source

# Lines per batch: few enough to stay in the processor's cache.
BATCH = 500
LONGEST = 1 << 20

_EVENT = TypeAdapter(Event)
_BOM = b"\xef\xbb\xbf"


def read(path: str) -> Batch:
    """A log from a path, or from standard input for `-`; every line is validated.

    Raises BadData if it cannot be read at all.
    """
    return _joined(label(path), batches(path))


def batches(path: str) -> Iterator[Batch]:
    """As `read`, but in batches, so that a log of any length can be processed."""
    if path == "-":
        if sys.stdin is None:
            raise BadUsage("'-' reads from standard input, which is closed")
        yield from parsed(label(path), _lines(label(path), sys.stdin.buffer))
        return
    try:
        with Path(path).open("rb", buffering=1 << 18) as stream:
            yield from parsed(label(path), _lines(label(path), stream))
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        # A config file can name a path that contains NUL.
        raise BadData(f"{path}: cannot be read: {error}") from None


def _lines(file: str, stream: BinaryIO) -> Iterator[bytes]:
    # A device whose line never ends would use all memory, and no signal would reach the process.
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise BadData(f"{file}:{number}: is longer than {LONGEST >> 20} MiB: this is not a log")
        yield line


# So many lines without a single event are not a log.
_HOPELESS = 10
_NOT_JSON = "is not JSON"
_NO_LOG = f"{_NOT_JSON}, nor are the lines after it; a log has one event in JSON on each line"


def parsed(file: str, lines: Iterable[bytes]) -> Iterator[Batch]:
    """The events of lines with file and line, and faults as problems, in batches.

    Blank lines are skipped, and so is a byte order mark at the start. A file that is clearly not a
    log gives one problem, and the rest of it is not read.
    """
    found = _parsed(file, lines)
    first = next(found)
    begin = first.problems[:_HOPELESS]
    if not first.events and len(begin) == _HOPELESS and not any(each.is_json for each in begin):
        yield first._replace(problems=[begin[0]._replace(text=_NO_LOG)])
        return
    yield first
    yield from found


def _parsed(file: str, lines: Iterable[bytes]) -> Iterator[Batch]:
    validate, batch, size, number = _EVENT.validate_json, Batch(file, [], []), 0, 0
    events = batch.events
    for number, line in enumerate(lines, 1):
        size += len(line)
        text = line.removeprefix(_BOM) if number == 1 else line
        if text and not text.isspace():
            try:
                event = validate(text)
            except ValidationError as error:
                batch.problems.extend(problems(error, file, number, Event))
            else:
                events.append(((file, number), event))
                if _may_repeat_a_key(text, event):
                    batch.problems.extend(_repeated_keys(text, file, number))
        if number % BATCH == 0:
            yield batch._replace(lines=BATCH, size=size)
            batch, size = Batch(file, [], []), 0
            events = batch.events
    yield batch._replace(lines=number % BATCH, size=size)


# JSON allows a key twice, and most readers take the last. In lines as `add` writes them, this pair
# of characters comes only after keys, so counting it is enough; in other lines the keys are
# compared, which takes as long as the rest of the reading.
_KEY_ENDS = b'":'
_MAY_BE_NULL = [each.name for each in fields(Event) if each.default is None]
_NULLABLE = attrgetter(*_MAY_BE_NULL)
_OTHERS = len(fields(Event)) - len(_MAY_BE_NULL)
_SOURCE = attrgetter(*(each.name for each in fields(Source)))
_OF_SOURCE = len(fields(Source))


def _may_repeat_a_key(line: bytes, event: Event) -> bool:
    count = len(_MAY_BE_NULL) + _OTHERS - _NULLABLE(event).count(None)
    count -= (not event.scope) + (not event.related) + (not event.laws)
    for source in event.sources:
        count += _OF_SOURCE - _SOURCE(source).count(None)
    # A key without the pair has white space before its colon.
    return line.count(_KEY_ENDS) != count or b" :" in line or b"\t" in line or line.count(b"\r") > 1


def _repeated_keys(line: bytes, file: str, number: int) -> Iterator[Problem]:
    objects: list[list[str]] = []
    json.loads(line, object_pairs_hook=lambda pairs: objects.append([key for key, _ in pairs]))
    # Sources are closed before the event.
    for place, keys in enumerate(objects):
        prefix = f"sources.{place}." if keys is not objects[-1] else ""
        for key in sorted({key for key in keys if keys.count(key) > 1}) if _repeats(keys) else ():
            yield Problem(file, number, f"{prefix}{key}", "is in the line twice; keep one")


def _repeats(keys: list[str]) -> bool:
    return len(keys) > len({*keys})


# The most faults reported for one line.
_MOST_OF_A_LINE = 20


def problems(error: ValidationError, file: str, line: int, record: type) -> Iterator[Problem]:
    """The faults that a validator has found in a line that should be a record."""
    faults = error.errors(include_url=False)
    for fault in faults[:_MOST_OF_A_LINE]:
        if fault["type"] == "json_invalid":
            text = f"{_NOT_JSON}: {fault['ctx']['error']}"
            yield Problem(file, line, None, text, is_json=False)
        else:
            field = ".".join(_key(part) for part in fault["loc"]) or None
            value = str(fault["input"]) if fault["type"] == "enum" else None
            yield Problem(file, line, field, _text(fault, record), value)
    if (more := len(faults) - _MOST_OF_A_LINE) > 0:
        yield Problem(file, line, None, f"{more} more faults in this line")


def _key(part: object) -> str:
    text = str(part)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


def _text(fault: Any, record: type) -> str:
    shown = quoted(fault["input"])
    match fault["type"]:
        case "missing":
            return "is missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "is not a field of the log"
        case "enum":
            known = _closed_set(get_type_hints(record)[fault["loc"][0]])
            return f"{shown} is not one of {', '.join(known)}"
        case "string_pattern_mismatch":
            return f"{shown} {_FAULTS[fault['ctx']['pattern']]}"
        case "tuple_type":
            return f"{shown} is not a list; write [...]"
        case _:
            return f"{shown}: {fault['msg'].lower()}"


_FAULTS = {form.pattern: form.fault for form in FORMS}


def _closed_set(hint: Any) -> tuple[str, ...]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(hint)
    return next(filter(None, map(_closed_set, get_args(hint))), ())


def line(event: Event) -> str:
    """An event as a line of a log, in the one form that `json.dumps` gives it.

    Keys are in schema order and those without a value are omitted, also in `sources`; scopes are
    in the codebook's order, `related` is sorted.
    """
    scope = tuple(each for each in Scope if each in event.scope)
    ordered = replace(event, scope=scope, related=tuple(sorted(set(event.related))))
    row = _with_values(asdict(ordered))
    row["sources"] = [_with_values(source) for source in row["sources"]]
    return json.dumps(row, ensure_ascii=False) + "\n"


def _with_values(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, ())}


class OwnFile(NamedTuple):
    """An own log on disk: its name, its bytes, and the events in it."""

    name: str
    raw: bytes
    log: Batch

    @classmethod
    def of(cls, name: str, raw: bytes) -> OwnFile:
        """The log with some bytes."""
        return cls(name, raw, _joined(name, parsed(name, io.BytesIO(raw))))

    @property
    def next_line(self) -> int:
        """The number of the next line."""
        return self.raw.count(b"\n") + 1 + bool(self._unended)

    def with_line(self, line: str) -> bytes:
        """The bytes with one more line."""
        return b"".join((self.raw, b"\n" if self._unended else b"", line.encode()))

    @property
    def _unended(self) -> bool:
        return bool(self.raw) and not self.raw.endswith(b"\n")


class Proven(NamedTuple):
    """An event that is valid in an own log, the log with it, and the warnings that it causes."""

    event: Event
    log: Batch
    warnings: list[Problem]


def proven(
    row: Mapping[str, Any], file: OwnFile, ledger: Callable[[], Ledger]
) -> Proven | list[Problem]:
    """The event of a row, or the problems that it would cause in an own log.

    The log is checked as it will be used: each `ledger` is a new one. A problem of the row has the
    line number that it would get. Raises BadData if the log already has faults that affect the
    row's entity, or all.
    """
    number = file.next_line
    before = _ledger_of(ledger(), file.log)
    if before.faults or row.get("entity") in before.refused:
        faults = map(str, before.problems(Level.FAULT))
        raise BadData(*faults, total=before.total(Level.FAULT))
    found = _joined(file.name, parsed(file.name, [json.dumps(row).encode()]))
    if found.problems:
        return [each._replace(line=number) for each in found.problems]
    [(_, event)] = found.events
    log = file.log._replace(events=[*file.log.events, ((file.name, number), event)])
    after = _ledger_of(ledger(), log)
    known = {*before.problems(Level.FAULT), *before.problems(Level.WARNING)}
    new = {level: [each for each in after.problems(level) if each not in known] for level in Level}
    return new[Level.FAULT] or Proven(event, log, new[Level.WARNING])


def _ledger_of(ledger: Ledger, log: Batch) -> Ledger:
    ledger.enter(log)
    ledger.close()
    return ledger


ID_WORDS = 4
# Nearly every summary mentions Huawei, so the word does not identify an event, nor do these.
_COMMON = frozenset(
    """
a all an and any are as at be been but by for from had has have her his huawei in into is it its
may more must not of on or out over s so some such than that the their them they this to under
until up was were when which who will with
    """.split()
)


def event_id(entity: str, name: str, date: str, summary: str) -> str:
    """An id as the codebook defines it: the entity, the date, and words from the summary."""
    skipped = {entity, *_words(name)} | _COMMON
    marking = [word for word in _words(summary) if word not in skipped]
    return "-".join([entity, date, *marking[:ID_WORDS]])


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "".join(each if each.isalnum() else " " for each in plain.replace("'", "")).split()


def _joined(file: str, found: Iterable[Batch]) -> Batch:
    whole = Batch(file, [], [])
    for batch in found:
        whole.events.extend(batch.events)
        whole.problems.extend(batch.problems)
    return whole
