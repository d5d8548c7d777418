"""Planned dates: when a rule starts to bind, when gear must be gone, and what became of it."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from strategies import covered_logs, days, event, law, logs

from huaweiban.dates import last_day
from huaweiban.events import Event, Outcome, Scope
from huaweiban.planned import PlannedDate, deadline, planned_dates
from huaweiban.stances import position

BAN = event("se-2020-10-20-ban", "banned", effective="2020-10-20", deadline="2025-01-01")


def dates(events: list[Event], day: str, unseen: Collection[str] = ()) -> list[PlannedDate]:
    held = position(events, day, unseen)
    return planned_dates(held, held.cells.values(), day, unseen)


def shown(
    events: list[Event], day: str, unseen: Collection[str] = ()
) -> list[tuple[str, str, str, str | None]]:
    return [
        (each.date, each.purpose, each.status, each.told_by and each.told_by.id)
        for each in dates(events, day, unseen)
    ]


@pytest.mark.parametrize(
    ("date", "day", "status"),
    [
        ("2025-01-01", "2024-12-31", "ahead"),
        ("2025-01-01", "2025-01-01", "ahead"),
        ("2025-01-01", "2025-01-02", "passed"),
        ("2025", "2025-12-31", "ahead"),
        ("2025", "2026-01-01", "passed"),
        ("2025-02", "2025-02-28", "ahead"),
        ("2025-02", "2025-03-01", "passed"),
    ],
)
def test_a_deadline_is_ahead_until_its_last_day_is_over(date: str, day: str, status: str) -> None:
    ban = event("se-2020-10-20-ban", "banned", deadline=date)
    assert shown([ban], day) == [(date, "deadline", status, None)]


@pytest.mark.parametrize(
    ("day", "status"),
    [("2021-12-30", "ahead"), ("2021-12-31", "passed"), ("2022-01-01", "passed")],
)
def test_a_rule_binds_from_the_last_day_its_date_can_mean(day: str, status: str) -> None:
    ban = event("se-2020-10-20-ban", "banned", effective="2021")
    assert shown([ban], day) == [("2021", "effective", status, None)]


@pytest.mark.parametrize("outcome", ["met", "missed", "moved"])
@pytest.mark.parametrize("stance", [None, "banned"])
def test_a_later_event_tells_what_became_of_a_deadline(outcome: str, stance: str | None) -> None:
    told = event("se-2025-01-02-told", stance, follows=BAN.id, outcome=outcome)
    effective = ("2020-10-20", "effective", "passed", None)
    assert shown([BAN, told], "2025-01-02") == [
        effective, ("2025-01-01", "deadline", outcome, told.id)
    ]  # fmt: skip
    assert shown([BAN, told], "2025-01-01") == [
        effective, ("2025-01-01", "deadline", "ahead", None)
    ]  # fmt: skip


def test_an_outcome_tells_of_the_day_of_effect_where_there_is_no_deadline() -> None:
    rule = event("se-2020-10-20-rule", "banned", effective="2021-01-01")
    told = event(
        "se-2020-12-01-later", "banned", effective="2021-06", follows=rule.id, outcome="moved"
    )
    assert shown([rule, told], "2021-02-01") == [
        ("2021-01-01", "effective", "moved", told.id),
        ("2021-06", "effective", "ahead", None),
    ]


def test_an_event_that_follows_without_an_outcome_tells_nothing() -> None:
    silent = event("se-2025-01-02-silent", None, follows=BAN.id)
    assert [status for _, _, status, _ in shown([BAN, silent], "2025-01-03")] == [
        "passed",
        "passed",
    ]


def test_a_repetition_without_a_date_clears_nothing() -> None:
    again = event("se-2021-01-01-again", "banned")
    assert shown([BAN, again], "2021-02-01") == shown([BAN], "2021-02-01")


def test_every_date_of_the_unbroken_run_stands_with_its_scope_and_event() -> None:
    core = event("se-2021-01-01-core", "banned", scope="core", deadline="2023")
    found = dates([BAN, core], "2021-02-01")
    assert [(each.date, each.event.id, each.event.scope) for each in found] == [
        ("2020-10-20", BAN.id, (Scope.MOBILE,)),
        ("2023", core.id, (Scope.CORE,)),
        ("2025-01-01", BAN.id, (Scope.MOBILE,)),
    ]


def test_a_replaced_stance_takes_its_dates_with_it() -> None:
    court = event("se-2020-11-09-court", "undecided")
    assert shown([BAN, court], "2020-12-01") == []
    ran_only = event("se-2020-11-10-ran", "undecided", scope="ran")
    assert [each.event for each in dates([BAN, ran_only], "2020-12-01")] == [BAN, BAN]


def test_the_headlines_deadline_is_the_next_one_ahead() -> None:
    core = event("se-2021-01-01-core", "banned", scope="core", deadline="2023")
    for day, expected in (("2022-01-01", "2023"), ("2024-06-01", "2025-01-01")):
        assert deadline(dates([BAN, core], day)) == expected


def test_the_headlines_deadline_is_else_the_last_passed() -> None:
    core = event("se-2021-01-01-core", "banned", scope="core", deadline="2023")
    assert deadline(dates([BAN, core], "2026-01-01")) == "2025-01-01"
    assert ("2025-01-01", "deadline", "passed", None) in shown([BAN, core], "2026-01-01")


def test_a_moved_deadline_gives_way_to_the_one_it_was_moved_to() -> None:
    moved = event(
        "se-2024-01-01-moved", "banned", deadline="2025-03", follows=BAN.id, outcome="moved"
    )
    for day in ("2024-02-01", "2026-01-01"):
        assert deadline(dates([BAN, moved], day)) == "2025-03"
    dateless = event("se-2024-01-01-moved", "banned", follows=BAN.id, outcome="moved")
    assert deadline(dates([BAN, dateless], "2024-02-01")) is None


def test_a_day_of_effect_is_no_deadline() -> None:
    rule = event("se-2020-10-20-rule", "banned", effective="2027")
    assert deadline(dates([rule], "2021-01-01")) is None
    assert deadline([]) is None


BAR = event("pt-2026-04-01-bar", "banned", until="2026-09")


def test_an_announced_end_is_ahead_until_its_last_day_is_over() -> None:
    assert shown([BAR], "2026-09-30") == [("2026-09", "until", "ahead", None)]
    assert shown([BAR], "2026-10-01") == []


def test_an_end_after_which_the_log_does_not_reach_is_unseen() -> None:
    assert shown([BAR], "2026-09-30", {BAR.id}) == [("2026-09", "until", "ahead", None)]
    assert shown([BAR], "2026-10-01", {BAR.id}) == [("2026-09", "until", "unseen", None)]


def test_a_run_ends_if_ever_on_the_day_that_its_newest_event_announced() -> None:
    again = event("pt-2026-05-01-again", "banned", until="2026-12-31")
    assert shown([BAR, again], "2026-06-01") == [("2026-12-31", "until", "ahead", None)]
    open_ended = event("pt-2026-05-01-again", "banned")
    assert shown([BAR, open_ended], "2026-06-01") == []
    elsewhere = event("pt-2026-05-01-core", "banned", scope="core", until="2026-12-31")
    assert shown([BAR, elsewhere], "2026-06-01") == [
        ("2026-09", "until", "ahead", None),
        ("2026-12-31", "until", "ahead", None),
    ]


def test_an_announced_end_is_no_deadline() -> None:
    assert deadline(dates([BAR], "2026-06-01")) is None


def test_the_dates_of_what_has_ended_are_gone_with_it() -> None:
    pause = event("pt-2026-05-01-pause", "restricted", until="2026-06", deadline="2027")
    assert ("2027", "deadline", "ahead", None) in shown([BAN, pause], "2026-06-30")
    assert shown([BAN, pause], "2026-07-01") == shown([BAN], "2026-07-01")


def test_a_word_that_claims_less_brings_no_date_and_the_act_keeps_its_own() -> None:
    word = event("se-2021-01-01-word", "restricted", action="statement", deadline="2030")
    assert shown([BAN, word], "2021-02-01") == shown([BAN], "2021-02-01")


def test_a_settled_question_takes_its_planned_date_with_it() -> None:
    asked = event("my-2019-02-01-review", "undecided", deadline="2019-06")
    closed = {"follows": asked.id, "outcome": Outcome.SETTLED}
    choice = event("my-2019-05-01-choice", **closed)
    assert shown([asked, choice], "2019-04-30") == [("2019-06", "deadline", "ahead", None)]
    assert shown([asked, choice], "2019-05-01") == []
    # What is no question stays, and what was due of it was done.
    done = event("se-2024-01-01-done", follows=BAN.id, outcome=Outcome.SETTLED)
    assert ("2025-01-01", "deadline", "met", done.id) in shown([BAN, done], "2024-01-01")


@law
@given(covered_logs(), days)
def test_planned_dates_come_by_date_once_each_and_from_the_standing_runs(log, day) -> None:
    events, unseen = log
    found = dates(events, day, unseen)
    ends = [last_day(each.date) for each in found]
    assert ends == sorted(ends)
    assert len({(each.purpose, each.event.id) for each in found}) == len(found)
    cells = position(events, day, unseen).cells.values()
    for each in found:
        if each.purpose == "until":
            assert any(each.event == cell.newest for cell in cells)
            over = last_day(each.date) < day
            assert each.status == ("unseen" if over else "ahead")
            assert not over or each.event.id in unseen
        else:
            assert any(each.event in (cell.planned or ()) for cell in cells)
            assert (each.told_by is None) is (each.status in ("ahead", "passed"))
        assert each.told_by is None or each.told_by.follows == each.event.id


@given(logs(), days)
def test_a_withdrawn_event_tells_no_outcome(events: list[Event], day: str) -> None:
    for each in dates(events, day):
        assert each.event.withdrawn is None
        assert each.told_by is None or each.told_by.withdrawn is None
