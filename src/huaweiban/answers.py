"""An answer as data: what was asked, the results, notes for standard error, the exit code.

`render.formats` draws it; it holds no callables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from huaweiban.dates import after

if TYPE_CHECKING:
    from huaweiban.events import Scope
    from huaweiban.log import Limits
    from huaweiban.views.bands import Band

Options = TypeVar("Options")
Result = TypeVar("Result")


# If the day asked about is this long after the last day covered, the data may be out of date.
OUTDATED_AFTER = "6m"


def is_outdated(brought_to: str, day: str) -> bool:
    """Whether an ISO day is more than six months after the last day that the log covers."""
    return bool(brought_to) and after(brought_to, OUTDATED_AFTER) < day


class Data(NamedTuple):
    """The data that a question is about: the bundled release, the logs, their newest event.

    `version` and `brought_to` (ISO day) are those of the bundled data, `labels` what machine output
    calls the logs, `own` the own logs; `newest` is the date of the newest event, empty where there
    is none. `refused` has a message for each entity that cannot be answered because of a fault,
    `warned` the message that counts the warnings of own logs, if any. `has_nothing` says that own
    logs are used alone and have no events.
    """

    version: str
    brought_to: str
    labels: Sequence[str]
    own: Sequence[str] = ()
    newest: str = ""
    refused: Sequence[str] = ()
    warned: Sequence[str] = ()
    has_nothing: bool = False

    @property
    def only_own(self) -> bool:
        """Whether only own logs are used."""
        return len(self.labels) == len(self.own)


class Question(NamedTuple, Generic[Options]):
    """What was asked: the name of the question, of which data, on which ISO day.

    `limits` says which evidence counts, null for all. `options` are the question's own options
    that decide how its answer is drawn. `footed` says that a drawn answer ends with a line that
    names the logs.
    """

    name: str
    data: Data
    day: str
    options: Options
    limits: Limits | None = None
    footed: bool = True

    @property
    def outdated(self) -> bool:
        """Whether the day is more than six months after the last day that the log covers."""
        return not self.data.only_own and is_outdated(self.data.brought_to, self.day)


class Answer(NamedTuple, Generic[Options, Result]):
    """The answer to a question.

    `total` is the number of results if `results` does not have all of them. `filed` has the keys
    of the envelope that only this question has.
    """

    question: Question[Options]
    results: Sequence[Result]
    notes: Sequence[str] = ()
    exit_code: int = 0
    total: int | None = None
    filed: Mapping[str, Any] = MappingProxyType({})


class StatusOptions(NamedTuple):
    """How positions are drawn: for which scopes, one in full or as a list, and in which order.

    `named` keeps the order in which names were given; `sources` shows all events and sources.
    """

    scopes: Sequence[Scope] = ()
    named: bool = False
    in_full: bool = False
    sources: bool = False


class EventsOptions(NamedTuple):
    """How events are drawn: the timeline above them.

    Without bands, the events that changed a headline are marked. `planned` lists planned dates.
    """

    bands: Sequence[Band] = ()
    planned: bool = False


class ChangesOptions(NamedTuple):
    """Since when: an ISO day, or a version of the data."""

    since: str


class LawsOptions(NamedTuple):
    """Whether instruments are drawn in full."""

    in_full: bool = False


class MatrixOptions(NamedTuple):
    """Whether names were given (then their order is kept), and whether only gaps are shown."""

    named: bool = False
    gaps: bool = False


class MapOptions(NamedTuple):
    """The scopes asked about; none for the headline."""

    scopes: Sequence[Scope] = ()


class StatsOptions(NamedTuple):
    """By what is counted, and how many are counted: countries, or events that publishers report.

    `scopes` are those asked about; none for the headline.
    """

    by: str
    number: int
    scopes: Sequence[Scope] = ()


class CheckOptions(NamedTuple):
    """Whether CSV begins with a byte order mark."""

    bom: bool = False


class ValidateOptions(NamedTuple):
    """How many events were read, and how many of the problems are warnings."""

    events: int
    warnings: int = 0
