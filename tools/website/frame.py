"""What every page of the site has: head, ways to other pages, the end that says how far it goes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from huaweiban import __version__
from huaweiban.bundled import about
from huaweiban.render.page_words import spoken_day
from huaweiban.render.svg import definitions
from website.asked import DAY
from website.markup import link, text

POLICY = "default-src 'none'; base-uri 'self'; form-action 'none'; style-src 'self'; img-src 'self'"
PARTS = {
    "": "Map and table",
    "entity/": "Who",
    "group/": "Groups and feeds",
    "law/": "Laws",
    "event/": "Events",
    "api/": "For programs",
}


class Page(NamedTuple):
    """A page of the site: its folder (`entity/de/`), its words, its HTML.

    `also` are addresses that say the same in another form, each with its type and title, from the
    root of the site.
    """

    folder: str
    title: str
    description: str
    body: str
    also: Sequence[tuple[str, str, str]] = ()


def framed(page: Page) -> tuple[str, bytes]:
    """The address of a page, and its bytes."""
    up = "../" * page.folder.count("/")
    body = f'{_crumbs(page, up)}<main id="main">\n<h1>{text(page.title)}</h1>\n{page.body}</main>'
    return f"{page.folder}index.html", document(page, up, body)


def document(page: Page, up: str, body: str, base: str = "") -> bytes:
    """A whole document; `up` leads to the root of the site, which `base` names where it cannot."""
    found = "".join(
        f'<link rel="alternate" type="{type}" title="{escape(title)}" href="{up}{where}">\n'
        for where, type, title in page.also
    )
    based = f'<base href="{escape(base)}">\n' if base else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="generator" content="huaweiban">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n{based}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(page.title)} – huaweiban</title>\n"
        f'<meta name="description" content="{text(page.description)}">\n'
        f'<link rel="icon" type="image/svg+xml" href="{up}icon.svg">\n'
        f'<link rel="stylesheet" href="{up}style.css">\n{found}</head>\n<body>\n'
        '<a class="skip" href="#main">Skip to the content</a>\n'
        f'<svg class="shapes" width="0" height="0" aria-hidden="true">{definitions()}</svg>\n'
        f'<header><nav aria-label="The site">{ways(up)}</nav></header>\n{body}\n{_end(up)}'
        "</body>\n</html>\n"
    ).encode()


def ways(up: str, between: str = " ") -> str:
    """Links to the parts of the site."""
    return between.join(link(f"{up}{where}" or "./", name) for where, name in PARTS.items())


def _crumbs(page: Page, up: str) -> str:
    part, _, rest = page.folder.rstrip("/").partition("/")
    crumbs = [link(up, "Map and table")]
    if rest:
        crumbs.append(link("../", PARTS[f"{part}/"]))
    inside = "".join(f"<li>{each}</li>" for each in crumbs)
    here = f'<li aria-current="page">{text(page.title)}</li>'
    return f'<nav aria-label="Breadcrumbs"><ol class="crumbs">{inside}{here}</ol></nav>\n'


def _end(up: str) -> str:
    data = about()
    return (
        f"<footer><p>As known on {spoken_day(data.brought_to)}; later changes are not included, "
        f"and silence does not mean that nothing has changed. Days are counted to "
        f"{spoken_day(DAY)}. Not legal advice: read the sources before you act.</p>\n"
        f"<p>huaweiban {__version__}, data {data.data_version}, under CC BY 4.0: use them, and "
        f"name huaweiban as the source. {link(f'{up}#about-title', 'What the words mean')}.</p>"
        "</footer>\n"
    )
