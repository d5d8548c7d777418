"""`status`: where an entity stands, on which day, and who is listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, Ask, Told
from hypothesis import given
from own_log import line, written
from strategies import logs

from huaweiban.entities import Catalogue
from huaweiban.events import Event
from huaweiban.log import Log
from huaweiban.views.events import EventFilters, timeline


def result(own: Ask, *arguments: str) -> dict[str, object]:
    told = own("status", *arguments, "--json")
    assert told.code == 0
    (found,) = json.loads(told.out)["results"]
    return found


def ids(own: Ask, *arguments: str) -> list[str]:
    told = own("status", *arguments, "--format", "plain", "--fields", "entity")
    assert told.code == 0, told.err
    return told.out.split()


def picked(found: dict[str, object], *keys: str) -> list[object]:
    return [found[key] for key in keys]


@pytest.mark.parametrize(
    ("name", "day", "stance", "scope", "since", "confirmed"),
    [
        ("germany", "2019", "undecided", "mobile", "2019-03-07", "2019-03-07"),
        ("germany", "today", "restricted", "mobile", "2024-07-11", "2025-11-13"),
        ("italy", "2019-12-31", "undecided", "mobile", "2019-07-17", "2019-07-17"),
        ("nz", "2019-01", "banned", "mobile", "2018-11-28", "2018-11-28"),
        ("nz", "today", "banned", "mobile", "2018-11-28", "2018-11-28"),
        ("us", "2018", "banned", "procurement", "2018-08-13", "2018-08-13"),
        ("us", "today", "banned", "mobile", "2020-06-30", "2020-06-30"),
        ("gb", "2020-01-28", "restricted", "mobile", "2020-01-28", "2020-01-28"),
        ("gb", "today", "banned", "mobile", "2020-07-14", "2022-10-13"),
        ("se", "2020-12", "undecided", "mobile", "2020-11-09", "2020-11-09"),
        ("si", "2022-03-17", "undecided", "mobile", "2021", "2021"),
        ("si", "2022-03-18", "permitted", "mobile", "2022", "2022"),
        ("nl", "today", "restricted", "mobile", "2020-02", "2020-02"),
        ("texas", "today", "banned", "mobile", "2021-06-18", "2021-06-18"),
        ("ieee", "today", "permitted", "research", "2019-06-03", "2019-06-03"),
    ],
)
def test_a_position_is_of_a_day(own: Ask, name, day, stance, scope, since, confirmed) -> None:
    found = result(own, name, "--as-of", day)
    assert picked(found, "stance", "headline_scope", "since", "confirmed") == [
        stance, scope, since, confirmed
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["vatican", "canada", "huawei"])
def test_without_a_stance_bearing_event_all_is_null_and_every_key_is_there(own: Ask, name) -> None:
    found = result(own, name)
    nulls = ["stance", "headline_scope", "since", "confirmed", "certain", "action", "deadline"]
    assert picked(found, *nulls) == [None] * len(nulls)
    empty = picked(found, "elsewhere", "deadlines", "decided_by", "scopes")
    assert empty == [[], [], [], {}]


def test_the_promised_keys_come_first_to_last(own: Ask) -> None:
    promised = [
        "entity",
        "name",
        "kind",
        "role",
        "home",
        "part_of",
        "alpha3",
        "numeric",
        "stance",
        "headline_scope",
        "elsewhere",
        "since",
        "confirmed",
        "certain",
        "basis",
        "publishers",
        "cautions",
        "action",
        "deadline",
        "deadlines",
        "decided_by",
        "scopes",
        "lapsed",
        "powers",
        "instruments",
        "searched",
    ]
    found = result(own, "se")
    assert [key for key in found if key in promised] == promised
    cell = found["scopes"]["core"]
    assert list(cell) == [
        "stance",
        "since",
        "confirmed",
        "certain",
        "basis",
        "publishers",
        "cautions",
        "disputed",
        "action",
        "deadline",
        "deadlines",
        "decided_by",
        "actions",
        "laws",
        "powers",
    ]


def test_a_row_of_the_scopes_speaks_of_the_one_event_it_names(own: Ask) -> None:
    """Germany's core rests on a decision; a statement only confirmed it."""
    core = result(own, "de")["scopes"]["core"]
    assert core["decided_by"] == ["de-2024-07-11-core-phase-out", "de-2025-11-13-chancellor"]
    assert (core["actions"], core["action"]) == (["decision", "statement"], "statement")
    table = own("status", "de").out.splitlines()
    heads = next(line for line in table if line.startswith("scope"))
    (row,) = [line for line in table if line.startswith("core")]
    assert "decision, 2025-11" in row
    assert "kind" not in heads


@pytest.mark.parametrize("limit", [("--max-age", "1y"), ("--min-action", "ruling")])
@pytest.mark.parametrize("format", ["table", "md", "cite", "json"])
def test_where_evidence_is_left_out_nothing_is_told_of_the_record(
    own: Ask, limit: tuple[str, str], format: str
) -> None:
    """The log may well have what the question did not let count."""
    for question in (
        ["us"], ["de"], ["se"], ["bt-group", "--why"], ["us", "de", "se"], ["--all"],
        ["de", "se", "us", "--scope", "core", "--why"],
    ):  # fmt: skip
        told = own("status", *question, *limit, "--format", format)
        assert "on record" not in told.out + told.err
    left = own("status", "us", "se", "--scope", "core", *limit)
    assert "United States (us) is omitted: no position from the evidence counted in core" in (
        left.err.splitlines()
    )
    assert "no position from the evidence counted" in own("status", "no", *limit).out


def test_networks_and_mobile_are_spread_over_their_parts(own: Ask) -> None:
    found = result(own, "us")
    assert list(found["scopes"]) == ["core", "ran", "fixed", "procurement", "supply"]
    assert found["elsewhere"] == [
        {"scope": "fixed", "stance": "banned"},
        {"scope": "procurement", "stance": "banned"},
        {"scope": "supply", "stance": "restricted"},
    ]


def test_while_possible_days_are_open_a_position_is_not_certain(own: Ask) -> None:
    assert picked(result(own, "pl"), "certain", "since") == [False, "2026-11"]
    assert "in 2026-11" in own("status", "pl").out
    assert result(own, "nl", "--as-of", "2020-02-28")["certain"] is False
    assert result(own, "nl", "--as-of", "2020-02-29")["certain"] is True
    assert result(own, "si", "--as-of", "2022-12-31")["certain"] is True


@pytest.mark.parametrize("scope", [(), ("--scope", "core")])
def test_a_list_shows_the_deadline_that_machine_output_tells(
    ask: Ask, tmp_path: Path, scope: tuple[str, ...]
) -> None:
    out = {"action": "law", "scope": "core"}
    log = written(
        tmp_path / "log.jsonl",
        line("de-2020-01-01-out", "2020-01-01", "banned", **out, deadline="2026-12-31"),
        line("de-2021-01-01-later", "2021-01-01", "banned", **out, deadline="2028"),
        line(
            "de-2022-01-01-moved", "2022-01-01", "banned", **out, deadline="2027-06",
            follows="de-2020-01-01-out", outcome="moved",
        ),
    )  # fmt: skip
    own = ("--data-only", "--data", str(log))
    (found,) = json.loads(ask("status", "de", *scope, *own, "--json").out)["results"]
    assert (found["deadline"], found["scopes"]["core"]["deadline"]) == ("2027-06", "2027-06")
    row = ask("status", "de", "fr", *scope, *own).out.splitlines()[2]
    assert "2027-06" in row
    assert "2028" not in row


def test_a_headlines_deadline_is_the_next_one_ahead_else_the_last_passed(own: Ask) -> None:
    assert result(own, "de")["deadline"] == "2026-12-31"
    assert result(own, "bt-group")["deadline"] == "2020-12-31"
    assert "outcome not on record" in own("status", "bt-group", "--sources").out
    gone = {
        each["event"]: each["status"]
        for each in result(own, "gb")["deadlines"]
        if each["purpose"] == "deadline"
    }
    assert gone == {
        "gb-2020-01-28-core-out": "moved",
        "gb-2022-10-13-core-moved": "missed",
        "gb-2020-07-14-all-out": "ahead",
    }
    (met,) = {e["status"] for e in result(own, "se")["deadlines"] if e["date"] == "2025-01-01"}
    assert met == "met"


def test_named_entities_come_in_the_order_asked_once_each(own: Ask) -> None:
    assert ids(own, "sweden", "DE", "vatican", "germany", "se") == ["se", "de", "va"]


def test_without_a_name_all_countries_with_a_position_come_by_id(own: Ask) -> None:
    found = ids(own)
    assert found == sorted(found)
    assert found == ["de", "fr", "gb", "it", "jp", "nl", "no", "nz", "pl", "se", "si", "us"]


def test_filters_of_one_kind_are_or_and_different_ones_are_and(own: Ask) -> None:
    assert ids(own, "--stance", "banned") == ["gb", "jp", "nz", "se", "us"]
    either = ids(own, "--stance", "banned", "--stance", "undecided")
    assert either == ["gb", "jp", "nz", "pl", "se", "us"]
    assert ids(own, "--stance", "banned", "--in", "eu") == ["se"]
    core = ids(own, "--scope", "core", "--stance", "banned")
    assert core == ["de", "gb", "nl", "nz", "se", "us"]
    assert ids(own, "--scope", "procurement") == ["jp", "us"]
    assert ids(own, "--kind", "company") == ["bt-group", "telenor"]
    assert ids(own, "--role", "operator", "--role", "vendor") == ["bt-group", "telenor"]
    assert ids(own, "--role", "bank") == []
    assert ids(own, "--kind", "region", "--kind", "organization") == ["european-union", "ieee"]
    assert ids(own, "--kind", "subdivision") == ["us-tx"]
    assert len(ids(own, "--all")) == 250
    assert len(ids(own, "--all", "--scope", "procurement")) == 250


def test_filters_hold_for_named_entities_too(own: Ask) -> None:
    assert ids(own, "de", "se", "--stance", "banned") == ["se"]
    assert ids(own, "de", "telenor", "--kind", "company") == ["telenor"]
    assert ids(own, "de", "jp", "--scope", "procurement") == ["jp"]
    assert ids(own, "de", "jp", "--scope", "procurement", "--all") == ["de", "jp"]
    assert ids(own, "de", "nz", "--in", "eu") == ["de"]


def test_groups_hold_as_of_the_day_and_companies_count_at_home(own: Ask) -> None:
    assert "gb" in ids(own, "--in", "eu", "--as-of", "2020-01-31")
    assert "gb" not in ids(own, "--in", "eu", "--as-of", "2020-02-01")
    assert ids(own, "--in", "oceania") == ["nz"]
    together = " ".join(ids(own, "--in", "europe", "--in", "five eyes"))
    assert together == "de fr gb it nl no nz pl se si us"
    assert ids(own, "--in", "nato", "--kind", "company") == ["bt-group", "telenor"]
    assert ids(own, "--in", "africa") == []


@pytest.mark.parametrize("group", ["atlantis", "narnia", "germny"])
def test_an_unknown_group_is_told_with_those_known(own: Ask, group: str) -> None:
    told = own("status", "--in", group)
    assert (told.code, told.out) == (2, "")
    words = f"--in: '{group}' is not a group, continent or country. Groups: africa,"
    assert told.err.startswith(words) and "european-union" in told.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("europian union", "european-union"), ("Five Eye", "five-eyes"), ("Eurpoe", "europe")],
)
def test_a_misspelt_group_gets_a_group_suggested(own: Ask, typed: str, meant: str) -> None:
    told = own("status", "--in", typed)
    assert (told.code, told.out) == (2, "")
    assert told.err.endswith(f" is not a group, continent or country. Did you mean '{meant}'?\n")


def test_the_reasons_are_the_rules_own_words(own: Ask) -> None:
    why = result(own, "germany", "--why")["why"]
    assert why["headline_rule"] == "a_limited_part"
    core = why["scopes"]["core"]
    assert (core["event"], core["rule"]) == ("de-2024-07-11-core-phase-out", "replacement")
    assert [(each["event"], each["reason"]) for each in core["passed_over"]] == [
        ("de-2025-11-13-chancellor", "weaker")
    ]
    assert result(own, "germany")["why"] is None
    assert "Core and radio access differ" in own("status", "germany", "--why").out


def test_three_names_are_three_results(process: Callable[..., Told]) -> None:
    told = process("status", "DE", "fr", "south korea", "--json")
    assert (told.code, told.err) == (0, "")
    assert [each["entity"] for each in json.loads(told.out)["results"]] == ["de", "fr", "kr"]


@given(logs("de"), logs("fr"))
def test_entities_do_not_affect_each_other(german: list[Event], french: list[Event]) -> None:
    registry = Catalogue.of([])
    both = Log({"de": german, "fr": french}, registry, [], {})
    alone = Log({"de": german}, registry, [], {})
    together = timeline(both, EventFilters())
    assert [each for each in together if each["entity"] == "de"] == [
        *timeline(alone, EventFilters())
    ]


def test_an_entitys_answer_rests_on_its_own_events_alone(
    own: Ask, ask: Ask, tmp_path: Path
) -> None:
    lines = (DATA / "log.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "alone.jsonl"
    path.write_text("".join(each for each in lines if '"entity": "se"' in each), encoding="utf-8")
    (alone,) = ask(
        "status", "se", "--why", "--format", "jsonl", "--data-only", "--data", str(path)
    ).rows
    assert own("status", "se", "--why", "--format", "jsonl").rows == [alone]


def test_the_order_of_lines_in_a_file_carries_no_meaning(
    own: Ask, ask: Ask, tmp_path: Path
) -> None:
    lines = (DATA / "log.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "turned.jsonl"
    path.write_text("".join(reversed(lines)), encoding="utf-8")
    turned = ("--format", "jsonl", "--data-only", "--data", str(path))
    for command in (("status", "--why"), ("history", "gb"), ("timeline", "--moved")):
        said = ask(*command, *turned).out.replace(str(path), "log.jsonl")
        assert said == own(*command, "--format", "jsonl").out


def test_a_row_without_a_position_in_the_scope_asked_about_shows_no_other(own: Ask) -> None:
    """The headline's day, basis and deadline are not those of the scope."""
    told = own("status", "de", "jp", "--scope", "procurement", "--all").out
    row = next(line for line in told.splitlines() if line.startswith("Germany"))
    assert "no position on record" in row
    headline = json.loads(own("status", "de", "--json").out)["results"][0]
    assert headline["since"] and headline["since"] not in row


def test_a_citation_says_what_is_in_doubt_and_names_an_address_that_fits(ask: Ask) -> None:
    found = json.loads(ask("status", "--json").out)["results"]
    cited = ask("status", "--format", "cite").out.splitlines()
    words = {"disputed": "disputed", "end-unseen": "may have ended", "weak": "weak evidence"}
    for result, sentence in zip(found, cited, strict=True):
        assert len(sentence) <= 350
        assert [each for each in words if words[each] in sentence.partition(";")[0]] == [
            each for each in words if each in result["cautions"]
        ]
        urls = [each["url"] for event in result["evidence"] for each in event["sources"]]
        assert "http" in sentence or all(not url or len(url) > 100 for url in urls)


def test_a_citation_names_scopes_with_one_position_together(own: Ask) -> None:
    told = own("status", "se", "--scope", "mobile", "--format", "cite").out
    assert "Huawei has been banned in the core and radio access since" in told
    told = own("status", "pl", "--format", "cite").out
    assert "the position on Huawei has been undecided in mobile networks since" in told


def test_sources_of_several_names_are_refused_in_a_note(own: Ask) -> None:
    assert "--sources has no effect" in own("status", "de", "se", "--sources").err
    assert own("status", "de", "--sources").err == ""
