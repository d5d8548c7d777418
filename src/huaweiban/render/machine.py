"""JSON and JSON Lines: the same bytes for the same answer, one result a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Results are trees made here: looking for cycles would only cost time.
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def document(envelope: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The envelope with its results, each on a line of its own, in UTF-8, bit by bit."""
    yield _encode(envelope)[:-1] + b', "results": ['
    between = b"\n"
    for result in results:
        yield between + _encode(result)
        between = b",\n"
    yield b"]}\n" if between == b"\n" else b"\n]}\n"


def lines(results: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The bare results, one at a time, in UTF-8."""
    return (_encode(result) + b"\n" for result in results)


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
