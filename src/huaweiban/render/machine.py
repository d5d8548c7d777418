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
    # JSON itself escapes the first 32 control characters; a terminal obeys more.
    harmless = "\x7f" not in text if text.isascii() else text.isprintable()
    return text if harmless else re.sub("[\x7f-\x9f]", _escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
