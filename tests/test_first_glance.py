"""The first glance: on a terminal of 80 by 24 an answer about one entity does not scroll away."""

from __future__ import annotations

import pytest
from conftest import TODAY
from terminals import on_terminal, plain

from huaweiban.bundled import registry
from huaweiban.cli.question import Call
from huaweiban.cli.status import status
from huaweiban.log import Logs
from huaweiban.render.formats import blocks
from huaweiban.render.status import cite
from huaweiban.render.terminal import terminal
from huaweiban.settings import settings


@pytest.fixture(scope="module")
def call() -> Call:
    return Call(settings({}), Logs(), "2026-11-28", "table", ())


def test_one_entity_takes_twenty_lines_at_most(call: Call) -> None:
    """Every entity of the registry, with its headline, its table and its next date."""
    assert TODAY
    for row in registry().everyone():
        answer = status(call, [row.id] if row.id != "arm" else ["Arm Holdings"])
        shown = terminal(blocks(answer), 80, color=False)
        lines = shown.splitlines()
        assert len(lines) <= 20, (row.id, len(lines))
        assert all(len(line) <= 80 for line in lines), row.id
        (result,) = answer.results
        assert result["name"] in shown
        if result["deadline"] and any(each["status"] == "ahead" for each in result["deadlines"]):
            assert result["deadline"] in shown, row.id


def test_a_citation_has_350_characters_at_most(call: Call) -> None:
    """With the stance, the next date, an address, and the day that is covered."""
    for row in registry().everyone():
        text = cite(status(call, [row.id] if row.id != "arm" else ["Arm Holdings"]))
        assert len(text) <= 351, row.id
        assert "covers events to" in text


def test_an_open_question_shows_the_power_that_waits() -> None:
    shown = plain(on_terminal("status", "poland", columns=80))
    assert any(each.startswith("power ") and "not used against Huawei" in each for each in shown)
