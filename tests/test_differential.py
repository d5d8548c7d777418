"""The same fold, written in SQL by its definition, says the same of every entity and scope."""

from __future__ import annotations

import datetime
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from huaweiban import bundled, own
from huaweiban.bundled import data_file
from huaweiban.events import Event
from huaweiban.stances import position
from huaweiban.validation import validated

duckdb = pytest.importorskip("duckdb")

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SQL = (BENCHMARKS / "peers" / "fold.sql").read_text(encoding="utf-8")
TODAY = "2026-11-22"

Cells = dict[tuple[str, str], tuple[str, str, str]]


def in_sql(log: Path, day: str) -> Cells:
    """By entity and scope: stance, first and newest date of its unbroken run."""
    rows = duckdb.execute(SQL, {"log": str(log), "day": day, "entities": "%"}).fetchall()
    return {(entity, cell): (stance, since, last) for entity, cell, stance, since, last in rows}


def in_python(events: list[Event], day: str) -> Cells:
    by_entity = defaultdict(list)
    for event in events:
        by_entity[event.entity].append(event)
    return {
        (entity, scope): (cell.stance, cell.began.date, cell.newest.date)
        for entity, own in by_entity.items()
        for scope, cell in position(own, day).cells.items()
    }


def days(first: str, last: str, count: int) -> list[str]:
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    step = (end - start) / (count - 1)
    return [(start + step * place).isoformat() for place in range(count)]


def test_sql_agrees_on_the_bundled_log_at_fifty_days() -> None:
    events = bundled.events()
    chosen = days(min(event.first for event in events), TODAY, 50)
    for day in chosen:
        assert in_sql(data_file("events.jsonl"), day) == in_python(events, day), day
    assert len(chosen) == 50
    assert in_python(events, chosen[-1])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sql_agrees_on_generated_logs(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from generate import generated

    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(generated(4000, seed)))
    events = [event for _, event in own.read(str(log)).events]
    assert len(events) == 4000
    for day in days("2000-01-01", TODAY, 5):
        assert in_sql(log, day) == in_python(events, day), day


def test_generated_logs_are_valid_shuffled_and_the_same_for_the_same_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from generate import generated

    lines = list(generated(20_000))
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(lines))
    assert validated([str(log)], TODAY) == ([], 20_000)
    dates = [event.date for _, event in own.read(str(log)).events]
    assert dates != sorted(dates)
    assert 5 < sum(len(date) < 10 for date in dates) < 60
    assert lines == list(generated(20_000))
    assert lines != list(generated(20_000, seed=2))
    assert "generate" in sys.modules
