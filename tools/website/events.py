"""An event in a history, and the page of an event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from huaweiban.events import Event
from huaweiban.render.events import effect
from huaweiban.render.events import facts as known
from huaweiban.render.page_words import SCOPES
from website import api
from website.asked import asked
from website.frame import Page
from website.markup import (
    UP,
    dated,
    facts,
    items,
    link,
    linked,
    of_entity,
    section,
    sources,
    text,
    worded,
)  # fmt: skip


def item(event: Any) -> str:
    """An event of a history: when, what, by whom, what it did, on whose word."""
    scopes = ", ".join(SCOPES[scope] for scope in event["scope"])
    held = worded(event["stance"], event["stance"]) if event["stance"] else "context"
    by = f"{f' in {scopes}' if scopes else ''}, {event['actor']} ({event['action']})"
    what = f": {event['what']}" if event["what"] else ""
    lines = [
        f"{dated(event['date'], held)}{text(by)}",
        f"<b>{text(event['summary'])}</b>",
        text(effect(event)) if event["stance"] else "",
        *(
            text(f"{label} {event[key]}{what}")
            for key, label in (("effective", "in force from"), ("deadline", "deadline"))
            if event[key]
        ),
        text(f"until {event['until']}") if event["until"] else "",
        text(f"disputed: {event['disputed']}") if event["disputed"] else "",
        ", ".join(_laws(event)),
    ]
    told = "<br>".join(filter(None, lines))
    return f"{told}{sources(event['sources'])}{linked(event['id'])}"


def _laws(event: Any) -> Iterator[str]:
    for id, title in zip(event["laws"], event["law_titles"], strict=True):
        yield link(f"{UP}law/{id}/", title)


def page(event: Event) -> Page:
    """The page of an event; of one that was withdrawn, too, which says so first."""
    (result,) = asked("show", ids=[event.id]).results
    name = result["name"]
    gone = (
        f'<p class="gone">Withdrawn on {result["withdrawn"]}, and counted for nothing since: '
        f"{text(result['withdrawn_reason'])}</p>"
        if result["withdrawn"]
        else ""
    )
    others = ", ".join(map(of_entity, result["related"]))
    told = [("entity", of_entity(event.entity))]
    told += [
        (label, others if label == "related" else linked(value))
        for label, value in known(result)
        if label != "log"
    ]
    address = f"{api.ROOT}/show/{event.id}.json"
    body = (
        f'{gone}<p class="headline">{text(result["summary"])}</p>'
        + section("What is known", facts(told))
        + section("Sources", sources(result["sources"]))
        + section("For programs", items([_file(address, event.id)]))
    )
    return Page(
        f"event/{event.id}/",
        f"{name}, {result['date']}",
        result["summary"],
        body,
        [(address, "application/json", "The event as JSON")],
    )


def _file(address: str, id: str) -> str:
    return f"{link(UP + address, 'show')}: <code>{text(api.line('show', id))} --json</code>"
