"""An own log that is laid over the bundled one is named in every answer that it had a part in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Ask

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


@pytest.fixture
def own(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    path = "my.jsonl"
    options = (
        "--entity tuvalu --date 2026-11-20 --stance restricted --scope mobile --action decision "
        "--actor government --summary Permit --source-publisher Echoes --id tv-2026-11-20-permit"
    )
    assert ask("add", "--to", path, *options.split()).code == 0
    return path


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
    assert told.err == f"with {own} laid over the bundled log\n"


@pytest.mark.parametrize("format", ["table", "md", "plain"])
def test_an_event_in_full_leaves_it_to_a_note(ask: Ask, own: str, format: str) -> None:
    """There is no footer, and the event itself may stand in the bundled log."""
    told = ask("show", "de-2024-07-11-core-phase-out", "--data", own, "--format", format)
    assert (told.code, told.err) == (0, f"with {own} laid over the bundled log\n")
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
    assert told.err == f"with {own} laid over the bundled log\n"


def test_the_first_screen_and_an_export_name_it(
    ask: Ask, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEIBAN_DATA", own)
    assert own in ask().out
    assert own in ask("export", "out", "--format", "jsonl").err


def test_without_one_nothing_is_said(ask: Ask) -> None:
    assert ask("status", "de", "--format", "csv").err == ""
