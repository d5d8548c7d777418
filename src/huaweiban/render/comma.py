"""CSV as RFC 4180 has it, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huaweiban.render.fields import text
from huaweiban.render.safe import one_line

# A cell that begins so is run as a formula by spreadsheets, some of which take the wide signs of
# East Asian keyboards, too; an apostrophe makes it text.
_FORMULA = tuple("=+-@＝＋－＠")


def comma(results: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> str:
    """A header line, then one record a result, lines ended by CRLF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(fields)
    writer.writerows([_harmless(text(result, field)) for field in fields] for result in results)
    return stream.getvalue()


def _harmless(data: str) -> str:
    cell = one_line(data)
    whole = cell.removeprefix("-").isdecimal()
    return f"'{cell}" if cell.startswith(_FORMULA) and not whole else cell
