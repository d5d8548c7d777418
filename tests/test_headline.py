"""One word for an entity: may Huawei supply its mobile networks?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import event, logs, stances

from huaweiban.events import Event, Scope, Stance, order, spread
from huaweiban.replay import replay
from huaweiban.stances import FALLBACK, NOTHING, headline, position

EVER = "9999-12-31"
B, R, P, U = Stance


# (core, ran) -> the word for mobile networks; rows are core, columns ran.
TABLE = {
    None: (None, R, R, P, U),
    B: (R, B, R, R, R),
    R: (R, R, R, R, R),
    P: (P, R, R, P, U),
    U: (U, R, R, U, U),
}
PAIRS = [
    (core, ran, word)
    for core, row in TABLE.items()
    for ran, word in zip((None, B, R, P, U), row, strict=True)
]


@pytest.mark.parametrize(("core", "ran", "word"), PAIRS)
def test_one_word_says_whether_huawei_may_supply_the_mobile_networks(core, ran, word) -> None:
    known = {scope: held for scope, held in ((Scope.CORE, core), (Scope.RAN, ran)) if held}
    found = headline(known)
    assert (found and found[0]) == (word and (word, Scope.MOBILE))
    log = [event(f"de-2021-01-01-{scope}", held, scope=(scope,)) for scope, held in known.items()]
    shown = position(log, EVER).headline
    assert (shown and shown.stance) is word
    beside = headline({**known, Scope.FIXED: B, Scope.SUPPLY: P})
    assert beside[0] == ((word, Scope.MOBILE) if word else (B, Scope.FIXED))


@given(st.dictionaries(st.sampled_from(FALLBACK), stances, min_size=1))
def test_where_neither_part_is_known_the_first_known_other_scope_speaks(known) -> None:
    order_of_speech = [
        "fixed",
        "procurement",
        "supply",
        "software",
        "devices",
        "cloud",
        "energy",
        "cables",
        "research",
        "other",
    ]
    first = next(scope for scope in order_of_speech if scope in known)
    (stance, scope), _ = headline(known)
    assert (scope, stance) == (first, known[Scope(first)])


def test_an_entity_without_a_stance_bearing_event_has_no_stance() -> None:
    held = position([event("de-2020-01-01-context")], EVER)
    assert (held.headline, held.newest, held.decided_by, held.deciding) == (None, None, (), ())
    assert dict(held.cells) == {}


def test_a_stance_without_a_scope_moves_nothing() -> None:
    held = position([event("de-2020-01-01-a", B, scope=())], EVER)
    assert (dict(held.cells), held.headline) == ({}, None)


@given(logs())
def test_since_is_the_first_day_of_the_unbroken_run_of_word_and_scope(events: list[Event]) -> None:
    """Where nothing ends and no question is settled, whose steps look back (see test_replay)."""
    lasting = [replace(each, until=None, follows=None, outcome=None) for each in events]
    held, words = position(lasting, EVER), [NOTHING.headline]
    began = None
    for step in replay(lasting, EVER):
        word = step.after.headline
        was = words[-1]
        if (word and (word.stance, word.scope)) != (was and (was.stance, was.scope)):
            began = step.event
            assert step.moved
        else:
            assert not step.moved
        words.append(word)
    assert (held.headline and held.headline.began) == began


@given(logs())
def test_the_headline_is_the_word_for_the_cells_after_every_event(events: list[Event]) -> None:
    for step in replay(events, EVER):
        held = step.after
        found = headline({scope: cell.stance for scope, cell in held.cells.items()})
        assert (held.headline and held.headline.holding) == (found and found[0])


# What was held before, the newest event, and the word after it.
TURNS = {
    "a part that stays is read last": ((P, "core"), (B, "ran"), (B, "mobile"), (B, Scope.MOBILE)),
    "no part is new": ((P, "mobile"), (P, "fixed"), (U, "mobile"), (U, Scope.MOBILE)),
    "the same word of another scope": (
        (P, "cloud"),
        (B, "fixed"),
        (B, "mobile"),
        (B, Scope.MOBILE),
    ),
}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_the_newest_event_begins_the_run_of_a_word_it_brings(turn) -> None:
    *said, word = turn
    log = [
        event(f"de-2020-01-0{n}-a", held, scope=scope) for n, (held, scope) in enumerate(said, 1)
    ]
    shown = position(log, EVER).headline
    assert (shown[:2], shown.began) == (word, log[-1])


@given(logs(), st.sets(st.sampled_from(list(Scope)), max_size=3))
def test_the_word_for_some_scopes_is_the_headline_of_their_cells_alone(events, scopes) -> None:
    held = position(events, EVER)
    known = {cell: held.cells[cell].stance for cell in spread(scopes) if cell in held.cells}
    found = headline(known)
    expected = found and found[0]
    if not scopes:
        expected = held.headline and held.headline.holding
    elif len(spread(scopes)) == 1:
        expected = next(((stance, cell) for cell, stance in known.items()), None)
    assert held.holding(scopes) == expected


def test_a_single_scope_has_its_own_word_and_several_have_one_together() -> None:
    log = [
        event("de-2020-01-01-a", B, scope="core"),
        event("de-2020-01-02-a", U, scope="fixed"),
    ]
    held = position(log, EVER)
    assert held.holding(()) == held.holding([Scope.MOBILE]) == (R, Scope.MOBILE)
    assert held.holding([Scope.CORE]) == (B, Scope.CORE)
    assert held.holding([Scope.RAN]) is held.holding([Scope.CLOUD, Scope.ENERGY]) is None
    assert held.holding([Scope.FIXED, Scope.CLOUD]) == (U, Scope.FIXED)
    assert NOTHING.holding(()) is None
    assert NOTHING.holding([Scope.MOBILE]) is NOTHING.holding([Scope.CORE]) is None


@given(logs())
def test_decided_by_is_what_began_the_run_of_word_and_parts_and_the_newest(events) -> None:
    held = position(events, EVER)
    if held.headline is None:
        return
    cells = [held.cells[cell] for cell in spread([held.headline.scope]) if cell in held.cells]
    newest = max((cell.newest for cell in cells), key=order)
    assert held.newest == newest
    expected = {held.headline.began, *(cell.began for cell in cells), newest}
    assert list(held.decided_by) == sorted(expected, key=order)
    # Where a stricter word was given up, the act that is left is older than the headline.
    assert held.decided_by[-1] in (newest, held.headline.began)


def test_a_word_older_than_its_parts_is_told_with_the_event_that_began_it() -> None:
    first = event("nl-2019-07-01-limit", R, scope="core")
    access = event("nl-2020-02-03-masts", R, scope="ran")
    core = event("nl-2021-05-21-core-out", B, scope="core")
    held = position([first, access, core], EVER)
    assert (held.headline.began, held.headline.holding) == (first, (R, Scope.MOBILE))
    assert held.decided_by == (first, access, core)


def test_the_netherlands_core_only_read_restricted() -> None:
    held = position([event("nl-2020-02-letter", B, scope="core")], EVER)
    assert held.headline.holding == (R, Scope.MOBILE)


def test_a_us_chip_licence_does_not_lift_the_us_network_ban() -> None:
    log = [
        event("us-2020-06-30-ban", B, scope="networks"),
        event("us-2020-11-01-chip", P, scope="supply"),
    ]
    assert position(log, EVER).headline[:2] == (B, Scope.MOBILE)
