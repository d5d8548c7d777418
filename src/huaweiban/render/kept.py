"""A list as CSV with its verdicts: its own columns unchanged, ours at the end."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from operator import add
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from huaweiban.render.csv import BOM, harmless
from huaweiban.render.fields import text
from huaweiban.views.kept import OURS, KeptRow, KeptRows, ours

if TYPE_CHECKING:
    from huaweiban.answers import Answer, CheckOptions
    from huaweiban.results import CheckRowResult

# The number of rows written at once.
_BATCH = 512


def lines(answer: Answer[CheckOptions, CheckRowResult]) -> Iterator[str]:
    """The list with its delimiter, and a first line that names it if it had one."""
    kept = cast("KeptRows", answer.results)
    if answer.question.options.bom:
        yield BOM
    if kept.named:
        yield f"sep={kept.delimiter}\r\n"
    yield from _written(kept, [kept.header], [_ended(kept, [*OURS]) + "\r\n"])
    # Rows with the same verdict share the text of our cells.
    known: dict[int, str] = {}
    rows = kept.rows()
    while some := [*islice(rows, _BATCH)]:
        beside = []
        for row in some:
            same = id(row.verdict)
            if same not in known:
                known[same] = _ended(kept, _cells(row))
            beside.append(f"{known[same]}{kept.delimiter}{row.line}\r\n")
        yield from _written(kept, [*map(kept.cells, some)], beside)


def _cells(row: KeptRow) -> list[str]:
    cells = ours(row)
    return [harmless(text(cells, name)) for name in OURS[:-1]]


def _ended(kept: KeptRows, cells: list[str]) -> str:
    (line,) = _lines(kept, [cells])
    return kept.delimiter + line


def _lines(kept: KeptRows, rows: list[list[str]]) -> list[str]:
    # The writer quotes line ends in cells only if rows end with the same characters.
    found: list[str] = []
    sink = SimpleNamespace(write=found.append)
    csv.writer(sink, delimiter=kept.delimiter).writerows(rows)
    return [line.removesuffix("\r\n") for line in found]


def _written(kept: KeptRows, rows: list[list[str]], beside: list[str]) -> Iterator[str]:
    yield "".join(map(add, _lines(kept, rows), beside))
