"""The map: every country has one tile, told by letters, sign and colour, and the same as data."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from own_log import line, written
from terminals import on_terminal, plain

from huaweiban import bundled
from huaweiban.cli.run import run
from huaweiban.entities import Kind
from huaweiban.events import Stance
from huaweiban.render.colors import PAINTS, PALE
from huaweiban.settings import Colors, colors_known
from huaweiban.views.tiles import PLACES

ROWS, COLUMNS = (1 + max(places) for places in zip(*PLACES.values(), strict=True))

EVENTS = (
    line("de-2020-07-01-core-ban", "2020-07-01", "banned", "core"),
    line("fr-2021-02-03-open", "2021-02-03", "permitted"),
    line("gb-2020-07-14-ban", "2020-07-14", "banned"),
    line("us-2019-01-01-buying", "2019-01-01", "banned", "procurement"),
    line("pl-2022-01-01-unsure", "2022-01-01", "undecided"),
)


@pytest.fixture
def log(tmp_path: Path) -> str:
    return str(written(tmp_path / "log.jsonl", *EVENTS))


@pytest.fixture
def ask(
    log: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    monkeypatch.setenv("HUAWEIBAN_TODAY", "2026-11-22")

    def asked(*arguments: str) -> str:
        capfd.readouterr()
        assert run(["map", "--data", log, "--data-only", *arguments]) == 0
        return capfd.readouterr().out

    return asked


def held(answer: str) -> dict[str, tuple[str | None, str | None]]:
    results = json.loads(answer)["results"]
    return {each["entity"]: (each["stance"], each["headline_scope"]) for each in results}


def test_every_country_has_one_place_and_nobody_else_has_one() -> None:
    countries = {row.id for row in bundled.registry().everyone() if row.kind is Kind.COUNTRY}
    assert PLACES.keys() == countries
    assert len(set(PLACES.values())) == len(PLACES)
    assert COLUMNS * 3 <= 80 and ROWS <= 20


@pytest.mark.parametrize(
    ("west", "east"), [("us", "gb"), ("fr", "de"), ("de", "pl"), ("in", "bd"), ("ar", "uy")]
)
def test_a_reader_finds_home_where_it_lies(west: str, east: str) -> None:
    assert PLACES[west][1] < PLACES[east][1]


@pytest.mark.parametrize(
    ("north", "south"), [("ca", "us"), ("us", "mx"), ("fr", "ma"), ("eg", "za"), ("my", "au")]
)
def test_north_is_up(north: str, south: str) -> None:
    assert PLACES[north][0] < PLACES[south][0]


def test_the_answer_has_every_country_with_its_word_and_place(ask: Callable[..., str]) -> None:
    answer = json.loads(ask("--json"))
    assert answer["schema"] == "huaweiban/map/1"
    assert answer["total"] == len(answer["results"]) == 250
    germany = next(each for each in answer["results"] if each["entity"] == "de")
    assert germany == {
        "entity": "de", "name": "Germany", "stance": "restricted", "headline_scope": "mobile",
        "cautions": [], "row": PLACES["de"][0], "column": PLACES["de"][1],
    }  # fmt: skip


def test_a_scope_asked_about_is_told_alone(ask: Callable[..., str]) -> None:
    core = held(ask("--json", "--scope", "core"))
    assert core["de"] == ("banned", "core")
    assert core["gb"] == ("banned", "core")
    assert core["us"] == (None, None)
    mobile = held(ask("--json", "--scope", "mobile"))
    assert mobile["de"] == ("restricted", "mobile")
    assert mobile["us"] == (None, None)


def test_a_past_day_is_told_as_it_was(ask: Callable[..., str]) -> None:
    then = held(ask("--json", "--as-of", "2019"))
    assert {id for id, (stance, _) in then.items() if stance} == {"us"}


def test_a_pipe_gets_the_same_map_without_colour_in_80_columns(ask: Callable[..., str]) -> None:
    drawn = ask()
    assert "\x1b" not in drawn
    tiles = drawn.split("\n\n")[0].splitlines()
    assert len(tiles) == ROWS
    assert max(map(len, tiles)) <= 80
    row, column = PLACES["de"]
    assert tiles[row][column * 3 : column * 3 + 3] == "DE◐"
    row, column = PLACES["us"]
    assert tiles[row][column * 3 : column * 3 + 3] == "Us✗"
    row, column = PLACES["ad"]
    assert tiles[row][column * 3 : column * 3 + 3] == "ad "
    assert len(re.findall("[a-zA-Z]{2}", "".join(tiles))) == 250


def test_the_legend_counts_what_the_tiles_show(ask: Callable[..., str]) -> None:
    drawn = ask()
    tiles, legend = drawn.split("\n\n")
    signs = Counter(sign for sign in tiles if sign in "✗◐✓?")
    for sign, word in zip("✗◐✓?", Stance, strict=True):
        assert f"{sign}  {word} {signs[sign]}" in legend
    written = "AB: mobile networks 4   Ab: other scopes only 1   ab: no position on record 245"
    assert written in legend
    assert "AB: core 1   ab: no position on record 0" in ask("--in", "de", "--scope", "core")


def test_what_is_old_is_painted_pale_and_the_legend_says_so(ask: Callable[..., str]) -> None:
    drawn = ask("--format", "svg")
    root = ElementTree.fromstring(drawn)
    space = {"svg": "http://www.w3.org/2000/svg"}
    by_title = {
        each.findtext("svg:title", "", space): each.get("class")
        for each in root.findall(".//svg:g", space)
    }
    # France's word is of February 2021, five years and nine months before; a ban stays as it is.
    assert by_title["France: permitted (mobile), old"] == "permitted old"
    assert by_title["United Kingdom: banned (mobile)"] == "banned"
    assert "last confirmed more than 5 years earlier: 1<" in drawn
    assert "last confirmed more than 5 years earlier: 1\n" in ask()
    young = ask("--format", "svg", "--as-of", "2022")
    assert "last confirmed over" not in young and "France: permitted (mobile)<" in young


@pytest.mark.parametrize("stance", PALE)
def test_text_stands_out_from_what_is_pale(stance: Stance) -> None:
    light, dark = PALE[stance]
    assert contrast(light, "#000000") >= 4.5 and contrast(dark, "#f2f2f2") >= 4.5


def test_a_group_takes_less_room_and_keeps_its_shape(ask: Callable[..., str]) -> None:
    tiles = ask("--in", "five-eyes").split("\n\n")[0].splitlines()
    rows = [row.split() for row in tiles if row.strip()]
    assert [letters for row in rows for letters in row][:1] == ["ca"]
    assert len(tiles) < ROWS and max(map(len, tiles)) < 40


def test_markdown_and_csv_tell_the_same_as_a_table(ask: Callable[..., str]) -> None:
    assert "| de | Germany | ◐ restricted | mobile |  | 3 | 11 |" in ask("--format", "md")
    assert "de,Germany,restricted,mobile,,3,11\r\n" in ask("--format", "csv")
    assert "de\tGermany\trestricted\tmobile\t\t3\t11\n" in ask("--format", "plain")


def test_the_svg_is_sound_and_says_in_titles_what_it_shows(ask: Callable[..., str]) -> None:
    drawn = ask("--format", "svg")
    root = ElementTree.fromstring(drawn)
    space = {"svg": "http://www.w3.org/2000/svg"}
    titles = [each.text for each in root.findall(".//svg:g/svg:title", space)]
    assert len(titles) == 250
    assert "Germany: restricted (mobile)" in titles
    assert "Andorra: no position on record" in titles
    assert "banned 2" in root.findtext("svg:desc", "", space)
    assert not re.search(r"<script|https?://(?!www\.w3\.org/2000/svg)|@import|url\(", drawn)
    assert len(drawn) < 50_000


def test_the_svg_is_the_same_bytes_again(ask: Callable[..., str]) -> None:
    assert ask("--format", "svg") == ask("--format", "svg")


@pytest.mark.parametrize("columns", [30, 77, 78, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(log: str, columns: int) -> None:
    drawn = on_terminal("map", "--data", log, "--data-only", columns=columns)
    lines = plain(drawn)
    assert max(map(len, lines)) <= columns
    assert "DE" in "".join(lines) and "◐" in "".join(lines)


def test_no_colour_and_ascii_leave_letters_and_signs(log: str) -> None:
    drawn = on_terminal(
        "map", "--data", log, "--data-only", NO_COLOR="1", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert "\x1b" not in drawn and drawn.isascii() and "\\" not in drawn
    assert "DE/" in drawn and "GBx" in drawn and "FR+" in drawn and "PL?" in drawn


@pytest.mark.parametrize(
    ("env", "code"),
    [
        ({"COLORTERM": "truecolor"}, "48;2;134;22;22"),
        ({"TERM": "xterm-256color"}, "48;5;"),
        ({"TERM": "xterm"}, "41m"),
    ],
)
def test_tiles_are_painted_with_the_colours_there_are(
    log: str, env: dict[str, str], code: str
) -> None:
    assert code in on_terminal("map", "--data", log, "--data-only", **env)


@pytest.mark.parametrize(
    ("env", "colors"),
    [
        ({}, Colors.STANDARD),
        ({"TERM": "linux"}, Colors.STANDARD),
        ({"TERM": "screen-256color"}, Colors.EIGHT_BIT),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, Colors.TRUE),
        ({"TERM": "xterm-direct"}, Colors.TRUE),
    ],
)
def test_a_terminal_says_how_many_colours_it_has(env: dict[str, str], colors: Colors) -> None:
    assert colors_known(env) is colors


# Viénot, Brettel and Mollon 1999: what the missing cone leaves of linear red, green and blue.
DEUTERANOPIA = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))
PROTANOPIA = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
FULL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
Sight = tuple[tuple[float, float, float], ...]


def luminance(hex: str, sight: Sight = FULL) -> float:
    """Relative luminance of a colour as a kind of sight sees it."""
    parts = [int(hex[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    seen = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in sight]
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), seen, strict=True))


def lightness(hex: str, sight: Sight) -> float:
    return 116 * max(luminance(hex, sight), 0.009) ** (1 / 3) - 16


@pytest.mark.parametrize("sight", [FULL, DEUTERANOPIA, PROTANOPIA])
def test_fills_differ_in_lightness_for_the_colour_blind(sight: Sight) -> None:
    seen = sorted([lightness(paint.fill, sight) for paint in PAINTS.values()])
    assert min(b - a for a, b in pairwise(seen)) >= 12
    order = [PAINTS[s] for s in (Stance.BANNED, Stance.PERMITTED, Stance.RESTRICTED)]
    levels = [lightness(paint.fill, sight) for paint in order]
    assert levels == sorted(levels), "a ban is the darkest"


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("stance", Stance)
def test_text_stands_out_from_its_fill_and_words_from_any_ground(stance: Stance) -> None:
    paint = PAINTS[stance]
    assert contrast(paint.fill, "#ffffff" if paint.light_text else "#000000") >= 4.5
    assert min(contrast(paint.word, ground) for ground in ("#ffffff", "#000000")) >= 4
