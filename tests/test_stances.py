"""The laws of the fold: from events to stances."""

from __future__ import annotations

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from strategies import days, event, logs, partial_dates, scopes, stances

from huaweiban.events import PARTS, Event, Scope, Stance, breadth, naming, order, spread
from huaweiban.stances import (
    NOTHING,
    RULES,
    Step,
    confirmation,
    first_word,
    narrower_ban,
    position,
    readable,
    replacement,
    replay,
)

EVER = "9999-12-31"
B, R, P, U = Stance


def told(events: list[Event], day: str = EVER) -> tuple[object, ...]:
    """A position without the planned dates: what context must never move."""
    held = position(events, day)
    cells = {
        scope: (cell.stance, cell.began.id, cell.newest.id) for scope, cell in held.cells.items()
    }
    word = held.headline
    return cells, word and (word.stance, word.scope, word.began.id), [e.id for e in held.decided_by]


def steps(events: list[Event], day: str = EVER) -> list[Step]:
    return list(replay(readable(events, day)))


@given(logs())
def test_context_is_inert(events: list[Event]) -> None:
    assert told(events) == told([each for each in events if each.stance])


@given(logs(min_size=1), st.randoms(use_true_random=False), days)
def test_a_shuffled_file_gives_the_same_answer(events: list[Event], random, day: str) -> None:
    assert position(random.sample(events, len(events)), day) == position(events, day)


@given(logs())
def test_the_last_steps_rule_explains_each_cell(events: list[Event]) -> None:
    taken = steps(events)
    for scope, cell in position(events, EVER).cells.items():
        last = [step for step in taken if scope in step.applied][-1]
        rule, before, stance = last.applied[scope], last.before.cells.get(scope), last.event.stance
        named = naming(last.event.scope)[scope]
        assert rule(before, last.event, stance, named) == cell == last.after.cells[scope]
        assert cell.newest == last.event
        earlier_rules = RULES[: RULES.index(rule)]
        assert not any(each(before, last.event, stance, named) for each in earlier_rules)
        begins = rule in (first_word, replacement)
        assert (cell.began == last.event) is begins
        assert (before is None) is (rule is first_word)
        assert (cell.stance is stance) is (rule is not narrower_ban)


@given(logs())
def test_a_cell_holds_what_the_codebook_says_of_its_events(events: list[Event]) -> None:
    """The fold, said another way: by the runs of one scope's events."""
    for scope, cell in position(events, EVER).cells.items():
        runs: list[list[Event]] = []
        for each in readable(events, EVER):
            if each.stance is None or scope not in spread(each.scope):
                continue
            run = runs[-1] if runs else []
            narrowest = max((naming(one.scope)[scope] for one in run), default=-1)
            broader = naming(each.scope)[scope] < narrowest
            stands = bool(run) and run[0].stance is B and each.stance is R and broader
            if run and (each.stance is run[0].stance or stands):
                run.append(each)
            else:
                runs.append([each])
        assert (cell.stance, cell.began, cell.newest) == (
            runs[-1][0].stance,
            runs[-1][0],
            runs[-1][-1],
        )
        assert list(cell.planned) == [one for one in runs[-1] if one.effective or one.deadline]


@given(partial_dates, days, days, st.booleans())
def test_an_event_counts_from_its_first_possible_day(
    date: str, bound: str, day: str, bounded: bool
) -> None:
    narrowed = bound if bounded and bound.startswith(date) and len(date) < 10 else None
    one = event("de-2020-01-01-a", B, date=date, not_before=narrowed)
    assert readable([one], day) == ([one] if one.first <= day else [])


def test_a_vague_event_that_did_not_happen_before_a_day_counts_from_it() -> None:
    one = event("de-2020-a", B, not_before="2020-07-01")
    assert readable([one], "2020-06-30") == []
    assert readable([one], "2020-07-01") == [one]


@given(logs(), days)
def test_a_point_in_time_is_a_prefix(events: list[Event], day: str) -> None:
    known = [each for each in events if each.first <= day]
    assert position(events, day) == position(known, EVER)
    before = [step for step in steps(events) if step.event.first <= day]
    assert position(events, day) == (before[-1].after if before else NOTHING)
    assert steps(events)[: len(before)] == before


@given(logs())
def test_each_step_begins_where_the_last_one_ended(events: list[Event]) -> None:
    taken = steps(events)
    assert all(one.after == two.before for one, two in pairwise(taken))
    assert not taken or taken[0].before == NOTHING


@given(logs())
def test_withdrawn_events_count_nowhere(events: list[Event]) -> None:
    kept = [each for each in events if each.withdrawn is None]
    assert position(events, EVER) == position(kept, EVER)
    assert [step.event for step in steps(events)] == sorted(kept, key=order)


@given(logs(min_size=1), stances, scopes)
def test_a_repetition_keeps_its_first_day_and_moves_the_last_word(
    events: list[Event], stance: Stance, scope: tuple[Scope, ...]
) -> None:
    first = event("de-2021-01-01-first", stance, scope=scope)
    again = event("de-2021-02-01-again", stance, scope=scope)
    once, twice = position([*events, first], EVER), position([*events, first, again], EVER)
    for cell in spread(scope):
        if once.cells[cell].stance is stance:
            assert twice.cells[cell].began == once.cells[cell].began
        assert twice.cells[cell].newest == again
    assert steps([*events, first, again])[-1].moved is False
    assert once.headline == twice.headline


broad_and_part = st.sampled_from(
    [(broad, part) for broad in PARTS for part in (*PARTS[broad], Scope.MOBILE) if broad is not part
     and set(spread([part])) <= set(spread([broad]))]
)  # fmt: skip


@given(logs(), broad_and_part)
def test_a_broad_restriction_never_lifts_a_narrower_ban(
    events: list[Event], pair: tuple[Scope, Scope]
) -> None:
    broad, part = pair
    ban = event("de-2021-01-01-ban", B, scope=(part,))
    limit = event("de-2021-02-01-limit", R, scope=(broad,))
    banned, after = position([*events, ban], EVER), position([*events, ban, limit], EVER)
    for cell in spread([part]):
        assert after.cells[cell].stance is B
        assert after.cells[cell].began == banned.cells[cell].began
        assert after.cells[cell].newest == limit


@given(
    st.sampled_from(
        [(ban, limit) for ban in Scope for limit in Scope
         if set(spread([ban])) & set(spread([limit])) and breadth(ban) <= breadth(limit)]
    )
)  # fmt: skip
def test_a_ban_that_came_with_the_same_or_a_broader_scope_is_replaced(
    pair: tuple[Scope, Scope],
) -> None:
    banned, limited = pair
    log = [
        event("de-2021-01-01-ban", B, scope=(banned,)),
        event("de-2021-02-01-limit", R, scope=(limited,)),
    ]
    held = position(log, EVER)
    assert all(held.cells[cell].stance is R for cell in spread([limited]))
    rest = set(spread([banned])) - set(spread([limited]))
    assert all(held.cells[cell].stance is B for cell in rest)


@given(broad_and_part, st.sampled_from([P, U]))
def test_only_a_restriction_spares_the_narrower_ban(pair, stance: Stance) -> None:
    broad, part = pair
    log = [
        event("de-2021-01-01-ban", B, scope=(part,)),
        event("de-2021-02-01-other", stance, scope=(broad,)),
    ]
    assert all(cell.stance is stance for cell in position(log, EVER).cells.values())


def test_a_ban_named_narrowly_by_a_repetition_is_spared_as_well() -> None:
    log = [
        event("de-2021-01-01-broad", B, scope="networks"),
        event("de-2021-01-02-core", B, scope="core"),
        event("de-2021-02-01-limit", R, scope="mobile"),
    ]
    cells = position(log, EVER).cells
    assert {scope.value: cell.stance for scope, cell in cells.items()} == {
        "core": B, "ran": R, "fixed": B
    }  # fmt: skip


def test_germany_and_new_zealand_are_told_apart() -> None:
    """Germany: core banned by name, then "mobile: restricted". New Zealand: "not a ban"."""
    germany = [event("de-2024-07-11-core", B, scope="core"), event("de-2025-11-13-word", R)]
    assert position(germany, EVER).cells[Scope.CORE].stance is B
    new_zealand = [event("nz-2018-11-28-veto", B), event("nz-2019-02-19-not-a-ban", R)]
    assert position(new_zealand, EVER).cells[Scope.CORE].stance is R


def test_the_rules_are_tried_in_turn() -> None:
    log = [
        event("de-2021-01-01-a", R, scope="core"),
        event("de-2021-01-02-b", R, scope="core"),
        event("de-2021-01-03-c", B, scope="core"),
        event("de-2021-01-04-d", R, scope="mobile"),
    ]
    assert [step.applied[Scope.CORE] for step in steps(log)] == [
        first_word, confirmation, replacement, narrower_ban
    ]  # fmt: skip


@given(logs(), st.integers(0, 400))
def test_outcomes_change_only_planned_dates(events: list[Event], ahead: int) -> None:
    import dataclasses

    silent = [dataclasses.replace(each, follows=None, outcome=None) for each in events]
    day = (datetime.date(2019, 12, 1) + datetime.timedelta(days=ahead)).isoformat()
    assert told(events, day) == told(silent, day)
    assert dict(position(silent, day).outcomes) == {}
