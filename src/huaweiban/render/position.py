"""Words about a position that several answers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.events import Stance
from huaweiban.evidence import Caution
from huaweiban.log import no_position

if TYPE_CHECKING:
    from huaweiban.results import CheckResult, ScopeResult, StatusResult


def elsewhere(result: StatusResult) -> str:
    """The other scopes that are banned or restricted, by stance."""
    parts = []
    for stance in (Stance.BANNED, Stance.RESTRICTED):
        if scopes := [each["scope"] for each in result["elsewhere"] if each["stance"] is stance]:
            parts.append(f"{stance}: {', '.join(scopes)}")
    return "; ".join(parts)


def missing(result: StatusResult, limited: bool) -> str:
    """The words for a missing position: what lapsed, when it was searched for, and its owner."""
    if result["lapsed"]:
        told = dict.fromkeys(
            f"lapsed {each['until']} ({each['stance']} until then)"
            for each in result["lapsed"].values()
        )
        return "; ".join(told)
    searched = f" (last searched {result['nothing_found']})" if result["nothing_found"] else ""
    whole = result["part_of"]
    belongs = f"; part of: {whole['name']} ({whole['entity']})" if whole else ""
    return f"{no_position(limited)}{searched}{belongs}"


def since(limited: bool) -> str:
    """The heading of a column of days; `limited` says that not all evidence counts."""
    return "since" if limited else "on record since"


# Cautions that matter for a decision; the date shows the age.
_MARKED = {
    Caution.WEAK: "weak",
    Caution.DISPUTED: "disputed",
    Caution.END_UNSEEN: "may have ended",
}


def based(held: StatusResult | ScopeResult | CheckResult) -> str:
    """The basis, the month of the last confirmation, and marks: `law, 2025-11; disputed`."""
    if held["basis"] is None:
        return ""
    return "; ".join([f"{held['basis']}, {(held['confirmed'] or '')[:7]}", *marks(held)])


def marks(held: StatusResult | ScopeResult | CheckResult) -> list[str]:
    """The cautions that matter for a decision, in words."""
    return [words for caution, words in _MARKED.items() if caution in held["cautions"]]
