"""`changes`, `deadlines`, `matrix`, `check` and `stats` tell what `status` tells."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Ask
from hypothesis import given
from hypothesis import strategies as st
from own_log import line, written
from strategies import logs, stances

from huaweiban.entities import Catalogue, Entity, Kind
from huaweiban.events import Event, Scope, Stance, order, spread
from huaweiban.gather import Log
from huaweiban.loading import about
from huaweiban.stances import position
from huaweiban.views.verdicts import Terms, verdict


def results(own: Ask, *arguments: str) -> list[dict[str, Any]]:
    told = own(*arguments, "--json")
    assert told.code in (0, 1), told.err
    return json.loads(told.out)["results"]


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
    number = r"(\d+) events?, (\d+) tellings? by (\d+) publishers?, "
    assert (said := re.match(number, footer))
    assert [*map(int, said.groups())] == [len(events), len(told), len(rows)]


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


def test_what_is_not_held_is_called_by_one_word_and_by_one_sentence(own: Ask) -> None:
    """In a column of stances it is "none"; events without a stance are context."""
    assert "– none" in own("changes", "--since", "2018").out
    assert "none → " in own("history", "germany").out
    assert "– no position on record" in own("matrix").out
    (heads, *_) = own("stats", "--by", "publisher").out.splitlines()
    assert heads.split()[-2:] == ["context", "total"]
    (heads, *_) = own("stats").out.splitlines()
    assert heads.split()[-2:] == ["none", "total"]
    for question in (["changes", "--since", "2018"], ["history", "de"], ["matrix"]):
        assert "nothing" not in own(*question).out


@pytest.mark.parametrize(
    ("question", "key"),
    [(["changes", "--since", "2018"], "event"), (["deadlines"], "event"),
     (["check", "de"], "event"), (["timeline"], "id")],
)  # fmt: skip
def test_the_column_of_an_events_id_is_headed_as_its_field(
    own: Ask, question: list[str], key: str
) -> None:
    (first, *_) = results(own, *question)
    heads, _, row, *_ = own(*question).out.splitlines()
    place = heads.split("  ")
    assert key in [head.strip() for head in place]
    assert row[heads.index(f"  {key}") + 2 :].split()[0] == first[key]


@pytest.mark.parametrize("name", ["gb", "us", "de", "jp", "fr"])
def test_a_planned_date_stands_in_the_same_words_everywhere(own: Ask, name: str) -> None:
    listed = own("deadlines", name, "--past").out
    told = own("status", name, "--format", "md").out.splitlines()
    planned = [row.partition("): ")[2] for row in told if row.startswith("- **planned**")]
    assert planned
    assert [words for words in planned if words not in listed] == []


def test_the_matrix_shows_the_cells_of_status(own: Ask) -> None:
    for row in results(own, "matrix", "us", "de", "vatican"):
        (held,) = results(own, "status", row["entity"])
        known = {scope: cell["stance"] for scope, cell in held["scopes"].items()}
        assert {scope: word for scope, word in row["scopes"].items() if word} == known
        assert (row["stance"], row["headline_scope"]) == (held["stance"], held["headline_scope"])
        assert len(row["scopes"]) == 12


def test_the_gap_lists_countries_whose_operators_hold_otherwise(own: Ask) -> None:
    assert results(own, "matrix", "--gap") == []


def test_a_gap_tells_each_operators_stance_in_its_scopes(ask: Ask, tmp_path: Path) -> None:
    events = (
        line("de-2020-01-01-ban", "2020-01-01", "banned", "mobile"),
        line("telekom-2020-01-01", "2020-01-01", "banned", "core", entity="deutsche-telekom"),
        line("telekom-2020-01-02", "2020-01-02", "permitted", "ran", entity="deutsche-telekom"),
        line("o2-2020-01-02", "2020-01-02", "permitted", "mobile", entity="telefonica-germany"),
    )
    log = ("--data-only", "--data", str(written(tmp_path / "log.jsonl", *events)))
    (row,) = json.loads(ask("matrix", "--gap", *log, "--json").out)["results"]
    assert row["gap"] == "core, ran: banned, yet an operator is still permitted"
    o2, telekom = sorted(row["operators"], key=lambda each: each["entity"], reverse=True)
    ran = {"scope": "ran", "stance": "permitted"}
    assert o2["gap_scopes"] == [{"scope": "core", "stance": "permitted"}, ran]
    assert telekom["gap_scopes"] == [ran]
    assert telekom["stance"] == "restricted"
    table = ask("matrix", "--gap", *log).out
    assert "Deutsche Telekom: ran permitted" in table
    assert "core, ran permitted" in table


@pytest.mark.parametrize(
    ("arguments", "code", "passed"),
    [
        (["no"], 0, [True]),
        (["no", "se"], 1, [True, False]),
        (["se", "--allow", "banned"], 0, [True]),
        (["va"], 1, [False]),
        (["va", "--allow", "permitted,none"], 0, [True]),
        (["us", "--scope", "supply", "--allow", "restricted"], 0, [True]),
        (["us", "--scope", "supply", "--scope", "fixed", "--allow", "restricted"], 1, [False]),
        (["de", "--scope", "core", "--allow", "restricted"], 1, [False]),
        (["de", "--scope", "mobile", "--allow", "restricted"], 0, [True]),
        (["de", "--scope", "mobile", "--scope", "core", "--allow", "restricted"], 1, [False]),
        (["de", "--as-of", "2019", "--allow", "undecided"], 0, [True]),
    ],
)
def test_a_check_says_yes_or_no(own: Ask, arguments, code: int, passed: list[bool]) -> None:
    assert own("check", *arguments).code == code
    assert [each["passed"] for each in results(own, "check", *arguments)] == passed


@given(logs(), st.lists(st.sampled_from(Scope), max_size=3, unique=True), stances)
def test_a_check_judges_by_the_words_that_are_shown(
    events: list[Event], scopes: list[Scope], allowed: Stance
) -> None:
    """A scope's word is the map's, the headline without one; what it rests on is told with it."""
    entity = Entity("de", "Germany", Kind.COUNTRY)
    log = Log({"de": events}, Catalogue.of([entity]), [], {})
    held = position(events, "2020-03-01")
    words = [held.word([scope]) for scope in scopes] or [held.word([])]
    told = verdict(log, entity, "de", Terms([allowed], False, scopes), "2020-03-01")
    assert told["passed"] == all(word and word[0] is allowed for word in words)
    assert (told["stance"] and (told["stance"], told["scope"])) in words
    if told["stance"] is None:
        assert (told["event"], told["confirmed_by"]) == (None, None)
    else:
        cells = [held.cells[each] for each in spread([told["scope"]]) if each in held.cells]
        (reason,) = {cell.began for cell in cells if cell.began.id == told["event"]}
        weaker = {told["stance"], Stance.BANNED if told["stance"] == "restricted" else None}
        assert reason.stance in weaker
        assert told["confirmed_by"] == max((cell.newest for cell in cells), key=order).id


def test_the_event_of_a_check_is_the_one_that_status_names(own: Ask) -> None:
    (told,) = results(own, "check", "de", "--scope", "core")
    (held,) = results(own, "status", "de")
    assert [told["event"]] == held["scopes"]["core"]["decided_by"][:1]
    assert told["confirmed_by"] == held["scopes"]["core"]["decided_by"][-1] != told["event"]


def test_an_unknown_name_never_passes_a_check(own: Ask) -> None:
    told = own("check", "no", "germny", "--json")
    assert told.code == 3
    rows = json.loads(told.out)["results"]
    assert [(each["asked"], each["entity"], each["passed"]) for each in rows] == [
        ("no", "no", True), ("germny", None, False)
    ]  # fmt: skip
    assert "Did you mean Germany (de)?" in rows[1]["reason"]
    assert told.err == f"{rows[1]['reason']}\n"


def test_a_check_tells_who_else_bears_a_name(own: Ask) -> None:
    told = own("check", "bt", "BT", "--json")
    assert told.err == own("status", "bt", "BT").err != ""
    assert [each["entity"] for each in json.loads(told.out)["results"]] == ["bt", "bt"]


def test_an_empty_cell_is_told_by_its_place_and_does_not_pass(own: Ask, tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("name;country\na;no\nb;\nc;Norway\nd; \n", encoding="utf-8")
    told = own("check", str(path), "--column", "Country", "--json")
    rows = json.loads(told.out)["results"]
    assert [(each["asked"], each["passed"]) for each in rows] == [
        ("no", True), ("", False), ("Norway", True), ("", False)
    ]  # fmt: skip
    assert told.err.splitlines() == [f"{path}:{line}: is an empty cell" for line in (3, 5)]
    assert [rows[1]["reason"], rows[3]["reason"]] == told.err.splitlines()
    assert told.code == 3


def test_where_nothing_is_checked_nothing_passes(own: Ask, tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("country\n", encoding="utf-8")
    told = own("check", str(path), "--column", "country")
    assert (told.code, told.out, told.err) == (2, "", "nothing to check: no name was given\n")


@pytest.mark.parametrize("allow", ["", " ", ","])
def test_a_check_that_allows_nothing_is_refused(own: Ask, allow: str) -> None:
    told = own("check", "no", "--allow", allow)
    words = "give some of banned, restricted, permitted, undecided, none"
    assert (told.code, told.out, told.err) == (2, "", f"--allow: names no stance; {words}\n")


def test_stronger_evidence_only_leaves_the_weaker_out(own: Ask) -> None:
    (weak,) = results(own, "status", "nl")
    (strong,) = results(own, "status", "nl", "--min-action", "law")
    assert (weak["stance"], strong["stance"]) == ("restricted", "undecided")
    (old,) = results(own, "status", "nl", "--max-age", "3y")
    assert old["stance"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "de"], "1 entity,"),
        (["status", "de", "se"], "2 entities,"),
        (["matrix", "de"], "1 entity,"),
        (["history", "norway"], "1 event,"),
        (["timeline", "--limit", "2"], "2 events,"),
        (["deadlines", "france"], "1 planned date,"),
        (["deadlines", "gb", "--past"], "4 planned dates,"),
        (["map", "--in", "de"], "1 country or territory,"),
        (["stats", "--in", "de"], "1 country or territory,"),
        (["stats"], "250 countries and territories,"),
        (["changes", "--since", "today"], "0 changes of 0 entities since "),
        (["changes", "--since", "2024", "--until", "2024"], "3 changes of 1 entity since "),
        (["changes", "--data-since", "2026.11.22"], "0 changes of the log "),
        (["check", "no"], "1 checked, 0 did not pass,"),
    ],
)
def test_a_footer_counts_in_english(own: Ask, arguments: list[str], said: str) -> None:
    *_, footer = own(*arguments).out.splitlines()
    assert footer.startswith(said)
