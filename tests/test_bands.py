"""The line of time on a terminal: bands, moves and bars; a pipe keeps the tables alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from own_log import line, written
from terminals import on_terminal, plain

from huaweiban import bundled
from huaweiban.answers import Answer, Data, Question, StatsOptions
from huaweiban.cli.run import run
from huaweiban.entities import Catalogue
from huaweiban.events import Scope, Stance
from huaweiban.log import Log, Logs, Opener
from huaweiban.render import stats
from huaweiban.render.bands import bands
from huaweiban.render.blocks import Drawing, Sheet
from huaweiban.results import StatsResult
from huaweiban.stances import position
from huaweiban.views.bands import Band, Span, headline_band, scope_bands
from huaweiban.views.map import tiles
from huaweiban.views.page import page

DAY = "2026-11-22"
EVENTS = (
    line("de-2019-05-01-open", "2019-05-01", "permitted"),
    line("de-2020-07-01-core-ban", "2020-07-01", "banned", "core", deadline="2027-12-31"),
    line("de-2021-01-01-again", "2021-01-01", "banned", "core"),
    line("se-2020-10-20-ban", "2020-10-20", "banned", effective="2028"),
    line("us-2018-08-13-buying", "2018-08-13", "banned", "procurement"),
    *(
        line(f"{id}-2021-05-01-open", "2021-05-01", "permitted")
        for id in ("at", "es", "hu", "pt", "rs")
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(written(tmp_path_factory.mktemp("band") / "log.jsonl", *EVENTS))


@pytest.fixture(scope="module")
def log(path: str) -> Log:
    return Opener(Logs((path,), only=True)).everything()


@pytest.fixture(scope="module")
def registry() -> Catalogue:
    return bundled.registry()


@pytest.fixture
def ask(
    path: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    monkeypatch.setenv("HUAWEIBAN_TODAY", DAY)

    def asked(*arguments: str) -> str:
        capfd.readouterr()
        assert run([*arguments, "--data", path, "--data-only"]) == 0
        return capfd.readouterr().out

    return asked


@pytest.fixture
def see(path: str) -> Callable[..., list[str]]:
    def seen(*arguments: str, **more: str) -> list[str]:
        return plain(on_terminal(*arguments, "--data", path, "--data-only", **more))

    return seen


def test_a_run_goes_on_until_it_changes(log: Log, registry: Catalogue) -> None:
    germany, _ = registry.find("de")
    assert headline_band(log, germany, "Germany", DAY).spans == (
        Span("2019-05-01", "2020-07-01", Stance.PERMITTED, Scope.MOBILE),
        Span("2020-07-01", DAY, Stance.RESTRICTED, Scope.MOBILE),
    )
    core, ran = scope_bands(log, germany, DAY)
    assert [span.stance for span in core.spans] == ["permitted", "banned"]
    assert [span.start for span in core.spans] == ["2019-05-01", "2020-07-01"]
    assert (core.label, ran.label) == ("core", "ran")


def test_a_band_tells_on_every_day_what_status_tells(log: Log, registry: Catalogue) -> None:
    days = [*(event["date"] for event in EVENTS), "2018-01-01", "2020-06-30", "2024-02-29"]
    for row in map(registry.get, log.by_entity):
        assert row is not None
        spans = headline_band(log, row, row.name, DAY).spans
        for day in days:
            word = position(log.of(row.id), day).headline
            here = [(span.stance, span.scope) for span in spans if span.start <= day < span.end]
            assert here == ([(word.stance, word.scope)] if word else [])


def test_the_page_tells_at_every_year_end_what_the_map_tells(log: Log) -> None:
    told = page(log, DAY)
    assert [end[:4] for end in told.ends] == [str(year) for year in range(2018, 2027)]
    countries = [row for row in told.entities if row.id in told.places]
    for end in told.ends:
        for tile in tiles(log, countries, (), end):
            word = (tile["stance"], tile["headline_scope"]) if tile["stance"] else None
            spells = [each for each in told.spells[tile["entity"]] if each.since <= end]
            held = spells[-1].status if spells else None
            assert (held and held["stance"] and (held["stance"], held["headline_scope"])) == word


def test_scopes_with_one_history_share_a_band(log: Log, registry: Catalogue) -> None:
    sweden, _ = registry.find("se")
    assert [band.label for band in scope_bands(log, sweden, DAY)] == ["core, ran"]


def test_a_point_in_time_ends_the_band(log: Log, registry: Catalogue) -> None:
    germany, _ = registry.find("de")
    band = headline_band(log, germany, "Germany", "2019-12-31")
    assert [(span.end, span.stance) for span in band.spans] == [("2019-12-31", "permitted")]
    assert band.planned == ()


def test_a_band_begins_with_the_window(log: Log, registry: Catalogue) -> None:
    germany, _ = registry.find("de")
    band = headline_band(log, germany, "Germany", DAY, since="2020-01-01")
    assert [span.start for span in band.spans] == ["2020-01-01", "2020-07-01"]
    assert headline_band(log, germany, "", DAY, since="2021").spans[0].stance == "restricted"


def test_planned_dates_ahead_are_marked(log: Log, registry: Catalogue) -> None:
    germany, _ = registry.find("de")
    band = headline_band(log, germany, "Germany", DAY)
    assert [(each["date"], each["purpose"]) for each in band.planned] == [
        ("2027-12-31", "deadline")
    ]


def test_history_draws_years_bands_and_planned_dates_above_the_table(
    see: Callable[..., list[str]],
) -> None:
    axis, headline, core, ran, today, planned, *rest = see("history", "germany")
    assert axis.split("│")[1].strip() == "2019"
    assert headline.startswith("headline") and "✓" in headline and "◐ restricted" in headline
    assert "✗ banned" in core and core.startswith("core")
    assert ran.startswith("ran") and "✗" not in ran
    assert headline.index("◐") == core.index("✗")
    assert headline.index("┃") < headline.index("▽")
    assert today.strip() == "┃ 2026-11-22, today"
    assert planned.strip() == "▽ deadline 2027-12-31 (core); 404 days left"
    assert any(line.startswith("2020-07-01") for line in rest)


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize(
    "arguments",
    [("history", "germany"), ("timeline",), ("timeline", "de", "se"), ("stats", "--by", "year")],
)
def test_pictures_fit_the_terminal(
    see: Callable[..., list[str]], arguments: tuple[str, ...], columns: int
) -> None:
    assert max(map(len, see(*arguments, columns=columns))) <= columns


def test_timeline_has_a_band_for_each_of_those_named(see: Callable[..., list[str]]) -> None:
    lines = see("timeline", "germany", "sweden", "--limit", "1")
    assert lines[1].startswith("Germany") and lines[2].startswith("Sweden")
    assert "▽ planned dates: huaweiban deadlines" in lines[4]


def test_timeline_of_many_marks_the_moves(see: Callable[..., list[str]]) -> None:
    banned, restricted, permitted, undecided = see("timeline")[1:5]
    assert banned.startswith("✗ banned") and banned.count("✗") == 3
    assert restricted.count("◐") == 2
    # Five moved on one day.
    assert permitted.count("✓") == 2 and "5" in permitted
    assert undecided.strip() == "? undecided"


def test_a_pipe_keeps_the_table_alone(ask: Callable[..., str]) -> None:
    for arguments in (["history", "germany"], ["timeline"]):
        assert ask(*arguments).splitlines()[0].startswith("date ")
        assert ask(*arguments, "--format", "md").lstrip().startswith("| date |")
        assert "┃" not in ask(*arguments, "--color", "always")


def test_ascii_draws_the_same(see: Callable[..., list[str]]) -> None:
    lines = see("history", "germany", NO_COLOR="1", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert all(line.isascii() and "\\" not in line for line in lines)
    assert "/ restricted" in lines[1] and "x banned" in lines[2] and "v" in lines[1]


def test_a_narrow_terminal_gets_no_picture_that_cannot_be_read() -> None:
    band = Band("Germany", (Span("2019-01-01", DAY, Stance.BANNED, None),))
    assert bands([band], DAY).draw(20) == []
    assert bands([], DAY).draw(80) == []


def test_a_change_of_today_is_still_seen() -> None:
    spans = (
        Span("2000-01-01", DAY, Stance.PERMITTED, None),
        Span(DAY, DAY, Stance.BANNED, None),
    )
    row = "".join(piece.text for piece in bands([Band("x", spans)], DAY).draw(60)[1].pieces)
    assert "✗┃" in row


def test_stats_by_year_draw_bars_beside_the_numbers(see: Callable[..., list[str]]) -> None:
    head, *rows = see("stats", "--by", "year")
    assert head.split()[:6] == ["year", "✗", "◐", "✓", "?", "none"]
    last = next(row for row in rows if row.startswith("2026"))
    assert last.split()[1:6] == ["2", "1", "5", "0", "242"]
    assert last.endswith("✗✗◐✓✓✓✓✓")
    assert "one sign per country" in head


def test_a_sign_stands_for_several_where_room_is_short() -> None:
    counts = {"banned": 1, "restricted": 60, "permitted": 100, "undecided": 0}
    row: StatsResult = {"key": "2026", **counts, "none": 89, "total": 250}
    question = Question("stats", Data("", "", []), DAY, StatsOptions("year", 250))
    picture, *_ = stats.blocks(Answer(question, [row]))
    assert isinstance(picture, Drawing)
    head, bar, *_ = ["".join(piece.text for piece in line.pieces) for line in picture.draw(80)]
    assert "one sign per 4 countries" in head
    assert bar.endswith("89  " + "✗" + "◐" * 15 + "✓" * 25)
    assert any(isinstance(each, Sheet) for each in picture.draw(30))


@pytest.mark.parametrize("columns", [20, 30, 40, 50])
def test_where_no_bar_fits_the_numbers_stand_alone(
    see: Callable[..., list[str]], columns: int
) -> None:
    lines = see("stats", "--by", "year", columns=columns)
    said = [line.split() for line in lines]
    blocks = [["year", "2026"], ["✗", "banned", "2"], ["total", "250"]]
    row = ["2026", "2", "1", "5", "0", "242"]
    # What every year has alike is said once, above the years.
    once = [["?:", "0"], ["2026", "2", "1", "5", "242"]]
    whole = row in [words[:6] for words in said]
    assert whole or any(all(each in said for each in told) for told in (blocks, once))


def test_a_pipe_keeps_the_numbers_alone(ask: Callable[..., str]) -> None:
    told = ask("stats", "--by", "year")
    assert told.splitlines()[0].split() == [
        "year", "✗", "banned", "◐", "restricted", "✓", "permitted", "?", "undecided", "none",
        "total",
    ]  # fmt: skip
    assert "✗✗" not in told
