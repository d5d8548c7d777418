"""On a terminal: tables fitted to its width, coloured unless someone says otherwise."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable

import pytest
import terminal
from conftest import DATA, OWN, Ask, Told
from rich.cells import cell_len

from huaweiban.render.blocks import Cell, Sheet
from huaweiban.render.fit import fitted

pytest.importorskip("pty", reason="there are no pseudo-terminals here")

SGR = re.compile("\x1b\\[[0-9;]*m")


def on_terminal(columns: int, *arguments: str, **env: str) -> tuple[int, str]:
    """The exit code of a command line and what a terminal of that width gets."""
    return in_terminal(columns, ["-m", "huaweiban", *arguments], **env)


def in_terminal(columns: int, words: list[str], **env: str) -> tuple[int, str]:
    """The exit code of a Python process and what a terminal of that width gets."""
    command = [sys.executable, *words]
    code, shown, _ = terminal.on_terminal(command, {**os.environ, **env}, columns, DATA)
    return code, shown.decode()


SCREENS = [
    [],
    ["status", *OWN],
    ["status", "germany", *OWN],
    ["status", "germany", "--why", *OWN],
    ["status", "--scope", "networks", *OWN],
    ["status", "vatican", *OWN],
    ["timeline", *OWN],
    ["history", "norway", "--related", *OWN],
    ["show", "gb-2022-10-13-core-moved", *OWN],
    ["timeline", "--fields", "id,summary,sources", *OWN],
    ["matrix", *OWN],
    ["matrix", "--gap"],
    ["map", *OWN],
    ["stats", "--by", "scope", *OWN],
    ["stats", "--by", "publisher", *OWN],
    ["changes", "--data-since", "2026.11.01", *OWN],
    ["deadlines", "--past", *OWN],
    ["changes", "--since", "2024", *OWN],
    ["stats", "--by", "year", *OWN],
    ["check", "de", "se", *OWN],
    ["status", "de", "--why", "--data-only", "--data", "hostile.jsonl"],
    ["codebook", "restricted"],
    ["validate", "faulty.jsonl"],
    ["info"],
]


# One process asks for all of them, and ends each with its exit code.
ONE_BY_ONE = """
import json, sys
from huaweiban.cli.run import run
for line in json.loads(sys.argv[1]):
    code = run(line)
    sys.stdout.flush()
    sys.stderr.flush()
    print(f"\\x1c{code}\\x1c", flush=True)
"""


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_no_line_is_longer_than_the_terminal_is_wide(columns: int) -> None:
    code, told = in_terminal(columns, ["-c", ONE_BY_ONE, json.dumps(SCREENS)])
    assert code == 0, told
    *parts, end = told.split("\x1c")
    assert end == "\n"
    for arguments, shown, ended in zip(SCREENS, parts[::2], parts[1::2], strict=True):
        asked = " ".join(arguments)
        assert int(ended) == {"validate": 4, "check": 1}.get(" ".join(arguments[:1]), 0), asked
        assert "Traceback" not in shown and len(shown) > 10, asked
        plain = SGR.sub("", shown)
        assert "\x1b" not in plain, asked
        too_long = [line for line in plain.splitlines() if cell_len(line) > columns]
        assert too_long == [], asked


@pytest.mark.parametrize(
    "command",
    [
        "",
        "status",
        "timeline",
        "history",
        "show",
        "changes",
        "deadlines",
        "matrix",
        "check",
        "stats",
        "validate",
        "codebook",
        "info",
        "schema",
        "completion",
    ],
)
def test_help_is_readable_at_40_columns(command: str) -> None:
    """Only the examples, which are to be copied, may go on."""
    code, shown = on_terminal(40, *command.split(), "--help")
    assert code == 0
    lines = [line for line in SGR.sub("", shown).splitlines() if "huaweiban " not in line]
    assert [line for line in lines if cell_len(line) > 40] == []


def test_words_survive_a_narrow_terminal() -> None:
    """Nothing is dropped from the prose: it wraps."""
    _, shown = on_terminal(40, "show", "gb-2022-10-13-core-moved", *OWN)
    words = "".join(SGR.sub("", shown).split())
    for said in (
        "The United Kingdom gives operators eleven more months for the core.",
        "https://news.example.org/gb-2022-10-13-core-moved",
        "gb-2020-01-28-core-out",
    ):
        assert "".join(said.split()) in words


def test_a_list_on_a_narrow_terminal_still_tells_name_stance_and_scope() -> None:
    _, shown = on_terminal(40, "status", *OWN)
    plain = SGR.sub("", shown)
    assert re.search(r"name +Germany\s+stance +◐ restricted\s+scope +mobile", plain)


def test_a_list_that_drops_columns_says_which() -> None:
    _, shown = on_terminal(40, "status", *OWN)
    assert "other scopes" in shown
    _, middle = on_terminal(60, "status", *OWN)
    assert "(no room for: " in SGR.sub("", middle)
    _, wide = on_terminal(200, "status", *OWN)
    assert "no room" not in wide


def test_a_column_that_is_empty_goes_before_one_that_tells_something() -> None:
    headers, told = ("name", "empty", "spare"), (Cell("a" * 10), Cell(""), Cell("b" * 8))
    sheet = Sheet(headers, (told,), spare=(2, 1))
    assert (fit := fitted(sheet, 22))
    assert fit.sheet.headers == ("name", "spare")
    assert fit.lost == ()
    assert (narrower := fitted(sheet, 12))
    assert (narrower.sheet.headers, narrower.lost) == (("name",), ("spare",))


COLOURS = [
    # flags, environment, coloured on a terminal
    ([], {}, True),
    (["--color", "never"], {}, False),
    (["--color", "always"], {"NO_COLOR": "1"}, True),
    ([], {"NO_COLOR": "1"}, False),
    ([], {"NO_COLOR": ""}, True),
    ([], {"TERM": "dumb"}, False),
    ([], {"FORCE_COLOR": "0"}, True),
    ([], {"HUAWEIBAN_COLOR": "never"}, False),
]


@pytest.mark.parametrize(("flags", "env", "coloured"), COLOURS)
def test_a_terminal_is_coloured_unless_someone_says_otherwise(
    flags: list[str], env: dict[str, str], coloured: bool
) -> None:
    code, shown = on_terminal(80, "status", "de", *OWN, *flags, **env)
    assert code == 0
    assert ("\x1b[" in shown) is coloured


PIPES = [
    ([], {}, False),
    (["--color", "always"], {}, True),
    ([], {"FORCE_COLOR": "1"}, True),
    ([], {"FORCE_COLOR": "0"}, False),
    ([], {"CLICOLOR_FORCE": "1"}, True),
    ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ([], {"GITHUB_ACTIONS": "true"}, False),
]


@pytest.mark.parametrize(("flags", "env", "coloured"), PIPES)
def test_a_pipe_is_not_coloured_unless_someone_says_so(
    process: Callable[..., Told], flags: list[str], env: dict[str, str], coloured: bool
) -> None:
    told = process("status", "de", *OWN, *flags, env=env)
    assert (told.code, told.err) == (0, "")
    assert ("\x1b[" in told.out) is coloured


@pytest.mark.parametrize("format", ["plain", "json", "jsonl", "csv", "md"])
def test_only_tables_are_ever_coloured(own: Ask, format: str) -> None:
    told = own("status", "de", "--color", "always", "--format", format)
    assert (told.code, told.err) == (0, "")
    assert "\x1b" not in told.out


@pytest.mark.parametrize("env", [{"GITHUB_ACTIONS": "true"}, {"FORCE_COLOR": "1"}, {"CI": "true"}])
def test_piped_help_has_no_escapes(process: Callable[..., Told], env: dict[str, str]) -> None:
    for arguments in (["--help"], ["status", "--help"], ["--nope"], ["status", "--nope"]):
        told = process(*arguments, env=env)
        assert "\x1b" not in told.out + told.err


def test_a_terminal_that_cannot_encode_does_not_crash() -> None:
    code, shown = on_terminal(80, "status", "de", *OWN, PYTHONIOENCODING="ascii")
    assert code == 0
    assert SGR.sub("", shown).isascii()
    assert "banned" in shown


def test_json_on_a_terminal_is_the_json_of_a_pipe(own: Ask) -> None:
    for format in ("json", "plain"):
        code, shown = on_terminal(40, "status", "de", "va", *OWN, "--format", format)
        assert (code, shown) == (0, own("status", "de", "va", "--format", format).out)
