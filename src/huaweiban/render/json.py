"""JSON and JSON Lines: the same bytes for the same answer, one result a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.render.fields import narrowed

if TYPE_CHECKING:
    from huaweiban.answers import Answer

# The major version of the promise (docs/machine-output.md).
MAJOR = 1

# Results are trees made here: looking for cycles would only cost time.
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def document(answer: Answer[Any, Any], fields: Sequence[str]) -> Iterator[bytes]:
    """The envelope with its results, each on a line of its own, in UTF-8, bit by bit."""
    yield _encode(_envelope(answer))[:-1] + b', "results": ['
    between = b"\n"
    for result in _picked(answer, fields):
        yield between + _encode(result)
        between = b",\n"
    yield b"]}\n" if between == b"\n" else b"\n]}\n"


def lines(answer: Answer[Any, Any], fields: Sequence[str]) -> Iterator[bytes]:
    """The bare results, one on each line, in UTF-8."""
    return records(_picked(answer, fields))


def records(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Rows as JSON Lines in UTF-8."""
    return (_encode(row) + b"\n" for row in rows)


def _envelope(answer: Answer[Any, Any]) -> dict[str, Any]:
    question, limits = answer.question, answer.question.limits
    return {
        "schema": f"huaweiban/{question.name}/{MAJOR}",
        "data_version": question.data.version,
        "data": list(question.data.labels),
        "as_of": question.day,
        "outdated": question.outdated,
        "limits": {"min_action": limits.min_action, "since": limits.since} if limits else None,
        "total": len(answer.results) if answer.total is None else answer.total,
    }


def _picked(answer: Answer[Any, Any], fields: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    if not fields:
        return answer.results
    return (narrowed(each, fields) for each in answer.results)


def _encode(value: Mapping[str, Any]) -> bytes:
    text = _json(value)
    harmless = "\x7f" not in text if text.isascii() else text.isprintable()
    return (text if harmless else escaped(text)).encode()


# JSON itself escapes the first 32 control characters; a terminal obeys more, and some readers take
# more for the end of a line.
_OBEYED = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
# What a command line says in bytes that are not UTF-8: JSON has no form for it.
_LONE = "[\ud800-\udfff]"


def escaped(text: str) -> str:
    """JSON with what a terminal would obey written as JSON escapes it."""
    harmless = re.sub(_OBEYED, lambda found: f"\\u{ord(found[0]):04x}", text)
    return re.sub(_LONE, "�", harmless)
