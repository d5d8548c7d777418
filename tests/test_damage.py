"""A damaged installation, or a bug of ours: one line, and a code that a script can rely on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Told, data_of

import huaweiban


def test_our_own_bug_is_one_line_with_the_version_and_exit_70(
    copy: Path, process: Callable[..., Told]
) -> None:
    (copy / "src" / "huaweiban" / "views" / "overview.py").write_text(
        "def overview(*_):\n    raise ZeroDivisionError('a bug planted by a test')\n"
    )
    env = {"PYTHONPATH": str(copy / "src")}
    told = process(env=env)
    assert (told.code, told.out, told.err.count("\n")) == (70, "", 1)
    assert huaweiban.__version__ in told.err
    assert "a bug planted by a test" in told.err
    debugged = process(env={**env, "HUAWEIBAN_DEBUG": "1"})
    assert debugged.code == 70
    assert "Traceback (most recent call last)" in debugged.err


@pytest.mark.parametrize("damage", ["missing", "broken"])
def test_bundled_data_that_cannot_be_read_is_one_line_and_exit_4(
    copy: Path, process: Callable[..., Told], damage: str
) -> None:
    log = data_of(copy, "events.jsonl")
    if damage == "missing":
        log.unlink()
    else:
        log.write_text('{"id": "de-1", "entity": "de", "date": "2020\n')
    told = process("status", "de", env={"PYTHONPATH": str(copy / "src")})
    assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
    assert "events.jsonl" in told.err
