"""Progress of reading a long log, on a terminal: lines, rate, time left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from huaweiban.interrupts import unwinding
from huaweiban.render.text import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as Drawing

    from huaweiban.checks import Batch

PATIENCE, INTERVAL = 1.0, 0.2  # seconds before anything is shown, and between refreshes


class Progress:
    """Shows progress while batches of logs are read; a context manager that clears its line.

    Rich draws it, and is imported only when a reading takes longer than `PATIENCE`.
    """

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._clock = clock
        self._drawing: Drawing | None = None
        self._cleaning = ExitStack()

    def __enter__(self) -> Progress:
        if self._stream is not None:
            self._cleaning.enter_context(unwinding())
        return self

    def __exit__(self, *raised: object) -> None:
        self._cleaning.close()

    def watch(self, path: str, batches: Iterable[Batch]) -> Iterable[Batch]:
        """The batches of the log at `path`, with progress on a terminal."""
        return batches if self._stream is None else self._shown(path, batches)

    def _shown(self, path: str, batches: Iterable[Batch]) -> Iterator[Batch]:
        size, lines, read = _size(path), 0, 0
        began = self._clock()
        due = began + PATIENCE
        task = None
        for batch in batches:
            lines, read = lines + batch.lines, read + batch.size
            if (now := self._clock()) >= due:
                due = now + INTERVAL
                drawing = self._drawing = self._drawing or self._started()
                if task is None:
                    task = drawing.add_task(one_line(Path(path).name), total=size, rate="")
                rate = f"{lines:,} lines, {lines / (now - began):,.0f} a second"
                drawing.update(task, completed=read, rate=rate)
                drawing.refresh()
            yield batch

    def _started(self) -> Drawing:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        # No extra thread, so that a signal ends the process between two batches.
        drawing = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(20),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            console=Console(file=self._stream, color_system=None),
            auto_refresh=False,
            transient=True,
            get_time=self._clock,
        )
        self._cleaning.callback(drawing.stop)
        drawing.start()
        return drawing


def _size(path: str) -> int | None:
    # Standard input and pipes do not say how long they are.
    file = Path(path)
    return file.stat().st_size if file.is_file() else None
