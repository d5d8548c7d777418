"""A long log is shared out among processes; what they say together is what one says alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import TODAY, Ask
from own_log import line, written

from huaweiban.entities import Entity, Kind
from huaweiban.errors import BadData
from huaweiban.gather import Gatherer, Log, Sources
from huaweiban.results import StatusResult
from huaweiban.shares import WORTH, Share, Unshared, shared, worth
from huaweiban.validation import validated
from huaweiban.views.status import Filters, statuses

if not hasattr(os, "fork"):
    pytest.skip("processes cannot be forked here", allow_module_level=True)

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[bytes]]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from generate import generated

    return lambda count, seed=1: [*generated(count, seed)]


def positions(log: Log, entities: Sequence[Entity]) -> list[StatusResult]:
    return statuses(log, entities, Filters(unknown_too=True), TODAY, why=True)


def by_entity(answers: list[list[StatusResult]]) -> dict[str, StatusResult]:
    return {each["entity"]: each for answer in answers for each in answer}


@pytest.mark.parametrize("only", [True, False])
@pytest.mark.parametrize("processes", [2, 3, 5])
def test_shares_say_together_what_one_process_says(
    tmp_path: Path, generated: Callable[..., list[bytes]], processes: int, only: bool
) -> None:
    log = tmp_path / "log.jsonl"
    if only:
        log.write_bytes(b"".join(generated(3000)))
    else:
        # After all that is bundled, with which it could not be put in order.
        days = [f"2026-11-{day:02}" for day in range(1, 21)]
        ids = ("de", "fr", "se", "it", "tv")
        written(log, *(line(f"{id}-{day}-own", day, "banned") for id in ids for day in days))

    def asked(processes: int) -> tuple[list[list[StatusResult]], str]:
        gatherer = Gatherer(Sources((str(log),), only), today=TODAY)
        rows = [row for row in gatherer.registry.everyone() if row.kind is Kind.COUNTRY]
        return gatherer.over(rows, positions, processes), gatherer.newest

    (alone, newest), (together, also) = asked(1), asked(processes)
    assert (len(alone), len(together)) == (1, processes)
    assert by_entity(together) == by_entity(alone)
    assert newest == also
    assert validated([str(log)], TODAY, processes=processes) == validated([str(log)], TODAY)


FAULTY = {
    "no JSON": [b"{"],
    "two of one id": [line("de-a", "2020-01-01"), line("de-a", "2020-01-02")],
    "one id of two entities": [
        line("x-a", "2020-01-01", entity=entity) for entity in ("de", "fr", "it", "es", "at")
    ],
    "an entity that nobody knows": [line("nowhere-a", "2020-01-01")],
    "stances that cannot be ordered": [
        line("de-a", "2020", "banned"), line("de-b", "2020-03", "permitted")
    ],
    "what it follows is another's": [
        line("de-a", "2020-01-01", "banned", deadline="2022"),
        line("fr-a", "2021-01-01", "banned", follows="de-a", outcome="moved"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", FAULTY.values(), ids=FAULTY)
def test_a_fault_in_a_share_is_told_as_in_the_whole(tmp_path: Path, lines: list) -> None:
    path = tmp_path / "log.jsonl"
    sound = [line(f"{id}-2019", "2019", "permitted") for id in ("de", "fr", "se", "it")]
    rows = [*sound, *lines]
    path.write_bytes(
        b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    )
    told = validated([str(path)], TODAY)
    assert told[0]
    assert validated([str(path)], TODAY, processes=3) == told


@pytest.mark.parametrize(
    "text",
    [
        '{"summary": "A \\"entity\\": \\"fr\\" in it.", ',
        '{"en\\u0074ity": "de", "summary": "The key is escaped.", ',
        '{"entity": "\\u0064e", "summary": "The id is escaped.", ',
        '{"entity": "fr", "summary": "The last of two counts.", ',
    ],
)
def test_a_line_whose_entity_stands_elsewhere_is_read_all_the_same(
    tmp_path: Path, text: str
) -> None:
    row = line("de-2019", "2019", "banned")
    del row["summary"]
    if "en\\u0074ity" in text or "\\u0064e" in text:
        del row["entity"]
    path = tmp_path / "log.jsonl"
    path.write_text(text + json.dumps(row)[1:] + "\n", encoding="utf-8")
    gatherer = Gatherer(Sources((str(path),), only=True), today=TODAY)
    rows = [row for row in gatherer.registry.everyone() if row.id in ("de", "fr", "se")]
    answers = by_entity(gatherer.over(rows, positions, 3))
    assert {id: each["stance"] for id, each in answers.items()} == {
        "de": "banned", "fr": None, "se": None
    }  # fmt: skip
    assert validated([str(path)], TODAY, processes=3) == ([], 1)


def test_every_entity_is_in_one_share_and_one_that_nobody_knows_in_the_first() -> None:
    known = {id.encode(): number % 3 for number, id in enumerate(("at", "de", "fr", "it"))}
    shares = [Share(number, known) for number in range(3)]
    for id in ("at", "de", "fr", "it", "nowhere", ""):
        raw = json.dumps({"id": "x", "entity": id}).encode()
        assert [share.has(id) for share in shares] == [share.takes(raw) for share in shares]
        assert sum(share.has(id) for share in shares) == 1
    assert shares[0].has("nowhere")
    assert [share.takes(b"nothing") for share in shares] == [True, False, False]


@pytest.mark.parametrize("ends", [Unshared, BadData, ValueError, KeyboardInterrupt, SystemExit])
def test_where_another_process_does_not_end_well_there_is_no_answer(ends: type) -> None:
    def work(share: Share) -> int:
        if share.number == 1:
            raise ends
        return share.number

    assert shared(3, ("de", "fr"), work) is None
    assert shared(3, ("de", "fr"), lambda share: share.number) == [0, 1, 2]


def test_where_no_process_can_begin_there_is_no_answer() -> None:
    code = (
        "import resource; from huaweiban.shares import shared; "
        "resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4)); "
        "print(shared(3, ('de', 'fr'), lambda share: share.number))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert (done.stdout, done.stderr) == ("None\n", "")


def test_short_logs_and_what_is_no_file_are_worth_one_process(tmp_path: Path) -> None:
    short, long, pipe = (tmp_path / name for name in ("short", "long", "pipe"))
    short.write_bytes(b"\n")
    with long.open("wb") as file:
        file.truncate(WORTH)
    os.mkfifo(pipe)
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert worth([str(long)]) == worth([str(long), str(short)]) == min(able or 1, 8)
    assert worth([str(short)]) == worth([str(long), str(pipe)]) == worth(["-"]) == 1
    assert worth([str(long), str(tmp_path / "missing")]) == worth([str(tmp_path)]) == 1


@pytest.fixture
def long_log(tmp_path: Path, generated: Callable[..., list[bytes]]) -> Path:
    path = tmp_path / "long.jsonl"
    lines = generated(2000)
    path.write_bytes(b"".join(lines))
    with path.open("ab") as file:
        # Lines without an event are passed over, and make a log long.
        file.write((b" " * 1023 + b"\n") * (WORTH // 1024 + 1))
    return path


def test_a_command_answers_alike_whether_a_log_is_long_or_short(ask: Ask, long_log: Path) -> None:
    own = ("--data-only", "--data", str(long_log))
    long = [ask("status", "--json", *own), ask("status", "gabon", "fr", *own, "--in", "africa")]
    assert worth([str(long_log)]) > 1 or os.cpu_count() == 1
    long_log.write_bytes(long_log.read_bytes().rstrip() + b"\n")
    assert worth([str(long_log)]) == 1
    short = [ask("status", "--json", *own), ask("status", "gabon", "fr", *own, "--in", "africa")]
    assert long == short
    assert [each.code for each in long] == [0, 0]
    assert ask("validate", str(long_log)).out == "2000 events, no problems\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_end_by_a_signal_leaves_no_process_behind(long_log: Path, number: int) -> None:
    with long_log.open("ab") as file:
        file.write(b"\n" * (4 * WORTH))
    command = [sys.executable, "-m", "huaweiban", "validate", str(long_log)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    time.sleep(1.5)
    started.send_signal(number)
    out, _ = started.communicate(timeout=20)
    assert (started.returncode, out) == (128 + number, b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(started.pid, 0)


def test_a_fault_on_a_long_log_is_told_once(ask: Ask, long_log: Path) -> None:
    text = long_log.read_bytes()
    long_log.write_bytes(b"{}\n" + text)
    told = ask("status", "--data-only", "--data", str(long_log))
    assert (told.code, told.out) == (4, "")
    assert len(told.err.splitlines()) == 8
