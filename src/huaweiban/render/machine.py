"""JSON and JSON Lines: the same bytes for the same answer, one result a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def document(envelope: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> str:
    """The envelope with its results, each on a line of its own."""
    head = _dumped(envelope)[:-1]
    body = ",\n".join(map(_dumped, results))
    return f'{head}, "results": [{body and chr(10)}{body}{body and chr(10)}]}}\n'


def lines(results: Iterable[Mapping[str, Any]]) -> str:
    """The bare results."""
    return "".join(f"{_dumped(result)}\n" for result in results)


def _dumped(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
