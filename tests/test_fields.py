"""The fields of an event are those of `events.Event`; whatever lists them again is held to it."""

from __future__ import annotations

import dataclasses
import inspect
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from conftest import Ask
from own_log import line, written

from huaweiban import bundled, results
from huaweiban.cli.add import add
from huaweiban.events import Event, Source
from huaweiban.export.sqlite import SCHEMA
from huaweiban.own import read

FIELDS = [field.name for field in dataclasses.fields(Event)]
SOURCE = [field.name for field in dataclasses.fields(Source)]
# Set by the tool, or by who corrects a line by hand.
BY_HAND = {"added", "modified", "withdrawn", "withdrawn_reason"}


def columns(table: str) -> list[str]:
    with sqlite3.connect(":memory:") as database:
        database.executescript(SCHEMA)
        return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def test_a_result_has_every_field_in_order() -> None:
    keys = [key for key in results.EventResult.__annotations__ if key in FIELDS]
    assert keys == FIELDS
    assert [*results.SourceResult.__annotations__] == SOURCE


def test_sql_has_a_column_for_every_field() -> None:
    assert columns("events") == [name for name in FIELDS if name != "sources"]
    assert columns("sources") == ["event", "position", *SOURCE]


def test_add_has_an_option_for_every_field() -> None:
    options = {"note" if name == "remark" else name for name in inspect.signature(add).parameters}
    wanted = {*FIELDS} - BY_HAND - {"sources", "laws"} | {f"source_{name}" for name in SOURCE}
    assert options - {"to"} == wanted


def full() -> dict[str, Any]:
    """An event with a value in every field."""
    source = {"publisher": "P-1", "title": "T-2", "url": "https://u-3.example/a",
              "published": "2011-01-03", "via": "V-4"}  # fmt: skip
    event = line(
        "de-2020-b", "2020", "banned", not_before="2020-02-01", not_after="2020-03-01",
        summary="S-5.", scope="cables", action="law", actor="legislature", related=["fr"],
        effective="2021-01-01", deadline="2022-02-02", what="W-8", until="2023-03-03",
        follows="de-2019-a", outcome="moved", laws=["de-2025-bsig-section-41"], disputed="D-9.",
        sources=[source], note="N-6.", added="2024-04-04", modified="2025-05-05",
        withdrawn="2026-06-06", withdrawn_reason="W-7.",
    )  # fmt: skip
    assert {*event} == {*FIELDS} and all(event.values()), "give a new field a value here"
    return event


def test_the_bundled_log_gives_every_field_the_value_that_validation_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = written(tmp_path / "events.jsonl", full())
    monkeypatch.setattr(bundled, "data_file", lambda name: tmp_path / name)
    assert bundled.events() == [event for _, event in read(str(log)).events]


def test_show_prints_every_field(ask: Ask, tmp_path: Path) -> None:
    event = full()
    log = written(
        tmp_path / "log.jsonl", line("de-2019-a", "2019", "banned", deadline="2020"), event
    )
    shown = ask("show", "de-2020-b", "--data", str(log), "--data-only")
    assert shown.code == 0, shown.err
    values = [value for value in event.values() if isinstance(value, str)]
    values += [*event["sources"][0].values(), "cables", "fr"]
    values.remove("de")  # a reader sees the name
    assert [value for value in ["Germany", *values] if value not in shown.out] == []
