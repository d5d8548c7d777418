"""`timeline`, `history` and `show`: events, each with what it did."""

from __future__ import annotations

import dataclasses
import json

import pytest
from conftest import Ask

from huaweiban.entities import Catalogue
from huaweiban.events import Event, order
from huaweiban.log import Log
from huaweiban.views.events import EventFilters, timeline


def ids(own: Ask, command: str, *arguments: str) -> list[str]:
    told = own(command, *arguments, "--format", "plain", "--fields", "id")
    assert told.code == 0, told.err
    return told.out.split()


def test_the_timeline_is_the_log_oldest_first_without_what_was_withdrawn(
    own: Ask, log: list[Event]
) -> None:
    expected = [each.id for each in sorted(log, key=order) if each.withdrawn is None]
    assert ids(own, "timeline") == expected


def test_an_event_is_in_a_window_if_its_possible_days_meet_it(own: Ask) -> None:
    bill, act, letter = "si-2021-bill", "si-2022-softened-act", "nl-2020-02-core-letter"

    def vague(*window: str) -> set[str]:
        return {bill, act, letter} & set(ids(own, "timeline", "si", "nl", *window))

    assert vague("--since", "2022") == {bill, act}
    assert vague("--since", "2022-03-18") == {act}
    assert vague("--until", "2022-03-17") == {bill, letter}
    assert vague("--since", "2020-02-15", "--until", "2020-02-15") == {letter}
    assert vague("--since", "2020-03", "--until", "2020") == set()


def test_since_2020_starts_on_1_january_and_until_2020_ends_on_31_december(own: Ask) -> None:
    found = ids(own, "timeline", "--since", "2020", "--until", "2020")
    assert found
    assert all("-2020-" in id for id in found)
    assert ids(own, "timeline", "--since", "today") == ["pl-2026-11-review"]
    assert ids(own, "timeline", "--since", "2y") == [
        "se-2025-01-02-last-gear-gone", "de-2025-11-13-chancellor", "pl-2026-11-review"
    ]  # fmt: skip


def test_results_made_when_looked_at_are_the_same_at_every_look(log: list[Event]) -> None:
    by_entity = {each.entity: [one for one in log if one.entity == each.entity] for each in log}
    told = timeline(Log(by_entity, Catalogue.of([]), ["bundled"], {}), EventFilters())
    first, *others = told
    assert [first, *others] == [*told]
    assert len(told) == 1 + len(others) == sum(each.withdrawn is None for each in log)
    assert first in told
    assert {**first, "id": "another"} not in told


def test_the_newest_n_are_shown_oldest_first(own: Ask) -> None:
    assert ids(own, "timeline", "--limit", "2") == ids(own, "timeline")[-2:]
    assert ids(own, "timeline", "--limit", "999") == ids(own, "timeline")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--action", "ruling"], ["se-2020-11-09-court-suspends", "se-2021-06-22-court-upholds"]),
        (["--stance", "permitted", "--kind", "organization"], ["ieee-2019-06-03-reviewers-return"]),
        (
            ["--scope", "fixed", "--kind", "country"],
            ["us-2020-06-30-no-subsidies", "pl-2026-11-review"],
        ),
        (["--role", "operator", "--in", "nordic countries"], ["telenor-2019-12-13-ericsson"]),
        (["--match", "court LAST day"], ["se-2021-06-22-court-upholds"]),
        (["--match", "norways minister"], ["no-2019-09-26-no-ban"]),
        (["nz", "--moved"], ["nz-2018-11-28-spark-veto"]),
        (["de", "--moved"], ["de-2019-03-07-security-catalogue", "de-2024-07-11-core-phase-out"]),
        (["gb", "--moved"], ["gb-2020-01-28-cap", "gb-2020-07-14-all-out"]),
        (["--match", "nosuchword"], []),
    ],
)
def test_filters_keep_what_they_name(own: Ask, filters: list[str], expected: list[str]) -> None:
    found = ids(own, "timeline", *filters)
    if filters[0] in ("de", "gb"):
        # Of two events of one day, which one moves the word is for the order to say.
        assert [id[:13] for id in found] == [id[:13] for id in expected]
    else:
        assert found == expected


def test_a_history_is_an_entitys_own(own: Ask) -> None:
    assert ids(own, "history", "norway") == ["no-2019-09-26-no-ban"]
    assert ids(own, "history", "canada") == []
    assert all(id.startswith("se-") for id in ids(own, "history", "sweden"))


def test_related_adds_the_events_of_others_that_name_it_operators_at_home_among_them(
    own: Ask,
) -> None:
    assert ids(own, "history", "norway", "--related") == [
        "no-2019-09-26-no-ban", "telenor-2019-12-13-ericsson"
    ]  # fmt: skip
    assert "de-2019-05-02-ally-presses" in ids(own, "history", "us", "--related")
    assert "bt-group-2018-12-05-core-out" in ids(own, "history", "uk", "--related")


def shown(own: Ask, *wanted: str) -> list[dict[str, object]]:
    told = own("show", *wanted, "--json")
    assert told.code == 0
    return json.loads(told.out)["results"]


def test_an_event_tells_what_it_did(own: Ask) -> None:
    (veto,) = shown(own, "nz-2019-02-19-not-a-ban")
    assert veto["moved"] is False
    assert veto["headline"] == {"stance": "banned", "headline_scope": "mobile"}
    assert veto["effects"] == [
        {"scope": scope, "was": "banned", "now": "banned", "rule": "act_stands"}
        for scope in ("core", "ran")
    ]
    (context,) = shown(own, "de-2019-05-02-ally-presses")
    assert (context["moved"], context["effects"]) == (False, [])
    assert context["headline"] == {"stance": "undecided", "headline_scope": "mobile"}


def test_a_withdrawn_event_is_shown_with_its_reason_and_moves_nothing(own: Ask) -> None:
    (event,) = shown(own, "ca-2021-mistaken-ban")
    assert event["withdrawn_reason"] == "The report speaks of another country."
    assert (event["moved"], event["effects"]) == (False, [])
    assert event["headline"] == {"stance": None, "headline_scope": None}


def test_an_event_result_has_all_keys_of_the_log_line(own: Ask, log: list[Event]) -> None:
    for each in log:
        (found,) = shown(own, each.id)
        fields = [field.name for field in dataclasses.fields(Event)]
        assert [key for key in found if key in fields] == fields
        assert (found["id"], found["date"]) == (each.id, each.date)
        assert {"name", "moved", "headline"} <= set(found)


def test_events_are_shown_in_the_order_asked_once_each(own: Ask) -> None:
    wanted = ["no-2019-09-26-no-ban", "de-2019-05-02-ally-presses", "no-2019-09-26-no-ban"]
    assert [each["id"] for each in shown(own, *wanted)] == wanted[:2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--since", "2020-02-30"], ["2020-02-30", "2020-07-14"]),
        (["--until", "14/07/2020"], ["14/07/2020", "2020-07-14"]),
        (["--since", "2021", "--until", "2020"], ["--since 2021", "--until 2020"]),
        (["--since", "2027"], ["--since 2027"]),
        (["--limit", "0"], ["--limit"]),
        (["--limit", "many"], ["--limit"]),
        (["--fields", "id,nope"], ["nope", "summary", "effects"]),
        (["--stance", "bannd"], ["bannd", "banned"]),
        (["--format", "xml"], ["xml", "table", "jsonl"]),
        (["--json", "--format", "csv"], ["--json", "csv"]),
        (["--no-such-option"], ["--no-such-option"]),
    ],
)
def test_what_contradicts_itself_or_is_not_accepted_exits_2_and_says_what_is(
    own: Ask, arguments: list[str], words: list[str]
) -> None:
    told = own("timeline", *arguments)
    assert (told.code, told.out) == (2, "")
    assert all(word in told.err for word in words)


@pytest.mark.parametrize("date", ["2020-02-30", "14/07/2020", "soon"])
def test_a_day_that_does_not_exist_exits_2_with_what_is_accepted(own: Ask, date: str) -> None:
    told = own("status", "de", "--as-of", date)
    assert (told.code, told.out) == (2, "")
    assert "2020, 2020-07, 2020-07-14, today" in told.err
