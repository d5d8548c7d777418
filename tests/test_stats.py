"""`stats` counts what `status` shows."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from asking import results
from conftest import Ask

from huaweiban.events import Stance


@pytest.mark.parametrize("day", ["2018-12-31", "2020-02-01", "2020-12-31", "today"])
def test_counts_add_up_to_those_of_status(own: Ask, day: str) -> None:
    held = [each["stance"] for each in results(own, "status", "--all", "--as-of", day)]
    (row,) = results(own, "stats", "--as-of", day)
    for stance in ("banned", "restricted", "permitted", "undecided"):
        assert row[stance] == held.count(stance)
    assert (row["none"], row["total"]) == (held.count(None), 250)
    for way in ("continent", "year", "scope"):
        rows = results(own, "stats", "--by", way, "--as-of", day)
        if way == "continent":
            assert sum(each["total"] for each in rows) == 250
        if way == "year":
            assert {key: rows[-1][key] for key in row if key != "key"} == {
                key: row[key] for key in row if key != "key"
            }


@pytest.mark.parametrize("group", [[], ["--in", "eu"], ["--in", "five-eyes", "--in", "asia"]])
def test_each_year_counts_what_its_last_day_counts(own: Ask, group: list[str]) -> None:
    """Members come and go: each year counts those that it ended with."""
    rows = results(own, "stats", "--by", "year", *group)
    assert rows[-1]["key"] == "2026"
    totals = set()
    for row in rows:
        as_of = ("--as-of", row["key"], *group)
        (day,) = results(own, "stats", *as_of)
        assert {**row, "key": "all"} == day
        held = [each["stance"] for each in results(own, "status", "--all", *as_of)]
        counts = [row[stance] for stance in ("banned", "restricted", "permitted", "undecided")]
        assert counts == [held.count(stance) for stance in Stance]
        totals.add(row["total"])
    assert totals == ({27, 28} if group == ["--in", "eu"] else {row["total"]})


@pytest.mark.parametrize("group", [[], ["--in", "eu"], ["--in", "norway"]])
@pytest.mark.parametrize("day", ["2019", "today"])
def test_a_publisher_counts_with_every_event_that_it_told(
    own: Ask, group: list[str], day: str
) -> None:
    events = results(own, "timeline", "--until", day, *group)
    rows = results(own, "stats", "--by", "publisher", "--as-of", day, *group)
    told = [
        (publisher, event["stance"])
        for event in events
        for publisher in {source["publisher"] for source in event["sources"]}
    ]
    assert {row["key"]: row["total"] for row in rows} == Counter(name for name, _ in told)
    assert sum(row["none"] for row in rows) == [stance for _, stance in told].count(None)
    *_, footer = own("stats", "--by", "publisher", "--as-of", day, *group).out.splitlines()
    number = r"(\d+) events?, (\d+) reports? by (\d+) publishers?, "
    assert (said := re.match(number, footer))
    assert [*map(int, said.groups())] == [len(events), len(told), len(rows)]


@pytest.mark.parametrize("scopes", [["core"], ["mobile"], ["fixed", "devices"]])
@pytest.mark.parametrize("day", ["2020-02-01", "today"])
def test_in_scopes_those_are_counted_whom_the_map_shows(
    own: Ask, scopes: list[str], day: str
) -> None:
    asked = [word for scope in scopes for word in ("--scope", scope)]
    held = [each["stance"] for each in results(own, "map", *asked, "--as-of", day)]
    (row,) = results(own, "stats", *asked, "--as-of", day)
    assert [row[stance] for stance in Stance] == [held.count(stance) for stance in Stance]
    assert row["total"] == 250
    years = results(own, "stats", "--by", "year", *asked, "--as-of", day)
    assert {**years[-1], "key": "all"} == row
    continents = results(own, "stats", "--by", "continent", *asked, "--as-of", day)
    assert sum(each["banned"] for each in continents) == row["banned"]
    assert f", by their position in {', '.join(scopes)}, as of" in own("stats", *asked).out


def test_by_scope_and_publisher_only_what_is_asked_about_counts(own: Ask) -> None:
    rows = results(own, "stats", "--by", "scope", "--scope", "mobile")
    every = {each["key"]: each for each in results(own, "stats", "--by", "scope")}
    assert rows == [every["core"], every["ran"]]
    events = results(own, "timeline", "--scope", "core")
    told = results(own, "stats", "--by", "publisher", "--scope", "core")
    names = [name for each in events for name in {s["publisher"] for s in each["sources"]}]
    assert {each["key"]: each["total"] for each in told} == Counter(names)


def test_the_years_say_that_the_log_grew_too(own: Ask) -> None:
    words = "Early years count fewer countries"
    assert words in own("stats", "--by", "year").out
    assert words not in own("stats").out
