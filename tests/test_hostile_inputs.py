"""The inputs of tests/hostile, each in a process of its own, in a copy of their folder."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import HERE, Told

INPUTS = HERE / "hostile"
LINES = [line for line in (INPUTS / "lines.txt").read_text().splitlines() if line[:1] != "#"]
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(INPUTS, tmp_path_factory.mktemp("hostile") / "inputs"))


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("line", LINES)
def test_a_line_ends_with_its_code_and_changes_no_file(
    process: Callable[..., Told], folder: Path, line: str
) -> None:
    words = shlex.split(line)
    env = dict([words.pop(0).split("=")]) if "=" in words[0] else {}
    code, *arguments = words
    told = process(*arguments, env=env, cwd=folder)
    assert told.code == int(code), told
    assert "internal error" not in told.err
    assert "Traceback" not in told.err
    assert OBEYED.search(told.out.replace("\r\n", "\n") + told.err) is None
    assert (told.out == "") <= (told.code > 0 or "plain" in line), "an answer is an answer"
    assert contents(folder) == contents(INPUTS)


@pytest.mark.parametrize("config", sorted(INPUTS.glob("config-*.toml")), ids=lambda path: path.stem)
def test_a_config_file_is_understood_or_told(
    process: Callable[..., Told], tmp_path: Path, config: Path
) -> None:
    place = tmp_path / "huaweiban" / "config.toml"
    place.parent.mkdir()
    shutil.copy(config, place)
    told = process("status", "de", env={"XDG_CONFIG_HOME": str(tmp_path)})
    if "faulty" in config.name:
        assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
        assert told.err.startswith(f"{place}:")
    else:
        assert (told.code, told.err) == (0, "")
