"""Tab-separated text without a header, for cut, sort and awk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huaweiban.render.fields import text
from huaweiban.render.safe import one_line


def plain(results: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> str:
    """One line a result; tabs and line ends inside data become a space."""
    return "".join("\t".join(_cells(result, fields)) + "\n" for result in results)


def _cells(result: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    return [one_line(text(result, field)) for field in fields]
