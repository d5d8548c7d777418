"""`changes`: what is held differently on two days, and what the log gained."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import results
from conftest import Ask
from own_log import line, written

from huaweiban import dates
from huaweiban.bundled import about


@pytest.mark.parametrize("since", ["2018", "2020-07-14", "2022", "today"])
def test_the_steps_lead_from_one_day_to_the_other(own: Ask, since: str) -> None:
    start = {"2018": "2018-01-01", "2022": "2022-01-01", "today": "2026-11-22"}.get(since, since)
    everyone = ("status", "--all", "--kind", "country", "--as-of")
    was = {each["entity"]: each for each in results(own, *everyone, dates.eve(start))}
    now = {each["entity"]: each for each in results(own, *everyone, "today")}
    held = {id: (each["stance"], each["headline_scope"]) for id, each in was.items()}
    for each in results(own, "changes", "--since", since, "--kind", "country"):
        if each["what"] == "headline":
            assert (each["was"], each["was_scope"]) == held[each["entity"]]
            held[each["entity"]] = each["now"], each["now_scope"]
    assert held == {id: (each["stance"], each["headline_scope"]) for id, each in now.items()}


def test_two_turns_that_cancel_out_are_both_seen(own: Ask) -> None:
    """Sweden's court suspends the ban, and a later one upholds it: no net, two steps."""
    turns = [
        (each["was"], each["now"])
        for each in results(own, "changes", "se", "--since", "2020-11")
        if each["what"] == "headline"
    ]
    assert turns == [("banned", "undecided"), ("undecided", "banned")]


def test_a_planned_date_that_is_set_moved_or_met_is_a_step(own: Ask) -> None:
    found = [
        (each["turn"], each["what"], each["was_date"], each["now_date"])
        for each in results(own, "changes", "gb", "se", "--since", "2020")
        if each["change"] == "date"
    ]
    assert ("set", "deadline", None, "2027-12-31") in found
    assert ("moved", "deadline", "2023-01-28", "2023-12-31") in found
    assert ("missed", "deadline", None, "2023-12-31") in found
    assert ("met", "deadline", None, "2025-01-01") in found


def test_what_becomes_of_an_instrument_is_a_step(ask: Ask) -> None:
    """Germany's act of 2025 takes the place of the one of 2021."""
    found = [
        (each["turn"], each["date"], each["day"], each["law"], each["event"], bool(each["url"]))
        for each in results(ask, "changes", "de", "--since", "2025-12", "--until", "2025-12")
        if each["change"] == "instrument"
    ]
    assert found == [
        ("adopted", "2025-12-02", "2025-12-02", "de-2025-bsig-section-41", None, True),
        ("ended", "2025-12-05", "2025-12-06", "de-2021-bsig-section-9b", None, True),
        ("in force", "2025-12-06", "2025-12-06", "de-2025-bsig-section-41", None, True),
    ]
    told = ask("changes", "de", "--since", "2025-12-06", "--until", "2025-12-06", "--exit-code")
    assert (
        told.code,
        "instrument in force: de-2025-bsig-section-41" in " ".join(told.out.split()),
    ) == (1, True)


def test_the_steps_of_an_instrument_lead_to_where_it_stands(ask: Ask) -> None:
    turns = {"proposed": "bill", "resumed": "in force"}
    stands: dict[str, str] = {}
    for each in results(ask, "changes", "--since", "1990", "--until", "2026-06"):
        if each["change"] == "instrument":
            assert each["what"] == each["law"]
            stands[each["law"]] = turns.get(each["turn"], each["turn"])
    seen = {each["id"]: each["state"] for each in results(ask, "laws", "--as-of", "2026-06")}
    assert {id: state for id, state in seen.items() if stands.get(id) != state} == {}
    assert {"bill", "adopted", "in force", "ended"} <= {*stands.values()}


def test_a_log_asked_alone_has_no_instruments(own: Ask) -> None:
    assert {each["change"] for each in results(own, "changes", "--since", "2018")} == {
        "stance", "date"
    }  # fmt: skip


def test_an_announced_end_is_a_step_on_the_day_after(ask: Ask, tmp_path: Path) -> None:
    log = written(
        tmp_path / "log.jsonl",
        line("fr-2020-01-01-open", "2020-01-01", "permitted"),
        line("fr-2020-02-01-pause", "2020-02-01", "banned", until="2020-02"),
    )
    told = results(ask, "changes", "--since", "2020-03", "--data-only", "--data", str(log))
    assert [(each["what"], each["turn"], each["day"], each["event"]) for each in told] == [
        (what, turn, "2020-03-01", "fr-2020-02-01-pause")
        for what, turn in [
            ("headline", "lapsed"),
            ("core", "lapsed"),
            ("ran", "lapsed"),
            ("until", "ended"),
        ]
    ]


def test_a_first_position_is_told_apart_from_a_change_of_policy(own: Ask) -> None:
    turns = [each["turn"] for each in results(own, "changes", "de", "--since", "2018")]
    assert turns[0] == "first" and "first" not in turns[3:] and "moved" in turns


def test_a_change_of_one_day_is_seen_from_its_eve(own: Ask) -> None:
    on_the_day = results(own, "changes", "--since", "2020-07-14", "--until", "2020-07-14")
    assert ("gb", "headline", "restricted", "banned") in [
        (each["entity"], each["what"], each["was"], each["now"]) for each in on_the_day
    ]
    assert results(own, "changes", "--since", "2020-07-15", "--until", "2020-07-15") == []


def test_the_exit_code_says_whether_something_changed(own: Ask) -> None:
    assert own("changes", "--since", "2020", "--until", "2020").code == 0
    assert own("changes", "--since", "2020", "--until", "2020", "--exit-code").code == 1
    assert own("changes", "--since", "2026-11-22", "--exit-code").code == 0


def test_changes_take_names_and_kinds_as_the_timeline_does(own: Ask) -> None:
    def entities(*arguments: str) -> set[str]:
        return {each["entity"] for each in results(own, "changes", "--since", "2018", *arguments)}

    everyone = entities()
    countries, companies = entities("--kind", "country"), entities("--kind", "company")
    assert countries and companies and not countries & companies
    assert countries | companies <= everyone
    assert entities("germany", "bt-group") == {"de", "bt-group"}
    assert entities("germany", "bt-group", "--kind", "company") == {"bt-group"}
    assert entities("germany", "se", "--in", "eu") == {"de", "se"}
    assert own("changes", "--since", "2018", "--watch", "names.txt").code == 2
    assert own("changes", "germny", "--since", "2018").code == 3
    named = results(own, "changes", "germany", "--data-since", "2020.01.01")
    assert {each["entity"] for each in named} == {"de"}


def test_what_the_log_gained_is_told_up_to_the_version_in_use(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = about().data_version
    assert ask("changes", "--data-since", known).code == 0
    for wrong in (
        ("--data-since", known, "--until", "2025"),
        ("--data-since", known, "--since", "2025"),
        ("--data-since", "2999.01.01"),
        ("--data-since", "2999.01.01", "--exit-code"),
        ("--data-since", "2999.01.01", "--data", "log.jsonl"),
        ("--data-since", "2026"),
    ):
        told = ask("changes", *wrong)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1), wrong
    assert known in ask("changes", "--data-since", "2999.01.01").err
    # An own log can be newer than the version of the bundled one.
    monkeypatch.setenv("HUAWEIBAN_TODAY", "2999-01-01")
    assert ask("changes", "--data-since", "2999.01.01", "--data", "over.jsonl").code == 0
    assert ask("changes", "--data-since", "2999.01.01").code == 2


def test_an_age_is_a_span_and_no_date(own: Ask) -> None:
    """The same for every option that takes an age."""
    for option in (("status", "de", "--max-age"), ("deadlines", "--within")):
        for wrong in ("2020", "today", "1x", "2020-01-01"):
            told = own(*option, wrong)
            assert (told.code, told.out) == (2, "")
            assert told.err == (
                f"{option[-1]}: '{wrong}' is not a span of time; "
                "accepted are spans such as 30d, 6m, 2y\n"
            )
        assert own(*option, "18m").code == 0
