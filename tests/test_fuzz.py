"""Whatever is typed, whatever a log holds: an answer or a sentence, and a documented exit code.

A few seconds of it here, the same examples every time. Longer, and others:
`FUZZ_EXAMPLES=20000 pytest tests/test_fuzz.py --hypothesis-seed=1` (docs/reliability.md).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fuzzing
import pytest
from conftest import DATA
from fuzzing import OBEYED, Told, faults, in_process
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from huaweiban.dates import after, bounds
from huaweiban.events import Scope
from huaweiban.own import parsed

LONG = os.environ.get("FUZZ_EXAMPLES")


def fuzz(share: float) -> settings:
    """So many examples of the whole, chosen anew in a long run only."""
    return settings(
        max_examples=max(int(int(LONG or 120) * share), 1),
        derandomize=LONG is None,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder deep enough that two steps up are still the tests' own, as the working one."""
    place = tmp_path_factory.mktemp("fuzz") / "a" / "b" / "c"
    place.mkdir(parents=True)
    fuzzing.prepare(place, DATA)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        yield place


def held(line: list[str], told: Told) -> None:
    event(f"exit {told.code}")
    event(f"command {line[0] if line and line[0] in fuzzing.COMMANDS else 'other'}")
    assert faults(line, told) == [], (line, told.code, told.out[-300:], told.err[-600:])


@given(
    fuzzing.command_lines(), fuzzing.surroundings, fuzzing.logs, st.binary(max_size=40),
    st.booleans(),
)  # fmt: skip
@fuzz(0.55)
def test_any_command_line_ends_as_documented(folder, line, environment, log, stdin, terminal):
    (folder / "drawn.jsonl").write_bytes(log)
    held(line, in_process(line, environment, stdin, terminal))


@given(fuzzing.noise, fuzzing.surroundings, st.binary(max_size=40))
@fuzz(0.2)
def test_any_words_at_all_end_as_documented(folder, line, environment, stdin):
    held(line, in_process(line, environment, stdin, False))


@given(st.lists(fuzzing.events(), min_size=1, max_size=3), fuzzing.command_lines(0))
@fuzz(0.15)
def test_a_log_full_of_traps_is_shown_and_never_obeyed(folder, events, line):
    for number, each in enumerate(events):
        # What the checks would refuse: vague dates that cannot be ordered, dates before the event.
        each.update(id=f"x-{number}", date=f"2020-0{number + 1}-01", deadline=None)
        each.update(scope=sorted({*each["scope"]}, key=list(Scope).index))
    (folder / "drawn.jsonl").write_text("\n".join(map(json.dumps, events)))
    asked = [*line, "--data-only", "--data", "drawn.jsonl"]
    held(asked, in_process(asked, {}, b"x-0\nde\n", False))


@given(st.binary(max_size=200), st.sampled_from(["status", "info", "", "export", "timeline"]))
@fuzz(0.05)
def test_any_config_file_is_read_or_told(folder, config, name):
    (folder / "config" / "huaweiban" / "config.toml").write_bytes(config)
    line = [name, *(["out.sqlite"] if name == "export" else [])] if name else []
    held(line, in_process(line, {"XDG_CONFIG_HOME": "config"}, b"", False))


@given(fuzzing.shell_words)
@fuzz(0.05)
def test_a_shell_that_completes_is_never_shown_a_traceback(folder, environment):
    told = in_process([], environment, b"", False)
    assert told.code in fuzzing.CODES
    assert b"internal error" not in told.err, told
    assert b"Traceback" not in told.err


@given(st.lists(fuzzing.lines(), max_size=5))
@fuzz(0.5)
def test_any_bytes_are_a_log_or_problems_with_their_place(lines):
    read = [*parsed("a.jsonl", lines)]
    sound = {number for log in read for (_, number), _ in log.events}
    problems = [each for log in read for each in log.problems]
    numbers = sound | {each.line for each in problems}
    blank = {n for n, each in enumerate(lines, 1) if not each.removeprefix(b"\xef\xbb\xbf").strip()}
    assert numbers | blank == set(range(1, len(lines) + 1))
    assert not sound & {each.line for each in problems}
    assert all(len(each.text) < 4000 or "not one of" in each.text for each in problems)


@given(fuzzing.texts | st.sampled_from(fuzzing.DATES), st.dates().map(str))
@fuzz(1)
def test_any_text_is_a_date_or_a_sentence(text, today):
    for read in (bounds, lambda word, day: after(day, word)):
        try:
            found = read(text, today)
        except ValueError as error:
            assert "accepted are" in str(error) or "outside the calendar" in str(error)
        else:
            assert all(len(day) == 10 for day in ([found] if isinstance(found, str) else found))


@given(st.lists(st.tuples(fuzzing.texts, fuzzing.texts), min_size=1, max_size=3),
       st.integers(1, 100), st.booleans())  # fmt: skip
@fuzz(0.5)
def test_any_text_is_drawn_at_any_width(pairs, columns, color):
    from huaweiban.render.blocks import Cell, Line, Sheet
    from huaweiban.render.pipe import lines as wide
    from huaweiban.render.terminal import terminal

    rows = tuple((Cell(one), Cell(two)) for one, two in pairs)
    sheet = Sheet(("a", "b"), rows, spare=(1,), prose=0)
    blocks = [sheet, Sheet(("a", "b"), rows), *(Line(row, 5) for row in rows)]
    for drawn in (terminal(blocks, columns, color), "".join(wide(blocks))):
        assert OBEYED.search(fuzzing.SGR.sub("", drawn)) is None
        drawn.encode()


def test_what_reads_foreign_bytes_stands_fuzzing_that_is_led_by_coverage(tmp_path):
    pytest.importorskip("atheris", reason="atheris is not installed (pip install atheris)")
    (tmp_path / "log").write_bytes((DATA / "log.jsonl").read_bytes()[:1500])
    (tmp_path / "config").write_bytes(b'ccolor = "auto"\n')
    script = Path(__file__).parents[1] / "tools" / "fuzz_atheris.py"
    done = subprocess.run(
        [sys.executable, str(script), "-runs=3000", "-seed=1", "-max_len=2000", str(tmp_path)],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
