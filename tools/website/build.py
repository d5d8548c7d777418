"""All files of the site, and the folder that they are written to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import huaweiban
from huaweiban.bundled import about, data_file
from huaweiban.export.guard import Guard
from huaweiban.export.page import write_html
from huaweiban.export.tables import about as export_about
from huaweiban.laws import line
from huaweiban.render.page import Surroundings, marks
from huaweiban.render.svg import style
from huaweiban.validation import RELEASED
from huaweiban.views.page import page as page_view
from website import api, entity, events, feeds, groups, laws, lists, registry
from website.asked import DAY, opened
from website.frame import framed, ways
from website.markup import pages as addresses
from website.markup import text

STYLE, ICON = (Path(__file__).parent / name for name in ("style.css", "icon.svg"))
# What shows that a folder holds a site that was built before.
MARK = Path(api.ROOT) / "index.json"


def build(folder: Path, base: str = "/") -> tuple[int, int]:
    """Write the site in place of an earlier one; how many files, and bytes, it has.

    `base` is the path under which a host serves it, which its page for lost readers must know.
    Raises SystemExit where the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise SystemExit(f"{folder}: holds other files; name a new folder or an earlier site")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _front(folder / "index.html")
    for address, content in files(base):
        place = folder / address
        place.parent.mkdir(parents=True, exist_ok=True)
        # No address may have two contents.
        with place.open("xb") as file:
            file.write(content)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def files(base: str) -> Iterator[tuple[str, bytes]]:
    """Every file but the first page, each with its address."""
    log = opened().everything()
    released = [each for each in _released() if not each.startswith("#")]
    pages = chain(
        map(entity.page, registry.entities()),
        map(groups.page, registry.groups()),
        map(events.page, log.events),
        map(laws.page, log.laws.everyone()),
        lists.pages(),
        lists.gone(released, addresses()),
    )
    yield from map(framed, pages)
    yield from api.files()
    yield from feeds.files()
    yield "style.css", _style()
    yield "icon.svg", ICON.read_bytes()
    yield "404.html", lists.lost(base)


def _style() -> bytes:
    # Colours, signs and the page's background are those of the map.
    return f"{style()}{marks()}{STYLE.read_text(encoding='utf-8')}".encode()


def _released() -> list[str]:
    return data_file(RELEASED).read_text(encoding="utf-8").splitlines()


def _front(path: Path) -> None:
    log = opened().everything()
    rows = [json.loads(line(law)) for law in log.laws.everyone()]
    told = {**export_about(log, DAY, about()), "version": huaweiban.__version__}
    words = "Where Huawei is banned, restricted, permitted or undecided: map, table, dates, laws."
    head = (
        f'\n<meta name="description" content="{text(words)}">'
        '\n<link rel="alternate" type="application/atom+xml" title="Steps of everyone"'
        ' href="feed/all.xml">'
    )
    links = f'\n<nav aria-label="The site">{ways("./")}</nav>'
    write_html(page_view(log, DAY, rows), told, path, Guard(force=True), Surroundings(head, links))
