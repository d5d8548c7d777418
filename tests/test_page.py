"""The page in a real browser: it plays, sorts, filters and tells, and runs nothing from the data.

Without a Chromium (Debian: apt-get install chromium) these tests are skipped. The screenshots
that they take lie in the folder that --basetemp names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Page, browsing, found
from own_log import line, written

from huaweiban.cli.run import run

CHROMIUM = found()
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install chromium"
)
EVIL = (
    "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
)
EVENTS = (
    line("de-2019-05-01-open", "2019-05-01", "permitted"),
    line("de-2020-07-01-core-ban", "2020-07-01", "banned", "core", deadline="2027-12-31",
         sources=[{"publisher": "Gazette", "url": "https://example.org/a?b=1&c=2"},
                  {"publisher": "Relay", "via": "A wire"}]),
    line("fr-2021-02-03-evil", "2021-02-03", "restricted", summary=EVIL, note=EVIL,
         sources=[{"publisher": EVIL}]),
    line("us-2019-01-01-buying", "2019-01-01", "banned", "procurement"),
    line("vodafone-2020-02-05-core", "2020-02-05", "restricted", "core"),
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    log = written(folder / "log.jsonl", *EVENTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUAWEIBAN_TODAY", "2026-11-22")
        target = folder / "out.html"
        code = run(["export", str(target), "--format", "html", "--data", str(log), "--data-only"])
    assert code == 0
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    assert CHROMIUM is not None
    with browsing(CHROMIUM) as page:
        yield page


@pytest.fixture
def page(browser: Page, file: Path) -> Iterator[Page]:
    browser.open("about:blank")
    browser.size(1200, 1000)
    browser.media()
    browser.complaints.clear()
    browser.requests.clear()
    browser.open(file.as_uri())
    yield browser
    assert browser.complaints == []
    # A tile's shape is asked for by name within the page, nothing else is fetched.
    assert {address.partition("#")[0] for address in browser.requests} == {file.as_uri()}


def label(id: str) -> str:
    return f"document.querySelector('#map [data-id={id}]').getAttribute('aria-label')"


SHOWN = "[...document.querySelectorAll('tbody tr:not([hidden])')].map(row => row.dataset.id)"
PUT = "get('{0}').value = '{1}'; get('{0}').dispatchEvent(new Event('input', {{bubbles: true}}))"
SLIDE = "year.value = {}; year.dispatchEvent(new Event('input'))"


def test_the_page_is_one_file_with_nothing_to_fetch(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    shell = text.partition('<script type="application/json"')[0]
    assert not re.search(r"<link|@import|@font-face|url\(|<img|<iframe| src=", shell)
    assert "default-src 'none'" in shell
    # What the data say cannot end the element that they stand in.
    data = text.partition('id="data">')[2].partition("</script>")[0]
    assert "<" not in data and data.rstrip().endswith("}")


def test_the_same_log_and_day_make_the_same_page(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    log = str(file.with_name("log.jsonl"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUAWEIBAN_TODAY", "2026-11-22")
        assert run(["export", str(again), "--format", "html", "--data", log, "--data-only"]) == 0
    assert again.read_bytes() == file.read_bytes()


@needs_browser
def test_the_slider_goes_through_the_years(page: Page) -> None:
    assert page.run("document.getElementById('year-shown').textContent") == "on 2026-11-22"
    assert page.run(label("de")) == "Germany: restricted (mobile)"
    page.run(SLIDE.format(0))
    assert page.run("document.getElementById('year-shown').textContent") == "at the end of 2019"
    assert page.run(label("de")) == "Germany: permitted (mobile)"
    assert page.run(label("fr")) == "France: no position on record"
    assert "permitted 1" in page.run("counts.textContent")


@needs_browser
def test_the_slider_is_moved_by_key_and_plays(page: Page) -> None:
    page.run("year.focus()")
    page.press("ArrowLeft", 37)
    assert page.run("Number(year.value)") == 6
    page.run("year.value = 5; year.dispatchEvent(new Event('input')); get('play').click()")
    assert page.run("get('play').textContent") == "Pause"
    wait = "new Promise(done => setTimeout(() => done(Number(year.value)), 2600))"
    assert page.run(wait) == 7
    assert page.run("get('play').textContent") == "Play"


@needs_browser
def test_a_filter_finds_by_name_alias_and_without_accents(page: Page) -> None:
    assert len(page.run(SHOWN)) == 250
    page.run("get('find').focus()")
    page.type("Deutschland")
    assert page.run(SHOWN) == ["de"]
    assert page.run("shown.textContent").startswith("1 of ")
    page.run(PUT.format("find", "cote d"))
    assert page.run(SHOWN) == ["ci"]
    page.run(PUT.format("find", "vodafone"))
    assert page.run(SHOWN) == ["vodafone"]


@needs_browser
def test_the_table_filters_by_stance_and_sorts(page: Page) -> None:
    page.run(PUT.format("stance", "restricted"))
    assert page.run(SHOWN) == ["fr", "de"]
    page.run(PUT.format("stance", ""))
    head = "document.querySelector('th[data-key=deadline]')"
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "ascending"
    assert page.run(SHOWN)[0] == "de"
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "descending"
    assert page.run(SHOWN)[0] == "de", "what has no deadline stays below"


@needs_browser
def test_an_entity_opens_with_its_history_sources_and_planned_dates(page: Page) -> None:
    page.run("document.querySelector('tr[data-id=de] a').click()")
    page.run("new Promise(done => setTimeout(done, 100))")
    text = page.run("entity.innerText")
    assert page.run("entity.open && document.activeElement.id") == "entity-name"
    for told in ("Germany", "gear gone by 2027-12-31 (core)", "Gazette", "Relay, via A wire",
                 "core: permitted → banned", "History: 2 events"):  # fmt: skip
        assert told in text
    link = "entity.querySelector('.sources a')"
    assert page.run(f"{link}.href") == "https://example.org/a?b=1&c=2"
    assert page.run(f"{link}.rel") == "noopener noreferrer"
    page.press("Escape", 27)
    assert page.run("entity.open") is False
    assert page.run("location.hash") == ""


@needs_browser
def test_the_map_is_walked_with_arrows_and_opened_with_enter(page: Page) -> None:
    page.run("document.querySelector('#map [tabindex=\"0\"]').focus()")
    assert page.run("document.activeElement.dataset.id") == "de"
    page.press("ArrowRight", 39)
    assert page.run("document.activeElement.dataset.id") == "pl"
    page.press("ArrowLeft", 37)
    page.press("Enter", 13, "\r")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert page.run("document.getElementById('entity-name').textContent") == "Germany"
    assert page.run("document.querySelectorAll('#map [tabindex=\"0\"]').length") == 1


@needs_browser
def test_text_of_the_data_is_shown_and_never_run(page: Page) -> None:
    page.run("location.hash = 'fr'")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert EVIL in page.run("entity.textContent")
    assert page.run("entity.querySelectorAll('img, script').length") == 0
    assert page.run("document.title").startswith("Where Huawei")


@needs_browser
def test_signs_and_letters_tell_what_colours_tell(page: Page) -> None:
    tile = "document.querySelector('#map [data-id={}]')"
    shapes = ".querySelectorAll('use')[1].getAttribute('href')"
    assert page.run(tile.format("de") + shapes) == "#restricted"
    assert page.run(tile.format("ad") + shapes) is None
    letters = ".querySelector('text').textContent"
    assert [page.run(tile.format(id) + letters) for id in ("de", "us", "ad")] == ["DE", "Us", "ad"]


@needs_browser
@pytest.mark.parametrize(("name", "width", "phone"), [("desk", 1200, False), ("phone", 360, True)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_desk_and_a_phone_in_light_and_dark(
    page: Page, name: str, width: int, phone: bool, scheme: str, tmp_path: Path
) -> None:
    page.media(scheme=scheme)
    page.size(width, 900, phone)
    assert page.run("document.documentElement.scrollWidth") <= width
    ground = page.run("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(18, 18, 18)")
    assert page.shot(tmp_path / f"{name}-{scheme}.png").startswith(b"\x89PNG")
    page.run("location.hash = 'de'")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert page.run("entity.getBoundingClientRect().right") <= width
    assert page.run("entity.scrollWidth <= entity.clientWidth")
    page.shot(tmp_path / f"{name}-{scheme}-entity.png")


@needs_browser
def test_print_leaves_out_what_is_for_hands(page: Page, tmp_path: Path) -> None:
    page.media("print")
    assert page.run("getComputedStyle(filters).display") == "none"
    page.shot(tmp_path / "print.png")
    page.run("location.hash = 'de'")
    page.run("new Promise(done => setTimeout(done, 100))")
    assert page.run("getComputedStyle(document.getElementById('main')).display") == "none"
    page.shot(tmp_path / "print-entity.png")
