"""Why a position is what it is, in the words of the rules themselves."""

from __future__ import annotations

from hypothesis import given
from strategies import days, event, logs

from huaweiban import explain
from huaweiban.events import Event, Scope, order, spread
from huaweiban.stances import HEADLINE_RULES, RULES, narrower_ban, position, replacement

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
    for rule in (*RULES, *HEADLINE_RULES):
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


@given(logs(), days)
def test_each_known_scope_is_explained_once_and_every_later_event_has_one_reason(
    events: list[Event], day: str
) -> None:
    held = position(events, day)
    found = explain.verdicts(events, day)
    assert [verdict.scope for verdict in found] == [s for s in Scope if s in held.cells]
    for verdict in found:
        assert verdict.decider == held.cells[verdict.scope].began
        later = [
            each for each in sorted(events, key=order)
            if order(each) > order(verdict.decider) and verdict.scope in spread(each.scope)
        ]  # fmt: skip
        assert [passed for passed, _ in verdict.passed_over] == later
        for passed, reason in verdict.passed_over:
            assert reason in explain.WORDS
            counts = passed.stance and passed.withdrawn is None and passed.first <= day
            assert (reason in ("confirms", "weaker")) is bool(counts)
