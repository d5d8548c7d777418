"""What the commands answer, put to the bundled data on their own day, in one process."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from huaweiban.answers import Answer
from huaweiban.bundled import about
from huaweiban.cli.changes import changes
from huaweiban.cli.deadlines import deadlines
from huaweiban.cli.events import history, show, timeline
from huaweiban.cli.laws import laws
from huaweiban.cli.matrix import matrix
from huaweiban.cli.question import Call
from huaweiban.cli.status import status
from huaweiban.log import Log, Logs, Opener
from huaweiban.render.formats import Screen, rendered
from huaweiban.settings import Colors, settings

COMMANDS: dict[str, Callable[..., Answer[Any, Any]]] = {
    "status": status,
    "history": history,
    "laws": laws,
    "deadlines": deadlines,
    "changes": changes,
    "show": show,
    "timeline": timeline,
    "matrix": matrix,
}
# Before anything that the log can tell of: the year in which Huawei was founded.
SINCE = "1987"
DAY = about().data_version.replace(".", "-")
_SCREEN = Screen(None, False, Colors.STANDARD)


class Once(Opener):
    """Opens the bundled log once for all questions."""

    def __init__(self) -> None:
        super().__init__(Logs())
        self._log = super().everything()
        self._owners = {event.id: event.entity for event in self._log.events}

    def everything(self) -> Log:
        """All events."""
        return self._log

    def of(self, entity_ids: Collection[str]) -> Log:
        """The events of some entities, and of the others: to sort them out would only cost time."""
        return self._log

    def event_owner(self, event_id: str) -> str | None:
        """The entity whose event this id is, or None."""
        return self._owners.get(event_id)


opened = cache(Once)


class SharedCall(Call):
    """A call of a command that reads nothing anew."""

    def logs(self) -> Opener:
        """The logs, which are open."""
        return opened()


def asked(command: str, format: str = "json", **given: Any) -> Answer[Any, Any]:
    """The answer of a command to its arguments, which are those of its function."""
    call = SharedCall(settings({}, without_config=True), Logs(), DAY, format, ())
    if command == "changes":
        given["since"] = SINCE
    return COMMANDS[command](call, **given)


def printed(answer: Answer[Any, Any], format: str = "json") -> bytes:
    """What a command prints of an answer."""
    parts = rendered(answer, format, (), _SCREEN)
    whole = [parts] if isinstance(parts, str) else parts
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in whole)
