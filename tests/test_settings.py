"""Settings: flag, environment, config file, default, in that order; an own log over the bundled."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import DATA, OWN, Ask, Told

from huaweiban.errors import BadData, BadOutput, BadUsage, HuaweibanError, UnknownName
from huaweiban.settings import Setting, color_wanted, config_file, settings


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "huaweiban" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return path


def in_force(ask: Ask, *arguments: str) -> dict[str, Setting]:
    told = ask("info", "--json", *arguments)
    assert told.code == 0, told.err
    (info,) = json.loads(told.out)["results"]
    return {each["name"]: Setting(each["value"], each["origin"]) for each in info["settings"]}


def test_a_flag_beats_the_environment_which_beats_the_config_file(
    ask: Ask, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_force(ask)["color"] == Setting("auto", "default")
    config.write_text('color = "never"\n')
    assert in_force(ask)["color"] == Setting("never", str(config))
    monkeypatch.setenv("HUAWEIBAN_COLOR", "auto")
    assert in_force(ask)["color"] == Setting("auto", "HUAWEIBAN_COLOR")
    assert in_force(ask, "--color", "never")["color"] == Setting("never", "flag")


def test_an_own_log_comes_from_flag_environment_or_config_file(
    ask: Ask, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, log = str(DATA / "over.jsonl"), str(DATA / "log.jsonl")
    config.write_text(f"data = {json.dumps(over)}\n")
    assert in_force(ask)["data"] == Setting(over, str(config))
    monkeypatch.setenv("HUAWEIBAN_DATA", log)
    assert in_force(ask, "--data-only")["data"] == Setting(log, "HUAWEIBAN_DATA")
    assert in_force(ask, "--data", over)["data"] == Setting(over, "flag")


def test_the_own_log_of_the_environment_is_answered_from(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ("status", "--format", "plain")
    expected = ask(*question, *OWN).out
    monkeypatch.setenv("HUAWEIBAN_DATA", "log.jsonl")
    assert ask(*question, "--data-only").out == expected


def test_an_own_log_is_laid_over_the_bundled_one(ask: Ask) -> None:
    fields = ("--format", "plain", "--fields", "entity,stance")
    assert ask("status", "va", "de", *fields).rows[0] == ["va", ""]
    both = ask("status", "va", "de", *fields, "--data", "over.jsonl")
    assert both.rows[0] == ["va", "permitted"]
    assert both.rows[1][1] != ""
    alone = ask("status", "va", "de", *fields, "--data", "over.jsonl", "--data-only")
    assert alone.rows == [["va", "permitted"], ["de", ""]]


def test_several_own_logs_count_together(ask: Ask) -> None:
    told = ask(
        "status",
        "va",
        "se",
        *OWN,
        "--data",
        "over.jsonl",
        "--format",
        "plain",
        "--fields",
        "stance",
    )
    assert told.out == "permitted\nbanned\n"
    (info,) = json.loads(ask("info", *OWN, "--data", "over.jsonl", "--json").out)["results"]
    assert (info["events"], info["context_events"], info["newest_event"]) == (38, 3, "2026-11-20")


def test_data_only_needs_an_own_log(ask: Ask) -> None:
    told = ask("status", "--data-only")
    assert (told.code, told.out) == (2, "")
    assert "--data" in told.err


def test_a_bad_line_is_told_by_its_place_and_nothing_is_half_answered(ask: Ask) -> None:
    """All bad lines at once, exit 4, stdout empty."""
    for command in (["status"], ["timeline"], ["history", "de"], ["show", "de-2020-01-02-good"]):
        told = ask(*command, "--data-only", "--data", "faulty.jsonl")
        assert (told.code, told.out) == (4, "")
        lines = told.err.splitlines()
        assert lines[0] == (
            "faulty.jsonl:3: stance: 'bannd' is not one of banned, restricted, permitted, undecided"
        )
        assert [line.split(":")[1] for line in lines] == [
            "3",
            "4",
            "5",
            "6",
            "7",
            "7",
            "7",
            "8",
            "10",
            "10",
        ]


def test_a_log_that_is_not_there_exits_4(ask: Ask) -> None:
    for arguments in (["status", "--data", "nowhere.jsonl"], ["validate", "nowhere.jsonl"]):
        told = ask(*arguments)
        assert (told.code, told.out) == (4, "")
        assert told.err.count("\n") == 1
        assert "nowhere.jsonl: cannot be read: No such file or directory" in told.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('colour = "never"\n', "colour"),
        ("color = 3\n", "color"),
        ('color = "blue"\n', "color"),
        ("color = \n", "TOML"),
        ("[data]\n", "data"),
    ],
)
def test_a_faulty_config_exits_4_with_file_and_key(
    ask: Ask, config: Path, text: str, words: str
) -> None:
    config.write_text(text)
    told = ask("status", "de")
    assert (told.code, told.out) == (4, "")
    assert told.err.count("\n") == 1
    assert str(config) in told.err
    assert words in told.err


def test_a_config_that_cannot_be_read_exits_4(ask: Ask, config: Path) -> None:
    config.mkdir()
    told = ask("status", "de")
    assert (told.code, told.out) == (4, "")
    assert str(config) in told.err


def test_a_bad_value_in_the_environment_names_its_variable(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEIBAN_COLOR", "blue")
    told = ask("status", "de")
    assert (told.code, told.out) == (2, "")
    assert "HUAWEIBAN_COLOR" in told.err
    monkeypatch.delenv("HUAWEIBAN_COLOR")
    monkeypatch.setenv("HUAWEIBAN_TODAY", "2026")
    told = ask("status", "de")
    assert (told.code, told.out) == (2, "")
    assert "HUAWEIBAN_TODAY" in told.err


def test_the_config_file_lies_where_the_system_keeps_such_files() -> None:
    tail = Path("huaweiban", "config.toml")
    x, home, roaming = (Path(Path.cwd().anchor, name) for name in ("x", "home", "roaming"))
    assert config_file({"XDG_CONFIG_HOME": str(x)}, "linux") == x / tail
    assert config_file({"HOME": str(home)}, "linux") == home / ".config" / tail
    both = {"APPDATA": str(roaming), "XDG_CONFIG_HOME": str(x)}
    assert config_file(both, "win32") == roaming / tail


def test_paths_of_several_logs_are_joined_as_path_is(tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path), "HUAWEIBAN_DATA": os.pathsep.join("ab")}
    assert settings(environment).own_logs == ("a", "b")
    assert settings(environment, data=("c", "d")).own_logs == ("c", "d")
    assert settings({"XDG_CONFIG_HOME": str(tmp_path)}).own_logs == ()


def test_errors_carry_their_exit_codes() -> None:
    kinds = {BadUsage: 2, UnknownName: 3, BadData: 4, BadOutput: 4}
    assert {kind: kind.exit_code for kind in kinds} == kinds
    assert all(issubclass(kind, HuaweibanError) for kind in kinds)
    assert str(BadUsage("one", "two")) == "one\ntwo"


COLOURED = [
    # choice, environment, on a terminal, coloured
    ("always", {"NO_COLOR": "1"}, False, True),
    ("never", {"FORCE_COLOR": "1"}, True, False),
    ("auto", {}, True, True),
    ("auto", {}, False, False),
    ("auto", {"NO_COLOR": "1"}, True, False),
    ("auto", {"NO_COLOR": ""}, True, True),
    ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ("auto", {"FORCE_COLOR": "1"}, False, True),
    ("auto", {"FORCE_COLOR": "0"}, False, False),
    ("auto", {"FORCE_COLOR": ""}, False, False),
    ("auto", {"FORCE_COLOR": "0"}, True, True),
    ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
    ("auto", {"CLICOLOR_FORCE": "0"}, False, False),
    ("auto", {"TERM": "dumb"}, True, False),
    ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ("auto", {"GITHUB_ACTIONS": "true"}, False, False),
]


@pytest.mark.parametrize(("choice", "environment", "terminal", "coloured"), COLOURED)
def test_colour_is_decided_by_flag_then_variables_then_the_terminal(
    choice: str, environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    assert color_wanted(choice, environment, terminal) is coloured


def test_an_empty_variable_counts_as_unset(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ask("status", "de", "--as-of", "2026-11-01", "--json").out
    for name in ("HUAWEIBAN_COLOR", "HUAWEIBAN_TODAY", "HUAWEIBAN_DEBUG", "NO_COLOR"):
        monkeypatch.setenv(name, "")
    told = ask("status", "de", "--as-of", "2026-11-01", "--json")
    assert (told.code, told.out, told.err) == (0, expected, "")


def test_but_the_empty_variable_of_own_logs_lifts_those_of_the_config_file(
    ask: Ask, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text(f"data = {json.dumps(str(DATA / 'over.jsonl'))}\n")
    fields = ("status", "va", "--format", "plain", "--fields", "stance")
    assert ask(*fields).out == "permitted\n"
    monkeypatch.setenv("HUAWEIBAN_DATA", "")
    assert ask(*fields) == (0, "\n", "")
    assert in_force(ask)["data"] == Setting("bundled", "HUAWEIBAN_DATA")


@pytest.mark.parametrize("way", ["variable", "config"])
@pytest.mark.parametrize("log", ["nowhere.jsonl", "faulty.jsonl"])
def test_a_message_names_what_named_the_log(
    ask: Ask, config: Path, monkeypatch: pytest.MonkeyPatch, way: str, log: str
) -> None:
    path = str(DATA / log)
    if way == "variable":
        monkeypatch.setenv("HUAWEIBAN_DATA", path)
    else:
        config.write_text(f"data = {json.dumps(path)}\n")
    named_by = "HUAWEIBAN_DATA" if way == "variable" else f"data in {config}"
    for command in (["status", "de"], ["export", str(config.parent / "out.sqlite")]):
        told = ask(*command)
        assert (told.code, told.out) == (4, "")
        assert told.err.startswith(f"{path}:")
        assert told.err.endswith(f"\n{path}: named by {named_by}\n")
    assert settings(os.environ).named_by == named_by


def test_a_config_may_begin_with_a_byte_order_mark(ask: Ask, config: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbfcolor = "never"\n')
    assert in_force(ask)["color"] == Setting("never", str(config))


@pytest.mark.parametrize("home", ["config", "./config", "../config", "~"])
def test_a_relative_place_of_the_config_is_ignored(
    process: Callable[..., Told], tmp_path: Path, home: str
) -> None:
    """It would be another file in each folder: whoever unpacks one there would set what counts."""
    for place in (tmp_path / home, tmp_path / home / "huaweiban"):
        place.mkdir(parents=True, exist_ok=True)
    (tmp_path / home / "huaweiban" / "config.toml").write_text("nonsense")
    (tmp_path / "home").mkdir()
    env = {"XDG_CONFIG_HOME": home, "HOME": str(tmp_path / "home")}
    told = process("info", "--json", env=env, cwd=tmp_path)
    assert (told.code, told.err) == (0, "")
    expected = tmp_path / "home" / ".config" / "huaweiban" / "config.toml"
    assert json.loads(told.out)["results"][0]["config"] == str(expected)
    assert config_file({"HOME": "home"}, "linux").is_absolute()


@pytest.mark.parametrize("path", ["~nosuchuser/x", "~nosuchuser", "a.jsonl:~nosuchuser/b.jsonl"])
@pytest.mark.skipif(os.name == "nt", reason="homes of other users, and paths joined by colons")
def test_a_home_that_is_nobodys_is_told(ask: Ask, config: Path, path: str) -> None:
    config.write_text(f"data = {json.dumps(path)}\n")
    told = ask("status", "de")
    assert (told.code, told.out) == (4, "")
    assert (
        told.err
        == f"{config}: data: {path!r}: there is no such home folder; write the path in full\n"
    )


def test_an_empty_path_in_the_config_is_no_log(ask: Ask, config: Path) -> None:
    config.write_text('data = ""\n')
    assert ask("status", "de").code == 0
    assert settings(os.environ).own_logs == ()
