"""CSV by RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.render.fields import of_answer, text
from huaweiban.render.text import one_line

if TYPE_CHECKING:
    from huaweiban.answers import Answer

# Spreadsheets run a cell that begins so as a formula, some also with the wide characters of East
# Asian keyboards; an apostrophe makes it text.
_FORMULA = tuple("=+-@＝＋－＠")


# Excel recognises UTF-8 by this mark.
BOM = "\ufeff"


def document(answer: Answer[Any, Any], fields: Sequence[str]) -> str:
    """The chosen fields of an answer, or all: a header line, then a record for each result."""
    mark = BOM if getattr(answer.question.options, "bom", False) else ""
    return mark + records(answer.results, fields or of_answer(answer))


def records(rows: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> str:
    """A header line, then a record for each row, lines ended by CRLF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(fields)
    writer.writerows([harmless(text(row, field)) for field in fields] for row in rows)
    return stream.getvalue()


def harmless(data: str) -> str:
    """Data as a cell that no spreadsheet runs as a formula."""
    cell = one_line(data)
    whole = cell.removeprefix("-").isdecimal()
    return f"'{cell}" if cell.startswith(_FORMULA) and not whole else cell
