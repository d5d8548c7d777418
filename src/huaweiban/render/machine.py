"""JSON and JSON Lines: the same bytes for the same answer, one result a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

# Results are trees made here: looking for cycles would only cost time.
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def document(envelope: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> str:
    """The envelope with its results, each on a line of its own."""
    head = _encode(envelope)[:-1]
    body = ",\n".join(map(_encode, results))
    return "".join(
        (head, ', "results": [\n', body, "\n]}\n") if body else (head, ', "results": []}\n')
    )


def lines(results: Iterable[Mapping[str, Any]]) -> str:
    """The bare results."""
    return "".join(f"{_encode(result)}\n" for result in results)


def _encode(value: Mapping[str, Any]) -> str:
    text = _json(value)
    harmless = "\x7f" not in text if text.isascii() else text.isprintable()
    return text if harmless else escaped(text)


# JSON itself escapes the first 32 control characters; a terminal obeys more, and some readers take
# more for the end of a line.
_OBEYED = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
# What a command line says in bytes that are not UTF-8: JSON has no form for it.
_LONE = "[\ud800-\udfff]"


def escaped(text: str) -> str:
    """JSON with what a terminal would obey written as JSON escapes it."""
    harmless = re.sub(_OBEYED, lambda found: f"\\u{ord(found[0]):04x}", text)
    return re.sub(_LONE, "�", harmless)
