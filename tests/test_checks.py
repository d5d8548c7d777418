"""What the schema cannot say about a log: every fault is told by its place, `file:line: field:`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SOURCE, event, mobile_scopes, partial_dates, stances

from huaweiban import checks
from huaweiban.checks import ACROSS, EACH, Batch, Ledger, check_events
from huaweiban.entities import Catalogue, Entity, Kind
from huaweiban.errors import Level
from huaweiban.events import Action, Event, Outcome, Scope, Source, Stance, spread

TODAY = "2026-11-22"
BAN = event("de-2020-01-01-ban", "banned", deadline="2021", what="removal")
ASKED = event("de-2020-01-01-asked", "undecided")


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
        ["log:2: id: 'de-2020-01-01-a' is already in log:1"],
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
        "known_laws",
        [event("de-2020-01-01-a", laws=("de-1999-no-law",))],
        ["log:1: laws: 'de-1999-no-law' is not in the register of laws"],
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
        [
            "log:1: warning: date: 2026-11-23 is in the future; the event counts from then on",
            "log:2: warning: date: 2027 is in the future; the event counts from then on",
        ],
    ),
    Case(
        "days_of_the_line",
        [
            event("de-2020-01-01-a", added="2999-01-01"),
            event("de-2020-01-01-b", modified="2026-10-31"),
            event("de-2020-01-01-c", modified="2026-11-23"),
            event("de-2020-01-01-d", withdrawn="2026-10-31", withdrawn_reason="x"),
        ],
        [
            "log:1: added: 2999-01-01 is in the future",
            "log:2: modified: 2026-10-31 is before the line was added",
            "log:3: modified: 2026-11-23 is in the future",
            "log:4: withdrawn: 2026-10-31 is before the line was added",
        ],
    ),
    Case(
        "deadline_after_date",
        [event("de-2020-05-05-a", "banned", deadline="2020-04", what="removal")],
        ["log:1: deadline: 2020-04 is before the event"],
    ),
    Case(
        "end_of_something",
        [
            event("de-2020-05-05-a", "banned", until="2020-04"),
            event("de-2020-05-05-b", until="2020-06"),
            BAN,
            event("de-2020-06-05-c", until="2020-07", follows=BAN.id, outcome=Outcome.MET),
        ],
        [
            "log:1: until: 2020-04 is before the event",
            "log:2: until: needs a stance, or the outcome settled",
            "log:4: until: needs a stance, or the outcome settled",
        ],
    ),
    Case(
        "due_is_named",
        [
            event("de-2020-05-05-a", "banned", deadline="2021"),
            event("de-2020-05-05-b", "banned", effective="2021"),
            event("de-2020-05-05-c", "banned", what="removal"),
            event("de-2020-05-05-d", "banned", until="2021", what="removal"),
        ],
        [
            "log:1: warning: what: is missing: say what is due, as a noun phrase",
            "log:2: warning: what: is missing: say what is due, as a noun phrase",
            "log:3: warning: what: is given without a deadline or effective date",
            "log:4: warning: what: is given without a deadline or effective date",
        ],
    ),
    Case(
        "limits_by_decision",
        [
            event("de-2020-05-05-a", "banned", action=Action.CONTRACT),
            event("fr-2020-05-05-b", "restricted", action=Action.MEMORANDUM),
        ],
        [
            "log:1: warning: action: a contract is made with Huawei; "
            "a choice against Huawei is a decision",
            "log:2: warning: action: a memorandum is made with Huawei; "
            "a choice against Huawei is a decision",
        ],
    ),
    Case(
        "full_addresses",
        [
            event("de-2020-01-01-a", sources=(SOURCE, Source(publisher="A", url="https://wiki/x"))),
            event("de-2020-01-01-b", sources=(Source(publisher="A", url="HTTPS://example.org/x"),)),
        ],
        [
            "log:1: warning: sources.1.url: 'https://wiki/x' "
            "is not of the form https://host.example/page",
            "log:2: warning: sources.0.url: 'HTTPS://example.org/x' "
            "is not of the form https://host.example/page",
        ],
    ),
    Case(
        "has_sources",
        [event("de-2020-01-01-a", sources=())],
        ["log:1: sources: an event needs a source"],
    ),
    Case(
        "different_sources",
        [event("de-2020-01-01-a", sources=(SOURCE, SOURCE))],
        ["log:1: warning: sources: the same source is listed twice"],
    ),
    Case(
        "short_summary",
        [event("de-2020-01-01-a", summary="x" * 241)],
        ["log:1: warning: summary: 241 characters; at most 240"],
    ),
    Case(
        "outcome_follows",
        [
            BAN,
            event("de-2020-02-01-b", follows=BAN.id),
            event("de-2020-02-01-c", outcome=Outcome.MET),
        ],
        [
            "log:2: follows: follows and outcome go together",
            "log:3: follows: follows and outcome go together",
        ],
    ),
    Case(
        "follows_a_planned_date",
        [event("de-2020-02-01-b", follows="de-1999", outcome=Outcome.MET)],
        ["log:1: follows: 'de-1999' is not in the log"],
    ),
    Case(
        "follows_a_planned_date",
        [BAN, event("fr-2020-02-01-b", follows=BAN.id, outcome=Outcome.MET)],
        ["log:2: follows: 'de-2020-01-01-ban' belongs to another entity"],
    ),
    Case(
        "follows_a_planned_date",
        [
            event("de-2020-01-01-a", "banned"),
            event("de-2020-02-01-b", follows="de-2020-01-01-a", outcome=Outcome.MET),
        ],
        ["log:2: follows: 'de-2020-01-01-a' sets no planned date"],
    ),
    Case(
        "follows_a_planned_date",
        [BAN, event("de-2019-02-01-b", follows=BAN.id, outcome=Outcome.MET)],
        ["log:2: follows: 'de-2020-01-01-ban' is not earlier"],
    ),
    Case(
        "follows_an_open_question",
        [
            ASKED,
            event("de-2020-02-01-a", follows="de-1999", outcome=Outcome.SETTLED),
            event("fr-2020-02-01-b", follows=ASKED.id, outcome=Outcome.SETTLED),
            event("de-2019-02-01-c", follows=ASKED.id, outcome=Outcome.SETTLED),
        ],
        [
            "log:2: follows: 'de-1999' is not in the log",
            "log:3: follows: 'de-2020-01-01-asked' is not an undecided event of the same entity",
            "log:4: follows: 'de-2020-01-01-asked' is not earlier",
        ],
    ),
    Case(
        "follows_an_open_question",
        [BAN, event("de-2020-02-01-b", follows=BAN.id, outcome=Outcome.SETTLED)],
        ["log:2: follows: 'de-2020-01-01-ban' is not an undecided event of the same entity"],
    ),
    Case(
        "follows_a_planned_date",
        [ASKED, event("de-2020-02-01-b", follows=ASKED.id, outcome=Outcome.MET)],
        ["log:2: follows: 'de-2020-01-01-asked' sets no planned date"],
    ),
    Case(
        "one_outcome",
        [
            BAN,
            event("de-2020-02-01-b", follows=BAN.id, outcome=Outcome.MISSED),
            event("de-2020-03-01-c", follows=BAN.id, outcome=Outcome.MET),
        ],
        [
            "log:3: follows: 'de-2020-01-01-ban' already has an outcome: 'de-2020-02-01-b'",
        ],
    ),
    Case(
        "reasoned_withdrawal",
        [
            event("de-2020-01-01-a", withdrawn="2026-11-01"),
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
            "log:2: date: cannot be put in order with 'de-2020-a'; "
            "separate them with not_before or not_after"
        ],
    ),
    Case(
        "decidable_order",
        [vague("de-2020-a"), vague("de-2020-05-b", "permitted", scope="networks")],
        [
            "log:2: date: cannot be put in order with 'de-2020-a'; "
            "separate them with not_before or not_after"
        ],
    ),
    Case(
        "decidable_order",
        [vague("de-2020-a", not_after="2020-05-01"), vague("de-2020-05-01-b", "permitted")],
        [
            "log:2: date: cannot be put in order with 'de-2020-a'; "
            "separate them with not_before or not_after"
        ],
    ),
    Case(
        "one_word_at_a_time",
        [event("de-2020-01-01-a", "banned"), event("de-2020-01-01-b", "permitted", scope="mobile")],
        [
            "log:2: stance: contradicts 'de-2020-01-01-a'; "
            "they share day, scope and action, and only one can be right"
        ],
    ),
    Case(
        "explained_opening",
        [
            event("de-2020-01-01-a", "restricted", until="2022"),
            event("de-2021-01-01-b", "restricted", until="2023"),
            event("de-2022-05-01-c", "restricted"),
        ],
        [
            "log:3: warning: until: is missing: 'de-2021-01-01-b' ends on 2023-12-31, "
            "and this event keeps it open; say why"
        ],
    ),
    Case(
        "explained_return",
        [vague("de-2020-01-01-a"), vague("de-2020-01-03-b", "permitted"), vague("de-2020-01-08-c")],
        ["log:3: warning: note: reverses 'de-2020-01-03-b' within days: say why"],
    ),
    Case(
        "company_ids",
        [event("zz-2020-01-01-a")],
        ["log:1: entity: 'zz': a company's id must not be two letters"],
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
        [event("de-2020-05-05-a", "banned", deadline="2020", what="removal")],
        [event("de-2020-05-05-a", "banned", effective="2020", what="removal", until="2020-05")],
        [event("de-2020-05-05-a", "permitted", action=Action.CONTRACT)],
        [event("de-2020-01-01-a", modified="2026-11-22"), event("de-2020-01-01-b", scope=())],
        [ASKED, event("de-2020-02-01-b", follows=ASKED.id, outcome=Outcome.SETTLED)],
        [
            ASKED,
            event("de-2020-02-01-b", follows=ASKED.id, outcome=Outcome.SETTLED, until="2021"),
            event("de-2020-03-01-c", follows=ASKED.id, outcome=Outcome.SETTLED),
        ],
        [
            BAN,
            event("de-2020-02-01-b", follows=BAN.id, outcome=Outcome.MISSED),
            event(
                "de-2020-03-01-c",
                follows=BAN.id,
                outcome=Outcome.MET,
                withdrawn="2026-11-02",
                withdrawn_reason="A mistake.",
            ),
        ],
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
            vague("de-2020-05-01-b", "permitted", withdrawn="2026-11-02", withdrawn_reason="x"),
        ],
        [vague("de-2020-a"), event("de-2020-05-01-b", scope="mobile")],
        # The broader scope, the weaker action and the earlier day come first.
        [vague("de-2020-01-01-a"), vague("de-2020-01-01-b", "permitted", scope="core")],
        [
            vague("de-2020-01-01-a", action=Action.STATEMENT),
            vague("de-2020-01-01-b", "permitted", action=Action.LAW),
        ],
        [vague("de-2020-01-01-a"), vague("de-2020-01-01-b", "permitted", scope="cables")],
        [vague("de-2020-01-01-a"), vague("de-2020-01-01-b")],
        # An end that has passed, another stance between, or another scope: nothing is kept open.
        [
            event("de-2020-01-01-a", "restricted", until="2020-06"),
            event("de-2020-07-01-b", "restricted"),
        ],
        [
            event("de-2020-01-01-a", "restricted", until="2022"),
            event("de-2020-07-01-b", "banned"),
            event("de-2021-01-01-c", "restricted"),
        ],
        [
            event("de-2020-01-01-a", "restricted", until="2022"),
            event("de-2020-07-01-b", "restricted", scope="core"),
        ],
        # It was open before, or is said to be.
        [
            event("de-2019-01-01-a", "restricted"),
            event("de-2020-01-01-b", "restricted", until="2022"),
            event("de-2020-07-01-c", "restricted"),
        ],
        [
            event("de-2020-01-01-a", "restricted", until="2022"),
            event("de-2020-07-01-b", "restricted", note="Renewed without a term."),
        ],
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
        [BAN, event("de-2020-02-01-b", follows=BAN.id, outcome=Outcome.MOVED)],
    ],
)
def test_what_the_codebook_allows_passes(events: list[Event]) -> None:
    assert told(*events) == []


def test_an_own_log_is_held_against_the_bundled_one() -> None:
    """Its ids count as known, its planned dates can be met, its vague events must be separable."""
    met = event("de-2021-01-01-met", follows=BAN.id, outcome=Outcome.MET)
    assert told(met, beside=(BAN,)) == []
    assert told(BAN, beside=(BAN,)) == [
        "log:1: id: 'de-2020-01-01-ban' is already in the bundled log"
    ]
    open_year = vague("de-2020-other", "permitted")
    assert told(open_year, beside=(BAN,)) == [
        "log:1: date: cannot be put in order with 'de-2020-01-01-ban' of the bundled log; "
        "separate them with not_before or not_after"
    ]
    assert told(event("fr-2020-x", "permitted"), beside=(BAN,)) == []
    assert told(event("de-2020-01-01-x", "permitted"), beside=(BAN,)) == [
        "log:1: stance: contradicts 'de-2020-01-01-ban' of the bundled log; "
        "they share day, scope and action, and only one can be right"
    ]
    assert told(met, beside=(BAN, replace(met, id="de-2021-01-02-b"))) == [
        "log:1: follows: 'de-2020-01-01-ban' already has an outcome: 'de-2021-01-02-b' "
        "in the bundled log"
    ]


def test_two_bundled_events_are_never_an_own_logs_problem() -> None:
    beside = (
        vague("de-2020-a"),
        vague("de-2020-b", "permitted"),
        event("de-2021-01-01-c", "banned"),
        event("de-2021-01-01-d", "permitted"),
    )
    assert told(event("fr-2020-x", "permitted"), beside=beside) == []


def test_a_release_that_leaves_an_own_line_undecidable_is_named_as_the_cause() -> None:
    line = vague("de-2020-mine", "permitted", added="2026-11-01")
    newer = replace(BAN, added="2026-11-20")
    ledger = Ledger(REGISTRY, (newer,), TODAY, "2026.11.21")
    ledger.enter(log_of(line))
    (problem,) = ledger.close()
    assert problem.text == (
        "cannot be put in order with 'de-2020-01-01-ban' of the bundled log of 2026.11.21, which "
        "added it on 2026-11-20, after this line; separate them with not_before or not_after"
    )
    corrected = replace(BAN, added="2026-01-01", modified="2026-11-20")
    assert "2026-11-20, after this line" in told(line, beside=(corrected,))[0]
    assert "after this line" not in told(line, beside=(replace(BAN, added="2026-11-01"),))[0]


def test_a_fault_of_one_entity_refuses_that_one_alone() -> None:
    """What the others hold does not depend on it; a warning refuses nobody."""
    ledger = Ledger(REGISTRY, (), TODAY)
    ledger.enter(
        log_of(
            vague("de-2020-a"),
            vague("de-2020-05-01-b", "permitted"),
            event("fr-2020-01-01-c", "banned", summary="x" * 300),
        )
    )
    ledger.close()
    assert [*ledger.refused] == ["de"]
    assert (ledger.faults, ledger.total(Level.FAULT), ledger.warnings) == (0, 1, 1)
    ledger = Ledger(REGISTRY, (), TODAY)
    ledger.enter(log_of(event("fr-2020-01-01-c", sources=())))
    ledger.close()
    assert (ledger.faults, ledger.refused) == (1, {})


@pytest.mark.parametrize("stances", [("banned",), ("banned", "permitted")], ids=["alike", "apart"])
def test_the_order_check_is_linear(stances: tuple[str, ...]) -> None:
    """Twice the undated events of one entity take twice the calls, and not four times."""

    def calls(count: int) -> int:
        events = [
            vague(f"de-2020-n{number}", stances[number % len(stances)]) for number in range(count)
        ]
        ledger = Ledger(REGISTRY, (), TODAY)
        ledger.enter(log_of(*events))
        made = 0

        def counting(*_: object) -> None:
            nonlocal made
            made += 1

        before = sys.getprofile()
        sys.setprofile(counting)
        try:
            found = ledger.close()
        finally:
            sys.setprofile(before)
        assert bool(found) == (len(stances) > 1)
        assert ledger.total(Level.FAULT) <= count
        return made

    assert calls(800) < 2.5 * calls(400)


def test_every_undecidable_line_but_the_first_is_reported() -> None:
    """However many events a line clashes with, it is one problem."""
    clash = [vague("de-2020-a"), *(vague(f"de-2020-05-0{n}-b", "permitted") for n in range(1, 5))]
    assert [each.split(":")[1] for each in told(*clash)] == ["2", "3", "4", "5"]
    assert [each.split(":")[1] for each in told(*clash[::-1])] == ["5"]


@given(st.lists(st.tuples(partial_dates, stances, mobile_scopes), max_size=12))
def test_an_order_is_refused_where_one_pair_is_undecidable(
    drawn: list[tuple[str, Stance, tuple[Scope, ...]]],
) -> None:
    """The linear check finds a fault exactly where comparing all pairs does."""
    events = [
        event(f"de-{date}-{number}", stance, date=date, scope=scope)
        for number, (date, stance, scope) in enumerate(drawn)
    ]

    def undecidable(one: Event, two: Event) -> bool:
        meet = set(spread(one.scope)) & set(spread(two.scope))
        vague = len(one.date) < 10 or len(two.date) < 10
        overlap = one.first <= two.last and two.first <= one.last
        return bool(meet and vague and overlap and one.stance is not two.stance)

    ledger = Ledger(REGISTRY, (), TODAY)
    ledger.enter(log_of(*events))
    for stated in ledger.stated.values():
        stated.sort()
    blamed = {problem.line for problem in checks.decidable_order(ledger)}
    pairs = [(a, b) for a in range(len(events)) for b in range(a + 1, len(events))]
    clashing = {b + 1 for a, b in pairs if undecidable(events[a], events[b])}
    assert blamed <= clashing
    assert bool(blamed) == bool(clashing)


def test_what_is_reported_is_capped_and_counted() -> None:
    ledger = Ledger(REGISTRY, (), TODAY)
    many = [event(f"de-2020-01-01-n{n}", summary="x" * 300, sources=()) for n in range(5000)]
    for start in range(0, len(many), 500):
        places = enumerate(many[start : start + 500], start + 1)
        ledger.enter(Batch("log", [(("log", line), each) for line, each in places], []))
    found = ledger.close()
    assert (ledger.total(Level.FAULT), ledger.warnings) == (5000, 5000)
    assert checks.KEPT <= len(found) / 2 <= 2 * checks.KEPT
    assert [each.line for each in found[:4]] == [1, 1, 2, 2]


def test_a_long_id_is_cut_in_a_message() -> None:
    long = "x" * 10_000
    for line in told(event(f"de-2020-01-01-{long}", related=(long,), follows=long, outcome="met")):
        assert len(line) < 200


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
    assert check_events([log_of(event("de-2999-01-01-a", added="2999-01-01"))], REGISTRY) == []
    assert checks.HASTY_DAYS == 7
