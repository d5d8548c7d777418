"""The register of laws: its records, its checks, and what answers say of instruments."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, Ask
from hypothesis import given
from hypothesis import strategies as st
from strategies import SOURCE, days, event, partial_dates
from test_counting import COUNT

from huaweiban import bundled, law_checks
from huaweiban.bundled import data_file
from huaweiban.dates import last_day
from huaweiban.entities import Catalogue
from huaweiban.events import Event, Scope
from huaweiban.law_checks import Shelf, check_laws
from huaweiban.laws import (
    Binds,
    Law,
    LawKind,
    Reach,
    State,
    Suspension,
    Term,
    beneath,
    in_force,
    line,
    state,
    unused_powers,
    used,
)
from huaweiban.log import Log, Logs, Opener
from huaweiban.register import Register
from huaweiban.validation import register_lines
from huaweiban.views import deadlines, status
from huaweiban.views import laws as views

LAWS = bundled.laws()
DAY = bundled.about().data_version.replace(".", "-")


def law(id: str = "de-2020-act", **more: Any) -> Law:
    """An instrument of Germany; what is not given is a power on mobile networks, in force."""
    given = {
        "entity": "de",
        "title": "An act",
        "kind": LawKind.ACT,
        "reach": Reach.POWER,
        "scope": (Scope.MOBILE,),
        "summary": "Lets a minister act.",
        "adopted": "2020-01-01",
        "sources": (SOURCE,),
        "added": "2026-11-28",
    }
    return Law(id=id, **{**given, **more})


laws = st.builds(
    law,
    kind=st.sampled_from(list(LawKind)),
    reach=st.sampled_from(list(Reach)),
    adopted=st.one_of(st.none(), partial_dates),
    effective=st.one_of(st.none(), partial_dates),
    until=st.one_of(st.none(), partial_dates),
    suspended=st.one_of(st.none(), st.builds(Suspension, since=partial_dates, until=partial_dates)),
)


def log_of(events: list[Event], *instruments: Law) -> Log:
    """A log of Germany alone, with a register."""

    def read(entities: Any, ids: Any) -> list[Law]:
        every = entities is None
        return [each for each in instruments if every or each.entity in entities or each.id in ids]

    titles = {each.id: each.title for each in instruments}
    register = Register(read, lambda: titles)
    return Log({"de": events}, bundled.registry(), ["bundled"], {}, laws=register)


def held(log: Log, day: str = "2021-01-01") -> Any:
    row = log.registry.get("de")
    assert row
    return status.statuses(log, [row], status.Filters(unknown_too=True), day)[0]


# The state on a day.


@given(laws, st.lists(days, min_size=2, max_size=6).map(sorted))
def test_an_instrument_never_comes_back_from_its_end_nor_before_its_beginning(
    each: Law, on: list[str]
) -> None:
    found = [state(each, day) for day in on]
    for earlier, later in pairwise(found):
        assert later is not None or earlier is None
        assert earlier is not State.ENDED or later is State.ENDED
        assert later is not State.ADOPTED or earlier in (None, State.ADOPTED)


@given(laws, days)
def test_what_binds_has_begun_and_is_no_bill(each: Law, day: str) -> None:
    if in_force(each, day):
        assert each.kind is not LawKind.BILL
        assert last_day(each.effective or each.adopted or "9999") <= day
        assert each.until is None or day <= last_day(each.until)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-12-31", None),
        ("2020-01-01", State.ADOPTED),
        ("2020-05-31", State.ADOPTED),
        ("2020-06-01", State.IN_FORCE),
        ("2020-07-31", State.IN_FORCE),
        ("2020-08-01", State.SUSPENDED),
        ("2020-08-31", State.SUSPENDED),
        ("2020-09-01", State.IN_FORCE),
        ("2021-12-31", State.IN_FORCE),
        ("2022-01-01", State.ENDED),
    ],
)
def test_the_state_follows_from_the_dates(day: str, expected: State | None) -> None:
    each = law(effective="2020-06-01", suspended=Suspension(since="2020-08", until="2020-08"),
               until="2021")  # fmt: skip
    assert state(each, day) is expected


def test_without_a_day_of_effect_the_adoption_counts_once_it_is_over() -> None:
    assert state(law(adopted="2020-03"), "2020-03-30") is State.ADOPTED
    assert state(law(adopted="2020-03"), "2020-03-31") is State.IN_FORCE


def test_a_draft_stays_a_bill_and_a_withdrawn_instrument_is_none() -> None:
    assert state(law(kind=LawKind.BILL), "2025-01-01") is State.BILL
    assert state(law(withdrawn="2021-01-01", withdrawn_reason="A slip."), "2025-01-01") is None


# Powers.


def test_a_power_is_used_by_what_is_made_under_it_and_names_huawei() -> None:
    power = law()
    rule = law("de-2020-rule", reach=Reach.CRITERIA, under=power.id)
    order = law("de-2021-order", kind=LawKind.ORDER, reach=Reach.NAMES, under=rule.id,
                adopted="2021-06-01")  # fmt: skip
    every = [order, rule, power]
    assert {each.id for each in beneath(power, every)} == {rule.id, order.id}
    assert not used(power, every, "2021-05-31")
    assert used(power, every, "2021-06-01")
    assert unused_powers(every, "2021-05-31") == [power]
    assert unused_powers(every, "2021-06-01") == []
    bill = replace(order, kind=LawKind.BILL)
    assert not used(power, [bill, rule, power], "2022-01-01")


def test_a_circle_of_powers_is_walked_once() -> None:
    one, two = law("de-2020-a", under="de-2020-b"), law("de-2020-b", under="de-2020-a")
    assert {each.id for each in beneath(one, [one, two])} == {one.id, two.id}


def test_status_names_the_instruments_of_deciding_events_that_are_in_force() -> None:
    power = law(reach=Reach.CRITERIA)
    ended = law("de-2019-ended", adopted="2019-01-01", until="2020-06-01", reach=Reach.NAMES)
    ban = event("de-2020-02-01-a", "banned", laws=(power.id, ended.id))
    found = held(log_of([ban], power, ended))
    assert found["scopes"][Scope.CORE]["laws"] == [power.id]
    assert [each["law"] for each in found["instruments"]] == [power.id]
    early = held(log_of([ban], power, ended), "2020-03-01")
    assert early["scopes"][Scope.CORE]["laws"] == [ended.id, power.id], "the most direct first"


def test_where_the_deciding_events_name_none_the_acts_of_the_run_do() -> None:
    power = law(reach=Reach.CRITERIA)
    begun = event("de-2020-02-01-a", "banned")
    act = event("de-2020-03-01-b", "banned", laws=(power.id,))
    newest = event("de-2020-04-01-c", "banned")
    found = held(log_of([begun, act, newest], power))
    assert found["scopes"][Scope.RAN]["laws"] == [power.id]
    assert (
        held(log_of([begun, act, newest], power), "2020-02-15")["scopes"][Scope.RAN]["laws"] == []
    )


def test_a_power_stands_where_it_is_about_even_without_a_stance() -> None:
    power = law(scope=(Scope.CORE, Scope.ENERGY))
    undecided = event("de-2020-02-01-a", "undecided")
    found = held(log_of([undecided], power))
    assert found["powers"] == [power.id]
    assert found["scopes"][Scope.CORE]["powers"] == [power.id]
    assert found["scopes"][Scope.RAN]["powers"] == []
    assert held(log_of([], power))["powers"] == [power.id]


@pytest.mark.parametrize(("action", "expected"), [("law", True), ("ruling", False)])
def test_a_ruling_that_limits_uses_the_power_and_a_law_repeats_it(
    action: str, expected: bool
) -> None:
    from huaweiban.events import Action

    power = law()
    act = event("de-2020-02-01-a", "restricted", action=Action(action), laws=(power.id,))
    assert (power.id in held(log_of([act], power))["powers"]) is expected


def test_terms_that_wait_stand_at_the_end_and_only_where_in_force() -> None:
    waits = Term(what="gear out", span="7y", counted_from="the decision")
    dated = Term(what="gear out", date="2030", span="7y", counted_from="the decision")
    power = law(terms=(waits, dated))
    draft = law("de-2020-bill", kind=LawKind.BILL, terms=(waits,))
    planned = event("de-2020-02-01-a", "banned", deadline="2025-01-01", what="all gone")
    log = log_of([planned], power, draft)
    found = deadlines.deadlines(log, "2021-01-01")
    assert [(each["date"], each["law"], each["status"]) for each in found] == [
        ("2025-01-01", None, "ahead"),
        (None, power.id, "waiting"),
    ]
    assert (found[1]["span"], found[1]["counted_from"]) == ("7y", "the decision")
    assert len(deadlines.deadlines(log, "2021-01-01", window=(None, "2026-01-01"))) == 1


# The list.


def test_a_list_keeps_scope_reach_and_day() -> None:
    log = Opener(Logs()).everything()
    mobile = views.laws(log, views.LawFilters(scopes=(Scope.MOBILE,)), DAY)
    assert {each["id"] for each in mobile} == {
        each.id
        for each in LAWS
        if {Scope.NETWORKS, Scope.MOBILE, Scope.CORE, Scope.RAN} & {*each.scope}
        and not each.withdrawn
    }
    powers = views.laws(log, views.LawFilters(reaches=(Reach.POWER,)), DAY)
    assert powers and all(each["reach"] is Reach.POWER for each in powers)
    then = views.laws(log, views.LawFilters(), "2015-01-01")
    assert then and all((each["adopted"] or each["effective"] or "") <= "2015" for each in then)


# The bundled register.


def test_the_bundled_register_gives_every_line_the_value_that_validation_gives() -> None:
    shelf, problems = register_lines(data_file("laws.jsonl"))
    assert problems == []
    assert [each for _, each in shelf] == LAWS
    text = data_file("laws.jsonl").read_text(encoding="utf-8")
    assert "".join(map(line, LAWS)) == text
    assert bundled.law_titles() == {each.id: each.title for each in LAWS}


def test_instruments_are_found_by_entity_and_by_id() -> None:
    german = [each for each in LAWS if each.entity == "de"]
    assert german and bundled.laws({"de"}) == german
    assert bundled.laws((), (german[0].id,)) == [german[0]]
    assert bundled.laws(("de", "fr"), (german[0].id,)) == [
        each for each in LAWS if each.entity in ("de", "fr")
    ]
    assert bundled.laws((), ("no-such-law",)) == []
    register = bundled.register({"de"})
    assert register.of("de") == german
    assert register.of("fr") == []
    other = next(each for each in LAWS if each.entity == "fr")
    assert register.get(other.id) == other
    assert register.get("no-such-law") is None
    assert register.title("no-such-law") == "no-such-law"


def test_many_ids_are_found_in_one_reading() -> None:
    register = bundled.register(())
    assert [register.get(each.id) for each in LAWS] == LAWS
    assert register.get("no-such-law") is None


def test_status_of_one_makes_records_of_its_own_instruments_only() -> None:
    """Germany's lines and those that its events tell of, of all the register."""
    script = COUNT.replace("events import Event", "laws import Law as Event")
    done = subprocess.run(
        [sys.executable, "-c", script, "status", "germany", "--json"],
        capture_output=True, cwd=DATA, check=True, timeout=60, text=True,
    )  # fmt: skip
    made = int(done.stderr.splitlines()[-1].split()[3])
    assert made == len(bundled.laws({"de"}))


# The checks.


def problems(
    *shelf: Law, events: list[Event] | None = None, today: str = "2026-11-28"
) -> list[str]:
    placed = [(("laws.jsonl", number), each) for number, each in enumerate(shelf, 1)]
    told = [(("events.jsonl", number), each) for number, each in enumerate(events or [], 1)]
    registry: Catalogue = bundled.registry()
    return [str(each) for each in check_laws(Shelf(placed, told, registry, today))]


@pytest.mark.parametrize(
    ("shelf", "expected"),
    [
        ([law(), law()], "2: id: 'de-2020-act' is already in laws.jsonl:1"),
        ([law(entity="nowhere")], "1: entity: 'nowhere' is not in the registry"),
        ([law(under="de-1900-x")], "1: under: 'de-1900-x' is not in the register"),
        ([law(under="de-2020-act")], "1: under: 'de-2020-act' is its own parent"),
        ([law(scope=())], "1: scope: an instrument needs a scope"),
        ([law(adopted=None)], "1: adopted: an instrument needs a day, adopted or effective"),
        ([law(adopted="2027")], "1: adopted: 2027 is in the future"),
        ([law(until="2019")], "1: until: 2019 is before the instrument"),
        (
            [law(suspended=Suspension(since="2021-02", until="2021-01"))],
            "1: suspended: no day lies between 2021-02 and its end",
        ),
        (
            [law(terms=(Term(what="x"),))],
            "1: terms.0: a term needs a date, or a span and counted_from",
        ),
        (
            [law(terms=(Term(what="x", span="7y"),))],
            "1: terms.0: span and counted_from go together",
        ),
        ([law(sources=())], "1: sources: an instrument needs a source"),
        ([law(sources=(SOURCE, SOURCE))], "1: sources: the same source is listed twice"),
        ([law(summary="x" * 201)], "1: summary: 201 characters; at most 200"),
        ([law(withdrawn="2026-11-28")], "1: withdrawn: withdrawn and withdrawn_reason go together"),
    ],
)
def test_each_fault_is_told_with_line_and_field(shelf: list[Law], expected: str) -> None:
    assert problems(*shelf) == [f"laws.jsonl:{expected}"]


def test_a_sound_register_has_no_problem_and_no_check_is_forgotten() -> None:
    assert problems(law()) == []
    named = {
        name for name, each in vars(law_checks).items()
        if callable(each) and getattr(each, "__module__", "") == law_checks.__name__
        and not name.startswith("_") and name not in ("Shelf", "check_laws")
    }  # fmt: skip
    assert {each.__name__ for each in law_checks.CHECKS} == named


@pytest.mark.parametrize(
    ("effective", "agrees"),
    [("2020-06-01", True), ("2020-06", True), ("2021-01-01", True), ("2020-07-01", False)],
)
def test_log_and_register_agree_on_the_day_of_effect_or_a_term(
    effective: str, agrees: bool
) -> None:
    each = law(effective="2020-06-01", terms=(Term(what="x", date="2021"),))
    told = event("de-2020-01-01-a", "banned", effective=effective, what="x", laws=(each.id,))
    assert (problems(each, events=[told]) == []) is agrees
    assert problems(each, events=[replace(told, laws=(each.id, "de-2020-b"))]) == []


def test_an_own_event_may_point_to_the_register_and_to_nothing_else(
    ask: Ask, tmp_path: Path
) -> None:
    row = {
        "id": "de-2020-01-01-a", "entity": "de", "date": "2020-01-01", "summary": "A step.",
        "action": "decision", "actor": "government", "laws": [LAWS[0].id],
        "sources": [{"publisher": "A paper"}], "added": "2026-01-01",
    }  # fmt: skip
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert ask("validate", str(path)).code == 0
    path.write_text(json.dumps({**row, "laws": ["de-1900-x"]}) + "\n", encoding="utf-8")
    told = ask("validate", str(path))
    assert told.code == 4
    assert "laws: 'de-1900-x' is not in the register of laws" in told.out


# The command.


def results(ask: Ask, *arguments: str) -> list[dict[str, Any]]:
    told = ask(*arguments, "--json")
    assert told.code == 0, told.err
    found: list[dict[str, Any]] = json.loads(told.out)["results"]
    return found


def test_laws_of_a_name_are_listed_and_one_is_told_in_full(ask: Ask) -> None:
    listed = results(ask, "laws", "germany")
    assert {each["id"] for each in listed} == {each.id for each in LAWS if each.entity == "de"}
    full = ask("laws", "de-2025-bsig-section-41")
    assert full.code == 0
    for words in ("BGBl. 2025 I No. 301", "section 41", "power, not used against Huawei", "source"):
        assert words in full.out
    both = results(ask, "laws", "de-2025-bsig-section-41", "pl-2026-ksc-high-risk-vendor")
    assert [each["id"] for each in both] == [
        "de-2025-bsig-section-41", "pl-2026-ksc-high-risk-vendor"
    ]  # fmt: skip


def test_a_mistyped_id_is_suggested_and_an_unknown_name_refused(ask: Ask) -> None:
    told = ask("laws", "de-2025-bsig-section-4")
    assert (told.code, told.out) == (3, "")
    assert "Did you mean 'de-2025-bsig-section-41'?" in told.err
    assert ask("laws", "nosuchplace").code == 3


@pytest.mark.parametrize("format", ["plain", "jsonl", "csv", "md", "cite"])
def test_every_format_has_a_record_for_each_instrument(ask: Ask, format: str) -> None:
    told = ask("laws", "poland", "--format", format)
    assert told.code == 0, told.err
    for each in bundled.laws({"pl"}):
        assert each.title in told.out


def test_a_register_is_no_part_of_an_own_log_that_is_asked_alone(own: Ask) -> None:
    found = results(own, "status", "germany")[0]
    assert (found["powers"], found["instruments"]) == ([], [])
    assert all(each["date"] for each in results(own, "deadlines"))


def test_bindings_and_closed_sets_are_those_of_the_codebook() -> None:
    text = (data_file("..") / "docs" / "codebook.md").read_text(encoding="utf-8")
    section = text.partition("\n## Laws\n")[2].partition("\n## ")[0]
    for each in (*LawKind, *Reach, *Binds):
        assert f"`{each}`" in section
