"""Real processes in hostile surroundings: streams that are closed or full, places that refuse.

`HOSTILE_ROUNDS=300 pytest tests/test_hostile.py -k random` is the long run of docs/reliability.md.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import DATA, Ask, Told
from fuzzing import CODES, FORMULA, OBEYED

pytestmark = pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="these are the surroundings of POSIX systems"
)
ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "8"))
HUAWEIBAN = f"{sys.executable} -m huaweiban"
GOOD = json.loads((DATA / "log.jsonl").read_text(encoding="utf-8").splitlines()[0])


def shell(line: str, cwd: Path = DATA, **env: str) -> Told:
    done = subprocess.run(
        ["/bin/sh", "-c", f'huaweiban() {{ {HUAWEIBAN} "$@"; }}; {line}'], cwd=cwd,
        env={**os.environ, **env}, capture_output=True, check=False, timeout=60,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Told(done.returncode, done.stdout.decode(), done.stderr.decode())


def sound(told: Told) -> Told:
    assert told.code in CODES, told
    assert "Traceback" not in told.err
    assert "internal error" not in told.err
    assert OBEYED.search(told.err) is None
    return told


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("huaweiban status germny 2>&-", 3),
        pytest.param("huaweiban status germny 2>/dev/full", 3, marks=needs_full),
        pytest.param("huaweiban status de germny 2>/dev/full", 3, marks=needs_full),
        pytest.param("huaweiban status --nope 2>/dev/full >/dev/full", 2, marks=needs_full),
        pytest.param("huaweiban status de 2>/dev/full >/dev/full", 4, marks=needs_full),
        ("huaweiban --help >&-", 4),
        ("COLUMNS=1 huaweiban --help", 0),
        ("huaweiban status -h >&- 2>&-", 4),
        ("huaweiban --version >&-", 4),
        ("huaweiban export out.sqlite >&- 2>&- <&-", 0),
        ("huaweiban status de <&- >&- 2>&-", 4),
        ("huaweiban status - <&-", 2),
        ("huaweiban validate - <&-", 2),
        ("huaweiban status --data - <&-", 2),
        ("huaweiban status de --format plain --fields entity <&-", 0),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_crash(tmp_path: Path, line: str, code: int) -> None:
    assert sound(shell(line, tmp_path)).code == code


def test_an_error_that_nobody_reads_keeps_its_code() -> None:
    told = shell("(huaweiban status germny; echo $? >&3) 3>&1 2>&1 >/dev/null | true; true")
    assert sound(told)
    told = shell("exec 3>&1; { huaweiban status de germny; echo $? >&3; } 2>&1 >/dev/null | true")
    assert told.out == "3\n"


SURROUNDINGS = [
    {"LC_ALL": "xx"}, {"LC_ALL": "C"}, {"LANG": "", "LC_ALL": ""}, {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}, {"TERM": ""}, {"COLUMNS": "1"},
    {"HOME": "/nonexistent", "XDG_CONFIG_HOME": ""}, {"HOME": "~nobody", "XDG_CONFIG_HOME": ""},
    {"HOME": "", "XDG_CONFIG_HOME": ""}, {"XDG_CONFIG_HOME": "/dev/null"},
    {"XDG_CONFIG_HOME": "\udcff"}, {"TZ": "nowhere"}, {"PYTHONHASHSEED": "1"},
]  # fmt: skip


@pytest.mark.parametrize("env", SURROUNDINGS, ids=str)
def test_surroundings_that_lack_something_do_no_harm(
    ask: Ask, process: Callable[..., Told], env: dict[str, str]
) -> None:
    expected = ask("status", "de", "fr", "--json").out
    told = sound(process("status", "de", "fr", "--json", env=env))
    assert (told.code, told.out) == (0, expected)
    assert sound(process("history", "nöwhere", env=env)).code == 3


def test_a_user_without_a_home_or_a_name_has_no_config_file(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a container started with `--user 12345`: no HOME, and no line in passwd."""
    import pwd

    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert ask("status", "de").code == 0
    assert "/.config/huaweiban/config.toml" in ask("info").out


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed")
def test_a_read_only_home_does_no_harm(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    mounted = f"mount -t tmpfs -o ro none {home} && cd {home} && touch x 2>/dev/null"
    if shell(f"unshare -m /bin/sh -c '{mounted}; true'").code:
        pytest.skip("this needs the right to mount")
    question = f"export HOME={home}; unset XDG_CONFIG_HOME; {HUAWEIBAN}"
    told = shell(f"unshare -m /bin/sh -c '{mounted}; {question} status de'")
    assert (sound(told).code, told.err) == (0, "")
    told = shell(f"unshare -m /bin/sh -c '{mounted}; {question} export x.sqlite'")
    assert sound(told).code == 4
    assert "cannot be written" in told.err


def event(**changed: object) -> bytes:
    return json.dumps({**GOOD, **changed}).encode()


LINES = {
    "nested deeply": (b"[" * 100_000 + b"]" * 100_000, "recursion limit exceeded"),
    "objects nested deeply": (b'{"a":' * 100_000, "recursion limit exceeded"),
    "a value nested deeply": (
        event(summary="@").replace(b'"@"', b"[" * 150 + b"]" * 150), "should be a valid string"
    ),
    "a huge number": (event(id="@").replace(b'"@"', b"9" * 10_000), "number out of range"),
    "a huge exponent": (event(id="@").replace(b'"@"', b"1e999999999"), "id: inf: "),
    "a long text": (event(id="X" * 1_000_000), "is not an id"),
    "a long line of nothing": (b"x" * 1_000_000, "is not JSON"),
    "a lone surrogate": (event(summary="@").replace(b"@", b"\\ud800"), "is not JSON"),
    "a NUL": (event(summary="a\0b", id="A\0"), "is not an id"),
    "bare NULs": (b"\0" * 100, "is not JSON"),
    "not UTF-8": (event(summary="@").replace(b"@", b"\xff"), "is not JSON"),
    "UTF-16": (json.dumps(GOOD).encode("utf-16"), "is not JSON"),
    "a path for an id": (event(id="../../etc/passwd"), "is not an id"),
    "markup in a key": (b'{"[bold]%s\\u001b[31m": 1}', "[bold]%s�[31m: "),
    "ten thousand problems": (b"\n".join([b"{}"] * 10_000), "... and 79900 more"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LINES)
def test_a_hostile_line_is_told_in_a_sentence(ask: Ask, tmp_path: Path, kind: str) -> None:
    line, expected = LINES[kind]
    path = tmp_path / "own.jsonl"
    path.write_bytes(line + b"\n")
    told = sound(Told(*ask("status", "--data", str(path))))
    assert (told.code, told.out) == (4, "")
    assert expected in told.err
    assert max(map(len, told.err.splitlines())) < 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a = " + b"[" * 100_000, "is not TOML"),
        (b"color = " + b"9" * 10_000, "is not TOML"),
        (b'data = "a\\u0000b"', "cannot be read: embedded null byte"),
        (b"\xff", "is not TOML"),
        (b'"\\u001b[31m" = 1', "is not a setting"),
        (b'color = "\\u001b[31m"', "is not one of auto"),
        (b"[data]", "must be a string in quotes"),
    ],
)
def test_a_hostile_config_file_is_told_in_a_sentence(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, expected: str
) -> None:
    path = tmp_path / "huaweiban" / "config.toml"
    path.parent.mkdir()
    path.write_bytes(text)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    told = sound(Told(*ask("status", "de")))
    # Where it is the log that cannot be read, a second line says that the config file names it.
    assert (told.code, told.out) == (4, "")
    assert told.err.count("\n") == 1 + told.err.endswith(f"named by data in {path}\n")
    assert expected in told.err


@pytest.mark.parametrize("command", ["status", "validate", "check"])
def test_a_path_that_is_no_file_is_told(ask: Ask, tmp_path: Path, command: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path, tmp_path / "loop", tmp_path / "a" / "b", tmp_path / ("x" * 300)):
        asked = {
            "status": ["--data", str(path)],
            "validate": [str(path)],
            "check": [str(path), "--column", "a"],
        }[command]
        told = sound(Told(*ask(command, *asked)))
        assert (told.code, told.out, told.err.count("\n")) == (4, "", 1), told
    for format in ("sqlite", "csv", "jsonl"):
        told = ask("export", str(tmp_path / "loop"), "--format", format)
        assert sound(Told(*told)).code == 4


@pytest.mark.parametrize("format", ["csv", "json", "sqlite", "jsonl"])
def test_a_path_that_is_no_text_is_named_all_the_same(
    ask: Ask, tmp_path: Path, format: str
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff:\x1b[31m.jsonl"))
    try:
        path.write_bytes((DATA / "over.jsonl").read_bytes())
    except OSError:
        pytest.skip("this file system takes no such name")
    asked = ("--data", str(path), "--data-only")
    if format in ("csv", "json"):
        told = ask("status", "va", *asked, "--format", format)
        assert "permitted" in told.out
        assert OBEYED.search(told.out) is None
    else:
        told = ask("export", str(tmp_path / f"out.{format}"), *asked, "--format", format)
    assert sound(Told(*told)).code == 0


def test_an_id_that_is_no_text_is_unknown(ask: Ask) -> None:
    told = sound(Told(*ask("show", "\udcff")))
    assert (told.code, told.out) == (3, "")
    told = sound(Told(*ask("check", "\udcff", "--json")))
    assert json.loads(told.out)["results"][0]["asked"] == "\N{REPLACEMENT CHARACTER}"


def test_a_table_that_is_no_csv_is_told_by_its_line(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("country\nde\n" + "x" * 200_000 + "\n")
    told = sound(Told(*ask("check", str(path), "--column", "country")))
    assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
    assert f"{path}:3: is not CSV" in told.err


@pytest.mark.parametrize("line", ["check {} --column country", "changes - --since 2020 < {}"])
def test_a_list_in_another_encoding_is_told_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_bytes("country\nde\nCôte d'Ivoire\n".encode("cp1252"))
    told = sound(shell(f"huaweiban {line.format(path)}"))
    assert (told.code, told.out) == (4, "")
    name = "<stdin>" if "<" in line else path
    assert told.err == f"{name}:3: is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)\n"


def test_an_empty_table_is_told_to_be_empty(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_bytes(b"\xef\xbb\xbf\n")
    told = sound(Told(*ask("check", str(path), "--column", "country")))
    assert (told.code, told.out) == (4, "")
    assert told.err == f"{path}: is empty; its first line must name a column 'country'\n"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_what_never_ends_is_refused_before_it_takes_all_memory() -> None:
    """A signal would not reach a process that reads a line without an end."""
    for line in (
        "huaweiban status --data /dev/zero",
        "huaweiban validate - < /dev/zero",
        "huaweiban status - < /dev/zero",
        "huaweiban changes --since 2020 - < /dev/zero",
        "huaweiban check /dev/zero --column a",
    ):
        told = sound(shell(line))
        assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
        assert "MiB" in told.err


def test_an_empty_list_of_ids_is_an_empty_answer(process: Callable[..., Told]) -> None:
    """As `timeline ... --format plain --fields id | show -` hands over where nothing was found."""
    assert process("show", "-") == Told(0, "", "")
    assert json.loads(process("show", "-", "--json").out)["results"] == []


def test_a_path_may_hold_what_joins_paths(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / f"a{os.pathsep}b.jsonl"
    path.write_bytes((DATA / "over.jsonl").read_bytes())
    told = ask("status", "va", "--data", str(path), "--format", "plain", "--fields", "stance")
    assert (told.code, told.out) == (0, "permitted\n")


def test_a_named_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    """It waits for a writer as a reader of standard input does, and ends with what is written."""
    pipe = tmp_path / "own.jsonl"
    os.mkfifo(pipe)
    running = subprocess.Popen(
        [sys.executable, "-m", "huaweiban", "status", "va", "--data", str(pipe)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    pipe.write_bytes((DATA / "over.jsonl").read_bytes())
    out, err = running.communicate(timeout=30)
    assert (running.returncode, err) == (0, b"")
    assert b"permitted" in out


@pytest.mark.parametrize("format", ["sqlite", "jsonl", "csv"])
def test_where_a_disk_fills_up_the_old_export_stays(tmp_path: Path, format: str) -> None:
    """Files that may not grow beyond 50 kB stand for a disk that fills up."""
    out = tmp_path / "out"
    own = f"--data-only --data {DATA / 'log.jsonl'}"
    assert shell(f"huaweiban export {out} --format {format} {own}", tmp_path).code == 0
    before = contents(tmp_path)
    told = shell(f"ulimit -f 100; huaweiban export {out} --format {format}", tmp_path)
    assert (sound(told).code, told.out, told.err.count("\n")) == (4, "", 1)
    assert "nothing was changed" in told.err
    assert contents(tmp_path) == before


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed")
@pytest.mark.parametrize("format", ["sqlite", "jsonl", "csv"])
def test_where_a_small_disk_is_full_the_old_export_stays(tmp_path: Path, format: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=2m none {disk}"
    if shell(f"unshare -m {mount}").code:
        pytest.skip("this needs the right to mount")
    out, own = f"{disk}/out", f"--data-only --data {DATA / 'log.jsonl'}"
    sums = f"find {disk} -type f -exec cksum {{}} + | sort"
    told = shell(
        f"unshare -m /bin/sh -c '{mount}; {HUAWEIBAN} export {out} --format {format} {own}; {sums};"
        f" {HUAWEIBAN} export {out} --format {format}; echo $?; {sums}'"
    )
    before, code, after = told.out.partition("4\n")
    assert code, told
    assert before == after != ""
    assert "Traceback" not in told.err
    assert "nothing was changed" in told.err


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_folder_in_a_files_place_leaves_every_other_file_as_it_was(
    ask: Ask, tmp_path: Path, format: str
) -> None:
    own = ("--format", format, "--data-only", "--data", str(DATA / "log.jsonl"))
    assert ask("export", str(tmp_path), *own).code == 0
    (tmp_path / f"headlines.{format}").unlink()
    (tmp_path / f"headlines.{format}").mkdir()
    before = contents(tmp_path)
    told = ask("export", str(tmp_path), "--format", format)
    assert sound(Told(*told)).code == 4
    assert "Is a directory" in told.err
    assert contents(tmp_path) == before


def test_no_export_holds_a_formula_or_what_a_terminal_obeys(ask: Ask, tmp_path: Path) -> None:
    own = ("--data-only", "--data", "hostile.jsonl")
    for format in ("csv", "jsonl"):
        assert ask("export", str(tmp_path / format), "--format", format, *own).code == 0
    for name, raw in contents(tmp_path).items():
        text = raw.decode()
        assert OBEYED.search(text) is None, name
        if name.endswith(".csv"):
            rows = csv.reader(io.StringIO(text, newline=""), strict=True)
            assert not any(cell.startswith(FORMULA) for row in rows for cell in row), name


def contents(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


def started(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    # A shell that runs the tests in the background has its children ignore interrupts.
    heeding = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    ready = "interrupts.heed(); sys.stderr.write('.'); sys.stderr.flush(); main()"
    running = f"{heeding} from huaweiban import interrupts; from huaweiban.cli import main; {ready}"
    return subprocess.Popen(
        [sys.executable, "-c", running, *arguments], cwd=cwd,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("format", ["sqlite", "csv"])
def test_a_signal_at_a_random_moment_ends_with_its_code_and_leaves_nothing_half_written(
    tmp_path: Path, format: str
) -> None:
    """Before, a whole export; after, the same or the whole new one, and no temporary file."""
    chance = random.Random(ROUNDS)
    out = tmp_path / "out"
    own = ["--data-only", "--data", str(DATA / "log.jsonl")]
    codes = []
    for number in range(max(ROUNDS // 2, 2)):
        line = ["export", str(out), "--format", format, *(own if number % 2 else [])]
        running = started(*line, cwd=tmp_path)
        assert running.stderr is not None
        running.stderr.read(1)  # Until then a signal finds Python starting, not us.
        time.sleep(chance.random() * 0.9)
        sent = chance.choice([signal.SIGINT, signal.SIGTERM])
        running.send_signal(sent)
        _, err = running.communicate(timeout=60)
        assert running.returncode in (0, 128 + sent), err
        assert b"Traceback" not in err
        codes.append(running.returncode)
        left = contents(tmp_path)
        assert not [name for name in left if name.endswith((".tmp", "-journal"))], left
        whole(out, format)
    print(f"{len(codes)} signals during an export to {format}: {counted(codes)}")


TURNING = """
import os, signal, sys, time

class Turning:
    def find_spec(self, name, path=None, target=None):
        if name == "huaweiban.own":
            try:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(5)
            except SystemExit:
                raise ValueError("the core could not be built") from None

sys.meta_path.insert(0, Turning())
sys.argv = ["huaweiban", "validate", "log.jsonl"]
from huaweiban.cli import main
main()
"""


def test_a_signal_that_other_code_turns_into_an_error_is_still_the_end() -> None:
    """As pydantic's core does with whatever is raised while it builds a validator."""
    done = subprocess.run(
        [sys.executable, "-c", TURNING], capture_output=True, cwd=DATA, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, b"", b"")


def counted(codes: list[int]) -> str:
    found = sorted(Counter(codes).items())
    return ", ".join(f"exit {code}: {times}" for code, times in found)


def whole(out: Path, format: str) -> None:
    if format == "sqlite" and out.exists():
        with closing(sqlite3.connect(out)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT count(*) FROM headlines").fetchone()[0] > 200
    elif out.exists():
        assert len(list(out.glob("*.csv"))) in (0, 12)
        assert all(each.read_bytes().endswith(b"\r\n") for each in out.glob("*.csv"))


def test_a_signal_at_a_random_moment_ends_any_command_with_its_code(tmp_path: Path) -> None:
    chance = random.Random(ROUNDS + 1)
    codes = []
    lines = [["status", "--why"], ["timeline", "--json"], ["--help"], ["validate"], ["matrix"]]
    for number in range(max(ROUNDS // 2, 2)):
        running = started(*lines[number % len(lines)], cwd=tmp_path)
        assert running.stderr is not None
        running.stderr.read(1)
        time.sleep(chance.random() * 0.3)
        sent = chance.choice([signal.SIGINT, signal.SIGTERM])
        running.send_signal(sent)
        _, err = running.communicate(timeout=60)
        assert running.returncode in (0, 128 + sent), err
        assert b"Traceback" not in err
        codes.append(running.returncode)
    print(f"{len(codes)} signals during other commands: {counted(codes)}")


def test_random_processes_end_as_documented(tmp_path: Path) -> None:
    """Command lines, streams and surroundings by chance, each in a process of its own."""
    import fuzzing

    chance = random.Random(ROUNDS)
    place = tmp_path / "a" / "b" / "c"
    place.mkdir(parents=True)
    fuzzing.prepare(place, DATA)
    redirections = ["", "", "", "2>&-", ">&-", "<&-", ">/dev/full", "2>/dev/full", "| head -c 50",
                    "2>&1 | true", "< log.jsonl", "< table.csv"]  # fmt: skip
    codes = []
    for _ in range(ROUNDS):
        line = process_line(chance)
        redirection = chance.choice(redirections)
        (place / "drawn.jsonl").write_bytes(chance.randbytes(chance.randrange(200)))
        env = dict(chance.choice(SURROUNDINGS[:-3]))
        code = place / "code"
        done = subprocess.run(
            ["/bin/sh", "-c", f'{{ "$@"; echo $? >{code}; }} {redirection}', "sh",
             sys.executable, "-m", "huaweiban", *line],
            cwd=place, env={**os.environ, **env}, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=60, check=False,
        )  # fmt: skip
        out, err = (text.decode(errors="replace") for text in (done.stdout, done.stderr))
        told = Told(int(code.read_text()), out, err)
        assert sound(told), (line, redirection, env)
        assert "Traceback" not in told.out
        assert "internal error" not in told.out
        codes.append(told.code)
    print(f"{len(codes)} processes: {counted(codes)}")


def process_line(chance: random.Random) -> list[str]:
    import fuzzing

    from huaweiban.cli.app import COMMANDS

    name = chance.choice([*COMMANDS])
    words = [*fuzzing.WORDS, *fuzzing.DATES, *fuzzing.NASTY, *fuzzing.FILES]
    words = [word for word in words if "\ud800" not in word]
    line = [name]
    options = [each for each in fuzzing.parameters(name) if each[0]]
    for _, spellings, is_flag, choices in chance.sample(options, min(2, len(options))):
        if is_flag or chance.random() < 0.5:
            line.append(chance.choice(spellings))
        if line[-1] in spellings and not is_flag:
            sane = {"--format": fuzzing.FORMATS, **fuzzing.GIVEN}.get(spellings[0], words)
            line.append(chance.choice(choices or sane))
    if name == "export":
        return [*line, chance.choice(fuzzing.PLACES)]
    pool = fuzzing.TAKEN.get(name, fuzzing.NAMES)
    most = 1 if name in fuzzing.ONCE else 2 if pool else 0
    count = chance.randint(min(most, int(name in fuzzing.NEEDS)), most)
    wild = [chance.choice(words)] if chance.random() < 0.2 else []
    return [*line, *(chance.choice(pool) for _ in range(count)), *wild]
