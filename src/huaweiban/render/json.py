"""JSON and JSON Lines: the same bytes for the same answer, one result per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.render.fields import narrowed
from huaweiban.render.text import replaced

if TYPE_CHECKING:
    from huaweiban.answers import Answer

# The major version of the format (docs/machine-output.md).
MAJOR = 1

# Results are trees made by us, so a check for cycles would only cost time.
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def document(answer: Answer[Any, Any], fields: Sequence[str]) -> Iterator[bytes]:
    """The envelope with its results, one per line, in UTF-8, in parts."""
    yield _encode(_envelope(answer))[:-1] + b', "results": ['
    between = b"\n"
    for result in _picked(answer, fields):
        yield between + _encode(result)
        between = b",\n"
    yield b"]}\n" if between == b"\n" else b"\n]}\n"


def lines(answer: Answer[Any, Any], fields: Sequence[str]) -> Iterator[bytes]:
    """The results alone, one per line, in UTF-8."""
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
        **answer.filed,
        "total": len(answer.results) if answer.total is None else answer.total,
    }


def _picked(answer: Answer[Any, Any], fields: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    if not fields:
        return answer.results
    return (narrowed(each, fields) for each in answer.results)


def _encode(value: Mapping[str, Any]) -> bytes:
    text = _json(value)
    harmless = text.isascii() and "\x7f" not in text
    return (text if harmless else escaped(text)).encode()


def escaped(text: str) -> str:
    """JSON with control and invisible characters escaped."""
    return replaced(text, _escape)


def _escape(character: str) -> str:
    # Line ends occur only between parts of a document; JSON has escaped those in text.
    # JSON cannot represent bytes of a command line that are not UTF-8.
    if "\ud800" <= character <= "\udfff":
        return "�"
    return character if character == "\n" else json.dumps(character)[1:-1]
