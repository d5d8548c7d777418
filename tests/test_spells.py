"""Series: what was held from day to day, and in each year, as `export` writes it."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import Ask
from own_log import line, written

from huaweiban.dates import eve, next_day
from huaweiban.log import Logs, Opener
from huaweiban.views.spells import spells

EVENTS = (
    line("de-2018-a", "2018-05-01", "undecided"),
    line("de-2020-b", "2020-07-01", "restricted", "core"),
    line("de-2020-c", "2020-07-01", "undecided", "ran", action="statement"),
    line("de-2021-d", "2021-02-01", "restricted", "core", action="law"),
    line("de-2022-e", "2022", "banned", until="2023-06-30"),
    line("de-2024-f", "2024-01-01", "permitted", "devices", withdrawn="2026-01-02",
         withdrawn_reason="It was another country."),
    line("vodafone-2020-a", "2020-01-01", "permitted"),
)  # fmt: skip
Export = Callable[..., Path]


@pytest.fixture
def export(ask: Ask, tmp_path: Path) -> Export:
    def exported(name: str, *options: str, bundled: bool = False) -> Path:
        told = ask("export", str(tmp_path / name), *options, *(() if bundled else own))
        assert told.code == 0, told.err
        return tmp_path / name

    own = ("--data-only", "--data", str(written(tmp_path / "log.jsonl", *EVENTS)))
    return exported


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def test_a_spell_lasts_from_its_first_day_to_the_eve_of_the_next(export: Export) -> None:
    found = rows(export("x.sqlite"), "SELECT * FROM spells WHERE entity = 'de' AND scope = 'core'")
    keys = ("stance", "from_day", "to_day", "last_confirmed", "basis", "begun_by", "ended_by")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("undecided", "2018-05-01", "2020-06-30", "2018-05-01", "decision", "de-2018-a",
         "de-2020-b"),
        ("restricted", "2020-07-01", "2021-12-31", "2021-02-01", "law", "de-2020-b", "de-2022-e"),
        ("banned", "2022-01-01", "2023-06-30", "2022", "decision", "de-2022-e", "de-2022-e"),
        # What the ban lay over holds again.
        ("restricted", "2023-07-01", None, "2021-02-01", "law", "de-2020-b", None),
    ]  # fmt: skip
    assert [json.loads(row["given_in"]) for row in found] == [[2018], [2020, 2021], [2022], [2021]]
    assert {row["alpha3"] for row in found} == {"deu"}


def test_the_headline_names_its_scope(export: Export) -> None:
    sql = "SELECT * FROM spells WHERE entity = 'de' AND scope = 'headline' ORDER BY from_day"
    assert [(row["stance"], row["headline_scope"]) for row in rows(export("x.sqlite"), sql)] == [
        ("undecided", "mobile"), ("restricted", "mobile"), ("banned", "mobile"),
        ("restricted", "mobile"),
    ]  # fmt: skip


def test_a_year_says_whether_the_word_was_given_in_it(export: Export) -> None:
    sql = "SELECT * FROM country_years WHERE entity = 'de' AND scope = 'core' ORDER BY year"
    found = rows(export("x.sqlite", "--as-of", "2025"), sql)
    assert [(row["year"], row["stance"], row["word"]) for row in found] == [
        (2018, "undecided", "given"), (2019, "undecided", "carried on"),
        (2020, "restricted", "given"), (2021, "restricted", "given"),
        (2022, "banned", "given"), (2023, "restricted", "carried on"),
        (2024, "restricted", "carried on"), (2025, "restricted", "carried on"),
    ]  # fmt: skip


def test_each_country_has_a_headline_in_each_year_and_others_none(export: Export) -> None:
    sql = "SELECT entity, count(*) AS years FROM country_years WHERE scope = 'headline' GROUP BY 1"
    found = rows(export("x.sqlite"), sql)
    assert len(found) == 250
    assert {row["years"] for row in found} == {2026 - 2018 + 1}
    assert "vodafone" not in {row["entity"] for row in found}


@pytest.mark.parametrize(
    ("bundled", "day", "partly"),
    [
        (False, "2025", set()),
        (False, "2025-06-30", {2025}),
        # Own logs reach as far as their owner says, the bundled one to a day of July.
        (False, "2026-12-31", set()),
        (True, "2025", set()),
        (True, "2026-12-31", {2026}),
    ],
)
def test_a_year_that_the_data_only_partly_cover_is_marked(
    export: Export, monkeypatch: pytest.MonkeyPatch, bundled: bool, day: str, partly: set[int]
) -> None:
    monkeypatch.setenv("HUAWEIBAN_TODAY", "2027-01-01")
    path = export("x.sqlite", "--as-of", day, bundled=bundled)
    found = rows(path, "SELECT DISTINCT year FROM country_years WHERE partly_covered")
    assert {row["year"] for row in found} == partly


@pytest.mark.parametrize("bundled", [False, True])
@pytest.mark.parametrize("day", ["2017", "2019-06-30", "today"])
def test_the_view_says_what_the_tables_say(export: Export, day: str, bundled: bool) -> None:
    """The same rows, made twice: in SQL from the spells, and in Python."""
    sql = "SELECT * FROM country_years ORDER BY entity, year, scope"
    in_sql = rows(export("x.sqlite", "--as-of", day, bundled=bundled), sql)
    folder = export("j", "--format", "jsonl", "--as-of", day, bundled=bundled)
    text = (folder / "country_years.jsonl").read_text(encoding="utf-8")
    told = [*map(json.loads, text.splitlines())]
    told.sort(key=lambda row: (row["entity"], row["year"], row["scope"]))
    assert told == [{**row, "partly_covered": bool(row["partly_covered"])} for row in in_sql]
    assert (len(told) >= 250) is (bundled or day != "2017")
    folder = export("c", "--format", "csv", "--as-of", day, bundled=bundled)
    with (folder / "country_years.csv").open(encoding="utf-8", newline="") as stream:
        assert len([*csv.DictReader(stream)]) == len(told)


def test_spells_are_what_was_held_on_each_of_their_days() -> None:
    """On the first and last day of each spell of the bundled log, and on the days beside them."""
    log, day = Opener(Logs()).everything(), "2026-11-22"
    found = spells(log, day)
    held: dict[tuple[str, str], list[Any]] = {}
    for each in found:
        held.setdefault((each["entity"], each["scope"]), []).append(each)
    assert len(found) > 1500
    for (entity, scope), own in list(held.items())[::7]:
        days = {each["from_day"] for each in own} | {each["to_day"] or day for each in own}
        for then in sorted({*days, *map(eve, days), *(next_day(d) for d in days if d < day)}):
            position = log.position(entity, then)
            word = position.headline if scope == "headline" else position.cells.get(scope)  # type: ignore[call-overload]
            spell = [
                each
                for each in own
                if each["from_day"] <= then and (each["to_day"] is None or then <= each["to_day"])
            ]
            assert [each["stance"] for each in spell] == ([word.stance] if word else []), (
                entity,
                then,
            )
