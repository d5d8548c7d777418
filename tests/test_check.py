"""`check`: whether the names on a list hold what is allowed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asking import results
from conftest import Ask
from hypothesis import given
from hypothesis import strategies as st
from strategies import logs, stances

from huaweiban.entities import Catalogue, Entity, Kind
from huaweiban.events import Event, Scope, Stance, order, spread
from huaweiban.log import Log
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
    assert told.err.splitlines() == [f"{path}:{line}: is an empty cell" for line in (3, 5)]
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
    words = "give some of banned, restricted, permitted, undecided, none"
    assert (told.code, told.out, told.err) == (2, "", f"--allow: names no stance; {words}\n")


def test_stronger_evidence_only_leaves_the_weaker_out(own: Ask) -> None:
    (weak,) = results(own, "status", "nl")
    (strong,) = results(own, "status", "nl", "--min-action", "law")
    assert (weak["stance"], strong["stance"]) == ("restricted", "undecided")
    (old,) = results(own, "status", "nl", "--max-age", "3y")
    assert old["stance"] is None
