"""The records of the log and the one order that they are read in."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import event, logs, scopes

from huaweiban.events import (
    CELLS,
    PARTS,
    Action,
    Actor,
    Event,
    Outcome,
    Scope,
    Stance,
    breadth,
    naming,
    order,
    scope_name,
    spread,
)


def in_order(*events: Event) -> list[str]:
    return [each.id for each in sorted(events, key=order)]


@given(logs(), st.randoms(use_true_random=False))
def test_order_is_total_and_file_order_carries_no_meaning(events: list[Event], random) -> None:
    assert len({order(each) for each in events}) == len(events)
    shuffled = random.sample(events, len(events))
    assert sorted(shuffled, key=order) == sorted(events, key=order)


@given(logs(min_size=2))
def test_the_first_possible_day_comes_before_all_else_in_order(events: list[Event]) -> None:
    firsts = [each.first for each in sorted(events, key=order)]
    assert firsts == sorted(firsts)


def test_an_earlier_first_possible_day_is_read_first() -> None:
    early, late = event("de-2020-01-31-z", "banned"), event("de-2020-02-01-a", "banned")
    assert in_order(late, early) == [early.id, late.id]


def test_not_before_is_the_first_possible_day_and_not_after_the_last() -> None:
    narrowed = event("de-2020-a", "banned", not_before="2020-03-18", not_after="2020-05-01")
    assert (narrowed.first, narrowed.last) == ("2020-03-18", "2020-05-01")
    vague = event("de-2020-b", "banned")
    assert (vague.first, vague.last) == ("2020-01-01", "2020-12-31")
    between = event("de-2020-02-c", "banned")
    assert in_order(narrowed, between, vague) == [vague.id, between.id, narrowed.id]


def test_a_vaguer_date_is_read_before_an_exact_one() -> None:
    exact, month, year = (
        event(f"de-{date}-x", "banned") for date in ("2020-01-01", "2020-01", "2020")
    )
    assert in_order(exact, month, year) == [year.id, month.id, exact.id]


def test_a_broader_scope_is_read_before_a_narrower_one() -> None:
    made = [
        event(f"de-2020-01-01-{letter}", "banned", scope=scope)
        for letter, scope in (("a", "core"), ("b", "mobile"), ("c", "networks"))
    ]
    assert in_order(*made) == [made[2].id, made[1].id, made[0].id]
    both = event("de-2020-01-01-d", "banned", scope="networks core")
    assert in_order(made[0], both) == [both.id, made[0].id]


def test_context_without_a_scope_counts_as_broadest() -> None:
    context, narrow = event("de-2020-01-01-z"), event("de-2020-01-01-a", "banned", scope="core")
    assert in_order(narrow, context) == [context.id, narrow.id]


def test_a_weaker_action_is_read_before_a_stronger_one() -> None:
    made = [event(f"de-2020-01-01-{action}", "banned", action=action) for action in Action]
    assert in_order(*made) == [each.id for each in reversed(made)]


def test_the_id_decides_last() -> None:
    a, b = event("de-2020-01-01-a", "banned"), event("de-2020-01-01-b", "banned")
    assert in_order(b, a) == [a.id, b.id]


def test_networks_stands_for_core_ran_fixed_and_mobile_for_core_ran() -> None:
    assert spread([Scope.NETWORKS]) == (Scope.CORE, Scope.RAN, Scope.FIXED)
    assert spread([Scope.MOBILE]) == (Scope.CORE, Scope.RAN)
    assert spread([Scope.FIXED, Scope.MOBILE, Scope.CORE]) == spread([Scope.NETWORKS])
    assert spread([]) == ()


@given(scopes)
def test_a_scope_is_spread_over_its_cells_once_each_in_the_codebooks_order(chosen) -> None:
    cells = spread(chosen)
    assert list(cells) == [cell for cell in CELLS if cell in cells]
    assert not set(cells) & set(PARTS)
    assert all(spread([scope]) and set(spread([scope])) <= set(cells) for scope in chosen)
    assert set(naming(chosen)) == set(cells)


def test_a_cell_is_named_by_the_narrowest_scope_that_covers_it() -> None:
    assert (breadth(Scope.NETWORKS), breadth(Scope.MOBILE), breadth(Scope.CORE)) == (0, 1, 2)
    assert naming((Scope.NETWORKS, Scope.CORE)) == {Scope.CORE: 2, Scope.RAN: 0, Scope.FIXED: 0}
    assert naming((Scope.MOBILE, Scope.CABLES)) == {Scope.CORE: 1, Scope.RAN: 1, Scope.CABLES: 2}


def test_the_closed_sets_are_the_codebooks() -> None:
    text = " ".join
    assert text(Stance) == "banned restricted permitted undecided"
    assert text(Scope) == (
        "networks mobile core ran fixed cables procurement devices software supply cloud energy "
        "research other"
    )
    assert text(Action) == (
        "law ruling decision contract statement memorandum proposal report lawsuit"
    )
    assert text(Actor) == (
        "government regulator legislature court agency company organization party "
        "foreign-government huawei"
    )
    assert text(Outcome) == "moved met missed settled"


def test_facts_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        event().stance = Stance.BANNED


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (
            "id",
            ["de-2024-07-11-core-phase-out", "3gpp"],
            ["", "De", "a--b", "-a", "a-", "a_b", "é"],
        ),
        (
            "url",
            ["https://a.example/x?y=[z]", "http://a.example"],
            ["ftp://a.example", "a.b", "https://a b"],
        ),
        ("summary", ["x", " x"], ["", " ", "\t\n"]),
    ],
)
def test_a_field_has_the_form_that_its_annotation_tells(field, good, bad) -> None:
    from typing import get_args, get_type_hints

    from huaweiban.events import Url

    hint = Url if field == "url" else get_type_hints(Event, include_extras=True)[field]
    pattern = re.compile(get_args(hint)[1].pattern)
    assert all(pattern.search(text) for text in good)
    assert not any(pattern.search(text) for text in bad)


def test_a_form_tells_its_pattern_to_a_validator_that_asks() -> None:
    from huaweiban.events import Form

    form = Form("^a$", "is not an a")
    schema = form.__get_pydantic_core_schema__(str, lambda source: {"type": "str"})
    assert schema == {"type": "str", "pattern": "^a$"}


def test_an_act_is_a_law_ruling_or_decision_of_a_public_authority() -> None:
    public = {"government", "regulator", "legislature", "court", "agency"}
    for actor in Actor:
        for action in Action:
            acts = actor in public and action in {"law", "ruling", "decision"}
            one = event("de-2020-01-01-a", Stance.BANNED, actor=actor, action=action)
            assert one.is_act is acts, (actor, action)


def test_a_scope_has_a_name_and_mobile_says_of_what() -> None:
    assert scope_name(Scope.MOBILE) == "mobile networks"
    assert scope_name(Scope.CORE) == "core"
    assert scope_name(None) == ""
