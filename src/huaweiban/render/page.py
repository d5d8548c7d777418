"""The page: map, table, histories and laws in one HTML file that opens nothing else.

The data is in the page as JSON, which the script shows as text, never as markup; the content
security policy of the page allows no other script or style, and no requests. The first view is
HTML, so that nothing moves when the script starts, and it works without a script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from huaweiban.events import Stance
from huaweiban.render import page_html as html
from huaweiban.render.colors import PAINTS, PALE
from huaweiban.render.page_data import data, harmless
from huaweiban.render.page_words import spoken_day
from huaweiban.render.svg import definitions, style

if TYPE_CHECKING:
    from huaweiban.results import TermResult
    from huaweiban.views.page import Page


class Parts(NamedTuple):
    """The parts of the page: the HTML template with its placeholders, style, script.

    `bare` is the style without a script, `terms` are those of the codebook.
    """

    frame: str
    style: str
    bare: str
    script: str
    terms: Sequence[TermResult]


class Surroundings(NamedTuple):
    """HTML that a site adds to the page: elements of its head, links to other pages."""

    head: str = ""
    links: str = ""


# An exported page has no site around it.
ALONE = Surroundings()


def page(
    shown: Page, about: Mapping[str, Any], parts: Parts, surroundings: Surroundings = ALONE
) -> str:
    """The page. `about` has `version`, `data_version`, `brought_to`, `data` and `licence`."""
    paint = style()
    look = parts.style + _looks(shown)
    held = html.positions(shown)
    number, without = html.without(shown, held)
    soon, later = html.deadlines(shown)
    known = known_to(shown.day, about)
    told = {
        "version": about["version"],
        "data_version": about["data_version"],
        "logs": list(about["data"]),
        "known": known,
        "licence": about["licence"],
    }
    digests = " ".join(f"'{_digest(each)}'" for each in (paint, look, parts.bare))
    filled = {
        "policy": (
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
            f"style-src {digests}; script-src '{_digest(parts.script)}'"
        ),
        "around_head": surroundings.head,
        "around_links": surroundings.links,
        "paint": paint,
        "style": look,
        "bare": parts.bare,
        "script": parts.script,
        "shapes": definitions(),
        "data": harmless(data(shown, told)),
        "asof": f"as known on {spoken_day(known)}",
        "covers": html.text(_covers(shown, about, known)),
        "day": shown.day,
        "first": shown.ends[0][:4] + "-01-01" if len(shown.ends) > 1 else shown.day,
        "last": str(len(shown.ends) - 1),
        "year": shown.day[:4],
        "map": html.tiles(shown, held),
        "counts": html.counts(held, shown),
        "aside": html.aside(shown),
        "aside_number": str(len(shown.aside)),
        "head": html.head(),
        "rows": html.table(shown, held),
        "shown": html.shown(number, shown, held),
        "without": without,
        "without_number": str(number),
        "soon": soon or "<li>None.</li>",
        "later": later,
        "moves": html.moves(shown) or "<li>None.</li>",
        "laws": html.laws(shown),
        "laws_number": str(len(shown.laws)),
        "laws_hidden": "" if shown.laws else " hidden",
        "definitions": html.definitions(parts.terms),
        "about": html.text(_about(about)),
        "licence": html.text(about["licence"]),
        **html.options(shown),
    }
    # One pass, so that inserted text cannot contain another placeholder.
    pieces = parts.frame.split("@@")
    return "".join(filled[piece] if place % 2 else piece for place, piece in enumerate(pieces))


def known_to(day: str, about: Mapping[str, Any]) -> str:
    """The last ISO day up to which events are known on an ISO day.

    Own logs may reach farther than the bundled one.
    """
    return min(day, about["brought_to"]) if [*about["data"]] == ["bundled"] else day


def _covers(shown: Page, about: Mapping[str, Any], known: str) -> str:
    if known == shown.day:
        return f"Covers events to {spoken_day(known)}."
    return (
        f"Covers events to {spoken_day(known)}; later changes are not included. "
        f"Days left are counted from {spoken_day(shown.day)}."
    )


def _about(about: Mapping[str, Any]) -> str:
    own = [label for label in about["data"] if label != "bundled"]
    beside = f" and your own log ({', '.join(own)})" if own else ""
    return f"huaweiban {about['version']}, data {about['data_version']}{beside}"


def marks() -> str:
    """The colours of marks and tiles, as rules of CSS."""
    return "".join(
        f".mark.{stance},.tile.{stance}{{background:{paint.fill};"
        f"color:{'#fff' if paint.light_text else '#000'};border-color:{paint.fill}}}"
        for stance, paint in PAINTS.items()
    )


def _looks(shown: Page) -> str:
    # The policy forbids styles on elements, so each position has a CSS rule.
    rows = 1 + max((row for row, _ in shown.places.values()), default=0)
    columns = 1 + max((column for _, column in shown.places.values()), default=0)
    pale = "".join(
        f".tile.{stance}.old{{background:{light};color:#000;border-color:{PAINTS[stance].word}}}"
        for stance, (light, _) in PALE.items()
    )
    pale += f".sample{{background:{PALE[Stance.PERMITTED][0]}}}"
    dark = "".join(
        f".tile.{stance}.old{{background:{fill};color:#f2f2f2}}"
        for stance, (_, fill) in PALE.items()
    )
    dark += f".sample{{background:{PALE[Stance.PERMITTED][1]}}}"
    opened = "".join(
        f".tile.{stance}.open{{background:var(--page);color:var(--ink)}}" for stance in Stance
    )
    local = "".join(f".m{n}{{grid-row:{n + 2}}}.n{n}{{grid-column:{n + 1}}}" for n in range(20))
    widths = "".join(
        f".wide{n}{{grid-template-columns:repeat({n},minmax(24px,38px))}}" for n in range(1, 14)
    )
    world = "".join(f".r{n}{{grid-row:{n + 1}}}" for n in range(rows))
    world += "".join(f".c{n}{{grid-column:{n + 1}}}" for n in range(columns))
    return (
        f"{marks()}{pale}@media screen and (prefers-color-scheme:dark){{{dark}}}{opened}"
        f"{local}{widths}@media(min-width:60rem){{.map{{display:grid;"
        f"grid-template-columns:repeat({columns},minmax(0,1fr))}}{world}}}"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
