"""The page in a real browser: it follows the day, sorts, filters, and runs nothing of the data.

Without a Chromium (Debian: apt-get install chromium) these tests are skipped. The screenshots
that they take lie in the folder that --basetemp names.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import axe
import pytest
from chromium import Page, browsing, found
from hypothesis import given, settings
from hypothesis import strategies as st
from own_log import line, written

from huaweiban import bundled
from huaweiban.cli.run import run
from huaweiban.export.guard import Guard
from huaweiban.export.page import write_html
from huaweiban.log import Log, Logs, Opener
from huaweiban.register import NO_LAWS
from huaweiban.views.page import page as page_view
from huaweiban.views.page import spells
from huaweiban.views.status import status

CHROMIUM = found()
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install chromium"
)
DAY = "2026-11-22"
EVIL = (
    "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
)
TURNED = "left \u202eright\u2066 and hid\u200bden"
EVENTS = (
    line("de-2019-05-01-open", "2019-05-01", "permitted"),
    line("de-2020-07-01-core-ban", "2020-07-01", "banned", "core", deadline="2027-12-31",
         what="removal from the core", laws=["de-2021-bsig-section-9b"],
         sources=[{"publisher": "Gazette", "url": "https://example.org/a?b=1&c=2"},
                  {"publisher": "Relay", "via": "A wire"}]),
    line("de-2024-03-buying", "2024-03", "restricted", "procurement"),
    line("fr-2021-02-03-evil", "2021-02-03", "restricted", summary=EVIL, note=EVIL,
         sources=[{"publisher": EVIL}]),
    line("es-2020-03-04-open", "2020-03-04", "permitted", summary=TURNED),
    line("us-2019-01-01-buying", "2019-01-01", "banned", "procurement"),
    line("pt-2022-01-01-until", "2022-01-01", "banned", until="2023-06-30"),
    line("gl-2023-01-01-open", "2023-01-01", "permitted"),
    line("vodafone-2020-02-05-core", "2020-02-05", "restricted", "core"),
    line("deutsche-telekom-2021-02-05-ran", "2021-02-05", "permitted", "ran",
         entity="deutsche-telekom"),
)  # fmt: skip
LAWS: list[dict[str, Any]] = [
    {"id": "de-2021-bsig-section-9b", "entity": "de", "title": "A security act",
     "original": "Ein Gesetz", "citation": "BGBl. 1", "kind": "act", "reach": "power",
     "binds": ["mobile-operators"],
     "scope": ["mobile"], "summary": "It may forbid <b>parts</b>.", "adopted": "2020-06-01",
     "effective": "2021-01-01", "until": "2025-12-31",
     "sources": [{"publisher": "Gazette", "url": "https://example.org/act"}], "added": DAY},
    {"id": "fr-2019-act", "entity": "fr", "title": "A permit act", "kind": "act",
     "reach": "criteria", "binds": ["operators"], "scope": ["mobile"], "adopted": "2019-08-01",
     "sources": [{"publisher": "Journal"}], "added": DAY},
]  # fmt: skip


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page") / "log.jsonl", *EVENTS)


@pytest.fixture(scope="module")
def file(log: Path) -> Path:
    opened = Opener(Logs((str(log),), only=True)).everything()
    about = {
        "data_version": "2026.11.22", "brought_to": "2026-07-03", "data": opened.labels,
        "as_of": DAY, "licence": "CC BY 4.0", "version": "1.0.0",
    }  # fmt: skip
    target = log.with_name("out.html")
    write_html(page_view(opened, DAY, LAWS), about, target, Guard(force=True))
    return target


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the bundled data."""
    target = tmp_path_factory.mktemp("world") / "world.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUAWEIBAN_TODAY", bundled.about().data_version.replace(".", "-"))
        assert run(["export", str(target)]) == 0
    return target


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    assert CHROMIUM is not None
    with browsing(CHROMIUM) as page:
        yield page


def opened(browser: Page, address: str) -> Page:
    browser.open("about:blank")
    browser.complaints.clear()
    browser.requests.clear()
    browser.open(address)
    return browser


@pytest.fixture
def page(browser: Page, file: Path) -> Iterator[Page]:
    browser.size(1200, 1000)
    browser.media()
    yield opened(browser, file.as_uri())
    assert browser.complaints == []
    # A tile's shape is asked for by name within the page, and Chromium paints the calendar of its
    # own field for a date from a data address; nothing else is fetched.
    asked = {address.partition("#")[0] for address in browser.requests}
    assert {address for address in asked if not address.startswith("data:")} == {file.as_uri()}


def settle(page: Page, milliseconds: int = 350) -> None:
    page.run(f"new Promise(done => setTimeout(done, {milliseconds}))")


def go(page: Page, fragment: str) -> None:
    page.run(f"location.hash = {json.dumps(fragment)}")
    settle(page)


def click(page: Page, text: str) -> None:
    """Click what is called so in the panel."""
    called = f"each => each.textContent === {json.dumps(text)}"
    page.run(f"[...document.querySelectorAll('#entity :is(a, button)')].find({called}).click()")


def label(id: str) -> str:
    return f"document.querySelector('#map [data-id={id}]').getAttribute('aria-label')"


SHOWN = "[...get('table').tBodies[0].rows].filter(row => !row.hidden).map(row => row.dataset.id)"
PUT = "get('{0}').value = '{1}'; get('{0}').dispatchEvent(new Event('input', {{bubbles: true}}))"
SLIDE = "get('year').value = {}; get('year').dispatchEvent(new Event('input'))"
PANEL = "get('entity').innerText"
WITHOUT = "[...get('without-names').children].map(each => each.textContent)"


# One file, and nothing in it that is obeyed


def test_the_page_is_one_file_with_nothing_to_fetch(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    shell = text.partition('<script type="application/json"')[0]
    assert not re.search(r"<link|@import|@font-face|url\(|<img|<iframe| src=| style=", shell)
    assert "default-src 'none'" in shell and "unsafe" not in shell
    # What the data say cannot end the element that they stand in.
    data = text.partition('id="data">')[2].partition("</script>")[0]
    assert "<" not in data and data.rstrip().endswith("}")
    assert "<b>parts</b>" not in text and "&lt;b&gt;parts" in text


def test_what_turns_or_hides_text_is_not_in_the_page(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", text)
    assert "left �right� and hid�den" in text


def test_ids_of_entities_and_of_the_page_differ(world: Path) -> None:
    ids = re.findall(r' id="([^"]+)"', world.read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids))
    frame = Path(bundled.__file__).parent / "export" / "page" / "page.html"
    own = set(re.findall(r' id="([^"@]+)"', frame.read_text(encoding="utf-8")))
    assert not own & set(bundled.registry().ids())


def test_the_same_log_and_day_make_the_same_page(log: Path, tmp_path: Path) -> None:
    pages = [tmp_path / "one.html", tmp_path / "other.html"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUAWEIBAN_TODAY", DAY)
        for each in pages:
            assert run(["export", str(each), "--data", str(log), "--data-only"]) == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


@pytest.fixture(scope="module")
def everything() -> Log:
    return Opener(Logs()).everything()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_on_every_day_the_page_knows_what_status_says(everything: Log, data: st.DataObject) -> None:
    last = bundled.about().data_version.replace(".", "-")
    id = data.draw(st.sampled_from(sorted(everything.by_entity)))
    day = data.draw(st.dates(date(2012, 1, 1), date.fromisoformat(last))).isoformat()
    row = everything.registry.get(id)
    assert row is not None
    bare = everything._replace(by_entity={}, laws=NO_LAWS)
    wanted = status(bare, row, everything.position(id, day), day, why=False)
    known = [spell for spell in spells(everything, row, last) if spell.since <= day]
    assert known[-1].status == wanted if known else wanted["stance"] is None


@needs_browser
def test_text_of_the_data_is_shown_and_never_run(page: Page) -> None:
    go(page, "fr")
    assert EVIL in page.run("get('entity').textContent")
    assert page.run("get('entity').querySelectorAll('img, script').length") == 0
    assert page.run("document.title").startswith("France: ")


# The day


@needs_browser
def test_every_part_follows_the_slider_and_says_the_day(page: Page) -> None:
    said = "[...new Set([...document.querySelectorAll('.asof')].map(each => each.textContent))]"
    assert page.run(said) == ["as known on 22 November 2026"]
    assert page.run(label("de")) == "DE Germany: restricted (mobile networks)"
    page.run(SLIDE.format(0))
    assert page.run(said) == ["as known on 31 December 2019"]
    assert page.run(label("de")) == "DE Germany: permitted (mobile networks)"
    assert page.run(label("fr")) == "fr France: no position on record"
    assert "permitted 1" in page.run("get('counts').textContent")
    assert page.run(SHOWN) == ["us", "de"]
    assert "France" in page.run(WITHOUT)
    assert "new on record: permitted" in page.run("get('moves').textContent")
    assert page.run("get('soon').textContent") == "None."
    assert page.run("[...get('laws').children].filter(each => !each.hidden).length") == 1
    page.run("choose({entity: 'de'})")
    text = page.run(PANEL)
    assert "as known on 31 December 2019" in text and "1 event," in text
    assert "permitted → banned" not in text and "A security act" not in text
    assert "2019" in page.run("document.querySelector('.years [aria-current]').textContent")


@needs_browser
def test_a_year_of_the_panel_sets_the_day_and_keeps_the_focus(page: Page) -> None:
    go(page, "de")
    page.run("document.querySelectorAll('.years button')[1].focus()")
    page.run("document.activeElement.click()")
    settle(page)
    assert "as known on 31 December 2020" in page.run(PANEL)
    assert page.run("document.activeElement.textContent").startswith("◐2020")
    assert "day=2020-12-31" in page.run("location.hash")


@needs_browser
def test_any_day_can_be_named(page: Page) -> None:
    page.run("get('day').value = '2020-06-30'; get('day').dispatchEvent(new Event('change'))")
    assert page.run(label("de")) == "DE Germany: permitted (mobile networks)"
    page.run("get('day').value = '2020-07-01'; get('day').dispatchEvent(new Event('change'))")
    assert page.run(label("de")) == "DE Germany: restricted (mobile networks)"
    assert page.run("get('year-shown').textContent") == "2020"


@needs_browser
def test_a_law_stands_as_it_stood_on_the_day(page: Page) -> None:
    states = {
        "2020-06-30": "adopted 2020-06-01, in force from 2021-01-01",
        "2021-12-31": "in force since 2021-01-01",
        "2026-11-22": "ended 2025-12-31",
    }
    for day, state in states.items():
        page.run(f"choose({{day: '{day}'}})")
        words = "document.querySelector('#de-2021-bsig-section-9b .state').textContent"
        assert page.run(words) == state


@needs_browser
def test_what_has_ended_by_its_own_terms_is_gone_and_told(page: Page) -> None:
    page.run("choose({day: '2022-12-31'})")
    assert page.run(label("pt")) == "PT Portugal: banned (mobile networks)"
    page.run(f"choose({{day: '{DAY}', entity: 'pt'}})")
    assert page.run(label("pt")) == "pt Portugal: no position on record"
    assert "banned until 2023-06-30; this has ended" in page.run(PANEL)


@needs_browser
def test_the_slider_is_moved_by_key_and_plays(page: Page) -> None:
    page.run("get('year').focus()")
    page.press("ArrowLeft", 37)
    assert page.run("Number(get('year').value)") == 6
    page.run(f"{SLIDE.format(5)}; get('play').click()")
    assert page.run("get('play').textContent") == "Pause"
    wait = "new Promise(done => setTimeout(() => done(Number(get('year').value)), 3200))"
    assert page.run(wait) == 7
    assert page.run("get('play').textContent") == "Play"


@needs_browser
def test_the_bundled_page_says_how_far_the_data_reach(browser: Page, world: Path) -> None:
    page = opened(browser, world.as_uri())
    assert page.run("document.querySelector('.asof').textContent") == "as known on 3 July 2026"
    assert "Covers events to 3 July 2026; later changes are not included." in page.run(
        "document.querySelector('header').innerText"
    )


# Age


@needs_browser
def test_age_is_seen_on_map_and_table_and_the_legend_says_so(page: Page) -> None:
    tile = "document.querySelector('#map [data-id={}]')"
    assert page.run(f"{tile.format('es')}.classList.contains('old')")
    assert page.run(label("es")) == "ES Spain: permitted (mobile networks), old"
    assert not page.run(f"{tile.format('gl')}.classList.contains('old')")
    ground = "getComputedStyle({}).backgroundColor"
    assert page.run(ground.format(tile.format("es"))) != page.run(ground.format(tile.format("gl")))
    assert "old" in page.run("get('es').cells[1].innerText")
    assert page.run("get('es').classList.contains('pale')")
    assert "last confirmed more than 5 years earlier" in page.run("get('key').innerText")
    page.run("choose({day: '2021-12-31'})")
    assert not page.run(f"{tile.format('es')}.classList.contains('old')")


# Scope and region


@needs_browser
def test_a_scope_is_told_alone_in_every_part(page: Page) -> None:
    page.run(PUT.format("scope", "core"))
    assert page.run(label("de")) == "DE Germany: banned (core)"
    assert page.run(label("us")) == "us United States: no position on record"
    assert page.run(SHOWN) == ["de", "fr", "gl", "es"]
    assert "in core" in page.run("get('shown').textContent")
    page.run(PUT.format("stance", "banned"))
    assert page.run(SHOWN) == ["de"]
    page.run(PUT.format("scope", "procurement"))
    assert page.run(SHOWN) == ["us"]
    assert page.run("get('us').cells[2].textContent") == "procurement"


@needs_browser
def test_a_region_is_shown_alone_and_counts_follow(page: Page) -> None:
    page.run(PUT.format("region", "european-union"))
    assert page.run(SHOWN) == ["fr", "de", "es"]
    assert "banned 0" in page.run("get('counts').textContent")
    hidden = "getComputedStyle(document.querySelector('#map [data-id=us]')).visibility"
    assert page.run(hidden) == "hidden"
    # The United Kingdom was a member until the end of January 2020.
    page.run("choose({day: '2019-12-31'})")
    assert "United Kingdom" in page.run(WITHOUT)
    page.run(PUT.format("region", "north-america"))
    assert page.run(SHOWN) == ["us"]


@needs_browser
@pytest.mark.parametrize("width", [320, 390])
def test_scope_and_dates_stay_on_a_phone(page: Page, width: int) -> None:
    page.size(width, 800, True)
    text = page.run("get('de').innerText")
    for told in ("Germany", "restricted", "mobile networks", "2020-07-01", "2027-12-31",
                 "restricted: procurement"):  # fmt: skip
        assert told in text


# Search and filters


@needs_browser
def test_codes_and_whole_names_come_first(page: Page) -> None:
    page.run("get('find').focus()")
    page.type("de")
    assert page.run(SHOWN)[0] == "de"
    assert page.run("get('sort').value") == "match"
    assert page.run("document.querySelectorAll('[aria-sort]').length") == 0
    assert "best matches come first" in page.run("get('shown').textContent")
    page.run("choose({find: ''})")
    assert page.run("get('sort').value") == "stance"
    page.run("choose({find: 'DEU'})")
    assert page.run(SHOWN) == ["de"]
    page.run("choose({find: 'Deutschland'})")
    assert page.run(SHOWN)[0] == "de"
    page.run("choose({find: 'niger'})")
    assert page.run(WITHOUT)[0] == "Niger", "the whole name before Nigeria's beginning"
    page.run("choose({find: 'cote d'})")
    assert page.run("get('without-names').firstElementChild.innerHTML").startswith('<a href="#ci"')
    assert page.run("get('without').open")


@needs_browser
def test_a_slip_gets_a_suggestion(page: Page) -> None:
    page.run("choose({find: 'germny'})")
    assert page.run("get('hint').innerText").startswith("Nothing found for “germny”. Did you mean")
    page.run("get('hint').querySelector('button').click()")
    assert page.run(SHOWN) == ["de"]
    page.run("choose({find: 'xqzv'})")
    assert page.run("get('hint').innerText").strip() == "Nothing found for “xqzv”."


@needs_browser
def test_a_filter_never_lies(page: Page) -> None:
    page.run("choose({find: 'vodafone'})")
    assert page.run(SHOWN) == [] and page.run("get('kind').value") == "country"
    assert "outside the filters" in page.run("get('hint').innerText")
    page.run("get('hint').querySelector('button').click()")
    assert "vodafone" in page.run(SHOWN) and page.run("get('kind').value") == ""
    page.run("get('clear').click()")
    page.run(PUT.format("stance", "none"))
    assert page.run(SHOWN) == []
    assert page.run("get('without').open") and len(page.run(WITHOUT)) == 245
    assert "245 without one" in page.run("get('shown').textContent")


@needs_browser
def test_the_table_is_sorted_by_stance_and_by_any_head(page: Page) -> None:
    assert page.run(SHOWN) == ["us", "fr", "de", "gl", "es"]
    assert not page.run("get('without').open"), "those without a position are folded away"
    head = "document.querySelector('th[data-key=deadline]')"
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "ascending"
    assert page.run(SHOWN)[0] == "de"
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "descending"
    assert page.run(SHOWN)[0] == "de", "what has no deadline stays below"
    assert "sort=-deadline" in (settle(page) or page.run("location.hash"))


# The address


@needs_browser
def test_the_address_keeps_the_state_and_the_title_follows(page: Page, file: Path) -> None:
    page.run("choose({day: '2020-12-31', region: 'europe', sort: 'name', up: false, find: 'ger'})")
    page.run("choose({stance: 'restricted', kind: ''})")
    settle(page)
    address = page.run("location.href")
    shown = page.run(SHOWN)
    assert page.run("document.title").endswith(", 31 December 2020")
    opened(page, address)
    assert page.run(SHOWN) == shown == ["de"]
    assert page.run("[get('day').value, get('region').value, get('stance').value]") == [
        "2020-12-31", "europe", "restricted",
    ]  # fmt: skip
    assert page.run("addressOf()") == address
    page.run("open('de')")
    assert page.run("document.title") == (
        "Germany: restricted (mobile networks), 31 December 2020 – Huawei"
    )
    page.run("history.back()")
    settle(page)
    assert page.run("get('entity').open") is False


@needs_browser
@pytest.mark.parametrize(
    "spelling", ["de", "DE", "deu", "276", "Germany", "GERMANY", "deutschland"]
)
def test_any_spelling_of_a_name_opens_it(page: Page, spelling: str) -> None:
    go(page, spelling)
    assert page.run("get('entity-name').textContent") == "Germany"
    assert page.run("location.hash") == "#de"


@needs_browser
@pytest.mark.parametrize(
    "fragment",
    ["%E0%A4%A", "%", "nobody-knows-this", "?day=2020-13-45&scope=moon&sort=x&in=%", "??&&==",
     "<img src=x>", "de-2020-07-01-gone", "__proto__", "?stance=constructor&region=__proto__"],
)  # fmt: skip
def test_a_broken_fragment_is_harmless(page: Page, file: Path, fragment: str) -> None:
    opened(page, f"{file.as_uri()}#{fragment}")
    settle(page)
    assert page.run("get('entity').open") is False
    assert page.run(SHOWN) == ["us", "fr", "de", "gl", "es"]
    assert page.run("document.querySelectorAll('img').length") == 0
    if fragment == "nobody-knows-this":
        assert "Nothing found for" in page.run("get('unknown').innerText")


@needs_browser
def test_an_event_and_a_law_have_addresses(page: Page, file: Path) -> None:
    opened(page, f"{file.as_uri()}#de-2020-07-01-core-ban")
    settle(page)
    assert page.run("document.activeElement.dataset.event") == "de-2020-07-01-core-ban"
    assert page.run("get('entity-name').textContent") == "Germany"
    opened(page, f"{file.as_uri()}#de-2021-bsig-section-9b")
    settle(page)
    assert page.run("document.activeElement.dataset.law") == "de-2021-bsig-section-9b"


# The panel


@needs_browser
def test_an_entity_opens_with_all_that_has_its_place(page: Page) -> None:
    page.run("document.querySelector('tr[data-id=de] a').click()")
    settle(page)
    text = page.run(PANEL)
    assert page.run("get('entity').open && document.activeElement.id") == "entity-name"
    for told in ("Germany", "deadline (core): removal from the core", "Gazette", "days left",
                 "Relay, via A wire", "core: permitted → banned", "History: 3 events",
                 "A security act", "Operators", "Deutsche Telekom",
                 "last confirmed"):  # fmt: skip
        assert told in text
    events = "[...document.querySelectorAll('.events>li')].map(each => each.dataset.event)"
    assert page.run(events)[0] == "de-2024-03-buying", "the newest first"
    link = "get('entity').querySelector('.sources a')"
    assert page.run(f"{link}.href") == "https://example.org/a?b=1&c=2"
    assert page.run(f"{link}.rel") == "noopener noreferrer"
    page.press("Escape", 27)
    settle(page)
    assert page.run("get('entity').open") is False
    assert page.run("location.hash") == ""


@needs_browser
def test_the_panel_links_on_to_operators_and_back_home(page: Page) -> None:
    go(page, "de")
    click(page, "Deutsche Telekom")
    settle(page)
    assert page.run("get('entity-name').textContent") == "Deutsche Telekom"
    assert "at home in Germany" in page.run(PANEL)


# The map


@needs_browser
def test_the_map_is_walked_with_arrows_and_opened_with_enter(page: Page) -> None:
    page.run("document.querySelector('#map [tabindex=\"0\"]').focus()")
    assert page.run("document.activeElement.dataset.id") == "de"
    page.press("ArrowRight", 39)
    assert page.run("document.activeElement.dataset.id") == "pl"
    assert page.run("get('tip').textContent") == "Poland: no position on record"
    assert page.run("get('tip').hidden") is False
    page.press("Escape", 27)
    assert page.run("get('tip').hidden")
    page.press("ArrowLeft", 37)
    page.press("Enter", 13, "\r")
    settle(page)
    assert page.run("get('entity-name').textContent") == "Germany"
    assert page.run("document.querySelectorAll('#map [tabindex=\"0\"]').length") == 1


@needs_browser
def test_the_first_touch_names_a_tile_and_the_second_opens_it(page: Page) -> None:
    page.size(390, 800, True)
    page.ask("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        page.run("document.querySelector('#map [data-id=de]').scrollIntoView({block: 'center'})")
        box = page.run("(({x, y}) => [x, y])(tiles.get('de').getBoundingClientRect())")
        for opens in (False, True):
            at = [{"x": box[0] + 9, "y": box[1] + 9}]
            page.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=at)
            page.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
            settle(page, 500)
            if not opens:
                assert page.run("get('tip').textContent").startswith("Germany: restricted")
            assert page.run("get('entity').open") is opens
    finally:
        page.ask("Emulation.setTouchEmulationEnabled", enabled=False)


@needs_browser
@pytest.mark.parametrize("width", [390, 1440])
def test_continents_are_named_and_nothing_lies_upon_another(page: Page, width: int) -> None:
    page.size(width, 900, width < 500)
    names = "[...document.querySelectorAll('.continent-name')].map(each => each.innerText)"
    assert page.run(names) == [
        "Africa", "Asia", "Europe", "North America", "Oceania", "South America"
    ]  # fmt: skip
    # Of a name only its letters count, not the cells that it may use.
    upon = """(() => {
      const boxes = [...document.querySelectorAll('.tile, .continent-name')].map((each) => {
        const range = document.createRange();
        range.selectNodeContents(each);
        const box = each.matches('.tile') ? each : range;
        return [each.textContent, box.getBoundingClientRect()];
      });
      return boxes.flatMap(([a, one], at) => boxes.slice(at + 1)
        .filter(([b, other]) => one.left < other.right - 1 && other.left < one.right - 1
          && one.top < other.bottom - 1 && other.top < one.bottom - 1).map(([b]) => `${a} ${b}`));
    })()"""
    assert page.run(upon) == []
    small = "[...document.querySelectorAll('.tile')].filter(each => each.offsetWidth < 24).length"
    assert page.run(small) == 0


@needs_browser
def test_empty_territories_are_out_of_the_way(page: Page) -> None:
    assert page.run("document.querySelector('#map [data-id=bv]')") is None
    assert page.run("document.querySelector('#map [data-id=gl]')") is not None
    assert "Bouvet Island" in page.run("document.querySelector('#main details').textContent")


@needs_browser
def test_signs_and_letters_tell_what_colours_tell(page: Page) -> None:
    tile = "document.querySelector('#map [data-id={}]')"
    shapes = ".querySelector('use').getAttribute('href')"
    assert page.run(tile.format("de") + shapes) == "#restricted"
    assert page.run(tile.format("ad") + shapes) is None
    letters = ".querySelector('span').textContent"
    assert [page.run(tile.format(id) + letters) for id in ("de", "us", "ad")] == ["DE", "Us", "ad"]


# The ways out


def saved(page: Page, folder: Path, act: str) -> Path:
    page.ask("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    page.run(act)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for each in folder.iterdir():
            if not each.name.endswith(".crdownload"):
                return each
        settle(page, 100)
    raise AssertionError("nothing was saved")


@needs_browser
def test_the_table_is_saved_as_csv_and_json(page: Page, tmp_path: Path) -> None:
    page.run(PUT.format("stance", "restricted"))
    file = saved(page, tmp_path, "get('table-csv').click()")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [row["entity"] for row in rows] == ["fr", "de"]
    assert rows[1]["deadline"] == "2027-12-31" and rows[1]["as_of"] == DAY
    file.unlink()
    file = saved(page, tmp_path, "get('table-json').click()")
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["total"] == 2 and told["as_of"] == DAY and told["licence"] == "CC BY 4.0"
    assert told["asked"]["stance"] == "restricted"


@needs_browser
def test_an_entity_is_saved_as_csv_and_json(page: Page, tmp_path: Path) -> None:
    file = saved(page, tmp_path, "saveEntity(byId.get('de'), 'csv')")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [row["event"] for row in rows][-1] == "de-2024-03-buying"
    file.unlink()
    page.run("choose({day: '2020-12-31'})")
    file = saved(page, tmp_path, "saveEntity(byId.get('de'), 'json')")
    (told,) = json.loads(file.read_text(encoding="utf-8"))["results"]
    assert [each["id"] for each in told["events"]] == [
        "de-2019-05-01-open", "de-2020-07-01-core-ban"
    ]  # fmt: skip
    assert {each["scope"]: each["stance"] for each in told["scopes"]} == {
        "core": "banned", "ran": "permitted"
    }  # fmt: skip


@needs_browser
def test_no_cell_is_run_as_a_formula(page: Page) -> None:
    assert page.run("csv([['=1+1', '-5', 'a,\"b\"', null]])") == '\'=1+1,-5,"a,""b""",\r\n'


@needs_browser
def test_the_map_is_saved_as_svg(page: Page, tmp_path: Path) -> None:
    page.run("choose({day: '2020-12-31'})")
    file = saved(page, tmp_path, "get('map-svg').click()")
    drawn = file.read_text(encoding="utf-8")
    root = ElementTree.fromstring(drawn)
    space = {"svg": "http://www.w3.org/2000/svg"}
    titles = [each.text for each in root.findall(".//svg:g/svg:title", space)]
    assert "Germany: restricted (mobile networks)" in titles
    assert "as known on 31 December 2020" in drawn
    assert not re.search(r"<script|@import|url\(|xhtml", drawn)
    assert root.find("svg:defs/svg:path", space) is not None


@needs_browser
def test_link_and_citation_are_copied(page: Page) -> None:
    page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }; 0")
    go(page, "de")
    click(page, "Copy a citation")
    settle(page, 600)
    cited = page.run("copied")
    assert cited == (
        "Germany: restricted (mobile networks); on record since 2020-07-01, last confirmed "
        "2020-07-01; deadline 2027-12-31; https://example.org/a?b=1&c=2 "
        "(huaweiban 1.0.0, data 2026.11.22, as known on 22 November 2026)."
    )
    assert len(cited) <= 350
    assert page.run("get('said').textContent") == "The citation was copied."
    assert page.run("get('entity').contains(get('said'))")
    click(page, "Copy a link")
    settle(page)
    assert page.run("copied").endswith("out.html#de")


# What it is


def test_it_says_what_it_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    body = re.sub(r"<[^>]+>", " ", text.partition("<body>")[2].partition("<script")[0])
    told = " ".join(body.split())
    for words in ("huaweiban 1.", "data 2026.11.22", "not legal advice", "CC BY 4.0",
                  "MIT licence", "Huawei is out of the whole scope", "The core of a mobile network",
                  "no position on record", "This is not the same as undecided"):  # fmt: skip
        assert words in told
    for term in ("banned", "restricted", "permitted", "undecided", "core", "ran", "energy", "old"):
        assert f"<dt>{term}</dt>" in text


@needs_browser
def test_without_a_script_there_is_content(browser: Page, file: Path) -> None:
    browser.size(1200, 1000)
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page = opened(browser, file.as_uri())
        text = page.run("document.body.innerText")
        for told in ("Germany", "restricted", "2027-12-31", "Vodafone", "Latest changes",
                     "removal from the core", "JavaScript, which is switched off"):  # fmt: skip
            assert told in text
        assert page.run("getComputedStyle(document.querySelector('.controls')).display") == "none"
        assert page.run(label("de")) == "DE Germany: restricted (mobile networks)"
        assert page.run("document.querySelectorAll('#map .tile').length") > 190
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)


@needs_browser
def test_what_stands_there_first_is_what_the_script_would_draw(browser: Page, world: Path) -> None:
    page = opened(browser, world.as_uri())
    text = """(() => JSON.stringify([
      ...[...document.querySelectorAll('.tile')].map((each) => [each.ariaLabel, each.className,
        each.querySelector('use').getAttribute('href')]),
      ...['counts', 'shown', 'moves', 'soon', 'later', 'without-head', 'without-names', 'laws-head']
        .map((id) => get(id).textContent),
      ...[...get('table').tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.outerHTML
        .replace(/ (class="pale"|class=""|id="[^"]*"|data-id="[^"]*")/g, '')),
    ]))()"""
    before = json.loads(page.run(text))
    page.run("showMap(); showTable(); showMoves(); showDates(); showLaws(); 0")
    assert json.loads(page.run(text)) == before


@needs_browser
@pytest.mark.parametrize("width", [390, 1440])
def test_the_layout_does_not_jump(browser: Page, world: Path, width: int) -> None:
    browser.size(width, 900, width < 500)
    page = opened(browser, world.as_uri())
    shifts = """new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((each) => (sum += each.value)))
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 600);
    })"""
    assert page.run(shifts) == 0


# How it looks and is heard


@needs_browser
def test_nothing_scrolls_sideways_at_any_width(browser: Page, world: Path) -> None:
    page = opened(browser, world.as_uri())
    page.run("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    wide = []
    for width in [*range(320, 1500, 80), 1500]:
        page.size(width, 900, width < 500)
        inner = (
            "[...document.querySelectorAll('body *')].filter(each => "
            "each.scrollWidth > each.clientWidth + 1 && "
            "['auto', 'scroll'].includes(getComputedStyle(each).overflowX)).length"
        )
        if page.run("document.documentElement.scrollWidth") > width or page.run(inner):
            wide.append(width)
    assert wide == []
    for id in ("us", "de", "pt", "huawei", "vodafone"):
        for width in (320, 390, 700):
            page.size(width, 900, width < 500)
            page.run(f"choose({{entity: '{id}'}})")
            beyond = "get('entity').scrollWidth - get('entity').clientWidth"
            assert (id, width, page.run(beyond)) == (id, width, 0)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> str:
    told = axe.found(tmp_path_factory.mktemp("axe"))
    if told is None:
        pytest.skip("no axe-core here: set AXE_CORE to its axe.min.js, or let npm fetch it")
    return told


# The whole world takes its time: each width and each scheme once.
LOOKS = [
    *(("file", scheme, width) for scheme in ("light", "dark") for width in (390, 1440)),
    ("world", "light", 1440),
    ("world", "dark", 390),
]


@needs_browser
@pytest.mark.parametrize(("shown", "scheme", "width"), LOOKS)
def test_no_violation_of_wcag_in_light_and_dark(
    browser: Page,
    request: pytest.FixtureRequest,
    checker: str,
    shown: str,
    scheme: str,
    width: int,
    tmp_path: Path,
) -> None:
    browser.media(scheme=scheme)
    browser.size(width, 900, width < 500)
    page = opened(browser, request.getfixturevalue(shown).as_uri())
    ground = page.run("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(18, 18, 18)")
    page.run("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.run("choose({find: 'vodafon'})")
    assert axe.violations(page, checker) == []
    assert page.shot(tmp_path / f"{width}-{scheme}.png").startswith(b"\x89PNG")
    go(page, "de")
    assert page.run("get('entity').open")
    assert axe.violations(page, checker) == []
    assert page.run("get('entity').getBoundingClientRect().right") <= width
    assert page.run("get('entity').scrollWidth <= get('entity').clientWidth")
    page.shot(tmp_path / f"{width}-{scheme}-entity.png")


@needs_browser
def test_names_that_are_heard_begin_with_the_letters_that_are_seen(page: Page) -> None:
    wrong = (
        "[...document.querySelectorAll('.tile')]"
        ".filter(each => !each.ariaLabel.startsWith(each.innerText.trim())).length"
    )
    for day in ("2019-12-31", DAY):
        page.run(f"choose({{day: '{day}'}})")
        assert page.run(wrong) == 0


@needs_browser
def test_there_is_one_live_region(page: Page) -> None:
    kinds = "[aria-live], [role=status], [role=alert], [role=log], output"
    live = f"document.querySelectorAll('{kinds}').length"
    assert page.run(live) == 1
    page.run(SLIDE.format(0))
    settle(page, 500)
    assert page.run("get('said').textContent").startswith("as known on 31 December 2019: banned 1")
    page.run(PUT.format("stance", "permitted"))
    settle(page, 500)
    assert page.run("get('said').textContent").startswith("Shown: 1 with a position")
    go(page, "de")
    assert page.run(live) == 1


@needs_browser
def test_print_leaves_out_what_is_for_hands_and_keeps_the_heads(page: Page, tmp_path: Path) -> None:
    page.size(700, 1000)
    page.media("print")
    assert page.run("getComputedStyle(get('filters')).display") == "none"
    assert page.run("getComputedStyle(get('table').tHead).display") == "table-header-group"
    assert page.run("get('table').tHead.getBoundingClientRect().height") > 10
    # Words inside a button would stand on the first page alone.
    assert page.run("getComputedStyle(get('table').querySelector('th button')).display") == (
        "contents"
    )
    assert page.run("getComputedStyle(get('de')).display") == "table-row"
    page.shot(tmp_path / "print.png")
    go(page, "de")
    assert page.run("getComputedStyle(get('main')).display") == "none"
    page.shot(tmp_path / "print-entity.png")
