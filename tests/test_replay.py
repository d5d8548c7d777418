"""The laws of the steps: what each event did on its first day, and what ended on which day."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import EVERY_DAY, covered_logs, event, law

from huaweiban import stances
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Stance, order
from huaweiban.replay import replay
from huaweiban.stances import (
    NOTHING,
    Effect,
    Step,
    first_word,
    lapse,
    lapses_on,
    position,
    replacement,
    settled,
)

EVER = "9999-12-31"
B, R, P, U = Stance
Log = tuple[list[Event], frozenset[str]]


def steps(*events: Event, day: str = EVER) -> list[Step]:
    return list(replay(events, day))


def shown(*events: Event, scope: Scope = Scope.CORE) -> list[tuple[str, object, object]]:
    """Each step's day, what is held in a scope after it, and the rule that made it so."""
    found = []
    for step in steps(*events):
        cell, did = step.after.cells.get(scope), step.applied.get(scope)
        found.append((step.day, cell and cell.stance, did and did.rule))
    return found


@law
@given(covered_logs())
def test_the_last_step_is_the_latest_stance(log: Log) -> None:
    events, unseen = log
    for day in EVERY_DAY:
        taken = list(replay(events, day, unseen))
        last = taken[-1].after if taken else NOTHING
        assert last == position(events, day, unseen), day


@law
@given(covered_logs())
def test_each_step_leaves_the_position_of_its_day(log: Log) -> None:
    """So history, bands, year ends and `changes` agree with `--as-of` on every day."""
    events, unseen = log
    taken = list(replay(events, EVER, unseen))
    for number, step in enumerate(taken):
        if number + 1 == len(taken) or taken[number + 1].day > step.day:
            assert step.after == position(events, step.day, unseen), step.day


@law
@given(covered_logs())
def test_a_step_begins_where_the_last_one_ended(log: Log) -> None:
    events, unseen = log
    taken = list(replay(events, EVER, unseen))
    assert all(one.after == two.before for one, two in pairwise(taken))
    assert not taken or taken[0].before == NOTHING


@law
@given(covered_logs())
def test_the_steps_up_to_a_day_are_the_first_steps_of_any_later_day(log: Log) -> None:
    events, unseen = log
    taken = list(replay(events, EVER, unseen))
    assert [step.day for step in taken] == sorted(step.day for step in taken)
    for day in EVERY_DAY:
        known = list(replay(events, day, unseen))
        assert known == taken[: len(known)]
        assert all(step.day > day for step in taken[len(known) :])


@law
@given(covered_logs(), st.randoms(use_true_random=False))
def test_a_shuffled_file_has_the_same_steps(log: Log, random) -> None:
    events, unseen = log
    shuffled = random.sample(events, len(events))
    assert list(replay(shuffled, EVER, unseen)) == list(replay(events, EVER, unseen))


@law
@given(covered_logs())
def test_positions_move_only_on_first_days_and_the_day_after_an_end(log: Log) -> None:
    events, unseen = log
    entered = [each for each in events if each.withdrawn is None]
    ends = {each.id: lapses_on(each, unseen) for each in entered}
    for step in replay(events, EVER, unseen):
        assert step.day == (ends[step.event.id] if step.is_lapse else step.event.first)
    possible = {each.first for each in entered} | set(ends.values())
    for eve, day in pairwise(EVERY_DAY):
        if day not in possible:
            assert position(events, eve, unseen) == position(events, day, unseen)


@law
@given(covered_logs())
def test_each_event_enters_once_and_leaves_once_if_it_ends(log: Log) -> None:
    events, unseen = log
    ends = {each.id: lapses_on(each, unseen) for each in events if each.withdrawn is None}
    counting = [each for each in events if each.id in ends]
    counting = [each for each in counting if not (end := ends[each.id]) or end > each.first]
    taken = list(replay(events, EVER, unseen))
    entering = [step.event for step in taken if not step.is_lapse]
    assert entering == sorted(counting, key=order)
    leaving = [step.event for step in taken if step.is_lapse]
    assert sorted(leaving, key=order) == sorted((e for e in counting if ends[e.id]), key=order)


@law
@given(covered_logs())
def test_context_that_settles_nothing_moves_no_step(log: Log) -> None:
    events, unseen = log
    for step in replay(events, EVER, unseen):
        if step.event.stance is None and step.event.outcome is not Outcome.SETTLED:
            assert step.applied == {}
            assert step.after._replace(outcomes={}) == step.before._replace(outcomes={})


@law
@given(covered_logs())
def test_a_step_names_the_rule_wherever_a_stance_moved(log: Log) -> None:
    events, unseen = log
    for step in replay(events, EVER, unseen):
        for scope in Scope:
            was, now = step.before.cells.get(scope), step.after.cells.get(scope)
            did = step.applied.get(scope)
            if (was and was.stance) is not (now and now.stance):
                assert did
            if did and did.effect is Effect.BEGINS:
                assert did.rule in (first_word, replacement)
                assert now and now.began == step.event
            if did and did.effect is Effect.CONFIRMS:
                assert now and now.newest == step.event
            if did and did.effect is Effect.ENDS:
                assert did.rule is (lapse if step.is_lapse else settled)


@law
@given(covered_logs())
def test_the_last_confirmation_goes_back_only_where_something_ends_or_an_act_is_left(
    log: Log,
) -> None:
    events, unseen = log
    for step in replay(events, EVER, unseen):
        for scope, now in step.after.cells.items():
            was = step.before.cells.get(scope)
            if was is None or order(was.newest) <= order(now.newest):
                continue
            ends = step.is_lapse or step.event.outcome is Outcome.SETTLED
            assert ends or was.under == now, "the word over an act has gone"


@law
@given(covered_logs())
def test_a_headline_moves_with_the_event_of_its_step(log: Log) -> None:
    events, unseen = log
    for step in replay(events, EVER, unseen):
        now = step.after.headline
        ends = step.is_lapse or step.event.outcome is Outcome.SETTLED
        if step.moved and not ends:
            assert now and now.began == step.event
        if not step.moved and not ends:
            assert step.before.headline == now


def test_a_lapse_is_a_step_of_its_own_on_the_day_after() -> None:
    listing = event("us-2019-05-16-listing", R)
    licence = event("us-2019-05-20-licence", P, until="2019-08-19")
    assert shown(listing, licence) == [
        ("2019-05-16", R, first_word),
        ("2019-05-20", P, replacement),
        ("2019-08-20", R, lapse),
    ]
    assert [step.event for step in steps(listing, licence)] == [listing, licence, licence]
    assert [step.is_lapse for step in steps(listing, licence)] == [False, False, True]
    assert [step.moved for step in steps(listing, licence)] == [True, True, True]
    assert len(steps(listing, licence, day="2019-08-19")) == 2


def test_what_ends_on_the_eve_of_an_event_is_gone_before_it_comes() -> None:
    licence = event("us-2019-05-20-licence", P, until="2019-08-19")
    renewed = event("us-2019-08-20-licence", P, until="2019-11")
    assert shown(licence, renewed) == [
        ("2019-05-20", P, first_word),
        ("2019-08-20", None, lapse),
        ("2019-08-20", P, first_word),
        ("2019-12-01", None, lapse),
    ]


def test_an_end_that_leaves_the_stance_as_it_is_says_nothing_of_the_scope() -> None:
    one = event("qa-2018-01-01-five-years", P, until="2022")
    again = event("qa-2021-01-01-again", P)
    *_, last = steps(one, again)
    assert (last.day, last.applied, last.moved) == ("2023-01-01", {}, False)
    assert last.before.cells[Scope.CORE].began == one
    assert last.after.cells[Scope.CORE].began == last.after.headline.began == again


def test_a_settled_question_is_a_step_that_says_so() -> None:
    before = event("my-2018-01-01-word", R)
    review = event("my-2019-02-01-review", U)
    closed = {"follows": review.id, "outcome": Outcome.SETTLED}
    choice = event("my-2021-07-01-choice", None, **closed)
    assert shown(before, review, choice)[-1] == ("2021-07-01", R, settled)
    own = event("my-2021-07-01-choice", P, scope="ran", **closed)
    assert shown(before, review, own)[-1] == ("2021-07-01", R, settled)
    assert shown(before, review, own, scope=Scope.RAN)[-1] == ("2021-07-01", P, replacement)


def test_a_question_settled_for_a_time_is_open_again_after_it() -> None:
    review = event("my-2019-02-01-review", U)
    closed = {"follows": review.id, "outcome": Outcome.SETTLED}
    trial = event("my-2021-07-01-trial", P, until="2021", **closed)
    assert shown(review, trial) == [
        ("2019-02-01", U, first_word),
        ("2021-07-01", P, first_word),
        ("2022-01-01", U, lapse),
    ]


def test_ends_not_seen_are_no_step() -> None:
    bar = event("pt-2026-04-01-bar", B, until="2026-09-30")
    assert len(list(replay([bar], EVER, {bar.id}))) == 1


# Many ends take linear time. What is counted is how often a rule is tried first: seconds differ.


def _day(number: int) -> str:
    return (datetime.date(2000, 1, 1) + datetime.timedelta(number)).isoformat()


def _made(number: int, stance: Stance | None, until: int | None, **more: object) -> Event:
    end = None if until is None else _day(until)
    return event(f"us-{_day(number)}-{number}", stance, date=_day(number), until=end, **more)


def renewals(count: int) -> list[Event]:
    """A licence of ninety days, renewed day after day."""
    return [_made(n, P, n + 90) for n in range(count)]


def nested(count: int) -> list[Event]:
    """What began last ends first, and each end turns the stance."""
    return [_made(n, (P, B)[n % 2], 2 * count - n) for n in range(count)]


def queued(count: int) -> list[Event]:
    """What began first ends first, when all has begun."""
    return [_made(n, (P, B)[n % 2], count + n) for n in range(count)]


def under_a_word(count: int) -> list[Event]:
    """Acts with an end, a stricter word over each."""
    word = {"action": Action.STATEMENT}
    return [_made(n, R, count + n) if n % 2 else _made(n, B, None, **word) for n in range(count)]


def questions(count: int) -> list[Event]:
    """Question after question, each settled by the next event, which has an end."""
    made = [_made(n, U if n % 2 == 0 else None, count + n if n % 2 else None) for n in range(count)]
    return [
        replace(one, follows=made[n - 1].id, outcome=Outcome.SETTLED) if n % 2 else one
        for n, one in enumerate(made)
    ]


def random_ends(count: int, seed: int) -> list[Event]:
    """Anything, with any end."""
    draw = random.Random(seed)
    return [
        _made(
            n,
            draw.choice([*Stance]),
            n + draw.randrange(count),
            scope=draw.choice(["mobile", "core", "ran"]),
            action=draw.choice([*Action]),
            actor=draw.choice([Actor.AGENCY, Actor.COMPANY]),
        )
        for n in range(count)
    ]


def applications(events: list[Event]) -> int:
    """How often an event is laid upon a scope to take all the steps of a log."""
    count = 0

    def counted(*asked: object) -> None:
        nonlocal count
        count += 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stances, "RULES", (counted, *stances.RULES))
        last = list(replay(events, EVER))[-1].after
    assert last == position(events, EVER)
    return count


SHAPES = [renewals, nested, queued, under_a_word, questions]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_twice_as_many_ends_take_twice_as_many_applications(
    shape: Callable[[int], list[Event]],
) -> None:
    assert applications(shape(200)) <= 2.2 * applications(shape(100))


@given(st.integers(20, 200), st.integers(0, 9999))
def test_many_ends_take_a_few_applications_for_each_event(count: int, seed: int) -> None:
    assert applications(random_ends(count, seed)) <= 12 * count


def test_what_states_nothing_ends_before_anything_is_stated() -> None:
    ending = event("de-2020-01-01-a", None, until="2020-01-03")
    later = event("de-2020-01-02-b", None)
    assert all(not step.after.cells for step in replay([ending, later], EVER))
    stated = [event("de-2020-01-01-a", B, until="2020-01-03"), later]
    *_, last = replay(stated, EVER)
    assert (last.after.headline, last.is_lapse) == (None, True)


def test_a_date_planned_by_what_has_ended_is_gone_from_the_run_that_goes_on() -> None:
    first = event("de-2020-01-01-a", B)
    ending = event("de-2020-01-02-b", B, deadline="2021", until="2020-01-04")
    again = event("de-2020-01-03-c", B)
    *_, last = replay([first, ending, again], EVER)
    assert last.is_lapse and last.after.headline.holding == (B, Scope.MOBILE)
    cell = last.after.cells[Scope.CORE]
    assert (cell.began, cell.newest, [*(cell.planned or ())]) == (first, again, [])
