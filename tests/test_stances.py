"""The laws of the fold: from events to the position on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    EVERY_DAY,
    covered_logs,
    days,
    event,
    law,
    logs,
    partial_dates,
    scopes,
    stances,
)

from huaweiban import stances as rules
from huaweiban.dates import last_day
from huaweiban.events import (
    PARTS,
    STRENGTH,
    Action,
    Actor,
    Event,
    Outcome,
    Scope,
    Stance,
    breadth,
    naming,
    order,
    spread,
)
from huaweiban.stances import (
    CLAIM,
    RULES,
    Cell,
    Position,
    act_is_left,
    act_stands,
    confirmation,
    first_word,
    folded,
    headline,
    lapses_on,
    narrower_ban,
    position,
    readable,
    replacement,
)

EVER = "9999-12-31"
B, R, P, U = Stance
WORD = {"action": Action.STATEMENT, "actor": Actor.GOVERNMENT}
Log = tuple[list[Event], frozenset[str]]


@dataclass
class Run:
    """An unbroken run, by its events."""

    stance: Stance
    events: list[Event]
    named: int


def naive(events: Collection[Event], day: str, unseen: Collection[str] = ()) -> dict[str, object]:
    """The position on a day, from the codebook's words alone: runs are lists of events."""
    possible = sorted((e for e in events if e.first <= day and not e.withdrawn), key=order)
    ends = {e.id: last_day(e.until) for e in possible if e.until and e.id not in unseen}
    counting = [e for e in possible if e.id not in ends or ends[e.id] >= max(day, e.first)]
    spoken = {(e.id, scope) for e in counting if e.stance for scope in spread(e.scope)}
    for settling in (e for e in counting if e.outcome is Outcome.SETTLED):
        earlier = [e for e in possible if e.stance and order(e) < order(settling)]
        for asked in (e for e in earlier if e.id == settling.follows):
            spoken -= {
                (e.id, scope)
                for e in counting
                if e.stance is U and order(e) < order(settling)
                for scope in spread(asked.scope)
            }
    held: dict[Scope, Run] = {}
    acts: dict[Scope, Run] = {}  # the run of the newest act, where that bans or restricts
    word, began = None, None
    for one in counting:
        for scope in spread(one.scope):
            if (one.id, scope) in spoken:
                lay(one, scope, held, acts)
        found = headline({scope: run.stance for scope, run in held.items()})
        if found and found[0] != word:
            word, began = found[0], one
    ended = [e for e in possible if e.stance and e.first <= ends.get(e.id, "") < day]
    ended.sort(key=lambda e: (ends[e.id], order(e)))
    return {
        "cells": {scope: shown(run, acts.get(scope)) for scope, run in held.items()},
        "headline": word and (*word, began.id),
        "outcomes": {e.follows: e.id for e in counting if e.follows},
        "lapsed": {s: e.id for e in ended for s in spread(e.scope) if s not in held},
    }


def lay(one: Event, scope: Scope, held: dict[Scope, Run], acts: dict[Scope, Run]) -> None:
    """Lay an event upon what is held in a scope."""
    named = naming(one.scope)[scope]
    run, act = held.get(scope), acts.get(scope)
    spared = run and run.stance is B and one.stance is R and named < run.named
    if run and (one.stance is run.stance or spared):
        run.events.append(one)
        run.named = max(run.named, named)
        if one.is_act and one.stance is run.stance:
            acts[scope] = run
        elif one.is_act and act is not run:  # its restriction waits below a ban by word
            acts[scope] = act or Run(R, [], named)
            acts[scope].events.append(one)
            acts[scope].named = max(acts[scope].named, named)
    elif act and not one.is_act and CLAIM[one.stance] < CLAIM[act.stance]:
        held[scope] = act
    elif act and not one.is_act and one.stance is act.stance:
        act.events.append(one)
        act.named = max(act.named, named)
        held[scope] = act
    else:
        held[scope] = Run(one.stance, [one], named)
        if one.is_act:
            acts[scope] = held[scope]
    if scope in acts and acts[scope].stance not in (B, R):
        del acts[scope]


def shown(run: Run, act: Run | None) -> tuple[object, ...]:
    """All that a run knows, and the run of the act below it."""
    return (
        run.stance,
        run.events[0].id,
        run.events[-1].id,
        [e.id for e in run.events if e.effective or e.deadline],
        run.named,
        max((e.action for e in run.events), key=STRENGTH.__getitem__),
        act is run,
        shown(act, None)[:-2] if act and act is not run else None,
    )


def as_shown(cell: Cell) -> tuple[object, ...]:
    return (
        cell.stance,
        cell.began.id,
        cell.newest.id,
        [e.id for e in cell.planned or ()],
        cell.named,
        cell.basis,
        cell.limits,
        as_shown(cell.under)[:-2] if cell.under else None,
    )


def told(held: Position) -> dict[str, object]:
    """A position, each event by its id."""
    return {
        "cells": {scope: as_shown(cell) for scope, cell in held.cells.items()},
        "headline": held.headline and (*held.headline.holding, held.headline.began.id),
        "outcomes": {id: e.id for id, e in held.outcomes.items()},
        "lapsed": {scope: e.id for scope, e in held.lapsed.items()},
    }


def held_in(events: Collection[Event], day: str = EVER, unseen: Collection[str] = ()) -> str:
    """What is held in the core, in a word."""
    cell = position(events, day, unseen).cells.get(Scope.CORE)
    return cell.stance if cell else "nothing"


@law
@given(covered_logs())
def test_a_position_is_the_fold_of_what_is_possible_and_not_ended(log: Log) -> None:
    events, unseen = log
    for day in EVERY_DAY:
        assert told(position(events, day, unseen)) == naive(events, day, unseen), day


@law
@given(covered_logs())
def test_context_that_settles_nothing_is_inert(log: Log) -> None:
    events, unseen = log
    speaking = [each for each in events if each.stance or each.outcome is Outcome.SETTLED]
    for day in EVERY_DAY:
        with_all = position(events, day, unseen)
        assert with_all._replace(outcomes={}) == position(speaking, day, unseen)._replace(
            outcomes={}
        )


@law
@given(covered_logs(), st.randoms(use_true_random=False))
def test_a_shuffled_file_gives_the_same_answer(log: Log, random) -> None:
    events, unseen = log
    shuffled = random.sample(events, len(events))
    for day in EVERY_DAY:
        assert position(shuffled, day, unseen) == position(events, day, unseen)


@law
@given(covered_logs())
def test_no_scope_claims_less_than_its_newest_act_that_counts(log: Log) -> None:
    events, unseen = log
    for day in EVERY_DAY:
        held, did = folded(events, day, unseen)
        for scope, cell in held.cells.items():
            acts = [e for e in readable(events, day) if e.is_act and scope in did.get(e.id, {})]
            if acts:
                assert CLAIM[cell.stance] >= CLAIM[acts[-1].stance]


@law
@given(covered_logs())
def test_the_first_rule_that_fits_is_applied(log: Log) -> None:
    """What a rule answers is the cell afterwards, and no rule before it has an answer."""
    events, _ = log
    held = rules.NOTHING
    for one in readable(events, EVER):
        after, applied = rules.advance(held, one)
        assert set(applied) == set(spread(one.scope) if one.stance else ())
        for scope, (rule, effect) in applied.items():
            before, named = held.cells.get(scope), naming(one.scope)[scope]
            assert rule(before, one, one.stance, named) == (after.cells[scope], effect)
            earlier = RULES[: RULES.index(rule)]
            assert not any(each(before, one, one.stance, named) for each in earlier)
        held = after


@law
@given(covered_logs())
def test_what_has_not_happened_yet_changes_nothing_of_a_day(log: Log) -> None:
    events, unseen = log
    for day in EVERY_DAY:
        known = [each for each in events if each.first <= day]
        assert position(events, day, unseen) == position(known, day, unseen)


@law
@given(covered_logs())
def test_a_position_stands_for_ever_where_nothing_more_happens_or_ends(log: Log) -> None:
    """A point in time is no longer a prefix: only what comes to no end stands for ever."""
    events, unseen = log
    for day in EVERY_DAY:
        known = [each for each in events if each.first <= day]
        ends = [end for each in known if (end := lapses_on(each, unseen)) and end > day]
        if not ends:
            assert position(known, day, unseen) == position(known, EVER, unseen)
        open_ended = {each.id for each in known if each.until}
        assert position(known, day, open_ended) == position(known, EVER, open_ended)


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


@given(covered_logs())
def test_withdrawn_events_count_nowhere(log: Log) -> None:
    events, unseen = log
    kept = [each for each in events if each.withdrawn is None]
    for day in EVERY_DAY:
        assert position(events, day, unseen) == position(kept, day, unseen)


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


def applied(*events: Event, scope: Scope = Scope.CORE) -> list[object]:
    """The rule that each event met in a scope."""
    _, did = folded(events, EVER)
    return [did[each.id][scope].rule for each in sorted(events, key=order)]


def test_the_rules_are_tried_in_turn() -> None:
    log = [
        event("de-2021-01-01-a", R, scope="core"),
        event("de-2021-01-02-b", R, scope="core"),
        event("de-2021-01-03-c", B, scope="core"),
        event("de-2021-01-04-d", R, scope="mobile"),
    ]
    assert applied(*log) == [first_word, confirmation, replacement, narrower_ban]
    said = [
        event("de-2021-02-01-a", P, **WORD),
        event("de-2021-02-02-b", R, scope="core", **WORD),
    ]
    assert applied(*log, *said) == [
        first_word, confirmation, replacement, narrower_ban, act_stands, act_stands
    ]  # fmt: skip


@law
@given(logs(), st.sampled_from([Outcome.MOVED, Outcome.MET, Outcome.MISSED]))
def test_outcomes_other_than_settled_change_only_planned_dates(
    events: list[Event], outcome: Outcome
) -> None:
    telling = [replace(each, outcome=each.outcome and outcome) for each in events]
    silent = [replace(each, follows=None, outcome=None) for each in events]
    for day in EVERY_DAY:
        spoken, unspoken = told(position(telling, day)), told(position(silent, day))
        assert {**spoken, "outcomes": {}} == unspoken


# Acts and words


ACT = event("fr-2021-01-01-decree", R)
PERMITTED, UNDECIDED, RESTRICTED, BANNED = (
    event(f"fr-2021-02-01-{stance}", stance, **WORD) for stance in (P, U, R, B)
)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("actor", Actor)
def test_an_act_is_a_law_ruling_or_decision_of_a_public_authority(
    action: Action, actor: Actor
) -> None:
    public = ("government", "regulator", "legislature", "court", "agency")
    is_act = action in ("law", "ruling", "decision") and actor in public
    assert event("fr-2021-01-01-a", R, action=action, actor=actor).is_act is is_act


def test_a_word_that_claims_less_neither_lifts_nor_confirms_the_act() -> None:
    """A minister's "nobody is excluded" does not lift the decree that excludes."""
    for word in (PERMITTED, UNDECIDED):
        assert position([ACT, word], EVER).cells == position([ACT], EVER).cells
    ban = event("fr-2021-01-01-ban", B)
    for word in (PERMITTED, UNDECIDED, RESTRICTED):
        assert position([ban, word], EVER).cells == position([ban], EVER).cells


def test_an_operator_that_signs_with_huawei_again_has_changed_its_mind() -> None:
    """A company's own decision and contract are words."""
    company = {"actor": Actor.COMPANY}
    out = event("orange-2021-01-01-out", B, **company)
    again = event("orange-2021-02-01-contract", P, action=Action.CONTRACT, **company)
    assert held_in([out, again]) == "permitted"


def test_an_act_gives_way_to_another_act() -> None:
    for stance in Stance:
        assert held_in([ACT, event("fr-2021-02-01-next", stance)]) == stance
    assert held_in([ACT, event("fr-2021-01-15-next", P), UNDECIDED]) == "undecided"


def test_an_act_gives_way_to_its_own_end() -> None:
    ending = replace(ACT, until="2021-03")
    assert held_in([ending, PERMITTED], "2021-03-31") == "restricted"
    assert held_in([ending, PERMITTED], "2021-04-01") == "permitted"


def test_an_act_gives_way_to_its_withdrawal() -> None:
    assert held_in([replace(ACT, withdrawn="2021-03-01"), PERMITTED]) == "permitted"


def test_a_stricter_word_lies_over_the_act_and_the_act_is_left_when_it_goes() -> None:
    assert held_in([ACT, BANNED]) == "banned"
    for gone in (PERMITTED, UNDECIDED, RESTRICTED):
        later = replace(gone, id=f"fr-2021-03-01-{gone.stance}", date="2021-03-01")
        cell = position([ACT, BANNED, later], EVER).cells[Scope.CORE]
        assert (cell.stance, cell.began) == (R, ACT)
        # What says the same as the act confirms it; what claims less does not.
        assert cell.newest == (later if gone is RESTRICTED else ACT)
    assert applied(ACT, BANNED, replace(RESTRICTED, date="2021-03-01"))[-1] is act_is_left


def test_the_act_is_remembered_however_many_words_lie_over_it() -> None:
    """Not the run's first and newest event alone: either would let the word end below the act."""
    words = [
        event(f"fr-2021-02-0{number}-word", stance, **WORD)
        for number, stance in enumerate([B, B, R, B, U, R, P], 1)
    ]
    cell = position([ACT, *words], EVER).cells[Scope.CORE]
    assert (cell.stance, cell.began, cell.newest) == (R, ACT, words[5])


def test_an_act_that_repeats_a_word_makes_an_act_of_its_run() -> None:
    said = event("se-2021-01-01-word", B, **WORD)
    decree = event("se-2021-02-01-decree", B)
    later = event("se-2021-03-01-word", P, **WORD)
    assert held_in([said, later]) == "permitted"
    cell = position([said, decree, later], EVER).cells[Scope.CORE]
    assert (cell.stance, cell.began, cell.newest) == (B, said, decree)


def test_a_broader_restriction_by_act_waits_below_a_narrower_ban_by_word() -> None:
    ban = event("de-2021-01-01-core", B, scope="core", **WORD)
    decree = event("de-2021-02-01-mobile", R)
    again = event("de-2021-03-01-mobile", R)
    lifted = event("de-2021-04-01-word", P, scope="core", **WORD)
    assert held_in([ban, decree, again]) == "banned"
    cell = position([ban, decree, again, lifted], EVER).cells[Scope.CORE]
    assert (cell.stance, cell.began, cell.newest) == (R, decree, again)


def test_acts_of_one_scope_stand_in_no_other() -> None:
    elsewhere = event("fr-2021-02-01-word", P, scope="ran", **WORD)
    held = position([replace(ACT, scope=(Scope.CORE,)), elsewhere], EVER).cells
    assert (held[Scope.CORE].stance, held[Scope.RAN].stance) == (R, P)


# Ends


def test_a_licence_that_ends_leaves_the_listing() -> None:
    listing = event("us-2019-05-16-listing", R, scope="supply")
    licence = event("us-2019-05-20-licence", P, scope="supply", until="2019-08-19")
    supply = [
        position([listing, licence], day).cells[Scope.SUPPLY]
        for day in ("2019-05-19", "2019-05-20", "2019-08-19", "2019-08-20")
    ]
    assert [cell.stance for cell in supply] == [R, P, P, R]
    assert (supply[-1].began, supply[-1].newest) == (listing, listing)


def test_a_suspension_that_ends_leaves_the_permission() -> None:
    log = [event("ly-2020-01-01-a", P), event("ly-2021-01-01-suspended", B, until="2021-01")]
    assert [held_in(log, day) for day in ("2021-01-31", "2021-02-01")] == ["banned", "permitted"]


def test_where_the_others_make_nothing_there_is_no_position_but_what_has_lapsed() -> None:
    bar = event("dz-2012-05-01-bar", B, scope="procurement", until="2014-05")
    held = position([bar], "2014-05-31")
    assert (held.headline.holding, held.lapsed) == ((B, Scope.PROCUREMENT), {})
    held = position([bar], "2014-06-01")
    assert (held.headline, held.cells, held.lapsed) == (None, {}, {Scope.PROCUREMENT: bar})
    later = event("dz-2015-01-01-a", P, scope="procurement")
    assert position([bar, later], EVER).lapsed == {}


def test_of_what_has_lapsed_the_last_to_end_is_told() -> None:
    short = event("dz-2012-03-01-short", R, until="2012-06")
    long = event("dz-2012-01-01-long", B, until="2012")
    context = event("dz-2012-02-01-context", None, scope="mobile", until="2013")
    assert position([short, long, context], EVER).lapsed == {Scope.CORE: long, Scope.RAN: long}


def test_of_two_that_ended_on_one_day_the_later_is_told_in_any_order_of_lines() -> None:
    early = event("dz-2012-03-01-early", R, until="2012-06")
    late = event("dz-2012-04-01-late", B, until="2012-06")
    told = {Scope.CORE: late, Scope.RAN: late}
    assert position([early, late], EVER).lapsed == told
    assert position([late, early], EVER).lapsed == told


@pytest.mark.parametrize(
    ("until", "last", "next"),
    [
        ("2021-06-15", "2021-06-15", "2021-06-16"),
        ("2021-02", "2021-02-28", "2021-03-01"),
        ("2021", "2021-12-31", "2022-01-01"),
    ],
)
def test_a_month_or_a_year_ends_with_its_last_day(until: str, last: str, next: str) -> None:
    trial = event("ie-2021-01-01-trial", P, until=until)
    assert lapses_on(trial) == next
    assert [held_in([trial], day) for day in (last, next)] == ["permitted", "nothing"]


def test_what_ended_before_it_could_begin_counts_for_nothing() -> None:
    one = event("ie-2021-06-01-late", B, until="2021-05")
    assert position([one], EVER) == position([one], "2021-06-01") == rules.NOTHING


def test_one_open_ended_confirmation_keeps_a_run_open() -> None:
    first = event("qa-2018-01-01-five-years", P, until="2022")
    again = event("qa-2021-01-01-again", P)
    cell = position([first, again], "2023-01-01").cells[Scope.CORE]
    assert (cell.stance, cell.began, cell.newest) == (P, again, again)


def test_an_end_that_the_log_does_not_reach_lapses_nothing() -> None:
    bar = event("pt-2026-04-01-bar", B, until="2026-09-30")
    assert lapses_on(bar, {bar.id}) is None
    assert held_in([bar], "2026-10-01") == "nothing"
    assert held_in([bar], "2026-10-01", {bar.id}) == "banned"


# Settled questions


REVIEW = event("my-2019-02-01-review", U)


def test_a_choice_that_settles_a_question_holds() -> None:
    """An operator that chose its vendors is not undecided for eight years more."""
    settled = {"follows": REVIEW.id, "outcome": Outcome.SETTLED}
    assert held_in([REVIEW, event("my-2021-07-01-choice", P, **settled)]) == "permitted"
    before = event("my-2018-01-01-word", R)
    choice = event("my-2021-07-01-choice", None, **settled)
    assert held_in([before, REVIEW], "2021-07-01") == "undecided"
    assert held_in([before, REVIEW, choice], "2021-06-30") == "undecided"
    assert held_in([before, REVIEW, choice], "2021-07-01") == "restricted"
    assert held_in([REVIEW, choice]) == "nothing"


def test_settling_closes_every_earlier_question_in_the_scopes_of_the_one_it_names() -> None:
    asked = event("my-2019-02-01-core", U, scope="core")
    older = event("my-2018-02-01-mobile", U)
    settled = {"follows": asked.id, "outcome": Outcome.SETTLED}
    choice = event("my-2021-07-01-choice", None, **settled)
    later = event("my-2022-01-01-new", U, scope="core")
    held = position([asked, older, choice], EVER).cells
    assert {scope: cell.began for scope, cell in held.items()} == {Scope.RAN: older}
    assert position([asked, older, choice, later], EVER).cells[Scope.CORE].began == later


def test_a_question_is_open_again_where_what_settled_it_has_ended_or_was_withdrawn() -> None:
    settled = {"follows": REVIEW.id, "outcome": Outcome.SETTLED}
    trial = event("my-2021-07-01-trial", P, until="2021", **settled)
    assert held_in([REVIEW, trial], "2021-12-31") == "permitted"
    assert held_in([REVIEW, trial], "2022-01-01") == "undecided"
    assert held_in([REVIEW, replace(trial, withdrawn="2021-08-01")]) == "undecided"


def test_only_an_earlier_question_of_the_log_is_settled() -> None:
    early = event("my-2019-01-01-early", None, follows=REVIEW.id, outcome=Outcome.SETTLED)
    lost = event("my-2021-07-01-lost", None, follows="my-2000-a", outcome=Outcome.SETTLED)
    assert held_in([REVIEW, early, lost]) == "undecided"


def test_context_asks_no_question_that_could_be_settled() -> None:
    talk = event("my-2019-03-01-talk", None, scope="mobile")
    closed = event("my-2021-07-01-closed", None, follows=talk.id, outcome=Outcome.SETTLED)
    assert held_in([REVIEW, talk, closed]) == "undecided"


def test_the_last_rule_answers_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", RULES[:-1])
    with pytest.raises(AssertionError, match="the last of RULES always applies"):
        position([ACT, event("fr-2021-02-01-ban", B)], EVER)


def test_equal_cells_are_one() -> None:
    planned = [replace(ACT, deadline="2022"), event("fr-2021-02-01-again", R, deadline="2023")]
    one, same = (position(planned, EVER).cells[Scope.CORE] for _ in range(2))
    assert one.planned is not same.planned
    assert one == same and len({one, same}) == 1
    assert one != position(planned[:1], EVER).cells[Scope.CORE]
