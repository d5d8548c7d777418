"""What an export replaces and what never, who owns what it writes, and what it leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from conftest import DATA, OWN, Ask, Told

from huaweiban.errors import BadOutput
from huaweiban.export.atomic import alone_in, replacing

LOG = DATA / "log.jsonl"
FORMATS = ("sqlite", "html", "jsonl", "csv")
SINGLE = ("sqlite", "html")
posix = pytest.mark.skipif(os.name == "nt", reason="owners, modes and locks of POSIX")
root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
BESIDE = {"README.md", "datapackage.json"}


def named(format: str) -> str:
    return f"out.{format}" if format in SINGLE else "out"


@pytest.fixture
def export(ask: Ask, tmp_path: Path) -> Callable[..., Told]:
    def exported(name: str, format: str, *more: str) -> Told:
        return ask("export", str(tmp_path / name), "--format", format, *OWN, *more)

    return exported


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and not each.is_symlink()
    }


# The log that is asked.


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("way", ["itself", "by a link", "in a folder", "by a variable"])
def test_the_log_that_is_asked_is_never_replaced(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, force: tuple[str, ...]
) -> None:
    log = tmp_path / ("events.jsonl" if way == "in a folder" else "mylog")
    shutil.copy(LOG, log)
    (tmp_path / "link").symlink_to(log)
    own = ["--data", str(log)]
    if way == "by a variable":
        monkeypatch.setenv("HUAWEIBAN_DATA", str(log))
        own = []
    target = {"by a link": [str(tmp_path / "link")], "in a folder": [str(tmp_path), "--format",
              "jsonl"]}.get(way, [str(log)])  # fmt: skip
    before = contents(tmp_path)
    told = ask("export", *target, *own, *force)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert "is the log in use, which an export never replaces" in told.err
    assert contents(tmp_path) == before


def test_nor_is_the_bundled_log(ask: Ask, copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "huaweiban", "export", str(copy / "data"), "--format", "jsonl",
         "--force"],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
    )  # fmt: skip
    if not (copy / "data").exists():
        pytest.skip("installed from a wheel")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is the log in use" in done.stderr


# What is no earlier export.


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_no_earlier_export_is_replaced_by_force_alone(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    files = [named(format)] if format in SINGLE else [f"out/events.{format}", "out/README.md"]
    (tmp_path / "out").mkdir()
    for number, name in enumerate(files):
        mine = tmp_path / name
        mine.write_bytes(b"mine")
        told = export(named(format), format)
        assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
        assert f"{mine}: is not an earlier export" in told.err
        assert "--force" in told.err
        assert mine.read_bytes() == b"mine"
        if number < len(files) - 1:
            mine.unlink()
    assert export(named(format), format, "--force").code == 0
    assert (tmp_path / files[-1]).read_bytes() != b"mine"
    assert export(named(format), format).code == 0


@pytest.mark.parametrize("format", FORMATS)
def test_an_earlier_export_is_replaced(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    assert export(named(format), format, "--as-of", "2019").code == 0
    before = contents(tmp_path)
    assert export(named(format), format).code == 0
    after = contents(tmp_path)
    assert after.keys() == before.keys()
    assert after != before


def test_a_database_with_a_table_of_ones_own_is_no_export(
    export: Callable[..., Told], tmp_path: Path
) -> None:
    assert export("out.sqlite", "sqlite").code == 0
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        connection.execute("CREATE TABLE remarks (entity TEXT, remark TEXT)")
        connection.commit()
    told = export("out.sqlite", "sqlite")
    assert (told.code, "is not an earlier export" in told.err) == (4, True)


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE about (x)", "CREATE TABLE t (x)", "PRAGMA user_version = 1"]
)
def test_another_database_is_no_export(
    export: Callable[..., Told], tmp_path: Path, sql: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as connection:
        connection.execute(sql)
        connection.commit()
    assert export("out.sqlite", "sqlite").code == 4


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"name": "huaweiban-export"}', '{"name": "other"}', "\xff",
     '{"name": "huaweiban-export", "resources": [1]}'],
)  # fmt: skip
def test_a_descriptor_that_is_not_ours_vouches_for_nothing(
    export: Callable[..., Told], tmp_path: Path, text: str
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "datapackage.json").write_text(text, encoding="latin-1")
    (place / "events.csv").write_text("mine")
    before = contents(tmp_path)
    assert export("out", "csv").code == 4
    assert contents(tmp_path) == before


def test_a_folder_holds_an_export_in_one_format(
    export: Callable[..., Told], tmp_path: Path
) -> None:
    """Its descriptor describes one; other files in the folder stay as they are."""
    assert export("out", "csv").code == 0
    (tmp_path / "out" / "thesis.docx").write_text("mine")
    before = contents(tmp_path)
    told = export("out", "jsonl")
    assert (told.code, told.err.count("\n")) == (4, 1)
    assert "holds an export in another format" in told.err
    assert contents(tmp_path) == before
    assert export("out", "csv").code == 0
    assert (tmp_path / "out" / "thesis.docx").read_text() == "mine"


@posix
@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_read_only_is_replaced_by_force_alone(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    assert export(named(format), format).code == 0
    file = tmp_path / (named(format) if format in SINGLE else f"out/events.{format}")
    file.chmod(0o444)
    before = contents(tmp_path)
    told = export(named(format), format, "--as-of", "2019")
    assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
    assert f"{file}: is read-only" in told.err
    assert contents(tmp_path) == before
    assert export(named(format), format, "--as-of", "2019", "--force").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    assert contents(tmp_path) != before


@pytest.mark.parametrize(
    "name", ["x.xlsx", "thesis.docx", "out.txt", "out.json", "x.parquet", "a.b.c"]
)
def test_an_ending_that_is_not_written_is_a_usage_error(
    ask: Ask, tmp_path: Path, name: str
) -> None:
    told = ask("export", str(tmp_path / name))
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert f"{name}: no format has the ending '.{name.rpartition('.')[2]}'" in told.err
    assert list(tmp_path.iterdir()) == []


# Owner, group, mode.


@posix
@root
@pytest.mark.parametrize("format", FORMATS)
def test_owner_group_and_mode_survive(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    assert export(named(format), format, "--as-of", "2019").code == 0
    out = tmp_path / named(format)
    files = [out] if format in SINGLE else sorted(out.iterdir())
    for file in files:
        os.chown(file, 12345, 23456)
        file.chmod(0o2640 if file is files[0] else 0o600)
    before = [(each.stat().st_uid, each.stat().st_gid, each.stat().st_mode) for each in files]
    assert export(named(format), format).code == 0
    assert [(e.stat().st_uid, e.stat().st_gid, e.stat().st_mode) for e in files] == before


@posix
@root
def test_owner_group_and_mode_of_a_log_survive_add(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    log = tmp_path / "my.jsonl"
    log.touch()
    os.chown(log, 12345, 23456)
    log.chmod(0o640)
    assert process(*addition(log)).code == 0
    told = log.stat()
    assert (told.st_uid, told.st_gid, stat.S_IMODE(told.st_mode)) == (12345, 23456, 0o640)
    assert log.read_text().count("\n") == 1


@posix
@root
def test_a_file_whose_owner_cannot_be_kept_stays(tmp_path: Path) -> None:
    """Another user may write in the folder, and so could put a file of their own in its place."""
    tmp_path.chmod(0o777)
    target = tmp_path / "shared.jsonl"
    target.write_text("theirs")
    target.chmod(0o666)
    script = (
        "import os, sys, pathlib\n"
        "from huaweiban.export.atomic import replacing\n"
        "os.chdir(sys.argv[1]); os.setgroups([]); os.setgid(23456); os.setuid(12345)\n"
        "with replacing(pathlib.Path('.'), ['shared.jsonl']) as (beside,):\n"
        "    beside.write_text('mine')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "PermissionError" in done.stderr, done.stderr
    assert "belongs to another user or group" in done.stderr
    assert target.read_text() == "theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["shared.jsonl"]


@posix
def test_a_new_file_has_the_mode_that_new_files_have(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    line = 'umask 027; exec "$@"'
    subprocess.run(
        ["/bin/sh", "-c", line, "sh", sys.executable, "-m", "huaweiban", "export",
         str(tmp_path / "out.sqlite")], check=True, capture_output=True,
    )  # fmt: skip
    assert stat.S_IMODE((tmp_path / "out.sqlite").stat().st_mode) == 0o640


def addition(log: Path) -> list[str]:
    return [
        "add", "--to", str(log), "--entity", "tuvalu", "--date", "2026-05", "--action", "report",
        "--actor", "company", "--summary", "A new cable lands.", "--source-publisher",
        "Tuvalu Echoes",
    ]  # fmt: skip


@posix
def test_a_log_that_is_read_only_is_not_added_to(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    log = tmp_path / "my.jsonl"
    log.touch()
    log.chmod(0o444)
    told = process(*addition(log))
    assert (told.code, told.out) == (4, "")
    assert told.err == f"{log}: is read-only; make it writable or choose another path\n"
    assert log.read_bytes() == b""


# Temporaries.

WRITING = """
import os, pathlib, sys, time
if sys.argv[2] == "named":
    del os.O_TMPFILE
from huaweiban.export.atomic import replacing
with replacing(pathlib.Path(sys.argv[1]), ["private.jsonl"]) as (beside,):
    with beside.open("wb") as stream:
        stream.write(b"a secret")
        stream.flush()
        print(oct(os.stat(beside).st_mode & 0o777), flush=True)
        time.sleep(60)
"""


@contextmanager
def writing(place: Path, how: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    running = subprocess.Popen(
        [sys.executable, "-c", WRITING, str(place), how], stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        yield running, running.stdout.readline().strip()
    finally:
        running.kill()
        running.communicate(timeout=60)


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="there are no files without a name here")
def test_a_process_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "private.jsonl").write_text("old")
    before = contents(tmp_path)
    with writing(tmp_path, "unnamed") as (running, mode):
        assert mode == "0o600"
        assert contents(tmp_path) == before, "while it is written it has no name"
        running.send_signal(signal.SIGKILL)
        running.wait(60)
    assert contents(tmp_path) == before


@posix
@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="its absence is what is tried")
def test_elsewhere_the_next_run_removes_what_is_left(tmp_path: Path) -> None:
    """A temporary that has a name is private, and nobody removes it while its process lives."""
    (tmp_path / "private.jsonl").write_text("old")
    (tmp_path / ".private.jsonl.mine.tmp").write_text("a file of somebody's")
    with writing(tmp_path, "named") as (running, mode):
        (left,) = set(tmp_path.glob(".private.jsonl.????????.tmp"))
        assert (mode, stat.S_IMODE(left.stat().st_mode)) == ("0o600", 0o600)
        replace(tmp_path)
        assert left.exists(), "it is still written"
        running.send_signal(signal.SIGKILL)
        running.wait(60)
    assert left.exists()
    replace(tmp_path)
    assert sorted(contents(tmp_path)) == [".private.jsonl.mine.tmp", "private.jsonl"]


def replace(place: Path) -> None:
    with replacing(place, ["private.jsonl"]) as (beside,):
        beside.write_text("new")
    assert (place / "private.jsonl").read_text() == "new"


@posix
@pytest.mark.parametrize("format", FORMATS)
def test_killed_at_any_moment_an_export_leaves_no_temporary(tmp_path: Path, format: str) -> None:
    out = tmp_path / named(format)
    for wait in (0.1, 0.15, 0.2, 0.25, 0.3):
        running = subprocess.Popen(
            [sys.executable, "-m", "huaweiban", "export", str(out), "--format", format, *OWN],
            cwd=DATA, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(wait)
        running.kill()
        running.wait(60)
        assert not [name for name in contents(tmp_path) if name.endswith(".tmp")]


# Locks.

HOLDING = """
import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@contextmanager
def held(place: Path, seconds: float) -> Iterator[None]:
    running = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(place), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == "held\n"
        yield
    finally:
        running.kill()
        running.communicate(timeout=60)


@posix
def test_a_lock_that_another_holds_is_said_and_waited_for(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    log = tmp_path / "my.jsonl"
    with held(tmp_path, 4):
        told = process(*addition(log))
    assert told.code == 0
    assert told.err.startswith(f"{tmp_path}: waiting for another process that is writing there\n")
    assert json.loads(log.read_text())["entity"] == "tv"


@posix
def test_a_lock_that_is_not_let_go_ends_in_an_error(tmp_path: Path) -> None:
    said: list[str] = []
    began = time.monotonic()
    held_for = "another process has held its lock for 2 seconds"
    with (
        held(tmp_path, 60),
        pytest.raises(BadOutput, match=held_for),
        alone_in(tmp_path, said.append, patience=2),
    ):
        pytest.fail("it is held")
    assert said == [f"{tmp_path}: waiting for another process that is writing there"]
    assert 1.9 < time.monotonic() - began < 30


@posix
def test_a_lock_that_is_let_go_soon_is_not_spoken_of(tmp_path: Path) -> None:
    said: list[str] = []
    with held(tmp_path, 0.2), alone_in(tmp_path, said.append):
        pass
    assert said == []


# What an exported folder says of itself.


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_folder_describes_each_of_its_files(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    import hashlib

    assert export("out", format).code == 0
    place = tmp_path / "out"
    told = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))
    paths = {each["path"] for each in told["resources"]}
    assert paths | BESIDE == {each.name for each in place.iterdir()}
    readme = (place / "README.md").read_text(encoding="utf-8")
    for each in told["resources"]:
        data = (place / each["path"]).read_bytes()
        assert each["bytes"] == len(data)
        assert each["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert f"`{each['path']}`" in readme
        columns = [field["name"] for field in each["schema"]["fields"]]
        first = data.decode().splitlines()[0]
        assert columns == (first.split(",") if format == "csv" else list(json.loads(first)))


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_vague_date_is_described_as_text(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    """Whoever reads it as a date makes an error or a first of January of `2018`."""
    import csv
    import re

    assert export("out", format).code == 0
    place = tmp_path / "out"
    told = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))
    vague = set()
    for each in told["resources"]:
        path = place / each["path"]
        with path.open(encoding="utf-8", newline="") as stream:
            rows = [*csv.DictReader(stream)] if format == "csv" else [*map(json.loads, stream)]
        for field in each["schema"]["fields"]:
            values = [row[field["name"]] for row in rows if row[field["name"]] not in (None, "")]
            # A year that is a year is a number.
            dated = [
                str(value)
                for value in values
                if field["name"] != "year" and re.fullmatch(r"\d{4}(-\d\d){0,2}", str(value))
            ]
            if field["type"] == "date":
                assert all(len(value) == 10 for value in values), (each["path"], field)
            if any(len(value) < 10 for value in dated):
                assert field["type"] == "string", (each["path"], field)
                vague.add(field["name"])
            kinds = {"array": list, "object": dict, "boolean": bool, "integer": int}
            if format == "jsonl" and field["type"] in kinds:
                assert all(isinstance(value, kinds[field["type"]]) for value in values)
    assert {"date", "deadline", "since", "confirmed"} <= vague


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_what_the_readme_advises_keeps_vague_dates(
    export: Callable[..., Told], tmp_path: Path, format: str
) -> None:
    pandas = pytest.importorskip("pandas")
    import re

    assert export("out", format).code == 0
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    advised = re.search(r"`pandas\.(.+?)`", readme)
    assert advised is not None
    call = advised[1].replace('"events.', f'"{tmp_path}/out/events.')
    table = eval(call, {"pandas": pandas}, vars(pandas))
    assert "2018" in set(table["date"]) or any(len(str(each)) == 4 for each in table["date"])


def test_duckdb_reads_vague_dates_as_the_readme_says(
    export: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb")
    import re

    assert export("out", "jsonl").code == 0
    monkeypatch.chdir(tmp_path / "out")
    advised = re.search(r"`(SELECT .+?)`", Path("README.md").read_text(encoding="utf-8"))
    assert advised is not None
    rows = duckdb.sql(f"SELECT DISTINCT length(date) FROM ({advised[1]})").fetchall()
    assert sorted(rows) == [(4,), (7,), (10,)]
