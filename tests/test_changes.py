"""`changes`: what is held differently on two days, and what the log gained."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import results
from conftest import Ask

from huaweiban.bundled import about


@pytest.mark.parametrize("since", ["2018", "2020-07-14", "2022", "today"])
def test_what_changed_is_the_difference_of_two_days(own: Ask, since: str) -> None:
    import datetime

    start = {"2018": "2018-01-01", "2022": "2022-01-01", "today": "2026-11-22"}.get(since, since)
    eve = (datetime.date.fromisoformat(start) - datetime.timedelta(days=1)).isoformat()
    everyone = ("status", "--all", "--kind", "country", "--as-of")
    was = {each["entity"]: each for each in results(own, *everyone, eve)}
    now = {each["entity"]: each for each in results(own, *everyone, "today")}
    changed = {
        id for id in now if any(was[id][k] != now[id][k] for k in ("stance", "headline_scope"))
    }
    told = results(own, "changes", "--since", since)
    headlines = [each for each in told if each["what"] == "headline" and each["kind"] == "country"]
    assert {each["entity"] for each in headlines} == changed
    for each in headlines:
        assert (each["was"], each["now"]) == (
            was[each["entity"]]["stance"],
            now[each["entity"]]["stance"],
        )


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


def test_changes_take_names_and_kinds_as_the_timeline_does(own: Ask, tmp_path: Path) -> None:
    def entities(*arguments: str) -> set[str]:
        return {each["entity"] for each in results(own, "changes", "--since", "2018", *arguments)}

    everyone = entities()
    countries, companies = entities("--kind", "country"), entities("--kind", "company")
    assert countries and companies and not countries & companies
    assert countries | companies <= everyone
    assert entities("germany", "bt-group") == {"de", "bt-group"}
    assert entities("germany", "bt-group", "--kind", "company") == {"bt-group"}
    assert entities("germany", "se", "--in", "eu") == {"de", "se"}
    watched = tmp_path / "names.txt"
    watched.write_text("Sweden\n")
    assert entities("germany", "--watch", str(watched)) == {"de", "se"}
    watched.write_text("# nobody yet\n")
    assert entities("--watch", str(watched)) == set()
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
