"""Text on the page: days, scopes, marks, planned dates, table rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from huaweiban.dates import days_between, last_day
from huaweiban.entities import Continent
from huaweiban.events import Scope, scope_name
from huaweiban.evidence import Caution
from huaweiban.render.blocks import NO_POSITION
from huaweiban.render.position import elsewhere
from huaweiban.render.text import PURPOSES, standing, when

if TYPE_CHECKING:
    from huaweiban.results import PlannedResult, ScopeResult, StatusResult

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SCOPES = {scope: scope_name(scope) for scope in Scope}
CAUTIONS = {
    caution: "may have ended" if caution is Caution.END_UNSEEN else str(caution)
    for caution in Caution
}
CONTINENTS: dict[Continent, str] = {
    continent: continent.replace("-", " ").title()
    for continent in Continent
    if continent is not Continent.ANTARCTICA
}


class Row(NamedTuple):
    """What the table shows of an entity, or of one of its scopes, on a day."""

    stance: str
    marks: list[str]
    scope: str
    since: str
    confirmed: str
    basis: str
    deadline: str
    others: str


def spoken_day(day: str) -> str:
    """An ISO day as a newspaper prints it: 3 July 2026."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def row(status: StatusResult, day: str) -> Row:
    """The row of an entity on an ISO day; empty texts where it has no position."""
    scope = status["headline_scope"]
    return Row(
        status["stance"] or "none",
        [CAUTIONS[caution] for caution in status["cautions"]],
        scope or "",
        when(status["since"], status["certain"], day),
        when(status["confirmed"], status["certain"], day),
        status["basis"] or "",
        _deadline(status),
        elsewhere(status),
    )


def scope_row(scope: Scope, held: ScopeResult, day: str) -> Row:
    """The row of one scope on an ISO day."""
    return Row(
        held["stance"],
        [CAUTIONS[caution] for caution in held["cautions"]],
        scope,
        when(held["since"], held["certain"], day),
        when(held["confirmed"], held["certain"], day),
        held["basis"],
        _deadline(held),
        "",
    )


def _deadline(held: StatusResult | ScopeResult) -> str:
    date = held["deadline"]
    passed = any(
        (each["date"], each["purpose"], each["status"]) == (date, "deadline", "passed")
        for each in held["deadlines"]
    )
    return f"{date} (passed)" if date and passed else date or ""


def holding(stance: str | None, scope: str | None) -> str:
    """A stance and its scope: `restricted (mobile networks)`."""
    if not stance or stance == "none":
        return NO_POSITION
    return f"{stance} ({SCOPES[Scope(scope)]})" if scope else stance


def due(each: PlannedResult, day: str) -> str:
    """A planned date without the date: what it is, for which scopes, its status on a day."""
    scopes = ", ".join(SCOPES[scope] for scope in each["scope"])
    what = f": {each['what']}" if each["what"] else ""
    left = standing(each, days_between(day, last_day(each["date"])))
    return f"{PURPOSES[each['purpose']]} ({scopes}){what}; {left}"
