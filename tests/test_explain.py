"""Why a position is what it is, in the words of the rules themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from strategies import covered_logs, days, event, law

from huaweiban import explain
from huaweiban.events import Action, Event, Outcome, Scope, Stance, order, spread
from huaweiban.stances import (
    HEADLINE_RULES,
    RULES,
    act_stands,
    first_word,
    lapse,
    lapses_on,
    narrower_ban,
    position,
    replacement,
    settled,
)

DAY = "2021-12-31"


def one(events: list[Event], scope: Scope = Scope.CORE, day: str = DAY) -> explain.Verdict:
    return next(each for each in explain.verdicts(events, day) if each.scope is scope)


def test_every_later_event_is_passed_over_with_its_reason() -> None:
    """Context, withdrawn, after the day, weaker, and what says the same again."""
    log = [
        event("de-2020-01-01-first", "permitted", scope="core"),
        event("de-2020-02-01-ban", "banned", scope="core"),
        event("de-2020-03-01-same", "banned", scope="networks"),
        event("de-2020-04-01-limit", "restricted", scope="mobile"),
        event("de-2020-05-01-pressure", None, scope="core"),
        event("de-2020-06-01-mistake", "permitted", scope="core", withdrawn="2021-01-01"),
        event("de-2022-01-01-lifted", "permitted", scope="core"),
        event("de-2020-07-01-elsewhere", "permitted", scope="cables"),
        event("de-2020-08-01-nowhere", None),
    ]
    verdict = one(log)
    assert (verdict.decider.id, verdict.rule) == ("de-2020-02-01-ban", replacement)
    assert [(passed.id, reason) for passed, reason in verdict.passed_over] == [
        ("de-2020-03-01-same", "confirms"),
        ("de-2020-04-01-limit", "weaker"),
        ("de-2020-05-01-pressure", "context"),
        ("de-2020-06-01-mistake", "withdrawn"),
        ("de-2022-01-01-lifted", "after the day"),
    ]


def test_a_vague_event_counts_from_its_first_possible_day() -> None:
    log = [event("de-2021-01-01-ban", "banned"), event("de-2021-12-again", "banned")]
    assert [reason for _, reason in one(log, day="2021-12-01").passed_over] == ["confirms"]
    assert [reason for _, reason in one(log, day="2021-11-30").passed_over] == ["after the day"]


def test_a_withdrawn_event_says_so_even_if_it_lies_after_the_day() -> None:
    log = [
        event("de-2020-01-01-ban", "banned"),
        event("de-2022-01-01-mistake", "permitted", withdrawn="2022-02-01"),
    ]
    assert [reason for _, reason in one(log).passed_over] == ["withdrawn"]


def test_nothing_on_record_has_nothing_to_explain() -> None:
    assert explain.verdicts([], DAY) == []
    assert explain.verdicts([event("de-2020-01-01-context", None, scope="core")], DAY) == []
    assert explain.headline_reason(position([], DAY)) == (
        None,
        "No event that counts states a position.",
    )


def test_a_rule_speaks_its_own_docstring() -> None:
    for rule in (*RULES, *HEADLINE_RULES, lapse, settled):
        words = explain.reason_of(rule)
        assert words == " ".join(rule.__doc__.split())
        assert words.endswith(".")
    assert "named this part" in explain.reason_of(narrower_ban)


def test_the_headline_is_explained_by_the_rule_that_made_it() -> None:
    log = [event("nl-2020-02-letter", "banned", scope="core")]
    name, words = explain.headline_reason(position(log, DAY))
    assert name == "ban_of_one_part"
    assert words == (
        "Only one part of the mobile network is known and banned: as a whole it is restricted."
    )


WORD = {"action": Action.STATEMENT}
LOG = {
    "confirms": [event("de-2020-01-01-a", "banned"), event("de-2020-02-01-b", "banned")],
    "context": [event("de-2020-01-01-a", "banned"), event("de-2020-02-01-b", scope="core")],
    "withdrawn": [
        event("de-2020-01-01-a", "banned"),
        event("de-2020-02-01-b", "permitted", withdrawn="2020-03-01"),
    ],
    "after the day": [
        event("de-2020-01-01-a", "banned"),
        event("de-2022-01-01-b", "permitted"),
    ],
    "weaker": [
        event("de-2020-01-01-a", "banned", scope="core"),
        event("de-2020-02-01-b", "restricted"),
    ],
    "less than the act": [
        event("de-2020-01-01-a", "restricted"),
        event("de-2020-02-01-b", "permitted", **WORD),
    ],
    "given up": [
        event("de-2020-01-01-a", "restricted"),
        event("de-2020-02-01-b", "banned", **WORD),
        event("de-2020-03-01-c", "restricted", **WORD),
    ],
    "settled": [
        event("de-2020-01-01-a", "restricted"),
        event("de-2020-02-01-b", "undecided"),
        event("de-2020-03-01-c", follows="de-2020-02-01-b", outcome=Outcome.SETTLED),
    ],
    "ended": [
        event("de-2020-01-01-a", "restricted"),
        event("de-2020-02-01-b", "permitted", until="2020-06"),
    ],
}


@pytest.mark.parametrize("reason", explain.WORDS)
def test_each_reason_has_its_words_and_an_event_that_is_passed_over_for_it(
    reason: explain.Reason,
) -> None:
    verdict = one(LOG[reason])
    assert verdict.decider.id == "de-2020-01-01-a"
    assert verdict.passed_over[0] == (LOG[reason][1], reason)
    assert {*explain.WORDS} == {*get_args(explain.Reason)} == {*LOG}


def test_what_settled_with_a_stance_of_its_own_is_what_decides() -> None:
    asked, choice = LOG["settled"][1:]
    held = replace(choice, stance=Stance.PERMITTED, scope=(Scope.MOBILE,))
    verdict = one([asked, held])
    assert (verdict.decider, verdict.rule, verdict.passed_over) == (held, first_word, [])


def test_the_act_is_explained_after_the_words_that_lay_over_it() -> None:
    """The stricter word, what repeated it, what is less than the act, and what confirms it."""
    log = [
        event("fr-2020-01-01-decree", "restricted"),
        event("fr-2020-02-01-ban", "banned", **WORD),
        event("fr-2020-03-01-ban", "banned", **WORD),
        event("fr-2020-04-01-less", "undecided", **WORD),
        event("fr-2020-05-01-ban", "banned", **WORD),
        event("fr-2020-06-01-left", "restricted", **WORD),
    ]
    verdict = one(log)
    assert (verdict.decider, verdict.rule) == (log[0], first_word)
    assert [reason for _, reason in verdict.passed_over] == [
        "given up", "given up", "less than the act", "given up", "confirms"
    ]  # fmt: skip


def test_a_restriction_by_act_decides_once_the_narrower_ban_by_word_is_taken_back() -> None:
    log = [
        event("de-2020-01-01-ban", "banned", scope="core", **WORD),
        event("de-2020-02-01-decree", "restricted"),
        event("de-2020-03-01-decree", "restricted"),
        event("de-2020-03-02-word", "restricted", **WORD),
    ]
    assert one(log).rule is first_word
    assert [reason for _, reason in one(log).passed_over] == ["weaker"] * 3
    verdict = one([*log, event("de-2020-04-01-back", "permitted", scope="core", **WORD)])
    assert (verdict.decider, verdict.rule) == (log[1], act_stands)
    assert [reason for _, reason in verdict.passed_over] == [
        "confirms", "weaker", "less than the act"
    ]  # fmt: skip


def test_an_end_that_the_log_does_not_reach_passes_nothing_over() -> None:
    bar = event("pt-2020-04-01-bar", "banned", until="2020-09-30")
    assert explain.verdicts([bar], DAY) == []
    (verdict, _) = explain.verdicts([bar], DAY, {bar.id})
    assert (verdict.decider, verdict.passed_over) == (bar, [])


@law
@given(covered_logs(), days)
def test_each_known_scope_is_explained_once_and_every_later_event_has_one_reason(
    log: tuple[list[Event], frozenset[str]], day: str
) -> None:
    events, unseen = log
    held = position(events, day, unseen)
    found = explain.verdicts(events, day, unseen)
    assert [verdict.scope for verdict in found] == [s for s in Scope if s in held.cells]
    for verdict in found:
        cell = held.cells[verdict.scope]
        assert verdict.decider == cell.began
        assert verdict.rule in (first_word, replacement, act_stands)
        later = [
            each for each in sorted(events, key=order)
            if order(each) > order(verdict.decider) and verdict.scope in spread(each.scope)
        ]  # fmt: skip
        assert [passed for passed, _ in verdict.passed_over] == later
        for passed, reason in verdict.passed_over:
            possible = passed.withdrawn is None and passed.first <= day
            end = lapses_on(passed, unseen)
            ended = bool(end) and end <= max(day, passed.first)
            assert (reason == "withdrawn") is bool(passed.withdrawn)
            assert (reason == "after the day") is (not passed.withdrawn and passed.first > day)
            assert (reason == "ended") is (possible and ended)
            counts = possible and not ended
            assert (reason == "context") is (counts and passed.stance is None)
            assert reason != "settled" or passed.stance is Stance.UNDECIDED
            # A reason says how a stance stands to the one that is held.
            if reason == "confirms":
                assert passed.stance is cell.stance
            if reason == "weaker":
                assert passed.stance is Stance.RESTRICTED
            if reason == "less than the act":
                assert not passed.is_act
            if reason == "given up":
                assert not passed.is_act
                assert (passed.stance, cell.stance) == (Stance.BANNED, Stance.RESTRICTED)
        confirming = [passed for passed, reason in verdict.passed_over if reason == "confirms"]
        if cell.stance is not Stance.BANNED:
            assert cell.newest == (confirming or [verdict.decider])[-1]
