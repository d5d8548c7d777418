"""The rule of a check as a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from huaweiban.events import Action, Scope, Stance

# What Huawei may do if it is permitted in a scope; and the scope in words, for other stances.
_MAY: dict[Scope, tuple[str, str]] = {
    Scope.NETWORKS: ("supply telecom networks", "telecom networks"),
    Scope.MOBILE: ("supply mobile networks", "mobile networks"),
    Scope.CORE: ("supply the core of mobile networks", "the core of mobile networks"),
    Scope.RAN: ("supply radio access networks", "radio access networks"),
    Scope.FIXED: ("supply fixed networks", "fixed networks"),
    Scope.CABLES: ("supply submarine cables", "submarine cables"),
    Scope.PROCUREMENT: ("sell to public bodies", "public procurement"),
    Scope.DEVICES: ("sell phones and other devices", "phones and other devices"),
    Scope.SOFTWARE: ("offer its software for devices", "software of devices"),
    Scope.SUPPLY: ("be supplied from there", "supply to Huawei"),
    Scope.CLOUD: ("offer cloud services", "cloud services"),
    Scope.ENERGY: ("supply inverters and power grids", "inverters and power grids"),
    Scope.RESEARCH: ("take part in research", "research"),
    Scope.OTHER: ("do what no other scope covers", "what no other scope covers"),
}


def sentence(
    allowed: Collection[Stance],
    none_allowed: bool,
    scopes: Sequence[Scope],
    strict: bool = False,
    horizon: str | None = None,
    min_action: Action | None = None,
    max_age: str | None = None,
) -> str:
    """The sentence for the rule of a check; ages are as given (`3y`)."""
    others = [stance for stance in Stance if stance in allowed and stance != Stance.PERMITTED]
    if Stance.PERMITTED in allowed:
        may = _joined([_MAY[scope][0] for scope in scopes], "and") or "supply"
        there = "" if scopes == [Scope.SUPPLY] else " there"
        included = f" ({_joined([*map(str, others)], 'and')} included)" if others else ""
        said = f"Huawei may {may}{there}{included}"
    elif others:
        said = f"Huawei is {_joined([*map(str, others)], 'or')} there{_within(scopes)}"
    else:
        said = f"no position is on record there{_within(scopes)}"
    if none_allowed and (others or Stance.PERMITTED in allowed):
        said += ", or if no position is on record"
    said += "" if scopes else ", judged by the headline"
    return "; ".join([f"passes if {said}", *_conditions(strict, horizon, min_action, max_age)])


def _conditions(
    strict: bool, horizon: str | None, min_action: Action | None, max_age: str | None
) -> list[str]:
    conditions = []
    if min_action:
        conditions.append(f"evidence of the kind {min_action} or stronger must be enough")
    if max_age:
        conditions.append(f"evidence no older than {max_age} must be enough")
    if strict:
        conditions.append("nothing with a caution passes")
    if horizon:
        conditions.append(f"no deadline within {horizon}, and no end that would make it fail")
    return conditions


def _within(scopes: Sequence[Scope]) -> str:
    return f" in {_joined([_MAY[scope][1] for scope in scopes], 'and')}" if scopes else ""


def _joined(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
