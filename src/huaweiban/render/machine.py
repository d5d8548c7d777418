"""JSON and JSON Lines: the same bytes for the same answer, one result a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

# Results are trees made here: looking for cycles would only cost time.
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def document(envelope: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> str:
    """The envelope with its results, each on a line of its own."""
    head = _encode(envelope)[:-1]
    body = ",\n".join(map(_encode, results))
    return f'{head}, "results": [{body and chr(10)}{body}{body and chr(10)}]}}\n'


def lines(results: Iterable[Mapping[str, Any]]) -> str:
    """The bare results."""
    return "".join(f"{_encode(result)}\n" for result in results)
