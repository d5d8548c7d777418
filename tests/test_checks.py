"""What the schema cannot say about a log: every fault is told by its place, `file:line: field:`."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from strategies import SOURCE, event

from huaweiban import checks
from huaweiban.checks import ACROSS, EACH, Batch, Ledger, check_events
from huaweiban.entities import Catalogue, Entity, Kind
from huaweiban.events import Event

TODAY = "2026-11-22"
BAN = event("de-2020-01-01-ban", "banned", deadline="2021")


class Case(NamedTuple):
    """A log that one check alone refuses, and what is told."""

    check: str
    events: list[Event]
    told: list[str]


def vague(id: str, stance: str = "banned", **more: Any) -> Event:
    return event(id, stance, **more)


CASES = [
    Case(
        "unique_ids",
        [event("de-2020-01-01-a"), event("de-2020-01-01-a")],
        ["log:2: id: 'de-2020-01-01-a' stands in log:1 already"],
    ),
    Case(
        "known_entities",
        [event("xx-2020-01-01-a", related=("de", "nobody"))],
        [
            "log:1: entity: 'xx' is not in the registry",
            "log:1: related: 'nobody' is not in the registry",
        ],
    ),
    Case(
        "stance_has_scope",
        [event("de-2020-01-01-a", "banned", scope=())],
        ["log:1: scope: a stance (banned) needs a scope"],
    ),
    Case(
        "possible_days",
        [
            event("de-2020-01-01-a", not_before="2020-01-01"),
            event("de-2020-01-02-b", not_after="2020-01-02"),
        ],
        [
            "log:1: date: an exact day needs no not_before or not_after",
            "log:2: date: an exact day needs no not_before or not_after",
        ],
    ),
    Case(
        "possible_days",
        [
            event("de-2020-a", not_before="2020-05-01", not_after="2020-04-30"),
            event("de-2020-02-b", not_before="2020-03-01"),
        ],
        [
            "log:1: date: no day lies between 2020-05-01 and 2020-04-30",
            "log:2: date: no day lies between 2020-03-01 and 2020-02-29",
        ],
    ),
    Case(
        "not_in_the_future",
        [event("de-2026-11-23-a"), event("de-2027-b")],
        ["log:1: date: 2026-11-23 lies in the future", "log:2: date: 2027 lies in the future"],
    ),
    Case(
        "deadline_after_date",
        [event("de-2020-05-05-a", "banned", deadline="2020-04")],
        ["log:1: deadline: 2020-04 lies before the event"],
    ),
    Case(
        "has_sources",
        [event("de-2020-01-01-a", sources=())],
        ["log:1: sources: an event needs a source"],
    ),
    Case(
        "has_sources",
        [event("de-2020-01-01-a", sources=(SOURCE, SOURCE))],
        ["log:1: sources: the same source stands there twice"],
    ),
    Case(
        "short_summary",
        [event("de-2020-01-01-a", summary="x" * 241)],
        ["log:1: summary: 241 characters; at most 240"],
    ),
    Case(
        "outcome_follows",
        [BAN, event("de-2020-02-01-b", follows=BAN.id), event("de-2020-02-01-c", outcome="met")],
        [
            "log:2: follows: follows and outcome go together",
            "log:3: follows: follows and outcome go together",
        ],
    ),
    Case(
        "follows_a_planned_date",
        [event("de-2020-02-01-b", follows="de-1999", outcome="met")],
        ["log:1: follows: 'de-1999' is not in the log"],
    ),
    Case(
        "follows_a_planned_date",
        [BAN, event("fr-2020-02-01-b", follows=BAN.id, outcome="met")],
        ["log:2: follows: 'de-2020-01-01-ban' is another entity's"],
    ),
    Case(
        "follows_a_planned_date",
        [
            event("de-2020-01-01-a", "banned"),
            event("de-2020-02-01-b", follows="de-2020-01-01-a", outcome="met"),
        ],
        ["log:2: follows: 'de-2020-01-01-a' sets no planned date"],
    ),
    Case(
        "follows_a_planned_date",
        [BAN, event("de-2019-02-01-b", follows=BAN.id, outcome="met")],
        ["log:2: follows: 'de-2020-01-01-ban' is not earlier"],
    ),
    Case(
        "reasoned_withdrawal",
        [
            event("de-2020-01-01-a", withdrawn="2021-01-01"),
            event("de-2020-01-01-b", withdrawn_reason="x"),
        ],
        [
            "log:1: withdrawn: withdrawn and withdrawn_reason go together",
            "log:2: withdrawn: withdrawn and withdrawn_reason go together",
        ],
    ),
    Case(
        "decidable_order",
        [vague("de-2020-a"), vague("de-2020-05-01-b", "permitted", scope="core")],
        [
            "log:2: date: cannot be ordered against 'de-2020-a'; "
            "separate them with not_before or not_after"
        ],
    ),
    Case(
        "decidable_order",
        [vague("de-2020-a"), vague("de-2020-05-b", "permitted", scope="networks")],
        [
            "log:2: date: cannot be ordered against 'de-2020-a'; "
            "separate them with not_before or not_after"
        ],
    ),
    Case(
        "decidable_order",
        [vague("de-2020-a", not_after="2020-05-01"), vague("de-2020-05-01-b", "permitted")],
        [
            "log:2: date: cannot be ordered against 'de-2020-a'; "
            "separate them with not_before or not_after"
        ],
    ),
    Case(
        "explained_return",
        [vague("de-2020-01-01-a"), vague("de-2020-01-03-b", "permitted"), vague("de-2020-01-08-c")],
        ["log:3: note: turns back within days of 'de-2020-01-03-b': say why"],
    ),
    Case(
        "company_ids",
        [event("zz-2020-01-01-a")],
        ["log:1: entity: 'zz': a company's id is never two letters"],
    ),
]

REGISTRY = Catalogue.of(
    [
        Entity("de", "Germany", Kind.COUNTRY),
        Entity("fr", "France", Kind.COUNTRY),
        Entity("zz", "Zz", Kind.COMPANY),
    ]
)


def log_of(*events: Event, file: str = "log") -> Batch:
    return Batch(file, [((file, line), event) for line, event in enumerate(events, 1)], [])


def told(*events: Event, beside: tuple[Event, ...] = ()) -> list[str]:
    return [str(each) for each in check_events([log_of(*events)], REGISTRY, beside, TODAY)]


@pytest.mark.parametrize("case", CASES, ids=[case.check for case in CASES])
def test_a_fault_is_told_with_file_line_and_field(case: Case) -> None:
    assert told(*case.events) == case.told


@pytest.mark.parametrize("case", CASES, ids=[case.check for case in CASES])
def test_each_fault_is_found_by_its_own_check_and_no_other(case: Case) -> None:
    part = log_of(*case.events)
    ledger = Ledger(REGISTRY, (), TODAY)
    each = {check.__name__: list(check(part, Ledger(REGISTRY, (), TODAY))) for check in EACH}
    ledger.enter(part)
    for stated in ledger.stated.values():
        stated.sort()
    across = {check.__name__: list(check(ledger)) for check in ACROSS}
    assert [name for name, found in {**each, **across}.items() if found] == [case.check]


def test_every_check_has_a_case_and_a_reason() -> None:
    checks = (*EACH, *ACROSS)
    assert {case.check for case in CASES} == {check.__name__ for check in checks}
    assert all(check.__doc__ and check.__doc__.endswith(".") for check in checks)


@pytest.mark.parametrize(
    "events",
    [
        [event("de-2020-01-01-context", scope=())],
        [event("de-2026-11-22-today"), event("de-2026-this-year")],
        [event("de-2020-05-05-a", "banned", deadline="2020")],
        [event("de-2020-01-01-a", summary="x" * 240)],
        [vague("de-2020-a"), vague("de-2020-05-01-b")],
        [vague("de-2020-a"), vague("de-2020-05-01-b", "permitted", scope="cables")],
        [
            vague("de-2020-a", not_after="2020-04-30"),
            vague("de-2020-b", "permitted", not_before="2020-05-01"),
        ],
        [vague("de-2020-a"), vague("fr-2020-05-01-b", "permitted")],
        [
            vague("de-2020-a"),
            vague("de-2020-05-01-b", "permitted", withdrawn="2021-01-01", withdrawn_reason="x"),
        ],
        [vague("de-2020-a"), event("de-2020-05-01-b", scope="mobile")],
        [vague("de-2020-01-01-a"), vague("de-2020-01-01-b", "permitted")],
        [vague("de-2020-01-01-a"), vague("de-2020-01-03-b", "permitted"), vague("de-2020-01-09-c")],
        [
            vague("de-2020-01-01-a"),
            vague("de-2020-01-03-b", "permitted", note="A court."),
            vague("de-2020-01-08-c"),
        ],
        [
            vague("de-2020-01-01-a"),
            vague("de-2020-01-03-b", "permitted"),
            vague("de-2020-01-08-c", note="Why."),
        ],
        [BAN, event("de-2020-02-01-b", follows=BAN.id, outcome="moved")],
    ],
)
def test_what_the_codebook_allows_passes(events: list[Event]) -> None:
    assert told(*events) == []


def test_an_own_log_is_held_against_the_bundled_one() -> None:
    """Its ids count as known, its planned dates can be met, its vague events must be separable."""
    met = event("de-2021-01-01-met", follows=BAN.id, outcome="met")
    assert told(met, beside=(BAN,)) == []
    assert told(BAN, beside=(BAN,)) == [
        "log:1: id: 'de-2020-01-01-ban' stands in the bundled log already"
    ]
    open_year = vague("de-2020-other", "permitted")
    assert told(open_year, beside=(BAN,)) == [
        "log:1: date: cannot be ordered against 'de-2020-01-01-ban'; "
        "separate them with not_before or not_after"
    ]
    assert told(event("fr-2020-x", "permitted"), beside=(BAN,)) == []


def test_problems_of_several_logs_come_by_file_and_line() -> None:
    bad = event("de-2020-01-01-a", sources=())
    good, worse = event("de-2020-01-01-b"), event("de-2020-01-01-c", sources=(), summary="x" * 300)
    found = check_events([log_of(good, worse, file="b"), log_of(bad, file="a")], REGISTRY)
    assert [(each.file, each.line, each.field) for each in found] == [
        ("a", 1, "sources"),
        ("b", 2, "sources"),
        ("b", 2, "summary"),
    ]


def test_without_a_day_nothing_lies_in_the_future() -> None:
    assert check_events([log_of(event("de-2999-01-01-a"))], REGISTRY) == []
    assert checks.HASTY_DAYS == 7
