"""The page of a group: how many of its members hold what, who, what is due, what changed last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from huaweiban.dates import days_between, last_day
from huaweiban.events import Stance
from huaweiban.render.page_words import SCOPES, holding, row
from huaweiban.render.text import PURPOSES, span, standing
from website import api, feeds
from website.asked import DAY, asked
from website.frame import Page
from website.markup import (
    UP,
    dated,
    items,
    link,
    of_entity,
    section,
    stance,
    table,
    text,
    whole,
    worded,
)  # fmt: skip
from website.registry import Group, by_id, file_name

_SHOWN = 20


def page(group: Group) -> Page:
    """The page of a group; companies at home in it count among its dates and changes."""
    statuses = [api.one("status", file_name(each.id)).results[0] for each in group.members]
    held = Counter(status["stance"] for status in statuses)
    counts = "".join(
        worded(each, f"{holding(each, None)} {held[each]}") for each in (*Stance, None)
    )
    inside = {"group": [group.id]}
    due = asked("deadlines", **inside).results
    steps = feeds.entries(asked("changes", **inside).results)
    steps.sort(key=lambda each: each.day, reverse=True)
    latest = (
        f"{link(UP + each.page, each.title)}<br>{text(each.summary)}" for each in steps[:_SHOWN]
    )
    own = f"<p>Its own position: {of_entity(group.id)}.</p>" if group.id in by_id() else ""
    body = "".join(
        [
            f'<p class="counts">{counts}</p>{own}',
            section("Members", _members(statuses)),
            section("Dates ahead", items(map(_due, due))),
            section("Latest changes", items(latest)),
            section("To follow and for programs", items(chain(_followed(group), _files(group)))),
        ]
    )
    names = ", ".join(f"{holding(each, None)} {held[each]}" for each in Stance)
    return Page(
        f"group/{group.id}/",
        group.name,
        f"Huawei in {group.name}: {names} of {len(statuses)} members.",
        body,
        feeds.also(group),
    )


def _members(statuses: Iterable[Any]) -> str:
    order: list[Any] = [*Stance, None]
    rows = []
    for status in sorted(statuses, key=lambda each: order.index(each["stance"])):
        told = row(status, DAY)
        mark = stance(status) if status["stance"] else worded(None, holding(None, None))
        scope = SCOPES[status["headline_scope"]] if status["headline_scope"] else ""
        cells = map(whole, (scope, told.since, told.confirmed, told.basis, told.deadline))
        rows.append([of_entity(status["entity"]), mark, *cells])
    heads = ("Name", "Stance", "Scope", "On record since", "Last confirmed", "Basis", "Deadline")
    return table("Members and what they hold", heads, rows)


def _due(each: Any) -> str:
    who, what = of_entity(each["entity"]), text(each["what"] or "")
    if each["date"] is None:
        runs = text(f"{span(each['span'])} from {each['counted_from']}")
        return f"{dated('no date', who)}: {what}, {runs} ({_to('law', each['law'])})"
    scopes = ", ".join(SCOPES[scope] for scope in each["scope"])
    left = standing(each, days_between(DAY, last_day(each["date"])))
    words = f"{text(PURPOSES[each['purpose']])} ({text(scopes)}): {what}; {text(left)}"
    return f"{dated(each['date'], who)}: {words} ({_to('event', each['event'])})"


def _to(kind: str, id: str) -> str:
    return link(f"{UP}{kind}/{id}/", id)


def _followed(group: Group) -> Iterator[str]:
    yield f"{link(f'{UP}feed/{group.id}.xml', 'Atom feed')} of steps"
    calendar = api.line("deadlines", group=group.id)
    yield (
        f"{link(f'{UP}calendar/{group.id}.ics', 'Calendar')} of planned dates: "
        f"<code>{calendar} --format ics</code>"
    )


def _files(group: Group) -> Iterator[str]:
    for command in api.OF_GROUPS:
        place = f"{UP}{api.ROOT}/in/{group.id}/{command}"
        line = api.line(command, group=group.id)
        yield (
            f"{command}: {link(f'{place}.json', 'JSON')}, {link(f'{place}.csv', 'CSV')}: "
            f"<code>{line} --json</code>"
        )
