"""`check`: whether the names on a list hold what is allowed."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pytest
from asking import results
from conftest import Ask
from hypothesis import given
from hypothesis import strategies as st
from own_log import line, written
from strategies import DAYS, covered_logs, event, law, logs, stances

from huaweiban.entities import Catalogue, Entity, Kind
from huaweiban.events import Action, Event, Scope, Stance, order, spread
from huaweiban.evidence import Caution
from huaweiban.log import Limits, Log
from huaweiban.results import CheckResult
from huaweiban.stances import position
from huaweiban.views.check import Terms, verdict


@pytest.mark.parametrize(
    ("arguments", "code", "passed"),
    [
        (["no"], 0, [True]),
        (["no", "se"], 1, [True, False]),
        (["se", "--allow", "banned"], 0, [True]),
        (["va"], 1, [False]),
        (["va", "--allow", "permitted,none"], 0, [True]),
        (["us", "--scope", "supply", "--allow", "restricted"], 0, [True]),
        (["us", "--scope", "supply", "--scope", "fixed", "--allow", "restricted"], 1, [False]),
        (["de", "--scope", "core", "--allow", "restricted"], 1, [False]),
        (["de", "--scope", "mobile", "--allow", "restricted"], 0, [True]),
        (["de", "--scope", "mobile", "--scope", "core", "--allow", "restricted"], 1, [False]),
        (["de", "--as-of", "2019", "--allow", "undecided"], 0, [True]),
    ],
)
def test_a_check_says_yes_or_no(own: Ask, arguments, code: int, passed: list[bool]) -> None:
    assert own("check", *arguments).code == code
    assert [each["passed"] for each in results(own, "check", *arguments)] == passed


@given(logs(), st.lists(st.sampled_from(Scope), max_size=3, unique=True), stances)
def test_a_check_judges_by_the_words_that_are_shown(
    events: list[Event], scopes: list[Scope], allowed: Stance
) -> None:
    """A scope's word is the map's, the headline without one; what it rests on is told with it."""
    entity = Entity("de", "Germany", Kind.COUNTRY)
    log = Log({"de": events}, Catalogue.of([entity]), [], {})
    held = position(events, "2020-03-01")
    words = [held.holding([scope]) for scope in scopes] or [held.holding([])]
    told = verdict(log, entity, "de", Terms([allowed], False, scopes), "2020-03-01")
    assert told["passed"] == all(word and word[0] is allowed for word in words)
    assert (told["stance"] and (told["stance"], told["scope"])) in words
    if told["stance"] is None:
        assert (told["event"], told["confirmed_by"]) == (None, None)
    else:
        cells = [held.cells[each] for each in spread([told["scope"]]) if each in held.cells]
        (reason,) = {cell.began for cell in cells if cell.began.id == told["event"]}
        weaker = {told["stance"], Stance.BANNED if told["stance"] == "restricted" else None}
        assert reason.stance in weaker
        assert told["confirmed_by"] == max((cell.newest for cell in cells), key=order).id


def test_the_event_of_a_check_is_the_one_that_status_names(own: Ask) -> None:
    (told,) = results(own, "check", "de", "--scope", "core")
    (held,) = results(own, "status", "de")
    assert [told["event"]] == held["scopes"]["core"]["decided_by"][:1]
    assert told["confirmed_by"] == held["scopes"]["core"]["decided_by"][-1] != told["event"]


def test_an_unknown_name_never_passes_a_check(own: Ask) -> None:
    told = own("check", "no", "germny", "--json")
    assert told.code == 3
    rows = json.loads(told.out)["results"]
    assert [(each["asked"], each["entity"], each["passed"]) for each in rows] == [
        ("no", "no", True), ("germny", None, False)
    ]  # fmt: skip
    assert "Did you mean Germany (de)?" in rows[1]["reason"]
    assert told.err == f"{rows[1]['reason']}\n"


def test_a_check_tells_who_else_bears_a_name(own: Ask) -> None:
    told = own("check", "bt", "BT", "--json")
    assert told.err == own("status", "bt", "BT").err != ""
    assert [each["entity"] for each in json.loads(told.out)["results"]] == ["bt", "bt"]


def test_an_empty_cell_is_told_by_its_place_and_does_not_pass(own: Ask, tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("name;country\na;no\nb;\nc;Norway\nd; \n", encoding="utf-8")
    told = own("check", str(path), "--column", "Country", "--json")
    rows = json.loads(told.out)["results"]
    assert [(each["asked"], each["passed"]) for each in rows] == [
        ("no", True), ("", False), ("Norway", True), ("", False)
    ]  # fmt: skip
    assert told.err.splitlines() == [f"{path}:{line}: empty cell" for line in (3, 5)]
    assert [rows[1]["reason"], rows[3]["reason"]] == told.err.splitlines()
    assert told.code == 3


def test_where_nothing_is_checked_nothing_passes(own: Ask, tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("country\n", encoding="utf-8")
    told = own("check", str(path), "--column", "country")
    assert (told.code, told.out, told.err) == (2, "", "nothing to check: no name was given\n")


@pytest.mark.parametrize("allow", [" ", ","])
def test_a_check_that_allows_nothing_is_refused(own: Ask, allow: str) -> None:
    told = own("check", "no", "--allow", allow)
    words = "choose from banned, restricted, permitted, undecided, none"
    assert (told.code, told.out, told.err) == (2, "", f"--allow: no stance given; {words}\n")


def test_stronger_evidence_only_leaves_the_weaker_out(own: Ask) -> None:
    (weak,) = results(own, "status", "nl")
    (strong,) = results(own, "status", "nl", "--min-action", "law")
    assert (weak["stance"], strong["stance"]) == ("restricted", "undecided")
    (old,) = results(own, "status", "nl", "--max-age", "3y")
    assert old["stance"] is None


# Each condition can turn a pass into a failure, never a failure into a pass.

B, R, P, U = Stance
CountryLog = tuple[list[Event], frozenset[str]]
TERMS = Terms([P], False, ())
PLACE = Entity("de", "Germany", Kind.COUNTRY)


def judged(
    events: list[Event], terms: Terms, day: str, unseen: Collection[str] = (), of: Entity = PLACE
) -> CheckResult:
    log = Log({of.id: events}, Catalogue.of([of]), [], {}, unseen=frozenset(unseen))
    return verdict(log, of, of.id, terms, day)


limits = st.builds(
    Limits, st.sampled_from([None, *Action]), st.sampled_from([None, "2020-01-05", "2020-01-10"])
)
terms = st.builds(
    Terms,
    st.sets(stances),
    st.booleans(),
    st.lists(st.sampled_from(Scope), max_size=2, unique=True),
    limits,
    st.booleans(),
    st.sampled_from([None, *DAYS]),
    st.booleans(),
)


@st.composite
def tightened(draw: st.DrawFn, given: Terms) -> Terms:
    """Terms with more conditions, and with fewer stances allowed."""
    horizon = draw(st.sampled_from([None, *DAYS]))
    return given._replace(
        allowed={each for each in given.allowed if draw(st.booleans())},
        none_allowed=given.none_allowed and draw(st.booleans()),
        scopes=[*given.scopes, *(draw(st.sets(st.sampled_from(Scope))) if given.scopes else ())],
        limits=draw(limits) if given.limits.is_open else given.limits,
        strict=given.strict or draw(st.booleans()),
        horizon=max(filter(None, (given.horizon, horizon)), default=None),
        outdated=given.outdated or draw(st.booleans()),
    )


@law
@given(covered_logs(), terms, st.data(), st.sampled_from(DAYS))
def test_a_condition_never_turns_a_failure_into_a_pass(
    log: CountryLog, wide: Terms, data: st.DataObject, day: str
) -> None:
    events, unseen = log
    narrow = data.draw(tightened(wide))
    if judged(events, narrow, day, unseen)["passed"]:
        assert judged(events, wide, day, unseen)["passed"]


@law
@given(covered_logs(), terms, st.sampled_from(DAYS))
def test_a_check_passes_what_is_allowed_and_says_why_else(
    log: CountryLog, asked: Terms, day: str
) -> None:
    found = judged(log[0], asked, day, log[1])
    if found["passed"]:
        assert found["reason"].startswith(str(found["stance"] or "no position on record"))
        assert asked.passes(found["stance"])
        assert Caution.END_UNSEEN not in found["cautions"]
        assert not (asked.strict and (found["cautions"] or asked.outdated))
    assert found["due"] is None or not found["passed"]


AUSTRALIA = line("au-2018-08-23-ban", "2018-08-23", "banned")
GERMANY = line(
    "de-2024-07-11-plan", "2024-07-11", "restricted", "ran",
    deadline="2029-12-31", what="replacement of management functions in access networks",
)  # fmt: skip
IRAQ = line("iq-2013-05-01-promise", "2013-05-01", "permitted", action="statement")
OPERATOR = line(
    "2degrees-2021-04-rival", "2021-04-01", "banned", action="contract", actor="company"
)
LAPSED = line("dz-2012-05-01-bar", "2012-05-01", "banned", "procurement", until="2014-05")
SMALL = [AUSTRALIA, GERMANY, IRAQ, OPERATOR, LAPSED]


@pytest.fixture
def small(ask: Ask, tmp_path: Path) -> Ask:
    """As `ask`, put to a small log alone."""
    path = str(written(tmp_path / "small.jsonl", *SMALL))
    return lambda *arguments: ask(*arguments, "--data-only", "--data", path)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["iq"], None),
        (["iq", "--strict"], "permitted in mobile networks; cautions: old"),
        (["iq", "--max-age", "5y"], "no position from the evidence counted"),
        (["au", "--max-age", "5y", "--allow", "permitted,none"], "banned in mobile networks"),
        (["au", "--max-age", "5y", "--allow", "banned"], "no position from the evidence counted"),
        (["au", "--max-age", "5y", "--allow", "banned,none"], "no position from the evidence"),
        (["au", "--max-age", "10y", "--allow", "banned,none"], None),
        (
            ["2degrees", "--min-action", "decision", "--allow", "permitted,none"],
            "banned in mobile networks",
        ),
        (["de", "--scope", "ran", "--allow", "restricted"], None),
        (["de", "--scope", "ran", "--allow", "restricted", "--horizon", "3y"], None),
        (
            ["de", "--scope", "ran", "--allow", "restricted", "--horizon", "5y"],
            "restricted in ran; deadline 2029-12-31: replacement of management functions in access "
            "networks (de-2024-07-11-plan)",
        ),
        (["dz", "--allow", "permitted,none"], "lapsed 2014-05 in procurement (banned until then)"),
        (["dz", "--allow", "none", "--scope", "procurement"], "lapsed 2014-05 in procurement"),
        (["dz", "--allow", "none", "--scope", "ran"], None),
        (["va", "--allow", "permitted,none"], None),
        (["va", "--allow", "permitted,none", "--strict"], None),
        (["huawei", "--allow", "permitted,none"], "Huawei is Huawei or a part of it"),
    ],
)
def test_what_fails_for_which_condition(small: Ask, arguments: list[str], reason) -> None:
    told = small("check", *arguments, "--json")
    (found,) = json.loads(told.out)["results"]
    assert (told.code, found["passed"]) == ((0, True) if reason is None else (1, False))
    assert found["reason"].startswith(reason or "")


def test_a_deadline_within_the_horizon_is_named_with_what_is_due(small: Ask) -> None:
    asked = ["check", "de", "--scope", "ran", "--allow", "restricted", "--horizon", "5y"]
    assert results(small, *asked)[0]["due"] == {
        "date": GERMANY["deadline"], "what": GERMANY["what"], "event": GERMANY["id"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("horizon", "passed"), [("2021-06-29", True), ("2021-06-30", False), ("2021-07-01", False)]
)
def test_a_deadline_falls_within_the_horizon_on_its_last_day(horizon: str, passed: bool) -> None:
    log = [event("de-2020-01-01-a", R, deadline="2021-06")]
    found = judged(log, TERMS._replace(allowed=[R], horizon=horizon), "2020-02-01")
    assert found["passed"] is passed
    over = judged(log, TERMS._replace(allowed=[R], horizon="2022-01-01"), "2021-07-01")
    assert over["passed"]


def test_within_the_horizon_what_holds_after_an_announced_end_must_be_allowed() -> None:
    listing = event("us-2019-05-16-listing", R)
    licence = event("us-2019-05-20-licence", P, until="2019-08-19")
    ends = TERMS._replace(horizon="2019-12-31")
    found = judged([listing, licence], ends, "2019-06-01")
    assert not found["passed"]
    assert found["reason"] == (
        "permitted in mobile networks until 2019-08-19, "
        "then restricted in mobile networks (us-2019-05-20-licence)"
    )
    assert found["due"] == {"date": "2019-08-19", "what": None, "event": licence.id}
    assert judged([listing, licence], TERMS, "2019-06-01")["passed"]
    near = TERMS._replace(horizon="2019-08-18")
    assert judged([listing, licence], near, "2019-06-01")["passed"]
    either = ends._replace(allowed=[P, R])
    assert judged([listing, licence], either, "2019-06-01")["passed"]
    alone = judged([licence], ends, "2019-06-01")
    assert alone["reason"].startswith(
        "permitted in mobile networks until 2019-08-19, then no position"
    )


def test_an_end_that_the_log_does_not_reach_passes_no_check_once_it_is_over() -> None:
    bar = event("pt-2026-04-01-bar", R, until="2026-09-30")
    allowed = TERMS._replace(allowed=[R, P, U, B], none_allowed=True)
    assert judged([bar], allowed, "2026-09-30", {bar.id})["passed"]
    found = judged([bar], allowed, "2026-10-01", {bar.id})
    assert not found["passed"]
    assert (
        found["reason"] == "restricted until 2026-09-30 as announced; what followed is not covered"
    )


@pytest.mark.parametrize(
    "more",
    [
        {"action": Action.REPORT},
        {"disputed": "Two papers differ on the antennas."},
        {"date": "2014-01-01"},
    ],
    ids=["weak", "disputed", "old"],
)
def test_strict_fails_what_has_a_caution(more, request: pytest.FixtureRequest) -> None:
    one = event("de-2019-12-01-a", P, **more)
    assert judged([one], TERMS, "2020-01-01")["passed"]
    found = judged([one], TERMS._replace(strict=True), "2020-01-01")
    caution = request.node.callspec.id
    assert (found["passed"], found["cautions"]) == (False, [caution])
    assert found["reason"] == f"permitted in mobile networks; cautions: {caution}"


def test_strict_fails_all_where_the_data_are_outdated_and_drops_no_act_for_its_age() -> None:
    ban, words = event("de-2001-01-01-ban", B), "the data are more than six months old"
    strict = TERMS._replace(allowed=[B], none_allowed=True, strict=True)
    assert judged([ban], strict, "2026-01-01")["passed"]
    for log in ([ban], []):
        lenient = strict._replace(strict=False, outdated=True)
        assert judged(log, lenient, "2026-01-01")["passed"]
        found = judged(log, strict._replace(outdated=True), "2026-01-01")
        assert not found["passed"]
        assert found["reason"].endswith(words)


def test_a_unit_of_huawei_fails_until_it_was_sold() -> None:
    marine = Entity("hmn", "HMN", Kind.COMPANY, part_of="huawei", part_until="2020-06")
    none = TERMS._replace(none_allowed=True)
    assert judged([], none, "2020-06-30", of=marine)["reason"] == "HMN is Huawei or a part of it"
    assert judged([], none, "2020-07-01", of=marine)["passed"]


def test_a_row_rests_on_its_basis_and_last_confirmation() -> None:
    ruling = event("fr-2020-01-01-ruling", R, action=Action.RULING)
    again = event("fr-2020-02-01-again", R, action=Action.STATEMENT)
    found = judged([ruling, again], TERMS, "2020-03-01")
    assert (found["basis"], found["confirmed"], found["cautions"]) == ("ruling", "2020-02-01", [])
    nothing = judged([], TERMS, "2020-03-01")
    assert (nothing["basis"], nothing["confirmed"], nothing["cautions"]) == (None, None, [])


def test_an_end_ahead_that_the_log_does_not_reach_falls_within_the_horizon() -> None:
    """Today's day is later than that of the log: every end ahead is one that it does not reach."""
    bar = event("pt-2026-04-01-open", P, until="2026-09-30")
    ends = TERMS._replace(horizon="2027-07-10")
    assert not judged([bar], ends, "2026-07-10", {bar.id})["passed"]


def test_what_holds_after_an_announced_end_does_not_know_what_came_later() -> None:
    licence = event("us-2019-05-20-licence", P, until="2019-08-19")
    renewed = event("us-2019-08-19-renewal", P)
    ends = TERMS._replace(horizon="2019-12-31")
    assert not judged([licence], ends, "2019-06-01")["passed"]
    assert not judged([licence, renewed], ends, "2019-06-01")["passed"]
