"""A sheet fits into any terminal: nothing vanishes unsaid, and what must stand whole does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from conftest import DATA, TODAY
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from huaweiban.answers import Answer
from huaweiban.cli.changes import changes
from huaweiban.cli.check import check
from huaweiban.cli.deadlines import deadlines
from huaweiban.cli.events import history, timeline
from huaweiban.cli.matrix import matrix
from huaweiban.cli.question import Call
from huaweiban.cli.stats import By, stats
from huaweiban.cli.status import status
from huaweiban.log import Logs
from huaweiban.render.blocks import Block, Cell, Drawing, Line, Sheet
from huaweiban.render.fit import OTHER, WORD, fitted
from huaweiban.render.formats import blocks
from huaweiban.render.terminal import terminal
from huaweiban.settings import settings

columns = st.integers(20, 200)
words = st.text("abcdefgßé中", min_size=1, max_size=12)
days = st.dates().map(str)
ids = st.builds("de-{}-{}".format, days, words)
prose = st.lists(words, max_size=30).map(" ".join)
cells = st.one_of(words, words, days, ids, prose, st.just(""), st.integers(0, 999).map(str))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    count = draw(st.integers(1, 8))
    headers = draw(st.lists(words, min_size=count, max_size=count, unique=True))
    row = st.lists(cells, min_size=count, max_size=count)
    rows = tuple(tuple(map(Cell, each)) for each in draw(st.lists(row, min_size=1, max_size=4)))
    places = st.integers(0, count - 1)
    text = draw(st.none() | places)
    spare = draw(st.lists(places, unique=True, max_size=count - 1))
    tail = [each for each in spare if each != text and draw(st.booleans())] if spare else []
    least = draw(st.integers(4, 40))
    return Sheet(tuple(headers), rows, tuple(spare), text, least, tuple(tail))


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(sheets(), columns)
def test_a_sheet_fits_or_is_told_as_blocks(sheet: Sheet, room: int) -> None:
    drawn = terminal([sheet], room, color=False)
    assert all(cell_len(line) <= room for line in drawn.splitlines())
    fit = fitted(sheet, room)
    every = [(place, cell.text) for row in sheet.rows for place, cell in enumerate(row)]
    if fit is None:
        assert all(squeezed(text) in squeezed(drawn) for _, text in every)
        return
    assert sum(fit.widths) + 2 * (len(fit.widths) - 1) <= room
    shown = [cell.text for row in fit.sheet.rows for cell in row]
    for place, text in every:
        header = sheet.headers[place]
        if (header, Cell(text)) in fit.same:
            assert squeezed(f"{header}: {text}") in squeezed(drawn)
        else:
            assert any(text in each for each in shown) or header in fit.lost
    for place, (header, wide) in enumerate(zip(fit.sheet.headers, fit.widths, strict=True)):
        texts = [header, *(row[place].text for row in fit.sheet.rows)]
        longest = max(cell_len(word) for text in texts for word in [*text.split(), ""])
        is_prose = sheet.prose == sheet.headers.index(header)
        assert wide >= (min(longest, WORD) if is_prose else longest)


@given(sheets(), columns)
def test_a_column_goes_only_where_there_is_no_room_for_it(sheet: Sheet, room: int) -> None:
    fit = fitted(sheet, room)
    if fit is None or sheet.prose is not None:
        return

    def need(header: str) -> int:
        place = sheet.headers.index(header)
        texts = [header, *(row[place].text for row in sheet.rows)]
        longest = max(cell_len(word) for text in texts for word in [*text.split(), ""])
        return max(longest, min(max(map(cell_len, texts)), OTHER))

    taken = sum(need(header) + 2 for header in fit.sheet.headers)
    assert all(taken + need(header) > room for header in fit.lost)


def test_a_column_comes_back_where_it_fits_after_all() -> None:
    sheet = Sheet(
        ("name", "narrow", "broad"),
        ((Cell("n" * 10), Cell("a"), Cell("b" * 30)),),
        spare=(1, 2),
    )
    assert (fit := fitted(sheet, 30))
    assert (fit.sheet.headers, fit.lost) == (("name", "narrow"), ("broad",))


def test_an_id_stands_whole_where_there_is_room_for_it() -> None:
    id = "de-2024-07-11-" + "-".join(["longer"] * 4)
    sheet = Sheet(("what", "id"), ((Cell("word " * 40), Cell(id, "id")),), (1,), 0, 24, (1,))
    for room in range(60, 120):
        assert id in terminal([sheet], room, color=False)


def own_answers() -> Iterable[Answer[Any, Any]]:
    """An answer to every question that draws tables, of the log of the tests."""
    call = Call(settings({}), Logs((str(DATA / "log.jsonl"),), only=True), TODAY, "table", ())
    log = call.logs().everything()
    known = [row.id for row in log.registry.everyone() if row.kind == "country" and log.of(row.id)]
    yield status(call)
    yield from (status(call, [id]) for id in known)
    yield timeline(call)
    yield from (history(call, id) for id in known)
    yield changes(call, since="2018")
    yield changes(call, data_since="2020.01.01")
    yield deadlines(call, past=True)
    yield matrix(call)
    yield check(call, known)
    yield from (stats(call, by) for by in By)


@pytest.fixture(scope="module")
def answers() -> list[list[Block]]:
    return [blocks(answer) for answer in own_answers()]


def parts(blocks: Sequence[Block], room: int) -> Iterable[Line | Sheet]:
    for block in blocks:
        yield from block.draw(room) if isinstance(block, Drawing) else [block]


@pytest.mark.parametrize("room", [*range(20, 100, 4), *range(100, 201, 20)])
def test_no_day_number_or_stance_is_ever_broken(answers: list[list[Block]], room: int) -> None:
    for shown in answers:
        for part in parts(shown, room):
            if not isinstance(part, Sheet):
                continue
            fit = fitted(part, room)
            sheet = part if fit is None else fit.sheet
            drawn = terminal([part], room, color=False).split()
            words = [word for row in sheet.rows for cell in row for word in cell.text.split()]
            whole = {word for word in words if re.fullmatch(r"[\d-]+|banned|restricted", word)}
            assert whole <= set(drawn)
