"""What every command line is held to: no empty value, one reader of standard input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ask, Told
from typer import Context

from huaweiban.cli.app import command

EVERY = command()
# What a source lacks is given as an empty text.
MAY_BE_EMPTY = {"--source-title", "--source-url", "--source-published", "--source-via"}
NEEDED = {
    "history": ["de"], "show": ["x"], "check": ["de"], "export": ["x.sqlite"], "schema": ["status"],
    "completion": ["bash"], "changes": [],
}  # fmt: skip


def options() -> list[tuple[str, str]]:
    """Each option with a value, of each command."""
    context = Context(EVERY, info_name="huaweiban")
    return [
        (name, parameter.opts[0])
        for name in EVERY.list_commands(context)
        for parameter in EVERY.get_command(context, name).params
        if parameter.param_type_name == "option" and not parameter.is_flag
    ]


@pytest.mark.parametrize(("name", "option"), options())
def test_an_empty_value_is_a_usage_error(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, option: str
) -> None:
    if option in MAY_BE_EMPTY:
        pytest.skip("what is not known of a source is given so")
    monkeypatch.chdir(tmp_path)
    for spelling in ([option, ""], [f"{option}="]):
        told = ask(name, *NEEDED.get(name, []), *spelling)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1), told
        assert option in told.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_value_among_others_is_one_too(ask: Ask) -> None:
    told = ask("status", "--data", "log.jsonl", "--data", "")
    assert (told.code, told.err) == (2, "--data: is empty; give a value or omit the option\n")


@pytest.mark.parametrize("line", [["export", ""], ["export", "", "--format", "csv"]])
def test_an_empty_place_is_a_usage_error(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    """It would otherwise mean the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    assert ask(*line).code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("line", "env", "told"),
    [
        ("status - --data -", {}, "NAME and --data"),
        ("status --data - -", {}, "NAME and --data"),
        ("show - --data -", {}, "ID and --data"),
        ("check - --data -", {}, "NAME and --data"),
        ("check - --column a --data -", {}, "NAME and --data"),
        ("changes - --since 2020 --data -", {}, "NAME and --data"),
        ("changes - - --data-since 2026.11.24", {}, "NAME"),
        ("status - -", {}, "NAME"),
        ("status --data - --data -", {}, "--data"),
        ("validate - -", {}, "FILE"),
        ("status -", {"HUAWEIBAN_DATA": "-"}, "NAME and HUAWEIBAN_DATA"),
    ],
)
def test_standard_input_is_read_once(
    process: Callable[..., Told], line: str, env: dict[str, str], told: str
) -> None:
    """The second reader would find nothing, and its silence would pass for an answer."""
    done = process(*line.split(), stdin=b"de\n", env=env)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    subjects = done.err.partition(":")[0].split(" and ")
    assert sorted(subjects) == sorted(told.split(" and "))


def test_one_reader_is_one(process: Callable[..., Told]) -> None:
    log = Path("log.jsonl").read_bytes()
    assert process("status", "se", "--data", "-", "--data-only", stdin=log).code == 0
    assert process("status", "-", env={"HUAWEIBAN_DATA": "over.jsonl"}, stdin=b"se\n").code == 0
    line = ("status", "-", "--data", "over.jsonl")
    assert process(*line, env={"HUAWEIBAN_DATA": "-"}, stdin=b"se\n").code == 0
