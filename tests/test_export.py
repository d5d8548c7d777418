"""An export holds the whole log and every stance, and never leaves half a file behind."""

from __future__ import annotations

import csv
import dataclasses
import errno
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from huaweiban import bundled
from huaweiban.cli.run import run
from huaweiban.entities import Entity
from huaweiban.events import Event
from huaweiban.results import StatusResult

DAY = "2026-11-22"
FORMATS = ("sqlite", "jsonl", "csv")


def line(id, entity, date, **more):
    names = [each.name for each in dataclasses.fields(Event)]
    event = {
        **dict.fromkeys(names),
        **{"id": id, "entity": entity, "date": date, "summary": f"Of {id}."},
        **{"scope": [], "action": "decision", "actor": "government", "related": [], "laws": []},
        **{"sources": [{"publisher": "A paper"}], "added": "2026-01-01"},
        **more,
    }
    blank = dict.fromkeys(["publisher", "title", "url", "published", "via"])
    event["sources"] = [{**blank, **source} for source in event["sources"]]
    return event


EVENTS = [
    line("fr-2019-core-open", "fr", "2019", stance="permitted", scope=["core"]),
    line("de-2020-07-01-core-ban", "de", "2020-07-01", stance="banned", scope=["core"],
         deadline="2026",
         sources=[{"publisher": "A paper"}, {"publisher": "Gazette", "title": "=1+1"}]),
    line("de-2021-02-03-word", "de", "2021-02-03", summary="A minister speaks; “nothing” follows."),
    line("de-2022-01-01-mistake", "de", "2022-01-01", stance="permitted", scope=["core"],
         withdrawn="2026-02-02", withdrawn_reason="It was another country."),
]  # fmt: skip


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.jsonl"
    lines = (json.dumps(event, ensure_ascii=False) + "\n" for event in EVENTS)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def own(log):
    return "--data", str(log), "--data-only"


@pytest.fixture
def export(log, tmp_path):
    def exported(name, *options):
        assert run(["export", str(tmp_path / name), *own(log), *options]) == 0
        return tmp_path / name

    return exported


@pytest.fixture
def database(export):
    with closing(sqlite3.connect(export("out.sqlite"))) as connection:
        yield connection


def column(connection, sql):
    return [row[0] for row in connection.execute(sql)]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def left_over(folder):
    return [path for path in folder.rglob("*") if path.name.startswith(".")]


def test_the_database_is_sound(database):
    assert column(database, "PRAGMA integrity_check") == ["ok"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_database_has_every_table_index_and_view(database):
    kinds = dict(database.execute("SELECT name, type FROM sqlite_master WHERE sql IS NOT NULL"))
    tables = {
        "about",
        "events",
        "sources",
        "entities",
        "memberships",
        "stances",
        "headlines",
        "spells",
        "laws",
        "law_sources",
        "law_terms",
    }
    assert {name for name, kind in kinds.items() if kind == "table"} == tables
    assert kinds["latest_stance"] == kinds["country_years"] == "view"
    assert {"events_entity", "events_date", "stances_scope"} <= kinds.keys()


def test_a_question_by_entity_uses_the_index(database):
    plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM events WHERE entity = 'de'")
    assert "events_entity" in plan.fetchone()[3]


def test_columns_are_the_fields_of_the_records(database):
    def columns(table):
        return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]

    fields = [each.name for each in dataclasses.fields(Event)]
    assert columns("events") == [name for name in fields if name != "sources"]
    assert columns("entities") == [name for name in Entity.__slots__ if name != "members"]
    apart = {"evidence", "context", "scopes", "why", "instruments", "asked"}
    assert columns("headlines") == [key for key in StatusResult.__annotations__ if key not in apart]


def test_withdrawn_events_are_exported_and_decide_nothing(database):
    assert column(database, "SELECT id FROM events ORDER BY rowid") == [
        event["id"] for event in EVENTS
    ]
    assert column(database, "SELECT stance FROM stances WHERE entity = 'de'") == ["banned"]


def test_sources_keep_their_place(database):
    found = database.execute(
        "SELECT position, publisher FROM sources WHERE event LIKE 'de-2020%' ORDER BY position"
    )
    assert found.fetchall() == [(1, "A paper"), (2, "Gazette")]


def test_lists_are_json(database):
    sql = "SELECT events.id FROM events, json_each(events.scope) AS part WHERE part.value = 'core'"
    assert len(column(database, sql)) == 3


def test_the_view_has_one_row_an_entity(database):
    everyone = sorted(row.id for row in bundled.registry().everyone())
    assert column(database, "SELECT id FROM latest_stance ORDER BY id") == everyone
    found = database.execute("SELECT * FROM latest_stance WHERE id IN ('de', 'nl') ORDER BY id")
    assert [description[0] for description in found.description] == [
        "id", "name", "kind", "stance", "scope", "since", "confirmed", "deadline",
    ]  # fmt: skip
    assert found.fetchall() == [
        ("de", "Germany", "country", "restricted", "mobile", "2020-07-01", "2020-07-01", "2026"),
        ("nl", "Netherlands", "country", None, None, None, None, None),
    ]


def test_stances_of_a_past_day(export):
    with closing(sqlite3.connect(export("old.sqlite", "--as-of", "2019"))) as connection:
        assert column(connection, "SELECT entity FROM stances") == ["fr"]
        assert column(connection, "SELECT as_of FROM about") == ["2019-12-31"]
        assert len(column(connection, "SELECT id FROM events")) == len(EVENTS)


def test_a_future_day_is_refused(log, tmp_path, capsys):
    assert run(["export", str(tmp_path / "x.sqlite"), "--as-of", "2030"]) == 2
    assert "is in the future" in capsys.readouterr().err


def test_json_lines_are_the_log_itself(export, log):
    folder = export("out", "--format", "jsonl")
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md", "about.jsonl", "country_years.jsonl", "datapackage.json", "entities.jsonl",
        "events.jsonl", "headlines.jsonl", "laws.jsonl", "spells.jsonl", "stances.jsonl",
    ]  # fmt: skip
    assert sorted(map(str, lines(folder / "events.jsonl"))) == sorted(map(str, EVENTS))
    assert run(["validate", str(folder / "events.jsonl"), "--data-only"]) == 0


def test_headlines_are_the_results_of_status(export, log, capsys):
    folder = export("out", "--format", "jsonl")
    capsys.readouterr()
    # By name: as a code "arm" is Armenia.
    rows = lines(folder / "headlines.jsonl")
    ids = ["arm ltd" if row["entity"] == "arm" else row["entity"] for row in rows]
    own = ["--data", str(log), "--data-only"]
    assert run(["status", *ids, "--format", "jsonl", *own]) == 0
    told = [json.loads(line) | {"asked": []} for line in capsys.readouterr().out.splitlines()]
    assert told == rows


def test_csv_is_harmless_in_spreadsheets(export):
    folder = export("out", "--format", "csv")
    titles = [row["title"] for row in rows(folder / "sources.csv")]
    assert "'=1+1" in titles


def test_csv_has_the_rows_of_the_database(export, database):
    folder = export("out", "--format", "csv")
    for table in (
        "events", "sources", "entities", "memberships", "stances", "headlines", "spells",
        "country_years",
    ):  # fmt: skip
        [count] = column(database, f"SELECT count(*) FROM {table}")
        assert len(rows(folder / f"{table}.csv")) == count
    headlines = {row["entity"]: row for row in rows(folder / "headlines.csv")}
    assert headlines["de"]["scope.core"] == "banned"
    assert headlines["nl"]["stance"] == ""


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_the_same_data_and_day_give_the_same_bytes(export, format):
    one, two = export("one", "--format", format), export("two", "--format", format)
    files = sorted(path.name for path in one.iterdir())
    assert files == sorted(path.name for path in two.iterdir())
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in files)


@pytest.mark.parametrize("format", FORMATS)
def test_what_was_written_is_told_in_one_line(log, tmp_path, capsys, format):
    target = tmp_path / "out"
    own = ["--data", str(log), "--data-only"]
    assert run(["export", str(target), "--format", format, *own]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = [line for line in err.splitlines() if line.startswith("wrote ")]
    assert line.startswith(f"wrote {target}: 4 events")
    assert DAY in line


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_replaces_the_old_one_and_keeps_its_mode(export, tmp_path, format):
    place = export("out", "--format", format, "--as-of", "2019")
    files = [place] if format == "sqlite" else sorted(place.iterdir())
    files[-1].chmod(0o600)
    before = [file.read_bytes() for file in files]
    export("out", "--format", format)
    assert [file.read_bytes() for file in files] != before
    assert files[-1].stat().st_mode & 0o777 == 0o600
    assert left_over(tmp_path) == []


def test_an_export_through_a_link_replaces_what_the_link_means(export, tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "out.sqlite"
    link.symlink_to(tmp_path / "real" / "data.sqlite")
    export("out.sqlite")
    assert link.is_symlink() and (tmp_path / "real" / "data.sqlite").stat().st_size


def survivors(tmp_path, export, format):
    place = export("out", "--format", format)
    return {
        path: path.read_bytes() for path in sorted([place, *place.rglob("*")]) if path.is_file()
    }


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("failure", "code"),
    [(OSError(errno.ENOSPC, "No space left on device"), 4), (KeyboardInterrupt(), 130)],
)
def test_the_old_export_survives(export, log, tmp_path, monkeypatch, capsys, format, failure, code):
    before = survivors(tmp_path, export, format)
    capsys.readouterr()

    def failing(descriptor):
        raise failure

    monkeypatch.setattr(os, "fsync", failing)
    place = tmp_path / "out"
    assert run(["export", str(place), "--format", format, *own(log), "--as-of", "2019"]) == code
    told = capsys.readouterr().err
    assert told.count("\n") == (1 if code == 4 else 0)
    assert code != 4 or (
        "No space left" in told and str(place) in told and "nothing was changed" in told
    )
    assert {path: path.read_bytes() for path in before} == before
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_failing_first_export_leaves_nothing(log, tmp_path, monkeypatch, format):
    def failing(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", failing)
    before = sorted(tmp_path.rglob("*"))
    assert run(["export", str(tmp_path / "out"), "--format", format, *own(log)]) == 130
    assert sorted(tmp_path.rglob("*")) == before


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.argv[0] = "huaweiban"
from huaweiban.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are POSIX")
@pytest.mark.parametrize("format", FORMATS)
def test_the_old_export_survives_a_full_disk(export, log, tmp_path, format):
    before = survivors(tmp_path, export, format)
    place = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "export", str(place), "--format", format, *own(log)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert f"{place}: cannot be written:" in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in before} == before
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "format", "told"),
    [
        ("folder", "sqlite", "is a folder, and this format is one file; name a file"),
        ("file", "csv", "is a file, and this format is several files; name a folder"),
        ("file", "jsonl", "is a file, and this format is several files; name a folder"),
        ("none/out", "sqlite", "create it first"),
        ("none/out", "csv", "create it first"),
        ("file/out", "sqlite", "create it first"),
        ("x" * 300, "sqlite", "cannot be written"),
        ("x" * 300, "csv", "cannot be written"),
        ("busy", "sqlite", "is open in another program (busy-wal is beside it)"),
    ],
)
def test_a_place_that_cannot_be_is_told_in_one_line(tmp_path, capsys, name, format, told):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    (tmp_path / "busy-wal").write_text("theirs")
    before = sorted(tmp_path.rglob("*"))
    assert run(["export", str(tmp_path / name), "--format", format]) == 4
    err = capsys.readouterr().err
    assert told in err and str(tmp_path / name) in err and err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_no_place_for_a_file(capsys):
    assert run(["export", "/dev/null"]) == 4
    assert "is not an ordinary file" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="a folder in which nobody can write")
@pytest.mark.parametrize("format", FORMATS)
def test_a_place_where_nobody_may_write(capsys, format):
    assert run(["export", "/proc/huaweiban-export", "--format", format]) == 4
    err = capsys.readouterr().err
    assert "/proc/huaweiban-export: cannot be written:" in err and "another path" in err


def test_an_unknown_format_lists_the_known_ones(tmp_path, capsys):
    assert run(["export", str(tmp_path / "x"), "--format", "xlsx"]) == 2
    assert "sqlite" in capsys.readouterr().err


def test_bad_own_lines_write_nothing(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n")
    assert run(["export", str(tmp_path / "x.sqlite"), "--data", str(bad)]) == 4
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.sqlite", b"SQLite"), ("out.DB", b"SQLite"), ("out", b"SQLite"), ("out.", b"SQLite"),
     ("out.html", b"<!DOCTYPE html>"), ("out.HTM", b"<!DOCTYPE html>")],
)  # fmt: skip
def test_the_ending_says_the_format(export, name, start):
    assert export(name).read_bytes()[: len(start)].lower() == start.lower()


def test_a_folder_may_have_any_ending_where_the_format_is_given(export):
    assert (export("out.csv", "--format", "csv") / "events.csv").exists()
    assert (export("2026.11", "--format", "jsonl") / "events.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.html", "--format", "sqlite"], "--format sqlite and a.html contradict each other"),
        (["a.sqlite", "--format", "csv"], "--format csv and a.sqlite contradict each other"),
        (
            ["a.csv"],
            "a.csv: csv is a folder with one file per table; name a folder and add --format",
        ),
        (["a.jsonl"], "a.jsonl: jsonl is a folder with one file per table; name a folder"),
        (["-"], "an export needs a file or a folder"),
        (["-", "--format", "jsonl"], "an export needs a file or a folder"),
    ],
)
def test_nothing_is_exported_under_a_name_that_says_otherwise(
    tmp_path, monkeypatch, capfd, arguments, told
):
    monkeypatch.chdir(tmp_path)
    assert run(["export", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.startswith(told)
    assert list(tmp_path.iterdir()) == []
