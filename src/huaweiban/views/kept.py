"""The rows of a list, each with its verdict, in the order of the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from huaweiban.results import CheckResult, CheckRowResult

PREFIX = "huaweiban_"
# Our columns, in order, except the line number.
OURS = tuple(CheckRowResult.__annotations__)
_OF_VERDICT = tuple(name.removeprefix(PREFIX) for name in OURS[:-1])


class KeptRow(NamedTuple):
    """A row of the list: its line, its cells, its verdict."""

    line: int
    cells: list[str]
    verdict: CheckResult


class KeptRows(Sequence[dict[str, Any]]):
    """A result for each row; rows are read again on each iteration, so none stays in memory.

    `header` is that of the list, `delimiter` separates its cells, and `named` says that a first
    line names the delimiter. Columns added by an earlier check are replaced.
    """

    def __init__(
        self,
        header: Sequence[str],
        rows: Callable[[], Iterator[KeptRow]],
        number: int,
        delimiter: str = ",",
        named: bool = False,
    ) -> None:
        self.rows, self._number = rows, number
        self.delimiter, self.named = delimiter, named
        self.theirs = [at for at, title in enumerate(header) if title.strip() not in OURS]
        self.header = [header[at] for at in self.theirs]
        # A column without a name is named by its number.
        self.titles = [header[at].strip() or f"column {at + 1}" for at in self.theirs]

    @property
    def columns(self) -> list[str]:
        """The keys of each result."""
        return [*self.titles, *OURS]

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self.rows():
            yield {**dict(zip(self.titles, self.cells(row), strict=True)), **ours(row)}

    def __getitem__(self, at: Any) -> Any:
        return [*self][at]

    def cells(self, row: KeptRow) -> list[str]:
        """The cells of a row that belong to the list; missing cells are empty."""
        most = len(row.cells)
        return [row.cells[at] if at < most else "" for at in self.theirs]


def ours(row: KeptRow) -> dict[str, Any]:
    """Our cells for a row."""
    verdict: Mapping[str, Any] = row.verdict
    found = {f"{PREFIX}{name}": verdict[name] for name in _OF_VERDICT}
    found["huaweiban_line"] = row.line
    return found
