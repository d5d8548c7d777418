"""The HTML that the page shows before, or without, its script: the positions on its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from huaweiban.dates import last_day
from huaweiban.entities import Kind, fold
from huaweiban.events import Scope, Stance
from huaweiban.render.blocks import NO_POSITION, SIGNS
from huaweiban.render.page_words import CONTINENTS, SCOPES, Row, due, holding, row
from huaweiban.render.text import address, one_line

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.results import TermResult
    from huaweiban.views.page import Page

COLUMNS = (
    ("name", "Name"),
    ("stance", "Stance"),
    ("scope", "Scope"),
    ("since", "On record since"),
    ("confirmed", "Last confirmed"),
    ("basis", "Basis"),
    ("deadline", "Deadline"),
    ("others", "Other scopes"),
)
# The number of latest changes and next deadlines that are shown at first.
SHOWN = 12


def text(data: str) -> str:
    """Data as HTML text, without control and invisible characters."""
    return escape(one_line(data))


def positions(shown: Page) -> dict[str, Row]:
    """The row of every entity with a position on the day of the page."""
    found = {}
    for each in shown.entities:
        status = shown.on_the_day(each.id)
        if status and status["stance"]:
            found[each.id] = row(status, shown.day)
    return found


def tiles(shown: Page, held: Mapping[str, Row]) -> str:
    """The map: continents with their names, a link for each tile."""
    by_continent: dict[str, list[Entity]] = {each: [] for each in CONTINENTS}
    for each in shown.entities:
        if each.id in shown.places and each.continent:
            by_continent[each.continent].append(each)
    return "\n".join(
        _continent(continent, rows, shown.places, held)
        for continent, rows in by_continent.items()
        if rows
    )


def _continent(
    id: str,
    rows: list[Entity],
    places: Mapping[str, tuple[int, int]],
    held: Mapping[str, Row],
) -> str:
    # Shown alone, a continent skips rows and columns that are empty in it.
    lines = sorted({places[each.id][0] for each in rows})
    columns = sorted({places[each.id][1] for each in rows})
    name = CONTINENTS[rows[0].continent] if rows[0].continent else id
    drawn = "".join(
        _tile(
            each,
            held.get(each.id),
            f"r{places[each.id][0]} c{places[each.id][1]} "
            f"m{lines.index(places[each.id][0])} n{columns.index(places[each.id][1])}",
        )
        for each in sorted(rows, key=lambda each: places[each.id])
    )
    return (
        f'<div class="continent {id} wide{len(columns)}" role="group" aria-label="{name}">'
        f'<span class="continent-name" aria-hidden="true">{name}</span>{drawn}</div>'
    )


def _tile(each: Entity, held: Row | None, where: str) -> str:
    look, letters = "none", each.id
    if held:
        spoken = held.scope == Scope.MOBILE
        look = held.stance + ("" if spoken else " open") + (" old" if "old" in held.marks else "")
        letters = each.id.upper() if spoken else each.id.capitalize()
    marks = f", {', '.join(held.marks)}" if held and held.marks else ""
    told = holding(held.stance, held.scope) if held else NO_POSITION
    label = text(f"{letters} {each.name}: {told}{marks}")
    use = f' href="#{held.stance}"' if held else ""
    return (
        f'<a class="tile {look} {where}" href="#{each.id}" data-id="{each.id}" '
        f'aria-label="{label}"><span>{letters}</span>'
        f'<svg viewBox="-8 0 16 16" aria-hidden="true"><use{use}></use></svg></a>'
    )


def counts(held: Mapping[str, Row], shown: Page) -> str:
    """The number of tiles for each stance."""
    number = Counter(held[id].stance if id in held else "none" for id in shown.places)
    return "".join(
        worded(stance, f"{holding(stance, None)} {number[stance or 'none']}")
        for stance in (*Stance, None)
    )


def worded(stance: Stance | None, words: str) -> str:
    """Words after the coloured sign of a stance."""
    return (
        f'<span class="worded"><span class="mark {stance or "none"}" aria-hidden="true">'
        f"{SIGNS[stance]}</span><span>{words}</span></span>"
    )


def head() -> str:
    """The header cells of the table."""
    return "".join(
        f'<th scope="col" role="columnheader" data-key="{key}"{_SORTED.get(key, "")}>'
        f'<button type="button">{name}</button></th>'
        for key, name in COLUMNS
    )


_SORTED = {"stance": ' aria-sort="ascending"'}


def table(shown: Page, held: Mapping[str, Row]) -> str:
    """A row for each entity with a position, by stance, then name; at first only countries show."""
    order = {stance: place for place, stance in enumerate(Stance)}
    known = [each for each in shown.entities if each.id in held]
    known.sort(key=lambda each: (order[Stance(held[each.id].stance)], fold(each.name)))
    return "\n".join(_row(each, held[each.id]) for each in known)


def _row(each: Entity, held: Row) -> str:
    values = held._asdict()
    cells = "".join(
        f'<td role="cell" data-label="{name}">{text(_value(key, values[key]))}</td>'
        for key, name in COLUMNS[2:]
    )
    marks = "".join(f' <span class="caution">{mark}</span>' for mark in held.marks)
    hidden = "" if each.kind is Kind.COUNTRY else " hidden"
    age = ' class="pale"' if "old" in held.marks else ""
    return (
        f'<tr role="row" id="{each.id}" data-id="{each.id}"{age}{hidden}>'
        f'<th scope="row" role="rowheader"><a href="#{each.id}">{text(each.name)}</a></th>'
        f'<td role="cell" data-label="Stance">'
        f"{worded(Stance(held.stance), held.stance)}{marks}</td>{cells}</tr>"
    )


def _value(key: str, value: str) -> str:
    return SCOPES[Scope(value)] if key == "scope" and value else value


def without(shown: Page, held: Mapping[str, Row]) -> tuple[int, str]:
    """The countries without a position: how many, and their names."""
    names = [
        f'<li id="{each.id}"><a href="#{each.id}">{text(each.name)}</a></li>'
        for each in sorted(shown.entities, key=lambda each: fold(each.name))
        if each.kind is Kind.COUNTRY and each.id not in held
    ]
    return len(names), "".join(names)


def shown(number: int, page: Page, held: Mapping[str, Row]) -> str:
    """What the table shows at first; `number` countries have no position."""
    known = sum(each.kind is Kind.COUNTRY and each.id in held for each in page.entities)
    return f"Shown: {known} with a position on record, {number} without one."


def aside(shown: Page) -> str:
    """The territories without a tile, by name."""
    return "".join(
        f'<li><a href="#{each.id}">{text(each.name)}</a></li>'
        for each in sorted(shown.aside, key=lambda each: fold(each.name))
    )


def deadlines(shown: Page) -> tuple[str, str]:
    """The planned dates ahead: the next of them, and the others."""
    found = []
    for each in shown.entities:
        status = shown.on_the_day(each.id)
        for date in status["deadlines"] if status else ():
            if date["status"] in ("ahead", "unseen"):
                words = text(due(date, shown.day))
                item = (
                    f'<li><span class="date">{date["date"]}</span> <a href="#{date["event"]}">'
                    f"{text(each.name)}</a>: {words}</li>"
                )
                found.append(((last_day(date["date"]), each.name, date["event"]), item))
    items = [item for _, item in sorted(found)]
    return "".join(items[:SHOWN]), "".join(items[SHOWN:])


def moves(shown: Page) -> str:
    """The latest changes, newest first."""
    names = {each.id: each.name for each in shown.entities}
    items = []
    for move in reversed(shown.moves[-SHOWN:]):
        was = f"{holding(*move.was)} → " if move.was else "new on record: "
        now = holding(*move.now) if move.now else NO_POSITION
        items.append(
            f'<li><span class="date">{move.date}</span> <a href="#{move.event}">'
            f"{text(names[move.entity])}</a>: {was}{now}</li>"
        )
    return "".join(items)


def laws(shown: Page) -> str:
    """The register: instruments by country, each with its state on the day of the page."""
    names = {each.id: each.name for each in shown.entities}
    rows = sorted(
        shown.laws,
        key=lambda law: (names.get(law["entity"], ""), law.get("adopted") or "", law["id"]),
    )
    return "\n".join(
        _law(law, names.get(law["entity"], law["entity"]), shown.law_spells[law["id"]][-1].words)
        for law in rows
    )


def _law(law: Mapping[str, Any], name: str, state: str) -> str:
    original = law.get("original")
    facts = [
        law.get("citation"),
        f"{law['kind']}, {_REACH[law['reach']]}",
        f"binds {', '.join(each.replace('-', ' ') for each in law.get('binds', ()))}",
        f"scope {', '.join(SCOPES[Scope(each)] for each in law.get('scope', ()))}",
    ]
    told = "; ".join(text(each) for each in facts if each)
    lines = [
        f'<span class="whose"><a href="#{law["entity"]}">{text(name)}</a>: </span>'
        f"<b>{text(law['title'])}</b>",
        f"<span lang=und>{text(original)}</span>" if original else "",
        f'<span class="state">{text(state)}</span>; {told}',
        text(law.get("summary") or ""),
        " ".join(_source(each) for each in law.get("sources", ())[:1]),
    ]
    return f'<li id="{law["id"]}">{"<br>".join(each for each in lines if each)}</li>'


_REACH = {
    "names": "names Huawei",
    "criteria": "limits vendors by criteria",
    "country": "limits by country of origin",
    "power": "gives a power to limit vendors",
}


def _source(source: Mapping[str, Any]) -> str:
    url = address(source.get("url") or "")
    name = text(source["publisher"])
    if not url.lower().startswith(("http://", "https://")):
        return name
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{name}</a>'


def definitions(terms: Iterable[TermResult]) -> str:
    """The terms that the page uses, as the codebook defines them."""
    return "".join(_definitions([*terms]))


def _definitions(terms: list[TermResult]) -> Iterator[str]:
    wanted = (
        ("Stances", [str(stance) for stance in Stance]),
        ("Scopes", [str(scope) for scope in Scope]),
        ("Evidence", ["weak", "old", "end-unseen"]),
    )
    for section, names in wanted:
        found = {each["term"]: each["text"] for each in terms if each["section"] == section}
        items = "".join(
            f"<dt>{text(_CALLED.get(name, name))}</dt><dd>{text(_plain(found[name]))}</dd>"
            for name in names
            if name in found
        )
        term, meaning = _FURTHER.get(section, ("", ""))
        items += f"<dt>{term}</dt><dd>{meaning}</dd>" if term else ""
        yield f"<h3>{_HEADS[section]}</h3><dl>{items}</dl>"


_CALLED = {"networks": "all networks", "mobile": "mobile networks", "end-unseen": "may have ended"}
_HEADS = {
    "Stances": "The four stances",
    "Scopes": "Scopes: what a stance is about",
    "Evidence": "Marks: why an answer deserves a second look",
}
# The codebook explains these to coders, not to readers.
_FURTHER = {
    "Stances": (
        NO_POSITION,
        "The log has no event that states a position. This is not the same as undecided.",
    ),
    "Evidence": (
        "disputed",
        "The sources disagree; the stance shown is the one that claims less.",
    ),
}


def _plain(markdown: str) -> str:
    # The first line is the definition; the rest is for coders.
    return markdown.partition("\n")[0].replace("`", "").replace(" (end unseen)", "")


def options(shown: Page) -> dict[str, str]:
    """The choices of the page's lists: stances, scopes, regions, kinds."""
    stances = [(str(stance), str(stance)) for stance in Stance]
    kinds = sorted({str(each.role or each.kind) for each in shown.entities})
    scopes = [(str(scope), name) for scope, name in SCOPES.items() if scope is not Scope.NETWORKS]
    continents = _options((str(id), name) for id, name in CONTINENTS.items())
    groups = _options((each.id, each.name) for each in shown.groups)
    return {
        "stances": _options([*stances, ("none", NO_POSITION)]),
        "scopes": _options(scopes),
        "regions": f'<optgroup label="Continents">{continents}</optgroup>'
        f'<optgroup label="Groups">{groups}</optgroup>',
        "kinds": _options(((kind, kind) for kind in kinds), chosen="country"),
        "sorts": _options(
            [*((key, name.lower()) for key, name in COLUMNS), ("match", "best match")],
            chosen="stance",
        ),
    }


def _options(values: Iterable[tuple[str, str]], chosen: str = "") -> str:
    return "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{text(name)}</option>'
        for value, name in values
    )
