"""A list as CSV with the verdicts beside it: its own columns as they are, ours at the end."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, cast

from huaweiban.render.csv import BOM, harmless
from huaweiban.render.fields import text
from huaweiban.views.kept import OURS, KeptRow, KeptRows, ours

if TYPE_CHECKING:
    from huaweiban.answers import Answer, CheckOptions
    from huaweiban.results import CheckRowResult

# So many rows are written at once.
_BATCH = 512


def lines(answer: Answer[CheckOptions, CheckRowResult]) -> Iterator[str]:
    """The list with its delimiter, and a first line that names it if it had one."""
    kept = cast("KeptRows", answer.results)
    # Rows of one verdict have the same cells beside them.
    known: dict[int, list[str]] = {}
    if answer.question.options.bom:
        yield BOM
    if kept.named:
        yield f"sep={kept.delimiter}\r\n"
    yield _written(kept, [[*kept.header, *OURS]])
    rows = kept.rows()
    while some := [*islice(rows, _BATCH)]:
        for row in some:
            if id(row.verdict) not in known:
                known[id(row.verdict)] = _beside(row)
        yield _written(
            kept,
            [[*kept.cells(row), *known[id(row.verdict)], str(row.line)] for row in some],
        )


def _beside(row: KeptRow) -> list[str]:
    cells = ours(row)
    return [harmless(text(cells, name)) for name in OURS[:-1]]


def _written(kept: KeptRows, rows: list[list[str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=kept.delimiter).writerows(rows)
    return stream.getvalue()
