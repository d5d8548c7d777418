"""The verdicts of a check that are not what they were in an earlier one, and what moved them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from huaweiban.results import CheckChangeResult, CheckResult, Mover

# What makes a verdict: another reason or newer evidence for the same is no move.
_VERDICT = ("entity", "passed", "stance", "scope")
# The keys of the earlier rows that are compared or shown.
NEEDED = ("asked", "reason", *_VERDICT)


def moved(
    earlier: Iterable[Mapping[str, Any]],
    now: Sequence[CheckResult],
    movers: Sequence[Mover],
    on_that_day: Callable[[CheckResult], CheckResult] | None,
) -> list[CheckChangeResult]:
    """The verdicts that moved, in the order of the list, then of the names that it lacks by now.

    `movers` are what differs between the two checks beside the list: rule, data, tool.
    `on_that_day` judges a name by the rule and data of now on the day of the earlier check; null
    where the day is the same.
    """
    before = {row["asked"]: row for row in earlier}
    after = {row["asked"]: row for row in now}
    found: list[CheckChangeResult] = []
    for asked, row in after.items():
        was = before.get(asked)
        if was is None:
            found.append(_change(None, row, ["list"]))
        elif _differs(was, row):
            # What the rule and data of now said on that day already, the day did not move.
            by_day = on_that_day is not None and (not movers or not _differs(was, on_that_day(row)))
            found.append(_change(was, row, ["day"] if by_day else [*movers]))
    found += [_change(was, None, ["list"]) for asked, was in before.items() if asked not in after]
    return found


def _differs(was: Mapping[str, Any], row: CheckResult) -> bool:
    now: Mapping[str, Any] = row
    return any(was[key] != now[key] for key in _VERDICT)


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
