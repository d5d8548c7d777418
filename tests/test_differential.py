"""The same fold, written in SQL by its definition, says the same of every entity and scope."""

from __future__ import annotations

import datetime
import json
import random
import sys
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import pytest
from strategies import DAYS, EVERY_DAY, event

from huaweiban import bundled, own
from huaweiban.bundled import data_file
from huaweiban.dates import last_day, next_day
from huaweiban.events import Action, Actor, Event, Outcome, Stance
from huaweiban.log import Logs
from huaweiban.stances import position
from huaweiban.validation import validated

duckdb = pytest.importorskip("duckdb")

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SQL = (BENCHMARKS / "peers" / "fold.sql").read_text(encoding="utf-8")
TODAY = "2026-11-22"
EVER = "9999-12-31"

Cells = dict[tuple[str, str], tuple[str, str, str]]


def in_sql(log: Path, day: str, brought_to: str = EVER, entity: str = "%") -> Cells:
    """By entity and scope: stance, first and newest date of its unbroken run."""
    given = {"log": str(log), "day": day, "brought_to": brought_to, "entities": entity}
    rows = duckdb.execute(SQL, given).fetchall()
    return {(entity, cell): (stance, since, last) for entity, cell, stance, since, last in rows}


def in_python(events: list[Event], day: str, brought_to: str = EVER) -> Cells:
    unseen = {each.id for each in events if each.until and last_day(each.until) > brought_to}
    by_entity = defaultdict(list)
    for each in events:
        by_entity[each.entity].append(each)
    return {
        (entity, scope): (cell.stance, cell.began.date, cell.newest.date)
        for entity, own in by_entity.items()
        for scope, cell in position(own, day, unseen).cells.items()
    }


def days(first: str, last: str, count: int) -> list[str]:
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    step = (end - start) / (count - 1)
    return [(start + step * place).isoformat() for place in range(count)]


def test_sql_agrees_on_the_bundled_log_at_twenty_days_and_about_each_end() -> None:
    events, brought_to = bundled.events(), bundled.about().brought_to
    log = data_file("events.jsonl")
    chosen = days(min(each.first for each in events), TODAY, 20)
    for day in chosen:
        assert in_sql(log, day, brought_to) == in_python(events, day, brought_to), day
    for ended in filter(lambda each: each.until, events):
        own = [each for each in events if each.entity == ended.entity]
        for day in (last_day(ended.until), next_day(last_day(ended.until))):
            in_log = in_sql(log, day, brought_to, ended.entity)
            assert in_log == in_python(own, day, brought_to), (ended.id, day)
    assert len(chosen) == 20
    assert in_python(events, chosen[-1])


def dense(seed: int, entities: int = 250) -> list[Event]:
    """Logs of many entities within 14 days: a third have an end, open questions are settled."""
    draw = random.Random(seed)
    events: list[Event] = []
    for entity in range(entities):
        own: list[Event] = []
        for number in range(draw.randint(1, 12)):
            date = draw.choice([*DAYS, *DAYS, "2020-01", "2020"])
            vague = len(date) < 10 and draw.random() < 0.5
            target = draw.choice(own) if own and draw.random() < 0.4 else None
            asked = target is not None and target.stance is Stance.UNDECIDED
            settles = asked and draw.random() < 0.9
            own.append(
                event(
                    f"e{entity}-{date}-{number}",
                    draw.choice([*Stance, *Stance, None]),
                    date=date,
                    not_before=draw.choice(DAYS) if vague else None,
                    not_after=draw.choice([None, "2020-01-14"]) if vague else None,
                    scope=draw.choice(["mobile", "core", "ran", "core ran", "networks", "cloud"]),
                    action=draw.choice(list(Action)),
                    actor=draw.choice(list(Actor)),
                    until=draw.choice([*DAYS, "2020-01"]) if draw.random() < 1 / 3 else None,
                    follows=target and target.id,
                    outcome=target and (Outcome.SETTLED if settles else draw.choice([*Outcome])),
                    withdrawn="2026-01-01" if draw.random() < 0.05 else None,
                )
            )
        events += own
    draw.shuffle(events)
    return events


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sql_agrees_on_dense_logs_on_every_day(seed: int, tmp_path: Path) -> None:
    events, log = dense(seed), tmp_path / "log.jsonl"
    lines = [json.dumps({k: v for k, v in asdict(one).items() if v}) + "\n" for one in events]
    log.write_text("".join(lines), encoding="utf-8")
    brought_to = EVER if seed > 1 else "2020-01-07"
    for day in EVERY_DAY:
        assert in_sql(log, day, brought_to) == in_python(events, day, brought_to), day


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sql_agrees_on_generated_logs(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from generate import generated

    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(generated(4000, seed)))
    events = [one for _, one in own.read(str(log)).events]
    assert len(events) == 4000
    for day in days("2000-01-01", TODAY, 5):
        assert in_sql(log, day) == in_python(events, day), day


def test_generated_logs_are_valid_shuffled_and_the_same_for_the_same_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from generate import generated

    lines = list(generated(8_000))
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(lines))
    assert validated(Logs((str(log),), only=True), TODAY) == ([], 0, 0, 8_000)
    dates = [one.date for _, one in own.read(str(log)).events]
    assert dates != sorted(dates)
    assert 2 < sum(len(date) < 10 for date in dates) < 30
    assert lines == list(generated(8_000))
    assert lines != list(generated(20_000, seed=2))
    assert "generate" in sys.modules
