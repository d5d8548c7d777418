"""What an export must not replace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from huaweiban.errors import BadOutput, BadUsage
from huaweiban.export.atomic import not_read_only


class Guard(NamedTuple):
    """The logs in use, which no export replaces, and whether other files may be replaced."""

    logs: tuple[Path, ...] = ()
    force: bool = False

    def allow(self, targets: Iterable[Path], is_ours: Callable[[Path], bool]) -> None:
        """Raises BadUsage if a target is a log, BadOutput if no earlier export wrote it."""
        for target in filter(Path.exists, targets):
            if any(_same(target, log) for log in self.logs):
                raise BadUsage(
                    f"{target}: is the log in use, which an export never replaces; "
                    "choose another path"
                )
            if self.force or target.is_dir():
                continue
            not_read_only(target, target)
            if not is_ours(target):
                raise BadOutput(
                    f"{target}: is not an earlier export and was kept; "
                    "choose another path, or replace it with --force"
                )


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return one.samefile(other)
    return False
