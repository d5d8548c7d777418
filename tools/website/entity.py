"""The page of an entity: what it holds, on whose word, under which laws, until when, since when."""

from __future__ import annotations

from typing import Any

from huaweiban.dates import days_between, last_day
from huaweiban.entities import Entity
from huaweiban.evidence import Caution
from huaweiban.render.laws import stands
from huaweiban.render.page_words import SCOPES, due, holding, scope_row
from huaweiban.render.position import elsewhere, missing
from huaweiban.render.status_one import one_part
from huaweiban.render.text import counted, when
from website import api, band
from website.asked import DAY
from website.events import item
from website.frame import Page
from website.markup import (
    UP,
    dated,
    facts,
    items,
    link,
    linked,
    marks,
    of_entity,
    section,
    sources,
    stance,
    table,
    text,
    whole,
    worded,
)  # fmt: skip
from website.registry import file_name, groups_of, operators

_CAUTIONS = {
    Caution.WEAK: "weak: nothing stronger than a report or a proposal says so",
    Caution.OLD: "old: last confirmed over five years before",
    Caution.DISPUTED: "disputed: sources differ on what holds",
    Caution.END_UNSEEN: "end not seen: its announced end lies beyond what the data cover",
}


def page(entity: Entity) -> Page:
    """The page of an entity."""
    name = file_name(entity.id)
    found = {command: api.one(command, name).results for command in api.OF_ONE}
    (status,) = found["status"]
    body = "".join(
        [
            _head(entity, status),
            section("Evidence", _evidence(status)),
            section("By scope", _scopes(status)),
            section("Over the years", band.picture(entity)),
            section("Planned dates", _dates(status)),
            section("Laws", _laws(status, found["laws"])),
            section("Operators at home", _operators(entity)),
            section(
                "History, newest first", items(map(item, reversed(found["history"])), "events")
            ),
            section("For programs", _files(entity)),
        ]
    )
    also = [
        (f"{api.ROOT}/status/{name}.json", "application/json", f"{entity.name} as JSON"),
    ]
    return Page(f"entity/{entity.id}/", entity.name, _description(entity, status), body, also)


def _description(entity: Entity, status: Any) -> str:
    return f"Huawei in {entity.name}: {_word(status)}, with dates, laws and sources."


def _word(status: Any) -> str:
    if status["stance"] is None:
        return missing(status, False)
    return holding(status["stance"], status["headline_scope"])


def _head(entity: Entity, status: Any) -> str:
    began = when(status["since"], status["certain"], DAY)
    part = one_part(status).removeprefix(": ")
    words = "".join(
        [_word(status), f": {part}" if part else "", f", since {began}" if began else ""]
    )
    lines = [f'<p class="headline">{worded(status["stance"], text(words))}{marks(status)}</p>']
    if others := elsewhere(status):
        lines.append(f"<p>Other scopes: {text(others)}.</p>")
    for scope, each in status["lapsed"].items():
        told = f"{SCOPES[scope]}: {each['stance']} until {each['until']}, which has ended"
        lines.append(f"<p>{text(told)} ({linked(each['event'])}).</p>")
    whole = status["part_of"]
    own = entity.id if entity.alpha3 else None
    codes = ", ".join(filter(None, (own, entity.alpha3, entity.numeric)))
    searched = status["searched"]
    lines.append(
        facts(
            [
                ("Kind", text(str(entity.role or entity.kind))),
                ("Codes", text(codes)),
                ("Also called", text(", ".join(entity.aliases))),
                ("Part of", of_entity(whole["entity"]) if whole else ""),
                ("Home", of_entity(entity.home) if entity.home else ""),
                (
                    "Groups",
                    ", ".join(
                        link(f"{UP}group/{group.id}/", group.name)
                        for group in groups_of().get(entity.id, [])
                    ),
                ),
                (
                    "Last search",
                    text(f"{searched['month']}: {searched['words']}") if searched else "",
                ),
            ]
        )
    )
    return "".join(lines)


def _evidence(status: Any) -> str:
    if status["stance"] is None:
        context = status["context"]
        return _decided(context, "Newest context") if context else ""
    confirmed = when(status["confirmed"], status["certain"], DAY)
    told = facts(
        [
            ("Basis", text(status["basis"])),
            ("Last confirmed", text(f"{confirmed}, {_age(status['confirmed'])}")),
            ("Publishers", str(status["publishers"])),
            ("Cautions", "<br>".join(_CAUTIONS[each] for each in status["cautions"]) or "none"),
        ]
    )
    disputes = dict.fromkeys(held["disputed"] for held in status["scopes"].values())
    told += "".join(f"<p>Disputed: {text(each)}</p>" for each in disputes if each)
    return told + "".join(_decided(each, "Decided by") for each in reversed(status["evidence"]))


def _age(date: str) -> str:
    days = max(days_between(last_day(date), DAY), 0)
    if days < 60:
        return f"{counted(days, 'day')} ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def _decided(each: Any, label: str) -> str:
    by = f"{each['actor']} ({each['action']})"
    return (
        f'<div class="decided"><p>{label}: {dated(each["date"], text(by))}: '
        f"{text(each['summary'])} ({linked(each['event'])})</p>"
        f"{sources(each['sources'])}</div>"
    )


def _scopes(status: Any) -> str:
    titles = {each["law"]: each["title"] for each in status["instruments"]}
    rows = []
    for scope, held in status["scopes"].items():
        row = scope_row(scope, held, DAY)
        laws = ", ".join(link(f"{UP}law/{id}/", titles[id]) for id in held["laws"])
        cells = map(whole, (row.since, row.confirmed, row.basis, row.deadline))
        rows.append([text(SCOPES[scope]), stance(held), *cells, laws])
    heads = ("Scope", "Stance", "On record since", "Last confirmed", "Basis", "Deadline", "Law")
    return table("What is held in each scope", heads, rows)


def _dates(status: Any) -> str:
    return items(
        dated(each["date"], f"{linked(due(each, DAY))} ({linked(each['event'])})")
        for each in status["deadlines"]
    )


def _laws(status: Any, laws: Any) -> str:
    return items(
        f"{link(f'{UP}law/' + law['id'] + '/', law['title'])}: "
        f"{text('; '.join(filter(None, (stands(law), law['citation']))))}"
        + (" <b>Not used on Huawei.</b>" if law["id"] in status["powers"] else "")
        + f"<br>{text(law['summary'])}"
        for law in reversed(laws)
    )


def _operators(entity: Entity) -> str:
    rows = []
    for each in operators().get(entity.id, []):
        (status,) = api.one("status", file_name(each.id)).results
        since, scope = status["since"] or "", status["headline_scope"]
        rows.append(
            [of_entity(each.id), _mark(status), whole(SCOPES[scope]) if scope else "", whole(since)]
        )
    return table("Operators at home", ("Operator", "Stance", "Scope", "On record since"), rows)


def _mark(status: Any) -> str:
    return stance(status) if status["stance"] else worded(None, text(missing(status, False)))


def _files(entity: Entity) -> str:
    name = file_name(entity.id)
    return items(
        f"{link(f'{UP}{api.ROOT}/{command}/{name}.json', command)}: "
        f"<code>{text(api.line(command, name))} --json</code>"
        for command in api.OF_ONE
    )
