"""The man page is made from the help, and reads well."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Ask

from huaweiban.cli.app import COMMANDS

TOOL = Path(__file__).parents[1] / "tools" / "man.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("man", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def read(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `man` shows, without what it does to a terminal."""
    page = tmp_path_factory.mktemp("man") / "huaweiban.1"
    page.write_text(tool.page(), encoding="utf-8")
    if shutil.which("groff") is None:
        pytest.skip("groff, by which man sets a page, is not installed")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=300n", str(page)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == "", "groff has nothing to complain of"
    return done.stdout


def test_the_page_is_that_of_the_help(tool: ModuleType) -> None:
    assert tool.FILE.read_text(encoding="utf-8") == tool.page(), "run python tools/man.py"


def test_it_has_the_parts_that_a_man_page_has(read: str) -> None:
    heads = re.findall(r"^[A-Z][A-Z ]+$", read, re.MULTILINE)
    assert heads == ["NAME", "SYNOPSIS", "EXAMPLES", "OPTIONS", "COMMANDS", "EXIT STATUS",
                     "ENVIRONMENT", "FILES"]  # fmt: skip
    assert re.search(r"^ +huaweiban - Where Huawei is banned", read, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_it_with_all_that_its_help_says(
    ask: Ask, read: str, name: str
) -> None:
    """Word for word, examples as they are typed, signs as they are."""
    start = re.search(rf"^   {name} .*$", read, re.MULTILINE)
    assert start is not None
    rest = read[start.end() :]
    end = re.search(r"^(   )?[A-Za-z]", rest, re.MULTILINE)
    part = " ".join(rest[: end.start() if end else None].split())
    help = ask(name, "--help").out
    for line in help.splitlines():
        if line.startswith("  huaweiban "):
            assert " ".join(line.split()) in part
    options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", help, re.MULTILINE)
    assert options
    for option in options:
        assert option in part


def test_man_itself_shows_it(tool: ModuleType) -> None:
    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    done = subprocess.run(
        ["man", "-l", str(tool.FILE)], capture_output=True, text=True, check=False,
        env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    if "minimized" in done.stdout + done.stderr:
        pytest.skip("this system has no man pages")
    assert done.returncode == 0, done.stderr
    assert "huaweiban status germany" in done.stdout
