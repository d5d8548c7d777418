"""An own log that is laid over the bundled one is named in every answer that it had a part in."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import DATA, Ask, Told
from own_log import line, written

import huaweiban
from huaweiban import bundled
from huaweiban.errors import BadData

QUESTIONS = (
    "status tuvalu",
    "timeline tuvalu",
    "history tuvalu",
    "show tv-2026-11-20-permit",
    "changes --since 2026",
    "deadlines --within 2y",
    "matrix tuvalu",
    "check tuvalu --allow restricted",
    "stats",
    "info",
)
FORMATS = ("table", "plain", "json", "jsonl", "csv", "md")


@pytest.fixture(scope="module")
def added(process: Callable[..., Told], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A log as `add` writes it."""
    path = tmp_path_factory.mktemp("added") / "my.jsonl"
    options = (
        "--entity tuvalu --date 2026-11-20 --stance restricted --scope mobile --action decision "
        "--actor government --summary Permit --source-publisher Echoes --id tv-2026-11-20-permit"
    )
    assert process("add", "--to", str(path), *options.split()).code == 0
    return path.read_bytes()


@pytest.fixture
def own(added: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    path = Path("my.jsonl")
    path.write_bytes(added)
    return path.name


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_names_it(ask: Ask, own: str, question: str, format: str) -> None:
    told = ask(*question.split(), "--data", own, "--format", format)
    assert told.code == 0
    assert own in told.out + told.err
    if format == "json":
        assert json.loads(told.out)["data"] == ["bundled", own]
        assert told.err == ""


@pytest.mark.parametrize("format", ["table", "md"])
def test_chosen_columns_leave_it_to_a_note(ask: Ask, own: str, format: str) -> None:
    told = ask("status", "tv", "--data", own, "--format", format, "--fields", "stance")
    assert told.err == f"with {own} added to the bundled log\n"


@pytest.mark.parametrize("format", ["table", "md", "plain"])
def test_an_event_in_full_leaves_it_to_a_note(ask: Ask, own: str, format: str) -> None:
    """There is no footer, and the event itself may stand in the bundled log."""
    told = ask("show", "de-2024-07-11-core-phase-out", "--data", own, "--format", format)
    assert (told.code, told.err) == (0, f"with {own} added to the bundled log\n")
    assert own not in told.out


@pytest.mark.parametrize(
    "question",
    ["status tv --format cite", "show tv-2026-11-20-permit --format cite",
     "show tv-2026-11-20-permit --format bibtex", "show tv-2026-11-20-permit --format csl"],
)  # fmt: skip
def test_citations_name_it(ask: Ask, own: str, question: str) -> None:
    assert f" with {own}" in ask(*question.split(), "--data", own).out
    alone = ask(*question.split(), "--data", own, "--data-only")
    assert f"data {own}" in alone.out
    assert alone.err == ""


def test_a_calendar_leaves_it_to_a_note(ask: Ask, own: str) -> None:
    told = ask("deadlines", "--format", "ics", "--data", own)
    assert told.err == f"with {own} added to the bundled log\n"


def test_the_first_screen_and_an_export_name_it(
    ask: Ask, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEIBAN_DATA", own)
    assert own in ask().out
    assert own in ask("export", "out", "--format", "jsonl").err


def test_without_one_nothing_is_said(ask: Ask) -> None:
    assert ask("status", "de", "--format", "csv").err == ""


LONG = line("tv-2026-11-20-permit", "2026-11-20", "restricted", summary="x" * 241)
UNDECIDABLE = (
    line("tk-2021-x", "2021", "banned"),
    line("tk-2021-05-01-y", "2021-05-01", "permitted"),
    line("tv-2021-01-01-z", "2021-01-01", "banned"),
)


@pytest.fixture
def undecidable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An own log that leaves the order of one entity's events open, and is right on another's."""
    monkeypatch.chdir(tmp_path)
    return written(Path("my.jsonl"), *UNDECIDABLE).name


@pytest.mark.parametrize("format", ["table", "json", "csv"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_warnings_are_counted_in_one_line_and_refuse_nothing(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, format: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(Path("my.jsonl"), LONG)
    told = ask(*question.split(), "--data", "my.jsonl", "--format", format)
    assert told.code == 0
    line = "my.jsonl: 1 warning; 'huaweiban validate my.jsonl' lists them"
    assert told.err.splitlines().count(line) == 1
    assert told.out == ask(*question.split(), "--data", "my.jsonl", "--format", format).out


def test_the_first_screen_and_an_export_count_them_too(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(Path("a.jsonl"), LONG)
    written(Path("b c.jsonl"), {**LONG, "id": "tv-2026-11-20-other"})
    line = "a.jsonl, b c.jsonl: 2 warnings; 'huaweiban validate a.jsonl 'b c.jsonl'' lists them\n"
    monkeypatch.setenv("HUAWEIBAN_DATA", "a.jsonl:b c.jsonl")
    told = ask()
    assert (told.code, told.err) == (0, line)
    assert ask("export", "out.sqlite").err.endswith(line)
    alone = ask("status", "tv", "--data", "a.jsonl", "--data-only").err
    assert "'huaweiban validate a.jsonl --data-only' lists them" in alone


@pytest.mark.parametrize("today", ["2019-01-01", "2026-11-22"])
def test_a_date_ahead_counts_from_its_day_on_and_refuses_nothing(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str
) -> None:
    """So the answer of an old day can be had again, and that of a place where it is yesterday."""
    path = str(written(tmp_path / "my.jsonl", line("tv-2020-05-01-x", "2020-05-01", "banned",
                                                   added="2020-05-02")))  # fmt: skip
    monkeypatch.setenv("HUAWEIBAN_TODAY", today)
    told = ask("status", "tuvalu", "--data", path, "--json")
    held = json.loads(told.out)["results"][0]["stance"]
    assert (told.code, told.err, held) == (0, "", None if today < "2020-05-01" else "banned")
    assert ask("validate", path).out == "1 event, no problems\n"
    assert ask("history", "tuvalu", "--data", path).code == 0


def test_what_lies_beyond_every_clock_is_warned_of_or_refused(ask: Ask, tmp_path: Path) -> None:
    path = str(written(tmp_path / "my.jsonl", line("tv-2999-x", "2999", "banned")))
    told = ask("status", "tuvalu", "--data", path, "--json")
    assert (told.code, json.loads(told.out)["results"][0]["stance"]) == (0, None)
    assert "1 warning" in told.err
    written(Path(path), line("tv-2020-x", "2020", "banned", added="2999-01-01"))
    told = ask("status", "tuvalu", "--data", path)
    assert (told.code, told.out) == (4, "")
    assert "added: 2999-01-01 is in the future" in told.err


def test_undecidable_order_refuses_that_entity_alone(ask: Ask, undecidable: str) -> None:
    data = ("--data", undecidable)
    why = "no answer for Tokelau (tk): my.jsonl:2: date: cannot be put in order with 'tk-2021-x'; "
    told = ask("status", "tokelau", "tuvalu", "germany", "--json", *data)
    assert [each["entity"] for each in json.loads(told.out)["results"]] == ["tv", "de"]
    assert (told.code, told.err.startswith(why), told.err.count("\n")) == (4, True, 1)
    assert ask("status", "tuvalu", "--json", *data).code == 0
    alone = ask("status", "tokelau", *data)
    assert (alone.code, alone.out, alone.err) == (4, "", told.err)
    # What the log says alone is as undecidable.
    assert ask("validate", *data[1:]).code == 4


@pytest.mark.parametrize("question", ["status tk", "history tk", "timeline tk", "show tk-2021-x",
                                      "matrix tk", "status tk --as-of 2020 --why"])  # fmt: skip
def test_a_question_about_it_alone_has_no_answer(ask: Ask, undecidable: str, question: str) -> None:
    told = ask(*question.split(), "--data", undecidable)
    assert (told.code, told.out) == (4, "")
    assert told.err.startswith("no answer for Tokelau (tk): my.jsonl:2: date: ")


@pytest.mark.parametrize("question", ["status", "map", "matrix", "timeline", "changes --since 2021",
                                      "stats --by continent", "history tv --related",
                                      "show tk-2021-x tv-2021-01-01-z", "deadlines"])  # fmt: skip
def test_a_question_about_many_answers_the_others(
    ask: Ask, undecidable: str, question: str
) -> None:
    told = ask(*question.split(), "--format", "json", "--data", undecidable)
    assert told.code == 4
    assert "no answer for Tokelau (tk): " in told.err
    results = json.loads(told.out)["results"]
    assert results
    assert not any(each.get("entity") == "tk" for each in results)
    if question.startswith("stats"):
        europe = sum(each["total"] for each in results)
        whole = json.loads(ask(*question.split(), "--json").out)["results"]
        assert europe == sum(each["total"] for each in whole) - 1


@pytest.mark.parametrize("question", ["status tv de", "matrix tv", "deadlines tv", "timeline tv",
                                      "changes tv --since 2020", "check tv --allow banned",
                                      "show tv-2021-01-01-z"])  # fmt: skip
def test_a_question_about_others_is_answered_as_ever(
    ask: Ask, undecidable: str, question: str
) -> None:
    told = ask(*question.split(), "--data", undecidable, "--json")
    assert (told.code, told.err) == (0, "")


def test_in_check_its_row_fails(ask: Ask, undecidable: str) -> None:
    """Whatever is allowed: an answer that nobody can give is no pass."""
    words = "banned,restricted,permitted,undecided,none"
    told = ask("check", "tokelau", "tuvalu", "--allow", words, "--json", "--data", undecidable)
    tokelau, tuvalu = json.loads(told.out)["results"]
    assert told.code == 4
    assert (tokelau["entity"], tokelau["passed"], tokelau["stance"]) == ("tk", False, None)
    assert "cannot be put in order with 'tk-2021-x'" in tokelau["reason"]
    assert tuvalu["passed"]
    alone = ask("check", "tokelau", "--data", undecidable, "--json")
    assert (alone.code, len(json.loads(alone.out)["results"])) == (4, 1)


def test_an_export_misses_nobody_unseen(ask: Ask, undecidable: str) -> None:
    told = ask("export", "out.sqlite", "--data", undecidable)
    assert (told.code, Path("out.sqlite").exists()) == (4, False)
    assert "no answer for Tokelau (tk)" in told.err


def test_in_python_it_is_refused_alone_too(undecidable: str) -> None:
    log = huaweiban.load(undecidable)
    assert huaweiban.status("tuvalu", log=log)["stance"] == "banned"
    for question in (huaweiban.status, huaweiban.history):
        with pytest.raises(BadData, match=r"no answer for Tokelau"):
            question("tokelau", log=log)


def test_a_release_that_leaves_a_line_undecidable_refuses_one_entity_and_is_named(
    ask: Ask, tmp_path: Path
) -> None:
    """The year was open when the line was written; then the bundled log came to know the day."""
    ban = next(each for each in bundled.events({"de"}) if each.id.endswith("core-phase-out"))
    mine = line("de-2024-mine", "2024", "permitted", "core", added="2024-12-31")
    path = str(written(tmp_path / "my.jsonl", mine))
    told = ask("status", "de", "fr", "--data", path, "--json")
    assert (told.code, len(json.loads(told.out)["results"])) == (4, 1)
    brought = ban.modified or ban.added
    cause = f"of the bundled log of {bundled.about().data_version}, which added it on {brought}, "
    assert cause + "after this line" in told.err


def test_info_and_the_first_screen_answer_without_a_log_that_is_wrong(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.jsonl").write_text("{}\n{\n")
    whole = json.loads(ask("info", "--json").out)["results"][0]
    for path in ("bad.jsonl", "missing.jsonl"):
        told = ask("info", "--data", path, "--json")
        (result,) = json.loads(told.out)["results"]
        assert told.code == 4
        assert f"{path}:" in told.err
        assert result["events"] == whole["events"]
        assert {"name": "data", "value": path, "origin": "flag"} in result["settings"]
        assert ask("info", "--data", path, "--data-only").code == 4
        monkeypatch.setenv("HUAWEIBAN_DATA", path)
        told = ask()
        assert (told.code, "huaweiban --help" in told.out, f"{path}:" in told.err) == (
            4,
            True,
            True,
        )
        monkeypatch.delenv("HUAWEIBAN_DATA")


def test_info_and_the_first_screen_answer_without_a_config_file_that_is_wrong(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "huaweiban" / "config.toml"
    config.parent.mkdir()
    config.write_text("colour = 1\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for told in (ask("info"), ask()):
        assert (told.code, bool(told.out)) == (4, True)
        assert f"{config}: colour: is not a setting" in told.err
    assert str(config) in ask("info", "--json").out
    assert ask("status", "de").out == ""


def test_info_names_who_is_not_answered(ask: Ask, undecidable: str) -> None:
    told = ask("info", "--data", undecidable)
    assert (told.code, bool(told.out)) == (4, True)
    assert told.err.startswith("no answer for Tokelau (tk): ")


def test_a_log_called_bundled_can_be_told_from_ours(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(Path("bundled"), line("tv-2021-01-01-z", "2021-01-01", "banned"))
    told = json.loads(ask("history", "tv", "--data", "bundled", "--json").out)
    assert told["data"] == ["bundled", "./bundled"]
    assert "./bundled" in [each["log"] for each in told["results"]]
    settings = json.loads(ask("info", "--data", "bundled", "--json").out)["results"][0]["settings"]
    assert {"name": "data", "value": "./bundled", "origin": "flag"} in settings


def test_a_log_on_standard_input_has_one_name(process: Callable[..., Told]) -> None:
    log = json.dumps(line("tv-2021-01-01-z", "2021-01-01", "banned")).encode()
    told = json.loads(process("history", "tv", "--data", "-", "--json", stdin=log).out)
    assert told["data"] == ["bundled", "<stdin>"]
    assert "<stdin>" in [each["log"] for each in told["results"]]


def test_messages_stay_short_whatever_a_log_holds(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    """A log of faults and a list of names that nobody bears: a page of messages, and a count."""
    path = tmp_path / "my.jsonl"
    path.write_text("{}\n" * 20_000)
    told = process("status", "--data", str(path))
    assert (told.code, len(told.err.splitlines())) == (4, 101)
    assert told.err.endswith("... and 159900 more\n")
    names = "\n".join(f"nobody{number}" for number in range(300)).encode()
    told = process("check", "-", stdin=names)
    assert (told.code, len(told.err.splitlines())) == (3, 21)
    assert "\n280 more names are unknown or empty; " in told.err
    told = process("status", "x" * 100_000)
    assert (told.code, len(told.err) < 3000) == (3, True)


# The warnings that the log of the version before this one has today, and no faults.
BEFORE = {1: "what", 3: "what", 4: "what", 14: "action", 16: "what", 21: "what", 22: "what",
          23: "what", 30: "what", 32: "what", 34: "what", 35: "what"}  # fmt: skip


def test_a_log_of_the_version_before_is_answered(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines have every key of then, with nulls; what an upgrade does to it is known."""
    data = ("--data-only", "--data", "before.jsonl")
    told = ask("validate", "before.jsonl", "--data-only", "--json")
    problems = json.loads(told.out)["results"]
    assert told.code == 0
    assert {each["line"]: each["field"] for each in problems} == BEFORE
    assert {each["level"] for each in problems} == {"warning"}
    now = json.loads(ask("status", "--json", "--data-only", "--data", "log.jsonl").out)["results"]
    told = ask("status", "--json", *data)
    then = json.loads(told.out)["results"]
    assert (told.code, told.err.count("\n")) == (0, 1)
    assert f"{len(BEFORE)} warnings" in told.err
    held = ("entity", "stance", "headline_scope", "since", "confirmed", "deadline")
    assert [[each[key] for key in held] for each in then] == [
        [each[key] for key in held] for each in now
    ]
    assert ask("validate", "before.jsonl", "--data-only", "--strict").code == 4


def test_the_log_of_the_version_before_has_its_form() -> None:
    for text in (DATA / "before.jsonl").read_text(encoding="utf-8").splitlines():
        assert len(json.loads(text)) == 21
        assert re.search(r'"(what|until|laws|disputed)":', text) is None


def test_an_export_counts_what_it_was_asked(ask: Ask, own: str) -> None:
    assert ask("export", "out.sqlite", "--data", own).code == 0
    with closing(sqlite3.connect("out.sqlite")) as database:
        ids = {id for (id,) in database.execute("select id from events")}
    assert "tv-2026-11-20-permit" in ids
