"""The question behind `check`: whether the position of each name on a list is allowed.

Every condition can only turn a pass into a failure (docs/codebook.md, "A check").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from huaweiban.dates import last_day, next_day
from huaweiban.entities import Entity, is_huawei
from huaweiban.events import Event, Scope, Stance, order, scope_name, spread
from huaweiban.evidence import ended_unseen, evidence
from huaweiban.log import Limits, Log, no_position
from huaweiban.planned import planned_dates
from huaweiban.stances import LIMITED, Cell, Position, position, readable

if TYPE_CHECKING:
    from huaweiban.results import (
        BearerResult,
        CheckResult,
        CountsResult,
        DueResult,
        FailureResult,
    )


class Terms(NamedTuple):
    """What passes: the stances allowed, whether no position passes, and in which scopes.

    The position must also pass from the evidence within `limits`. `strict` fails positions with a
    caution, and all if the data are `outdated`.
    `horizon` is the last ISO day on which a deadline, or what follows an announced end, counts.
    """

    allowed: Collection[Stance]
    none_allowed: bool
    scopes: Collection[Scope]
    limits: Limits = Limits()
    strict: bool = False
    horizon: str | None = None
    outdated: bool = False

    def passes(self, stance: Stance | None) -> bool:
        """Whether a stance is allowed; null means no position."""
        return self.none_allowed if stance is None else stance in self.allowed


class Judged(NamedTuple):
    """A stance, the cells that it rests on, and why it fails, if it does."""

    stance: Stance | None
    scope: Scope | None
    cells: Sequence[Cell] = ()
    failure: str | None = None
    due: DueResult | None = None


class Listed(NamedTuple):
    """A name in a list: where it first occurs, in how many rows, and who else has it."""

    place: str | None = None
    rows: int = 1
    others: Sequence[Entity] = ()


ONCE = Listed()


def verdict(
    log: Log, entity: Entity, asked: str, terms: Terms, day: str, listed: Listed = ONCE
) -> CheckResult:
    """Whether an entity passes on an ISO day, with the reason; every scope must pass.

    Without a scope the headline is judged; for `mobile` and `networks`, the stance that a map would
    show.
    """
    judge = _Judge(log, entity, terms, day)
    every = [judge.judged([scope]) for scope in terms.scopes] or [judge.judged([])]
    failing = [each for each in every if each.failure]
    shown = (failing or every)[0]
    newest = max((cell.newest for cell in shown.cells), key=order, default=None)
    rests = shown.stance and evidence(shown.stance, shown.cells, day, log.unseen)
    event = _rests_on(shown)
    return {
        "asked": asked,
        "entity": entity.id,
        "name": entity.name,
        "stance": shown.stance,
        "scope": shown.scope,
        "passed": not failing,
        "reason": _reason([each.failure or "" for each in failing] or [*map(_held, every)]),
        "event": event.id if event else None,
        "confirmed_by": newest.id if newest else None,
        "basis": rests.basis if rests else None,
        "confirmed": newest.date if newest else None,
        "cautions": list(rests.cautions) if rests else [],
        "url": next((source.url for source in event.sources if source.url), None)
        if event
        else None,
        "due": next((each.due for each in failing if each.due), None),
        "failures": [_failure(each) for each in failing],
        "others": [_bearer(row) for row in listed.others],
        "place": listed.place,
        "rows": listed.rows,
    }


def unknown(asked: str, why: str, listed: Listed = ONCE) -> CheckResult:
    """The row of an unknown or ambiguous name: it fails."""
    return {
        "asked": asked,
        "entity": None,
        "name": None,
        "stance": None,
        "scope": None,
        "passed": False,
        "reason": why,
        "event": None,
        "confirmed_by": None,
        "basis": None,
        "confirmed": None,
        "cautions": [],
        "url": None,
        "due": None,
        "failures": [],
        "others": [],
        "place": listed.place,
        "rows": listed.rows,
    }


def refused(asked: str, entity: Entity, why: str, listed: Listed) -> CheckResult:
    """The row of an entity that cannot be answered: it fails."""
    return {**unknown(asked, why, listed), "entity": entity.id, "name": entity.name}


def counts(results: Sequence[CheckResult], rows: int, skipped: int) -> CountsResult:
    """The counts of a check; `rows` and `skipped` are numbers of rows of the list."""
    known = [result for result in results if result["entity"]]
    passed = sum(result["passed"] for result in known)
    empty = sum(not result["asked"] for result in results)
    return {
        "rows": rows,
        "names": len(results) - empty,
        "passed": passed,
        "failed": len(known) - passed,
        "no_record": sum(result["stance"] is None for result in known),
        "unknown": len(results) - len(known) - empty,
        "empty": empty,
        "skipped": skipped,
    }


def _failure(judged: Judged) -> FailureResult:
    event = _rests_on(judged)
    return {
        "scope": judged.scope,
        "stance": judged.stance,
        "reason": judged.failure or "",
        "event": event.id if event else None,
    }


def _bearer(row: Entity) -> BearerResult:
    return {"entity": row.id, "name": row.name, "kind": row.kind, "role": row.role}


class _Judge:
    """Judges one entity on one day."""

    def __init__(self, log: Log, entity: Entity, terms: Terms, day: str) -> None:
        self._log, self._entity, self._terms, self._day = log, entity, terms, day
        self._position = log.position(entity.id, day)
        limited = None if terms.limits.is_open else log.within(terms.limits)
        self._limited = limited and limited.position(entity.id, day)

    def judged(self, scopes: Sequence[Scope]) -> Judged:
        """The stance in some scopes, or without any that of the headline, and why it fails."""
        found = _found(self._position, scopes)
        if is_huawei(self._entity, self._day):
            return found._replace(failure=f"{self._entity.name} is Huawei or a part of it")
        for failure in self._failures(found, scopes):
            return failure
        return found

    def _failures(self, found: Judged, scopes: Sequence[Scope]) -> Iterator[Judged]:
        terms = self._terms
        if not terms.passes(found.stance):
            yield found._replace(failure=_with_allowed(_held(found), terms))
        if terms.strict and terms.outdated:
            yield found._replace(failure=f"{_held(found)}; the data are more than six months old")
        if found.stance is None:
            for scope, event in self._position.lapsed.items():
                if not scopes or scope in spread(scopes):
                    was = f"lapsed {event.until} in {scope} ({event.stance} until then)"
                    yield found._replace(failure=_with_allowed(was, terms))
            return
        if self._limited is not None:
            weaker = _found(self._limited, scopes)
            if weaker.stance is None:
                held = f"{no_position(True)}, {_held(found)} from all evidence"
                yield found._replace(failure=_with_allowed(held, terms))
            elif not terms.passes(weaker.stance):
                yield weaker._replace(failure=_with_allowed(_held(weaker), terms))
        yield from self._doubts(found, found.stance)
        if terms.horizon:
            yield from self._ahead(found, scopes, terms.horizon)

    def _doubts(self, found: Judged, stance: Stance) -> Iterator[Judged]:
        for cell in found.cells:
            if ended_unseen(cell, self._day, self._log.unseen):
                until = f"{cell.stance} until {cell.newest.until} as announced"
                yield found._replace(failure=f"{until}; what followed is not covered")
        if self._terms.strict:
            cautions = evidence(stance, found.cells, self._day, self._log.unseen).cautions
            if cautions:
                yield found._replace(failure=f"{_held(found)}; cautions: {', '.join(cautions)}")

    def _ahead(self, found: Judged, scopes: Sequence[Scope], horizon: str) -> Iterator[Judged]:
        dates = planned_dates(self._position, found.cells, self._day, self._log.unseen)
        for each in dates:
            if each.status != "ahead" or last_day(each.date) > horizon:
                continue
            due: DueResult = {
                "date": each.date,
                "what": each.event.what,
                "event": each.event.id,
            }
            what = each.event.what or "what was announced"
            if each.purpose == "deadline":
                ahead = f"{_held(found)}; deadline {each.date}: {what} ({each.event.id})"
                yield found._replace(failure=ahead, due=due)
            elif each.purpose == "until":
                after = next_day(last_day(each.date))
                # From the events known on the day asked about, if the end comes as announced.
                known = readable(self._log.of(self._entity.id), self._day)
                then = _found(position(known, after), scopes)
                if not self._terms.passes(then.stance):
                    ends = f"{_held(found)} until {each.date}, then {_held(then)}"
                    yield found._replace(failure=f"{ends} ({each.event.id})", due=due)


def _found(held: Position, scopes: Sequence[Scope]) -> Judged:
    if (holding := held.holding(scopes)) is None:
        return Judged(None, scopes[0] if scopes else None)
    stance, scope = holding
    cells = [held.cells[each] for each in spread([scope]) if each in held.cells]
    return Judged(stance, scope, cells)


def _rests_on(judged: Judged) -> Event | None:
    # If the whole is restricted, a banned part is reason enough.
    reasons = LIMITED if judged.stance is Stance.RESTRICTED else {judged.stance}
    return next((cell.began for cell in judged.cells if cell.stance in reasons), None)


def _held(judged: Judged) -> str:
    where = f" in {scope_name(judged.scope)}" if judged.scope else ""
    return f"{judged.stance or no_position(False)}{where}"


def _with_allowed(held: str, terms: Terms) -> str:
    allowed = [*terms.allowed, *(["none"] if terms.none_allowed else [])]
    return f"{held}{_ALLOWED}{', '.join(allowed)}"


_ALLOWED = "; allowed: "


def _reason(parts: Sequence[str]) -> str:
    # What is allowed is the same for every scope, so it is said once, at the end.
    held = dict.fromkeys(part.partition(_ALLOWED)[0] for part in parts)
    allowed = next((part.partition(_ALLOWED)[2] for part in parts if _ALLOWED in part), "")
    return "; ".join(held) + (f"{_ALLOWED}{allowed}" if allowed else "")
