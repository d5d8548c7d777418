"""The Python API gives what the commands give, and costs nothing until it is asked."""

from __future__ import annotations

import datetime
import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, TODAY, Ask

import huaweiban
from huaweiban.errors import BadData, BadUsage, UnknownName

DOC = Path(__file__).parents[1] / "docs" / "api.md"


@pytest.mark.parametrize("name", ["germany", "US", "holland", "tuvalu", "huawei", "telenor"])
def test_a_status_is_the_commands(ask: Ask, name: str) -> None:
    (answer,) = json.loads(ask("status", name, "--json", "--why").out)["results"]
    assert json.loads(json.dumps(huaweiban.status(name, why=True))) == answer


def test_a_past_status_is_the_commands(ask: Ask) -> None:
    (answer,) = json.loads(ask("status", "se", "--as-of", "2019", "--json").out)["results"]
    for day in ("2019", "2019-12-31", datetime.date(2019, 12, 31)):
        assert json.loads(json.dumps(huaweiban.status("se", as_of=day))) == answer


@pytest.mark.parametrize("more", [(), ("--related",)])
def test_a_history_is_the_commands(ask: Ask, more: tuple[str, ...]) -> None:
    answer = json.loads(ask("history", "norway", *more, "--json").out)["results"]
    assert json.loads(json.dumps(huaweiban.history("norway", related=bool(more)))) == answer
    past = json.loads(ask("history", "norway", *more, "--as-of", "2019", "--json").out)
    told = huaweiban.history("norway", related=bool(more), as_of="2019")
    assert (past["as_of"], past["results"]) == ("2019-12-31", json.loads(json.dumps(told)))
    assert 0 < len(told) < len(answer)


def test_a_whole_log_answers_as_a_question_alone_does() -> None:
    log = huaweiban.load()
    for row in log.registry.everyone():
        if row.kind == "country":
            assert huaweiban.status(row.id, log=log) == huaweiban.status(row.id)
    assert huaweiban.history("se", log=log) == huaweiban.history("se")


def test_own_logs_are_laid_over_the_bundled_one_or_stand_alone(ask: Ask) -> None:
    own = DATA / "log.jsonl"
    alone = huaweiban.load(own, bundled=False)
    assert alone.labels == [str(own)]
    told = json.loads(ask("status", "de", "--data", str(own), "--data-only", "--json").out)
    assert json.loads(json.dumps(huaweiban.status("de", log=alone))) == told["results"][0]
    assert {event["log"] for event in huaweiban.history("de", log=alone)} == {str(own)}
    assert huaweiban.load().labels == ["bundled"]


def test_events_are_in_the_order_in_which_they_are_read() -> None:
    events = huaweiban.load().events
    assert all(isinstance(event, huaweiban.Event) for event in events)
    assert [event.first for event in events] == sorted(event.first for event in events)
    assert {event.stance for event in events} == {None, *huaweiban.Stance}


def test_settings_have_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUAWEIBAN_DATA", "missing.jsonl")
    assert huaweiban.status("de")["stance"] is not None


def test_failures_are_told_by_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("nonsense\n{}\n")
    with pytest.raises(UnknownName, match="Did you mean Germany"):
        huaweiban.status("germny")
    with pytest.raises(BadData) as told:
        huaweiban.load(bad)
    assert len(told.value.lines) > 2
    for day in ("2020-02-30", "2027", datetime.date(2027, 1, 1)):
        with pytest.raises(ValueError, match=r"not a date|in the future"):
            huaweiban.history("de", as_of=day)
    with pytest.raises(AttributeError):
        huaweiban.nonsense  # noqa: B018
    monkeypatch.setenv("HUAWEIBAN_TODAY", "nonsense")
    with pytest.raises(BadUsage):
        huaweiban.status("de")


def test_a_time_stands_for_its_day() -> None:
    morning = datetime.datetime(2020, 1, 1, 3, tzinfo=datetime.UTC)
    assert huaweiban.status("de", as_of=morning) == huaweiban.status("de", as_of="2020-01-01")
    assert huaweiban.history("de", as_of=morning) == huaweiban.history("de", as_of="2020-01-01")


def test_a_question_that_names_nothing_is_refused() -> None:
    with pytest.raises(BadUsage, match="bundled"):
        huaweiban.load(bundled=False)
    for name in (None, 49, b"de"):
        with pytest.raises(BadUsage, match="not a name"):
            huaweiban.status(name)


def test_the_names_are_those_that_are_listed() -> None:
    assert set(huaweiban.__all__) <= set(dir(huaweiban))
    assert all(getattr(huaweiban, name) for name in huaweiban.__all__)


@pytest.mark.parametrize(
    "program", ["import huaweiban", "from huaweiban.cli.run import run; run(['--version'])"]
)
def test_the_api_is_not_imported_before_it_is_asked_for(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; import sys; print(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(done.stdout.split())
    assert "huaweiban.api" not in imported
    if program == "import huaweiban":
        assert not [name for name in imported if name.startswith("huaweiban.")]


def test_the_examples_of_the_document_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.chdir(tmp_path)
    options = (
        "--to my.jsonl --entity tuvalu --date 2020-11-20 --stance banned --scope mobile "
        "--action law --actor legislature --summary Ban --source-publisher Echoes"
    )
    assert ask("add", *options.split()).code == 0
    ran = doctest.testfile(str(DOC), module_relative=False)
    assert ran.attempted > 20
    assert ran.failed == 0


def test_the_day_is_fixed_here_too() -> None:
    assert huaweiban.status("de", as_of="today") == huaweiban.status("de", as_of=TODAY)
