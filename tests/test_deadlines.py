"""`deadlines`: which planned dates are ahead, and what became of the others."""

from __future__ import annotations

import pytest
from asking import results
from conftest import Ask
from terminals import on_terminal, plain


def test_deadlines_are_those_ahead_unless_past_ones_are_asked_for(own: Ask) -> None:
    ahead = results(own, "deadlines")
    assert [each["date"] for each in ahead] == ["2026-12-31", "2027-12-31", "2028-12-31", "2029"]
    assert {each["status"] for each in ahead} == {"ahead"}
    assert [each["days"] for each in ahead] == [39, 404, 770, 1135]
    assert [each["date"] for each in results(own, "deadlines", "--within", "90d")] == ["2026-12-31"]
    assert [each["date"] for each in results(own, "deadlines", "france")] == ["2028-12-31"]
    assert [each["entity"] for each in results(own, "deadlines", "--in", "eu")] == [
        "de",
        "fr",
        "de",
    ]
    past = {each["event"]: each["status"] for each in results(own, "deadlines", "gb", "--past")}
    assert past["gb-2020-01-28-core-out"] == "moved"
    assert past["gb-2022-10-13-core-moved"] == "missed"


def test_deadlines_of_a_past_day_stood_on_that_day(own: Ask) -> None:
    told = results(own, "deadlines", "gb", "--as-of", "2021")
    assert [(each["date"], each["status"], each["days"]) for each in told] == [
        ("2023-01-28", "ahead", 393),
        ("2027-12-31", "ahead", 2191),
    ]
    within = ("deadlines", "gb", "--as-of", "2021", "--within")
    assert [each["date"] for each in results(own, *within, "2y")] == ["2023-01-28"]
    assert results(own, *within, "1y") == []
    assert results(own, "deadlines", "gb", "--as-of", "2019", "--past") == []
    assert own("deadlines", "--as-of", "2999").code == 2


def test_within_a_span_the_past_reaches_as_far_back(own: Ask) -> None:
    told = results(own, "deadlines", "--past", "--within", "2y")
    assert {each["date"] for each in told} == {
        each["date"]
        for each in results(own, "deadlines", "--past")
        if each["date"] >= "2024-11-22" and abs(each["days"]) <= 731
    }
    assert any(each["days"] < 0 for each in told)


def test_a_date_that_took_the_place_of_another_names_both(own: Ask) -> None:
    told = {each["event"]: each for each in results(own, "deadlines", "gb", "--past")}
    new, old = told["gb-2022-10-13-core-moved"], told["gb-2020-01-28-core-out"]
    assert (new["moved_from"], new["moved_by"]) == (old["date"], new["event"])
    assert (old["moved_by"], old["told_by"], old["status"]) == (None, new["event"], "moved")


@pytest.mark.parametrize("name", ["gb", "us", "de", "jp", "fr"])
def test_a_planned_date_stands_in_the_same_words_everywhere(own: Ask, name: str) -> None:
    listed = own("deadlines", name, "--past").out
    told = own("status", name, "--sources", "--format", "md").out.splitlines()
    planned = [row.partition("): ")[2] for row in told if row.startswith("- **planned**")]
    assert planned
    # A row of the list has what is due and its status in cells of their own.
    parts = [part for words in planned for part in words.rsplit("; ", 1)]
    assert [part for part in parts if part not in listed] == []


def test_a_narrow_terminal_still_says_what_kind_of_date_it_is_and_how_it_stands() -> None:
    """An end that has come must not look like something that is due."""
    shown = plain(on_terminal("deadlines", "portugal", "poland", columns=80))
    # The words of the last column, which stands right of the others.
    words = " ".join(" ".join(line[50:] for line in shown).split())
    assert "for 180 days · ends · as announced" in words and "· deadline ·" in words
