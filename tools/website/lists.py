"""The pages that lead to others: who, groups, laws, events, the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from huaweiban.entities import fold
from huaweiban.render.laws import stands
from huaweiban.render.page_words import holding
from website import api
from website.asked import asked
from website.frame import Page, document, ways
from website.markup import anchor, dated, items, link, section, stance, text, worded
from website.registry import entities, groups


def pages() -> Iterator[Page]:
    """The first page of each part of the site but the map's."""
    yield _who()
    yield _groups()
    yield _laws()
    yield _events()
    yield _api()


def _who() -> Page:
    held = {row["entity"]: row for row in asked("status", every=True, kind=[*_KINDS]).results}
    rows = sorted(entities(), key=lambda row: fold(row.name))
    body = _parts(
        (title, items((_one(row, held) for row in rows if row.kind == kind), "lines names"))
        for kind, title in _KINDS.items()
    )
    return Page("entity/", "Who", "Countries, companies and others, and what they hold.", body)


_KINDS = {
    "country": "Countries and territories",
    "company": "Companies",
    "organization": "Organizations",
    "region": "Groups as one",
    "subdivision": "Parts of countries",
}


def _one(row: Any, held: Mapping[str, Any]) -> str:
    status = held[row.id]
    words = holding(status["stance"], status["headline_scope"])
    mark = stance(status) if status["stance"] else worded(None, text(words))
    return f"{link(f'{row.id}/', row.name)} {mark}"


def _groups() -> Page:
    named = [
        ("all", "Everyone", "../"),
        *((each.id, each.name, f"{each.id}/") for each in groups()),
    ]
    lines = (
        f"{link(place, name)}: {link(f'../feed/{id}.xml', 'Atom feed')}, "
        f"{link(f'../calendar/{id}.ics', 'calendar')}"
        for id, name, place in named
    )
    body = (
        "<p>A feed tells each step: of a stance, of a planned date, of an instrument. A calendar "
        "has the dates that are due; give its address to a program that reads it again each day, "
        "and a date that is moved moves there.</p>"
    ) + items(lines)
    also = [
        ("feed/all.xml", "application/atom+xml", "Steps of everyone"),
        ("calendar/all.ics", "text/calendar", "Planned dates of everyone"),
    ]
    return Page(
        "group/", "Groups and feeds", "Groups, each with a feed and a calendar.", body, also
    )


def _laws() -> Page:
    by_name = groupby(asked("laws").results, key=lambda law: law["name"])
    body = _parts((name, items(map(_law, rows))) for name, rows in by_name)
    words = "Legal instruments that decide or could decide where Huawei may be used."
    return Page("law/", "Laws", words, body)


def _law(law: Any) -> str:
    told = "; ".join(filter(None, (stands(law), law["citation"])))
    return f"{link(law['id'] + '/', law['title'])}: {text(told)}"


def _events() -> Page:
    newest_first = asked("timeline").results[::-1]
    by_year = groupby(newest_first, key=lambda event: event["date"][:4])
    body = _parts((f"Year {year}", items(map(_event, rows))) for year, rows in by_year)
    return Page("event/", "Events", "Every dated event behind the positions.", body)


def _parts(parts: Iterable[tuple[str, str]]) -> str:
    # A long page begins with links to its parts.
    known = [*parts]
    links = ", ".join(link(f"#{anchor(title)}", title) for title, _ in known)
    return f"<p>{links}</p>" + "".join(section(title, body) for title, body in known)


def _event(event: Any) -> str:
    words = text(f"{event['name']}: {event['summary']}")
    return dated(event["date"], f'<a href="{event["id"]}/">{words}</a>')


def _api() -> Page:
    told = api.index()
    body = (
        "<p>Below <code>api/v1/</code> lie the answers of the commands as files, byte for byte "
        "what each command prints on the day of the data. No key and no account is needed. "
        "Keys of an answer keep their name and meaning within v1; new ones may come. "
        "The data is under CC BY 4.0.</p>"
        f"<p>{link('v1/index.json', 'api/v1/index.json')} lists every address, entity, group, law "
        f"and event; {link('v1/versions.json', 'api/v1/versions.json')} says of which data and day "
        "the answers are. A program that reads this file first knows whether the rest is new.</p>"
        + section("Lists", items(map(_list, told["lists"])))
        + section("Lists of a group", items(map(_pattern, told["lists_of_a_group"])))
        + section("Of one", items(map(_pattern, told["of_one"])))
        + section("Names", _NAMES)
        + section(
            "Schemas", items(link(f"v1/schemas/{each}.json", each) for each in told["schemas"])
        )
        + section("Examples", _EXAMPLES)
    )
    return Page(
        "api/", "For programs", "The answers as JSON and CSV, and how to ask for them.", body
    )


def _list(each: Mapping[str, str]) -> str:
    files = f"{link('v1/' + each['json'], each['json'])}, {link('v1/' + each['csv'], each['csv'])}"
    return f"{files}: <code>{text(each['command'])}</code>"


def _pattern(each: Mapping[str, str]) -> str:
    files = ", ".join(
        f"<code>{text(each[form])}</code>" for form in ("json", "csv") if form in each
    )
    return f"{files}: <code>{text(each['command'])}</code>"


_NAMES = (
    "<p><code>{file}</code> is the id of an entity (<code>de</code>, <code>nokia</code>) or a code "
    "of ISO 3166-1 with three letters (<code>deu</code>), in lower case. A code comes before an "
    "id: <code>arm</code> is Armenia, and the chip maker is <code>arm-holdings</code>. "
    "<code>entities</code> of the index has the files of each. An id is never renamed and never "
    "used again, so an address stays.</p>"
)
_EXAMPLES = (
    "<pre><code>curl -s ADDRESS/api/v1/status/deu.json | jq -r '.results[0].stance'\n"
    "curl -s ADDRESS/api/v1/in/european-union/status.csv &gt; eu.csv</code></pre>"
)


def lost(base: str) -> bytes:
    """The page that a host shows for an address that it does not have, at whatever depth.

    Its links start from `base`, the path under which the host serves the site.
    """
    body = (
        '<main id="main">\n<h1>There is no such page</h1>\n'
        "<p>Addresses of this site are made of ids, which are never renamed: "
        "<code>entity/de/</code>, <code>group/european-union/</code>, <code>event/ID/</code>, "
        "<code>law/ID/</code>, <code>api/v1/status/de.json</code>. Codes have two small letters, "
        "and an address ends with a slash.</p>\n"
        f"<p>Begin with one of these: {ways('./', ', ')}.</p>\n</main>"
    )
    page = Page("", "There is no such page", "What to do about an address that is not there.", body)
    return document(page, "./", body, base)


def gone(released: Iterable[str], kept: Iterable[str]) -> Iterator[Page]:
    """A page for each id that was released once and is in the data no more, as event and as law."""
    known = set(kept)
    words = "This id was in an earlier release and is in the data no more. It is never used again."
    for id in released:
        if id not in known:
            for kind in ("event", "law"):
                yield Page(f"{kind}/{id}/", id, words, f'<p class="gone">{words}</p>\n')
