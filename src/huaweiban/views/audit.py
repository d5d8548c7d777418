"""The verdicts of a check that differ from an earlier one, and what changed them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from huaweiban.results import CheckChangeResult, CheckResult, Mover

# The keys of a verdict: another reason or newer evidence alone is not a change.
_VERDICT = ("entity", "passed", "stance", "scope")
# The keys of earlier rows that are compared or shown.
NEEDED = ("asked", "reason", *_VERDICT)


class Steps(NamedTuple):
    """The verdicts by the current rule and tool from the events that the earlier check had.

    `then` is the verdict on the day of the earlier check, `today` that on the day of this one.
    """

    then: CheckResult
    today: CheckResult


def moved(
    earlier: Iterable[Mapping[str, Any]],
    now: Sequence[CheckResult],
    differing: AbstractSet[Mover],
    steps: Callable[[CheckResult], Steps],
) -> list[CheckChangeResult]:
    """The changed verdicts, in the order of the list, then those of names no longer in it.

    `differing` says what differs between the two checks: rule, data, tool. From the earlier verdict
    to the current one there are steps, and the causes of those that change it are named.
    """
    before = {row["asked"]: row for row in earlier}
    after = {row["asked"]: row for row in now}
    found: list[CheckChangeResult] = []
    for asked, row in after.items():
        was = before.get(asked)
        if was is None:
            found.append(_change(None, row, ["list"]))
        elif _differs(was, row):
            found.append(_change(was, row, _movers(was, row, differing, steps(row))))
    found += [_change(was, None, ["list"]) for asked, was in before.items() if asked not in after]
    return found


def _movers(
    was: Mapping[str, Any], row: CheckResult, differing: AbstractSet[Mover], steps: Steps
) -> list[Mover]:
    movers: list[Mover] = []
    if _differs(was, steps.then):
        # The data also decide whom a name means, and events may have been corrected since.
        able: tuple[Mover, ...] = ("rule", "tool")
        if was["entity"] != row["entity"] or differing.isdisjoint(able):
            able = (*able, "data")
        movers += [mover for mover in able if mover in differing]
    if _differs(steps.then, steps.today):
        movers.append("day")
    if _differs(steps.today, row) and "data" not in movers:
        movers.append("data")
    return movers or ["data"]


def _differs(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any(one[key] != other[key] for key in _VERDICT)


def _change(
    was: Mapping[str, Any] | None, row: CheckResult | None, movers: list[Mover]
) -> CheckChangeResult:
    either: Mapping[str, Any] = row or was or {}
    return {
        "asked": either["asked"],
        "entity": either["entity"],
        "name": either.get("name"),
        "was_passed": was["passed"] if was else None,
        "was_stance": was["stance"] if was else None,
        "was_scope": was["scope"] if was else None,
        "was_reason": was["reason"] if was else None,
        "passed": row["passed"] if row else None,
        "stance": row["stance"] if row else None,
        "scope": row["scope"] if row else None,
        "reason": row["reason"] if row else None,
        "moved_by": movers,
        "event": row["event"] if row else None,
        "basis": row["basis"] if row else None,
        "confirmed": row["confirmed"] if row else None,
        "url": row["url"] if row else None,
    }
