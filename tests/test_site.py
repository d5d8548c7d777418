"""The static site: its links resolve, its pages are HTML, its answers are those of the commands.

It is built once for all processes of a run. Checkers from npm, and a Chromium, are used where they
are to be had.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from posixpath import join, normpath
from threading import Thread
from typing import Any, NamedTuple

import axe
import feedparser
import html5lib
import pytest
from chromium import Page, browsing, found
from conftest import Ask
from icalendar import Calendar
from jsonschema import Draft202012Validator

from huaweiban import bundled
from huaweiban.render.blocks import SIGNS

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "tools" / "site.py"
DAY = bundled.about().data_version.replace(".", "-")
API = "api/v1"
CHROMIUM = found()
# A page of each kind, and of each kind of answer.
KINDS = [
    "", "entity/", "entity/de/", "entity/tv/", "entity/nokia/", "entity/arm/", "entity/huawei/",
    "group/", "group/european-union/", "group/africa/", "law/", "law/de-2025-bsig-section-41/",
    "event/", "event/de-2024-07-11-core-phase-out/", "event/dz-2014-06-tender-bar-expires/",
    "api/", "404.html",
]  # fmt: skip


class Site(NamedTuple):
    """Where the site lies, and its pages by their addresses (`entity/de/`)."""

    folder: Path
    pages: dict[str, str]

    def read(self, address: str) -> bytes:
        """The bytes of a file."""
        return (self.folder / address).read_bytes()

    def json(self, address: str) -> Any:
        """A file of the API."""
        return json.loads(self.read(f"{API}/{address}"))


def writing(folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """The tool at work, writing the site into a folder."""
    words = [sys.executable, TOOL, folder]
    return subprocess.Popen(words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)


# Another day, another place, and another order of sets.
ELSEWHERE = {"HUAWEIBAN_TODAY": "2031-01-01", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site: the first process that asks for it builds it, twice at once, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, ready = shared / "site", shared / "site-is-ready"
    try:
        (shared / "site-is-begun").touch(exist_ok=False)
    except FileExistsError:
        until = time.monotonic() + 400
        while not ready.exists():
            assert time.monotonic() < until, "the site is not built in time"
            time.sleep(0.5)
        assert (folder / "404.html").exists(), "another process could not build the site"
    else:
        try:
            at_work = [writing(folder), writing(shared / "site-again", **ELSEWHERE)]
            assert [each.wait(400) for each in at_work] == [0, 0]
        finally:
            ready.touch()
    pages = {
        str(path.relative_to(folder).as_posix()).removesuffix("index.html"): path.read_text("utf-8")
        for path in folder.rglob("*.html")
    }
    return Site(folder, pages)


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """The address of the site on a server that hands out files."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=site.folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def ask_on_the_day(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bytes]:
    """What a command line prints on the day of the data."""
    monkeypatch.setenv("HUAWEIBAN_TODAY", DAY)

    def asked(line: str) -> bytes:
        told = ask(*shlex.split(line)[1:])
        assert told.code == 0, told.err
        return told.out.encode()

    return asked


# Addresses


def test_every_link_leads_somewhere(site: Site) -> None:
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*")}
    anchors = {page: {*re.findall(r' id="([^"]+)"', text)} for page, text in site.pages.items()}
    broken = []
    for page, text in site.pages.items():
        # What the script of the first page reads is no link of it.
        shown = text.partition('<script type="application/json"')[0]
        for target in re.findall(r' (?:href|src)="([^"]+)"', shown):
            if re.match(r"https?://", target) or (not page and target.startswith("#")):
                continue
            path, _, anchor = target.partition("#")
            assert not path.startswith("/") or page == "404.html", (page, target)
            folder = page if page.endswith("/") else ""
            where = normpath(join(folder, path)).removeprefix("/") if path else page.rstrip("/")
            name = "" if where == "." else f"{where}/" if f"{where}/" in site.pages else where
            known = name in site.pages or name in files
            if not known or (anchor and anchor not in anchors[name]):
                broken.append((page, target))
    assert broken == []


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs(site: Site) -> None:
    for page, text in site.pages.items():
        if page:
            assert not re.search(r"<script|<iframe|<img| src=| style=| on\w+=", text), page
            links = re.findall(r"<link [^>]+>", text)
            assert not [link for link in links if "://" in link], page


def test_every_id_has_its_page_and_a_released_one_keeps_it(site: Site) -> None:
    ids = [*bundled.event_ids(), *bundled.law_titles()]
    text = bundled.data_file("released-ids.txt").read_text(encoding="utf-8")
    released = [line for line in text.splitlines() if not line.startswith("#")]
    for id in {*ids, *released}:
        assert f"event/{id}/" in site.pages or f"law/{id}/" in site.pages, id
    for row in bundled.registry().everyone():
        assert f"entity/{row.id}/" in site.pages


def test_an_id_that_has_gone_is_told() -> None:
    from website.lists import gone

    pages = list(gone(["de-2001-gone", "de-2002-kept"], ["de-2002-kept"]))
    assert [page.folder for page in pages] == ["event/de-2001-gone/", "law/de-2001-gone/"]
    assert all("in the data no more" in page.body for page in pages)


def test_a_withdrawn_event_says_so_first(site: Site) -> None:
    withdrawn = [event for event in bundled.events() if event.withdrawn]
    assert withdrawn
    for event in withdrawn:
        text = site.pages[f"event/{event.id}/"].partition("</h1>")[2]
        assert text.strip().startswith(f'<p class="gone">Withdrawn on {event.withdrawn}')


def test_a_folder_with_other_files_stays(tmp_path: Path) -> None:
    from website.build import build

    kept = tmp_path / "thesis.txt"
    kept.write_text("mine")
    with pytest.raises(SystemExit, match="holds other files"):
        build(tmp_path)
    assert kept.read_text() == "mine"


def test_the_page_for_lost_readers_knows_where_the_site_begins() -> None:
    from website.lists import lost

    text = lost("/huaweiban/").decode()
    assert '<base href="/huaweiban/">' in text and 'href="./entity/"' in text


def test_built_twice_it_is_the_same_bytes(site: Site) -> None:
    """On another day, in another place, with another order of sets."""
    found = digests(site.folder)
    assert len(found) > 5000
    assert digests(site.folder.with_name("site-again")) == found


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


# Pages


def test_every_page_has_its_name_its_way_back_and_one_head(site: Site) -> None:
    titles = []
    for page, text in site.pages.items():
        assert '<html lang="en">' in text
        assert text.count("<h1>") == 1, page
        assert re.search(r'<meta name="description" content="[^"]+">', text), page
        titles.append(re.findall(r"<title>([^<]+)</title>", text)[0])
        if page:
            assert '<a class="skip" href="#main">' in text and 'id="main"' in text, page
        if page.count("/") > 1:
            assert text.count('aria-label="Breadcrumbs"') == 1, page
            assert "Not legal advice" in text


def test_a_position_is_told_by_sign_and_word(site: Site) -> None:
    for id, word in {
        "se": "banned",
        "de": "restricted",
        "es": "permitted",
        "pl": "undecided",
    }.items():
        text = site.pages[f"entity/{id}/"]
        sign = next(sign for stance, sign in SIGNS.items() if stance == word)
        head = text.partition('class="headline"')[2]
        assert re.match(
            rf'>.*?class="mark {word}" aria-hidden="true">\{sign}</span><span>{word}', head
        )
        assert f'<use href="#{word}"' in text and f">{word} (mobile)</text>" in text


def test_a_page_of_an_entity_has_all_that_is_asked_of_it(site: Site) -> None:
    text = site.pages["entity/de/"]
    heads = re.findall(r"<h2 [^>]+>([^<]+)</h2>", text)
    assert heads == [
        "Evidence", "By scope", "Over the years", "Planned dates", "Laws", "Operators at home",
        "History, newest first", "For programs",
    ]  # fmt: skip
    assert "Deutsche Telekom" in text and "huaweiban history de --json" in text
    history = text.partition("History, newest first")[2]
    dates = re.findall(r'<li><span class="date">([\d-]+)', history)
    assert len(dates) > 20 and dates == sorted(dates, reverse=True)


def sample(site: Site, number: int) -> dict[str, str]:
    """Pages of each kind, and of all others some."""
    others = random.Random(1).sample(sorted(site.pages), number)
    return {page: site.pages[page] for page in [*KINDS, *others]}


def test_pages_are_html_without_a_fault(site: Site) -> None:
    for page, text in sample(site, 40).items():
        # The first page has 2 MB, most of them what its script reads.
        head, script, data = text.partition('<script type="application/json" id="data">')
        rest = script + "</script>" + data.partition("</script>")[2] if script else ""
        parser = html5lib.HTMLParser()
        parser.parse(head + rest)
        assert parser.errors == [], page


@pytest.fixture(scope="session")
def vnu(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the Nu Html Checker, from $VNU_JAR or npm."""
    if shutil.which("java") is None:
        pytest.skip("the Nu Html Checker needs Java")
    if told := os.environ.get("VNU_JAR"):
        return told
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("vnu")
    if npm is None:
        pytest.skip("the Nu Html Checker is fetched by npm, which is not here")
    asked = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run([*asked, "vnu-jar@26.9.27"], check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("npm gave no vnu-jar")
    return str(folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")


# The table of the first page says its roles, since it is shown as blocks where it is narrow.
_ROLES = re.compile(r"/index\.html.*The “role” attribute must not be used on a “t[rhd]” element")


def test_the_nu_html_checker_finds_no_error(site: Site, vnu: str) -> None:
    files = [
        site.folder / page / ("" if page.endswith("html") else "index.html")
        for page in sample(site, 20)
    ]
    done = subprocess.run(
        ["java", "-jar", vnu, "--errors-only", "--format", "gnu", *files],
        capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    first = f"{(site.folder / 'index.html').as_uri()}".removeprefix("file://")
    lines = [
        line for line in done.stderr.splitlines() if not (first in line and _ROLES.search(line))
    ]
    assert lines == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with browsing(CHROMIUM) as page:
        yield page


@pytest.fixture(scope="module")
def axe_core(tmp_path_factory: pytest.TempPathFactory) -> str:
    text = axe.found(tmp_path_factory.mktemp("axe"))
    if text is None:
        pytest.skip("no axe-core: set $AXE_CORE to its file, or install npm")
    return text


@pytest.mark.parametrize("page", KINDS[1:])
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_a_page_bars_nobody_and_fits_its_window(
    browser: Page, axe_core: str, served: str, page: str, width: int, scheme: str
) -> None:
    browser.size(width, 900, width < 500)
    browser.media("", scheme)
    browser.complaints.clear()
    browser.requests.clear()
    browser.open(served + page)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert {address for address in browser.requests if not address.startswith(served)} == set()
    # The page's policy lets no script run but ours, which the browser adds.
    assert axe.violations(browser, axe_core) == []
    assert browser.complaints == []


def test_the_first_page_leads_to_the_others(browser: Page, served: str) -> None:
    browser.size(1440, 900)
    browser.complaints.clear()
    browser.open(f"{served}#de")
    browser.run("new Promise(done => setTimeout(done, 400))")
    link = "[...get('entity').querySelectorAll('a')].find(a => /^The page of/.test(a.textContent))"
    assert browser.run(f"{link}.href") == f"{served}entity/de/"
    assert browser.run("document.querySelector('nav').innerText").startswith("Map and table")
    assert browser.complaints == []


# Answers


def test_answers_are_those_of_the_commands_byte_for_byte(
    site: Site, ask_on_the_day: Callable[[str], bytes]
) -> None:
    for address, line in answers(site.json("index.json")):
        assert site.read(f"{API}/{address}") == ask_on_the_day(line), line


def answers(told: Any) -> Iterator[tuple[str, str]]:
    """Files of each kind, each with the command line that prints it; the index says which."""
    chosen = random.Random(2)
    for each in told["lists"]:
        yield each["json"], f"{each['command']} --json"
        yield each["csv"], f"{each['command']} --format csv"
    for each in told["lists_of_a_group"]:
        for group in chosen.sample(told["groups"], 2):
            for form, option in (("json", "--json"), ("csv", "--format csv")):
                address = each[form].format(group=group["id"])
                yield address, f"{each['command'].format(group=group['id'])} {option}"
    some = [row for row in told["entities"] if row["id"] in ("am", "arm", "de", "huawei", "tv")]
    some += chosen.sample(told["entities"], 3)
    words = {
        "file": [file for row in some for file in row["files"]],
        "law": chosen.sample(told["laws"], 4),
        "event": [*chosen.sample(told["events"], 4), "dz-2014-06-tender-bar-expires"],
    }
    for each in told["of_one"]:
        (place,) = re.findall(r"{(\w+)}", each["json"])
        for word in words.get(place, ()):
            line = each["command"].format(**{place: word})
            yield each["json"].format(**{place: word}), f"{line} --json"


def test_a_real_process_prints_the_same(site: Site, process: Callable[..., Any]) -> None:
    for address, line in (
        (f"{API}/status/deu.json", "status deu --json"),
        (f"{API}/in/nato/status.csv", "status --in nato --format csv"),
        ("calendar/european-union.ics", "deadlines --in european-union --format ics"),
        ("calendar/europe.ics", "deadlines --in europe --format ics"),
        ("calendar/all.ics", "deadlines --format ics"),
    ):
        told = process(*line.split(), env={"HUAWEIBAN_TODAY": DAY})
        assert told.out.encode() == site.read(address), line


def test_entities_are_found_by_id_and_by_code_of_three_letters(site: Site) -> None:
    for row in bundled.registry().everyone():
        for command in ("status", "history", "laws", "deadlines", "changes"):
            names = [row.alpha3] if row.alpha3 else []
            # The code of Armenia comes before the id of the chip maker.
            names.append("arm-holdings" if row.id == "arm" else row.id)
            for name in names:
                assert (site.folder / API / command / f"{name}.json").exists(), name
    assert site.json("status/arm.json")["results"][0]["entity"] == "am"
    assert site.json("status/arm-holdings.json")["results"][0]["entity"] == "arm"


@pytest.mark.parametrize("name", ["status", "history", "laws", "deadlines", "changes", "show"])
def test_schemas_hold(site: Site, name: str) -> None:
    schema = Draft202012Validator(site.json(f"schemas/{name}.json"))
    files = sorted((site.folder / API / name).glob("*.json"))
    for file in random.Random(3).sample(files, 25):
        schema.validate(json.loads(file.read_bytes()))


def test_the_index_and_the_versions_say_of_which_data_the_answers_are(site: Site) -> None:
    versions, index = site.json("versions.json"), site.json("index.json")
    assert versions["data_version"] == bundled.about().data_version
    assert versions["as_of"] == site.json("status.json")["as_of"] == DAY
    assert index.items() >= versions.items()
    names = {path.stem for path in (site.folder / API / "schemas").glob("*.json")}
    assert names == set(versions["schemas"])


# What is subscribed to


def test_feeds_are_read_by_a_reader_of_feeds(site: Site) -> None:
    files = sorted((site.folder / "feed").glob("*.xml"))
    assert len(files) == len(list((site.folder / "calendar").glob("*.ics"))) > 20
    for file in files:
        told = feedparser.parse(file.read_bytes())
        assert not told.bozo and told.version == "atom10", file.name
        ids = [entry.id for entry in told.entries]
        assert 0 < len(ids) == len(set(ids)) <= 200, file.name
        for entry in told.entries:
            assert entry.title and entry.summary
            assert entry.published <= entry.updated <= f"{DAY}T00:00:00Z"
            assert normpath(join("feed", entry.link)) + "/" in site.pages
        assert told.feed.updated == max(entry.updated for entry in told.entries)


def test_an_entry_keeps_its_id_for_ever(site: Site) -> None:
    """These are in feeds that readers have read: whoever changes one shows them old news as new."""
    told = feedparser.parse(site.read("feed/european-union.xml"))
    assert told.feed.id == "urn:uuid:3740d68b-57b1-5111-ab66-c121812f4974"
    ids = {entry.link: entry.id for entry in told.entries}
    assert (
        ids["../event/de-2024-07-11-core-phase-out/"]
        == "urn:uuid:d93d146a-af10-5055-86ed-174283db4429"
    )


def test_calendars_are_read_by_a_reader_of_calendars(site: Site) -> None:
    for file in (site.folder / "calendar").glob("*.ics"):
        calendar = Calendar.from_ical(file.read_bytes())
        for event in calendar.walk("VEVENT"):
            assert event.errors == [], file.name
