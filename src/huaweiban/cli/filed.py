"""What is needed to file and repeat a check, and the comparison with one filed earlier."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from huaweiban import __version__, bundled
from huaweiban.answers import Answer, CheckOptions
from huaweiban.cli.lists import File, opened
from huaweiban.errors import BUNDLED, BadData
from huaweiban.log import Logs
from huaweiban.views.rule import sentence

if TYPE_CHECKING:
    from huaweiban.cli.checked import Checked
    from huaweiban.entities import Kind, Role
    from huaweiban.events import Action, Event, Scope, Stance
    from huaweiban.log import Log
    from huaweiban.results import (
        BaselineResult,
        CheckChangeResult,
        CheckResult,
        LogResult,
        Mover,
        RuleResult,
    )
    from huaweiban.views.audit import Steps


def rule_of(
    allowed: Sequence[Stance],
    none_allowed: bool,
    scopes: Sequence[Scope],
    strict: bool,
    horizon: str | None,
    min_action: Action | None,
    max_age: str | None,
    kinds: Sequence[Kind] | None,
    roles: Sequence[Role] | None,
    groups: Sequence[str] | None,
) -> RuleResult:
    """The rule of a check: its options, and a sentence."""
    return {
        "sentence": sentence(allowed, none_allowed, scopes, strict, horizon, min_action, max_age),
        "allow": [*dict.fromkeys(map(str, allowed)), *(["none"] if none_allowed else [])],
        "scopes": [*scopes],
        "strict": strict,
        "horizon": horizon,
        "min_action": min_action,
        "max_age": max_age,
        "kinds": [*(kinds or ())],
        "roles": [*(roles or ())],
        "groups": [*(groups or ())],
    }


def filed(
    rule: RuleResult, found: Checked, logs: Logs, results: Sequence[CheckResult]
) -> dict[str, Any]:
    """The keys that only the envelope of a check has."""
    from huaweiban.views.check import counts

    return {
        "version": __version__,
        "rule": rule,
        "lists": found.lists,
        "logs": [_log(label) for label in logs.labels],
        "counts": counts(results, found.rows, found.skipped),
    }


def _log(label: str) -> LogResult:
    if label == BUNDLED:
        return {"log": label, "sha256": bundled.about().sha256[bundled.LOG]}
    from hashlib import file_digest

    path = Path(label)
    if not path.is_file():
        # A pipe cannot be read again.
        return {"log": label, "sha256": None}
    with path.open("rb") as stream:
        return {"log": label, "sha256": file_digest(stream, "sha256").hexdigest()}


class Known(NamedTuple):
    """The events that an earlier check had: bundled ones added up to a day, own ones up to another.

    Null means no limit: the log is the same.
    """

    day: str
    bundled: str | None
    own: str | None

    def has(self, log: Log, event: Event) -> bool:
        """Whether the earlier check had an event of a log."""
        limit = self.bundled if log.origin(event) == BUNDLED else self.own
        return limit is None or event.added <= limit


def audited(
    answer: Answer[CheckOptions, CheckResult],
    path: str,
    judged: Callable[[CheckResult, Known], Steps],
) -> Answer[CheckOptions, CheckChangeResult]:
    """The verdicts of a check that differ from those of a filed one; exit code 1 if there are any.

    `judged` judges the name of a result from the events that the earlier check had.
    """
    from huaweiban.views.audit import moved

    file = opened(path)
    old, new = _earlier(file), answer.filed
    same_own = _sums(old)[1:] == _sums(new)[1:] and None not in _sums(new)
    same_bundled = old["data_version"] == answer.question.data.version and (
        _sums(old)[:1] == _sums(new)[:1]
    )
    if answer.question.data.only_own:
        same_own = same_bundled = _sums(old) == _sums(new) and None not in _sums(new)
    data_day = old["data_version"].replace(".", "-")
    known = Known(
        old["as_of"],
        None if same_bundled else data_day,
        # A check as of a past day was made no earlier than the data were.
        None if same_own else max(old["as_of"], data_day),
    )
    moves: list[tuple[Mover, bool]] = [
        ("rule", _options(old) != _options(new)),
        ("data", not (same_own and same_bundled)),
        ("tool", old["version"] != new["version"]),
    ]
    differing = {mover for mover, differs in moves if differs}
    results = moved(old["results"], answer.results, differing, lambda row: judged(row, known))
    baseline: BaselineResult = {
        "file": file.label,
        "sha256": file.sha256,
        **{key: old[key] for key in ("as_of", "version", "data_version", "counts")},  # type: ignore[typeddict-item]
    }
    return Answer(
        answer.question._replace(name="check-changes"),
        results,
        answer.notes,
        int(bool(results)),
        filed={**new, "baseline": baseline},
    )


def _sums(envelope: Mapping[str, Any]) -> list[str | None]:
    return [log["sha256"] for log in envelope["logs"]]


def _options(envelope: Mapping[str, Any]) -> dict[str, Any]:
    # Another version may word the sentence differently.
    return {name: value for name, value in envelope["rule"].items() if name != "sentence"}


_NEEDED = ("as_of", "data_version", "version", "rule", "logs", "counts", "results")


def _earlier(file: File) -> Mapping[str, Any]:
    from huaweiban.views.audit import NEEDED

    remedy = "--baseline takes what 'huaweiban check ... --json' printed"
    try:
        old = json.loads(file.text)
        fine = old["schema"] == "huaweiban/check/1" and all(key in old for key in _NEEDED)
        whole = fine and all(key in row for row in old["results"] for key in NEEDED)
        fine = whole and bool(_options(old)) and isinstance(_sums(old), list)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        fine = False
    if not fine:
        raise BadData(f"{file.label}: is not an earlier check; {remedy}, without --fields")
    checked: Mapping[str, Any] = old
    return checked
