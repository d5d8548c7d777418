"""`tools/vigil.py` lists what is due to be looked at again, most urgent first."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import vigil
from conftest import TODAY
from own_log import line, written

from huaweiban.entities import Catalogue
from huaweiban.log import Logs, Opener

EVENTS = (
    # A date that passed in silence, told by two events, and an outcome of another.
    line("gb-2020-a", "2020-01-01", "banned", "core", deadline="2023-01-28", what="the core"),
    line("gb-2021-b", "2021-01-01", "banned", "core", deadline="2023-01-28", what="the core"),
    line("ee-2020-a", "2020-01-01", "banned", deadline="2025", what="5G"),
    line("ee-2026-b", "2026-01-01", follows="ee-2020-a", outcome="met"),
    line("se-2020-a", "2020-01-01", "banned", effective="2021-01-01", what="the rule"),
    # An end after the day up to which the log reaches.
    line("pt-2026-a", "2026-01-01", "restricted", until="2026-09-30", what="the reprieve"),
    # Drafts: open, with an end, adopted.
    line("hr-2025-a", "2025-05-01", "undecided", action="proposal"),
    line("lv-2025-a", "2025-05-01", "undecided", action="proposal", until="2027"),
    line("lt-2020-a", "2020-05-01", "undecided", action="proposal"),
    line("lt-2021-b", "2021-05-01", "restricted", action="law"),
    # Cautions.
    line("ir-2011-a", "2011-10-27", "permitted", action="report"),
    line("no-2026-a", "2026-01-01", "permitted", disputed="Two papers differ.", added="2026-03-01"),
    # Nobody has looked for long.
    line("fi-2024-a", "2024-01-01", "banned", added="2024-01-01", modified="2025-01-01"),
    # Operators: one with many events, one with few.
    *(line(f"bt-group-{day}", "2020-01-01", "permitted", entity="bt-group", action="report")
      for day in "abcd"),
    line("kpn-a", "2012-01-01", "permitted", entity="kpn"),
)  # fmt: skip


@pytest.fixture
def found(tmp_path: Path) -> list[vigil.Due]:
    path = str(written(tmp_path / "log.jsonl", *EVENTS))
    log = Opener(Logs((path,), only=True)).everything()
    # As if nobody had searched yet.
    rows = [replace(row, searched=None) for row in log.registry.everyone()]
    log = log._replace(unseen=frozenset({"pt-2026-a"}), registry=Catalogue.of(rows))
    return [each for each in vigil.vigil(log, TODAY) if each.urgency < 5 or log.of(each.entity.id)]


def test_each_kind_of_unfinished_business_is_named(found: list[vigil.Due]) -> None:
    told = {(each.urgency, each.entity.id, each.event) for each in found}
    assert told == {
        (1, "gb", "gb-2020-a"),
        (2, "pt", "pt-2026-a"),
        (3, "hr", "hr-2025-a"),
        (4, "hr", "hr-2025-a"),
        (4, "lv", "lv-2025-a"),
        (4, "ir", "ir-2011-a"),
        (4, "no", "no-2026-a"),
        (4, "bt-group", "bt-group-d"),
        (5, "fi", ""),
    }
    why = {(each.urgency, each.entity.id): each.why for each in found}
    assert why[1, "gb"] == "deadline 2023-01-28 passed: the core"
    assert why[2, "pt"] == "ended 2026-09-30 as announced: the reprieve"
    assert why[3, "hr"].startswith("draft without an end, core, ran: ")
    assert why[4, "ir"] == "permitted (mobile) is weak, old, last confirmed 2011-10-27"
    assert "disputed" in why[4, "no"]


def test_the_most_urgent_entity_comes_first_with_all_that_is_due_of_it(
    found: list[vigil.Due],
) -> None:
    order = [each.entity.id for each in found]
    assert order[:4] == ["gb", "pt", "hr", "hr"]
    assert order.index("ir") < order.index("bt-group") < order.index("no")
    assert order[-1] == "fi"
    assert next(each.looked for each in found if each.entity.id == "no") == "2026-03-01"


def test_a_line_has_tabs_between_its_parts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["vigil.py", "--events", "1000"])
    assert vigil.main() == 0
    few = capsys.readouterr().out.splitlines()
    assert {line.count("\t") for line in few} == {5}
    monkeypatch.setattr(sys, "argv", ["vigil.py"])
    assert vigil.main() == 0
    assert len(capsys.readouterr().out.splitlines()) > len(few)
    monkeypatch.setattr(sys, "argv", ["vigil.py", "--events", "few"])
    assert vigil.main() == 2
