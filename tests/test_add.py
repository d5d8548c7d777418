"""`add` writes one canonical line to an own log, or tells every fault and writes nothing."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from conftest import Ask, Told
from own_log import line, written

from huaweiban import bundled
from huaweiban.events import Event, Stance
from huaweiban.own import event_id

PERMIT = {
    "entity": "tuvalu",
    "date": "2026-11-20",
    "stance": "restricted",
    "scope": "mobile",
    "action": "decision",
    "actor": "government",
    "summary": "Operators need a permit for Huawei gear.",
    "source-publisher": "Tuvalu Echoes",
}

Add = Callable[..., Told]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my.jsonl"


@pytest.fixture
def add(ask: Ask, path: Path) -> Add:
    """Adds the permit to an own log, with some options otherwise; None leaves one out."""

    def added(*more: str, **otherwise: str | None) -> Told:
        options = {**PERMIT, **{key.replace("_", "-"): each for key, each in otherwise.items()}}
        given = [word for key, each in options.items() if each for word in (f"--{key}", each)]
        return ask("add", "--to", str(path), *given, *more)

    return added


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_canonical_line_and_its_id_is_the_answer(add: Add, path: Path) -> None:
    told = add()
    assert (told.code, told.out) == (0, "tv-2026-11-20-operators-need-permit-gear\n")
    (row,) = rows(path)
    assert list(row) == [field.name for field in fields(Event) if field.name in row]
    assert all(row.values())
    assert all(all(source.values()) for source in row["sources"])
    assert path.read_bytes() == json.dumps(row, ensure_ascii=False).encode() + b"\n"
    assert (row["entity"], row["added"]) == ("tv", "2026-11-22")


def test_the_definitions_and_the_rule_it_falls_under_are_told(add: Add, path: Path) -> None:
    told = add().err.splitlines()
    assert told[0] == f"{path}:1: Tuvalu: core, ran: none → restricted (first_word)"
    assert told[1].startswith("restricted: Huawei may take part, but within limits")
    assert [line.partition(":")[0] for line in told[2:5]] == ["mobile", "decision", "government"]
    assert told[5].startswith("rules on restricted: 7, 9,")
    again = add(summary="Permits stay.", date="2026-11-21").err
    assert "core, ran: still restricted (confirmation)" in again


def test_without_a_stance_it_is_context(add: Add, path: Path) -> None:
    for word in (None, "context"):
        told = add(stance=word, summary=f"A minister muses: {word}.")
        assert told.code == 0
        assert "Tuvalu: context\n" in told.err
        assert "\ncontext: An event whose stance is null" in told.err
    assert not any("stance" in row for row in rows(path))


def test_what_was_added_is_valid_and_named_in_every_answer(ask: Ask, add: Add, path: Path) -> None:
    add()
    assert ask("validate", str(path)).code == 0
    (held,) = json.loads(ask("status", "tv", "--data", str(path), "--json").out)["results"]
    assert held["stance"] == "restricted"
    assert str(path) in ask("status", "tv", "--data", str(path)).out


def test_a_bundled_planned_date_may_be_followed(ask: Ask, add: Add, path: Path) -> None:
    """What is added next to the bundled log is also valid where it is proven."""
    following = {"entity": "de", "stance": "banned", "scope": "core", "deadline": "2027-06",
                 "what": "removal from the core"}  # fmt: skip
    told = add(**following, follows="de-2024-07-11-core-phase-out", outcome="moved")
    assert told.code == 0, told.err
    assert ask("validate", str(path)).out == "1 event, no problems\n"
    for wrong, words in (
        ("de-2023-03-07-review-of-installed-parts", "sets no planned date"),
        ("de-2024-01-01-of-no-log", "is not in the log"),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("de-2024-07-11-core-phase-out", wrong), encoding="utf-8")
        assert f"follows: '{wrong}' {words}" in ask("validate", str(path)).out
        path.write_text(text, encoding="utf-8")


def test_an_open_question_may_be_settled_and_an_end_announced(add: Add, path: Path) -> None:
    asked = add(stance="undecided").out.strip()
    told = add(
        "--until", "2027", "--disputed", "Echoes says two years.",
        summary="It is settled.", follows=asked, outcome="settled", date="2026-11-21",
    )  # fmt: skip
    assert (told.code, told.err.count("warning")) == (0, 0)
    assert [(row["until"], row["disputed"]) for row in rows(path)[1:]] == [
        ("2027", "Echoes says two years.")
    ]


def test_what_a_question_would_warn_of_is_written_and_said(ask: Ask, add: Add, path: Path) -> None:
    add()
    told = add("--deadline", "2027", "--source-url", "https://intranet/x", summary="More.")
    assert told.code == 0
    assert f"{path}:2: warning: what: is missing" in told.err
    assert f"{path}:2: warning: sources.0.url: 'https://intranet/x' is not" in told.err
    assert f"{path}:1:" not in told.err
    assert ask("validate", str(path)).out.endswith("2 events, 2 warnings\n")
    # What an earlier line is warned of is not said again.
    assert "warning" not in add(summary="Still more.", date="2026-11-21").err


def test_a_fault_of_another_entity_does_not_keep_an_event_out(add: Add, path: Path) -> None:
    events = [
        line("fr-2020-x", "2020", "banned"),
        line("fr-2020-05-01-y", "2020-05-01", "permitted"),
    ]
    written(path, *events)
    assert add().code == 0
    refused = add(entity="fr", summary="Another.")
    assert (refused.code, refused.out) == (4, "")
    assert "cannot be put in order with" in refused.err


def test_scopes_and_others_concerned_stand_in_the_codebooks_order(add: Add, path: Path) -> None:
    add("--scope", "devices", "--scope", "core", "--related", "vodafone", "--related", "germany",
        "--related", "DE")  # fmt: skip
    (row,) = rows(path)
    assert row["scope"] == ["mobile", "core", "devices"]
    assert row["related"] == ["de", "vodafone"]


def test_several_sources_stand_in_the_order_given(add: Add, path: Path) -> None:
    urls = ("--source-url", "", "--source-url", "https://r.example/1")
    told = add("--source-publisher", "Reuters", *urls)
    assert told.code == 0
    (row,) = rows(path)
    first, second = row["sources"]
    assert first == {"publisher": "Tuvalu Echoes"}
    assert second == {"publisher": "Reuters", "url": "https://r.example/1"}
    uneven = add("--source-publisher", "Reuters", "--source-title", "One", summary="Other words.")
    assert (uneven.code, uneven.out) == (2, "")
    assert "--source-title: given 1 times, --source-publisher 2 times" in uneven.err


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"date": "2026-13"}, "--date: '2026-13' is not a date; write 2020, 2020-07 or 2020-07-14"),
        ({"stance": "bad"}, f"--stance: 'bad' is not one of {', '.join(Stance)}, context"),
        ({"source_url": "echoes"}, "--source-url: 'echoes' is not a web address"),
        ({"entity": None}, "--entity: is missing"),
        ({"source_publisher": None}, "--source-publisher: is missing"),
        ({"summary": None, "action": None}, "--summary: is missing\n--action: is missing"),
        ({"entity": "germny"}, "--entity: unknown entity 'germny'. Did you mean Germany (de)?"),
        ({"related": "germny"}, "--related: unknown entity 'germny'. Did you mean Germany (de)?"),
        ({"scope": None}, "--scope: a stance (restricted) needs a scope"),
        ({"deadline": "2025"}, "--deadline: 2025 is before the event"),
        ({"outcome": "met"}, "--follows: follows and outcome go together"),
        ({"follows": "tv-1", "outcome": "met"}, "--follows: 'tv-1' is not in the log"),
        ({"until": "2025"}, "--until: 2025 is before the event"),
        ({"not_after": "2026-11-21"}, "--date: an exact day needs no not_before or not_after"),
        ({"id": "Ä"}, "--id: 'Ä' is not an id; ids are lower-case letters, digits and hyphens"),
        ({"summary": "\udcff"}, "--summary: is not UTF-8"),
    ],
    ids=str,
)
def test_every_fault_is_one_line_and_nothing_is_written(
    add: Add, path: Path, otherwise: dict[str, str | None], told: str
) -> None:
    code = 3 if "unknown entity" in told else 2
    assert add(**otherwise) == Told(code, "", f"{told}\n")
    assert not list(path.parent.iterdir())


def test_an_id_of_the_bundled_log_is_refused(add: Add, path: Path) -> None:
    taken = bundled.events(["se"])[0].id
    release = bundled.about().data_version
    told = f"--id: {taken!r} is already in the bundled log of {release}\n"
    assert add(id=taken) == Told(2, "", told)
    assert not path.exists()


def test_the_same_event_is_not_written_twice(add: Add, path: Path) -> None:
    first = add()
    again = add()
    assert (again.code, again.out) == (2, "")
    assert again.err == f"--id: '{first.out.strip()}' is already in {path}:1\n"
    assert len(rows(path)) == 1


def test_stances_that_cannot_be_ordered_are_refused(add: Add, path: Path) -> None:
    add()
    told = add(date="2026-11", stance="banned", summary="Gear is banned.")
    assert (told.code, told.out) == (2, "")
    assert "cannot be put in order with" in told.err
    assert len(rows(path)) == 1
    assert add("--not-after", "2026-11-19", date="2026-11", stance="banned").code == 0


def test_a_log_with_faults_is_told_and_left_alone(add: Add, path: Path) -> None:
    path.write_text('{"id": 1}\nnonsense\n')
    told = add()
    assert (told.code, told.out) == (4, "")
    assert f"{path}:2: is not JSON" in told.err
    assert path.read_text() == '{"id": 1}\nnonsense\n'


def test_of_many_at_the_same_moment_no_line_is_lost(path: Path) -> None:
    pytest.importorskip("fcntl", reason="there are no locks on folders here")
    days = [f"2026-11-{day:02}" for day in range(1, 9)]
    command = [sys.executable, "-m", "huaweiban", "add", "--to", str(path)]
    command += [
        word for key, each in PERMIT.items() if key != "date" for word in (f"--{key}", each)
    ]
    running = [
        subprocess.Popen(
            [*command, "--date", day], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for day in days
    ]
    assert [each.wait(timeout=60) for each in running] == [0] * len(days)
    assert sorted(row["date"] for row in rows(path)) == days


def test_a_last_line_without_an_end_gets_one(add: Add, path: Path) -> None:
    add()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().rstrip(b"\n"))
    assert f"{path}:2: " in add(summary="Permits stay.").err
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 2


def in_a_process(path: Path, redirection: str, before: str = "") -> Told:
    """As a shell starts it, with its standard output led elsewhere."""
    words = [word for key, each in PERMIT.items() for word in (f"--{key}", each)]
    done = subprocess.run(
        ["/bin/sh", "-c", f'{before} "$@" {redirection}', "sh", sys.executable, "-m", "huaweiban",
         "add", "--to", str(path), *words],
        capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Told(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"], ids=["full", "closed"])
@pytest.mark.parametrize("text", [None, "", "\n"], ids=["no log", "empty", "a blank line"])
def test_an_answer_that_cannot_be_given_leaves_the_log_as_it_was(
    path: Path, redirection: str, text: str | None
) -> None:
    if text is not None:
        path.write_text(text)
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    told = in_a_process(path, redirection)
    assert (told.code, "standard output" in told.err) == (4, True)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this is a POSIX shell")
def test_a_reader_that_leaves_does_not_take_the_event_along(path: Path) -> None:
    told = in_a_process(path, "; echo $? >&2; } | true", "{")
    assert told.err.splitlines()[-1] == "0"
    assert "Traceback" not in told.err
    assert len(rows(path)) == 1


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="these are POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_comes_before_the_line_or_changes_nothing(path: Path, number: int) -> None:
    """Whenever it comes: the exit code says whether the line was written."""
    words = [word for key, each in PERMIT.items() for word in (f"--{key}", each)]
    command = [sys.executable, "-m", "huaweiban", "add", "--to", str(path), *words]
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    took = time.monotonic() - began
    path.unlink()
    codes = set()
    for step in range(8):
        # The handlers of signals stand after a third of the time; most tries go to the end.
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * (0.5 + step / 13))
        running.send_signal(number)
        code = running.wait(timeout=60)
        codes.add(code)
        assert path.exists() == (code == 0), code
        assert [each.name for each in path.parent.iterdir()] == ([path.name] if code == 0 else [])
        path.unlink(missing_ok=True)
    assert codes <= {0, 128 + number, -number}


def test_an_answer_that_waits_for_its_reader_can_be_interrupted(path: Path) -> None:
    """A pipe that is full holds `add` at its answer: the log is still as it was."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("these are POSIX pipes")
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"x" * 4096)
    with suppress(BlockingIOError):
        while True:
            os.write(writer, b"x")
    os.set_blocking(writer, True)
    words = [word for key, each in PERMIT.items() for word in (f"--{key}", each)]
    running = subprocess.Popen(
        [sys.executable, "-m", "huaweiban", "add", "--to", str(path), *words],
        stdout=writer, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    time.sleep(3)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=60) == 130
    os.close(reader)
    assert not list(path.parent.iterdir())


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away"
)
def test_the_log_keeps_its_owner_group_and_mode(add: Add, path: Path) -> None:
    path.touch()
    os.chown(path, 12345, 23456)
    path.chmod(0o640)
    assert add().code == 0
    kept = path.stat()
    assert (kept.st_uid, kept.st_gid, stat.S_IMODE(kept.st_mode)) == (12345, 23456, 0o640)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_log_keeps_its_permissions_and_its_link(add: Add, path: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    real.touch(mode=0o600)
    path.symlink_to(real)
    assert add().code == 0
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert len(rows(real)) == 1


def test_a_place_that_cannot_hold_a_log_is_told(ask: Ask, tmp_path: Path) -> None:
    given = [word for key, each in PERMIT.items() for word in (f"--{key}", each)]
    for place in (tmp_path, tmp_path / "none" / "my.jsonl"):
        told = ask("add", "--to", str(place), *given)
        assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
        assert str(place) in told.err


def test_the_log_of_the_settings_is_written_to(
    ask: Ask, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [word for key, each in PERMIT.items() for word in (f"--{key}", each)]
    for value in ("", f"{path}{os.pathsep}other.jsonl", "-"):
        monkeypatch.setenv("HUAWEIBAN_DATA", value)
        told = ask("add", *given)
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("--to: ")
    monkeypatch.setenv("HUAWEIBAN_DATA", str(path))
    assert ask("add", *given).code == 0
    assert ask("status", "tuvalu", "--fields", "stance", "--format", "plain").out == "restricted\n"


@pytest.mark.parametrize(
    ("entity", "name", "date", "summary", "made"),
    [
        ("de", "Germany", "2026-11", "Germany bans Huawei from the core.", "de-2026-11-bans-core"),
        ("fr", "France", "2020", "L'État dit “non” à Huawei", "fr-2020-letat-dit-non"),
        ("tv", "Tuvalu", "2020", "Huawei", "tv-2020"),
        ("ee-uk", "EE (UK)", "2019-05-22", "EE drops its launch of Huawei's phones for good",
         "ee-uk-2019-05-22-drops-launch-huaweis-phones"),
    ],
)  # fmt: skip
def test_an_id_is_entity_date_and_words_that_tell(
    entity: str, name: str, date: str, summary: str, made: str
) -> None:
    assert event_id(entity, name, date, summary) == made
