"""The tools write what is made, say what is stale, and put a log in its one form."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import format_log
import made
import pytest
from own_log import line, written

from huaweiban import own


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log with nulls, out of order."""
    later = line("de-2021-b", "2021", "banned", scope="mobile")
    earlier = line("de-2020-a", "2020", related=["us", "gb", "us"])
    return written(tmp_path / "log.jsonl", later, earlier)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["format_log.py", *arguments])
    return format_log.main()


def test_a_log_is_sorted_and_holds_what_it_has(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {event.id: event for _, event in own.read(str(path)).events}
    assert run(monkeypatch, str(path)) == 0
    after = [event for _, event in own.read(str(path)).events]
    assert [event.id for event in after] == ["de-2020-a", "de-2021-b"]
    assert after[1] == before["de-2021-b"]
    first, second = (json.loads(text) for text in path.read_text(encoding="utf-8").splitlines())
    assert list(first) == [
        "id", "entity", "date", "summary", "action", "actor", "related", "sources", "added"
    ]  # fmt: skip
    assert (first["related"], first["sources"]) == (["gb", "us"], [{"publisher": "A paper"}])
    assert (second["stance"], second["scope"]) == ("banned", ["mobile"])


def test_check_says_what_is_stale_and_writes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = path.read_bytes()
    assert run(monkeypatch, "--check", str(path)) == 1
    assert capsys.readouterr().out == f"stale: {path}; run python tools/format_log.py\n"
    assert path.read_bytes() == before
    run(monkeypatch, str(path))
    assert run(monkeypatch, "--check", str(path)) == 0


def test_a_line_that_is_no_event_is_reported_and_the_log_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(path.read_bytes() + b"{\n")
    before = path.read_bytes()
    with pytest.raises(SystemExit, match=r"log\.jsonl:3: is not JSON"):
        run(monkeypatch, str(path))
    assert path.read_bytes() == before


def test_what_is_as_it_should_be_is_not_written_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {tmp_path / "new" / "file": b"text"}
    made.write(files)
    assert capsys.readouterr().out == f"{tmp_path / 'new' / 'file'}\n"
    made.write(files)
    assert capsys.readouterr().out == ""
    assert made.stale(files) == []
