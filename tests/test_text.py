"""What a person and a program are given: data appears as it is, and does no harm."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from conftest import Ask
from hypothesis import given
from hypothesis import strategies as st
from test_snapshots import CASES

from huaweiban.answers import Answer, Data, Question
from huaweiban.render import csv as comma
from huaweiban.render import markdown, pipe, tsv
from huaweiban.render.blocks import Cell, Line, Sheet
from huaweiban.render.terminal import terminal

HOSTILE = ("--data-only", "--data", "hostile.jsonl")
ID = "de-2020-01-02-hostile"
SGR = re.compile("\x1b\\[[0-9;]*m")
# What a terminal obeys: C0 but tab and line ends, DEL, C1.
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
FORMATS = ["table", "plain", "json", "jsonl", "csv", "md"]
LOOKS = [["show", ID], ["status", "de"], ["status", "de", "--why"], ["timeline"], ["history", "de"]]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_control_characters_from_data_never_reach_a_terminal(
    ask: Ask, look: list[str], format: str
) -> None:
    told = ask(*look, *HOSTILE, "--format", format)
    assert told.code == 0
    assert OBEYED.search(told.out) is None


@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_colour_adds_nothing_but_colours(ask: Ask, look: list[str]) -> None:
    told = ask(*look, *HOSTILE, "--color", "always")
    assert OBEYED.search(SGR.sub("", told.out)) is None
    assert "\x1b[31mred" not in ask(*look, *HOSTILE, "--color", "never").out


def test_control_characters_in_a_foreign_key_or_name_stay_out_of_messages(
    ask: Ask, tmp_path
) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"\\u001b[31mx\\u009b": "\\u001b]0;t\\u0007"}\n')
    for arguments in (["status", "--data-only", "--data", str(path)], ["status", "\x1b[31mx"],
                      ["show", "\x1b[31mx"], ["\x1b[31mx"], ["codebook", "\x1b[31mx"],
                      ["status", "--in", "\x1b[31mx"], ["status", "--as-of", "\x1b[31mx"],
                      ["status", "--fields", "\x1b[31mx"], ["status", "--\x1b[31mx"],
                      ["status", "--data", "\x1b[31mx"]):  # fmt: skip
        told = ask(*arguments)
        assert told.code in (2, 3, 4)
        assert told.out == ""
        assert OBEYED.search(told.err) is None, arguments


@pytest.mark.parametrize("color", ["never", "always"])
def test_brackets_and_colons_in_data_appear_literally(ask: Ask, color: str) -> None:
    for look in LOOKS:
        shown = SGR.sub("", ask(*look, *HOSTILE, "--color", color).out)
        assert "[bold]Huawei[/bold] is :warning: out | really" in shown
    shown = SGR.sub("", ask("show", ID, *HOSTILE, "--color", color).out)
    assert "[red]Tägliche|Post[/red] 日本語" in shown
    assert "https://news.example.org/hostile?a=[b]&c=|" in shown


def test_tabs_and_line_ends_in_data_become_a_space_in_plain(ask: Ask) -> None:
    told = ask("show", ID, *HOSTILE, "--format", "plain", "--fields", "id,summary,scope")
    (row,) = told.rows
    assert (row[0], row[2]) == (ID, "core")
    assert "really <b>" in row[1]
    assert row[1].endswith(" Second line.")


def test_plain_has_no_header_and_one_line_a_record(own: Ask) -> None:
    for command in (["status", "--all"], ["timeline"], ["history", "se"]):
        count = json.loads(own(*command, "--json").out)["total"]
        rows = own(*command, "--format", "plain").rows
        assert len(rows) == count
        assert len({len(row) for row in rows}) == 1


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_csv_is_rfc_4180_with_scopes_as_columns(own: Ask) -> None:
    told = own("status", "--all", "--format", "csv").out
    header, *rows = read_csv(told)
    assert told.count("\r\n") == len(rows) + 1 == 251
    assert [name for name in header if name.startswith("scope.")][:3] == [
        "scope.core", "scope.ran", "scope.fixed"
    ]  # fmt: skip
    assert all(len(row) == len(header) for row in rows)
    germany = dict(zip(header, next(row for row in rows if row[0] == "de"), strict=True))
    assert (germany["scope.core"], germany["scope.ran"], germany["certain"]) == (
        "banned", "restricted", "true"
    )  # fmt: skip


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(ask: Ask) -> None:
    told = ask("timeline", *HOSTILE, "--format", "csv", "--fields", "id,summary,note,sources")
    rows = {row[0]: row[1:] for row in read_csv(told.out)}
    assert rows["fr-2020-01-03-formula"][0] == "'-1+1 is how this summary begins."
    assert rows["it-2020-01-04-formula"][0] == "'+1 is how this summary begins."
    assert rows["jp-2020-01-05-formula"][0] == "'@import is how this summary begins."
    assert rows[ID][1].startswith("'=HYPERLINK")
    assert rows[ID][2].startswith("'=SUM(A1:A9)")
    cells = [cell for row in rows.values() for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_a_pipe_in_data_ends_no_markdown_cell(ask: Ask) -> None:
    told = ask("timeline", *HOSTILE, "--format", "md").out
    table = [line for line in told.splitlines() if line.startswith("|")]
    columns = {len(re.findall(r"(?<!\\)\|", line)) for line in table}
    assert len(columns) == 1
    assert r"out \| really" in told
    assert "<b>" not in told


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(st.fixed_dictionaries({"a": texts, "b": texts | st.none()}), max_size=4))
def test_whatever_data_hold_a_csv_reader_gets_back_one_cell_each(results) -> None:
    header, *rows = read_csv(comma.records(results, ["a", "b"]))
    assert header == ["a", "b"]
    assert [len(row) for row in rows] == [2] * len(results)


@given(st.lists(st.fixed_dictionaries({"a": texts, "b": texts | st.none()}), max_size=4))
def test_whatever_data_hold_plain_is_one_line_a_record_and_one_tab_a_field(results) -> None:
    question = Question("status", Data("", "", []), "2026-11-22", None)
    told = tsv.lines(Answer(question, results), ["a", "b"])
    assert told.count("\n") == len(results)
    assert told.count("\t") == len(results)
    assert OBEYED.search(told) is None


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_whatever_data_hold_a_markdown_row_is_one_line(pairs) -> None:
    rows = tuple((Cell(a), Cell(b)) for a, b in pairs)
    lines = markdown.document([Sheet(("a", "b"), rows)]).splitlines()
    assert lines[:2] == ["| a | b |", "| --- | --- |"]
    assert len(lines) == 2 + len(pairs)


# Letters of one column, of two, and marks that take none.
shown_texts = st.text(alphabet="ab |[/]:é日本한✗◐·\t\n\x1b\u0301", max_size=20).map(str.strip)
cells = st.builds(Cell, shown_texts, st.sampled_from(["", "id", "stance.banned", "faint"]))
sheets = st.integers(1, 4).flatmap(
    lambda size: st.builds(
        Sheet,
        st.tuples(*[st.text("abc", min_size=1, max_size=6)] * size),
        st.lists(st.tuples(*[cells] * size), min_size=1, max_size=4).map(tuple),
        st.just(tuple(range(size - 1))),
        st.none() | st.integers(0, size - 1),
        st.just(36),
        st.just(()),
    )
)
labels = st.sampled_from(["", "planned", "newest context"]).map(lambda said: Cell(f"{said:<15}"))
lines = st.one_of(
    st.builds(Line, st.lists(cells, min_size=1, max_size=3).map(tuple), st.just(0)),
    st.builds(Line, st.tuples(labels, cells), st.just(15)),
)


@given(st.lists(sheets | lines, max_size=4))
def test_a_pipe_gets_what_a_terminal_wide_enough_is_drawn(blocks) -> None:
    drawn = terminal(blocks, 2_000, color=False)
    assert "".join(pipe.lines(blocks)) == drawn
    coloured = SGR.sub("", terminal(blocks, 2_000, color=True)).splitlines()
    assert [line.rstrip() for line in coloured] == drawn.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_an_answer_in_a_pipe_is_the_terminals_without_colour(own: Ask, case: str) -> None:
    plainly, coloured = own(*CASES[case]), own(*CASES[case], "--color", "always")
    assert "\x1b" not in plainly.out
    assert "\x1b[" in coloured.out
    drawn = SGR.sub("", coloured.out).splitlines()
    assert [line.rstrip() for line in drawn] == plainly.out.splitlines()


def test_a_stance_is_never_told_by_colour_alone(own: Ask) -> None:
    told = own("status", "se", "fr", "no", "pl", "vatican").out
    for sign, word in (
        ("✗", "banned"),
        ("◐", "restricted"),
        ("✓", "permitted"),
        ("?", "undecided"),
    ):
        assert f"{sign} {word}" in told
    assert "no position on record" in told


def test_old_words_look_old(own: Ask) -> None:
    for command in (["status"], ["status", "se"]):
        assert re.search(r"on record since +basis", own(*command).out)
