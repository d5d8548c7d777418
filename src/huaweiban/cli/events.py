"""The commands `timeline`, `history` and `show`: events, each with what it changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer, EventsOptions
from huaweiban.cli.lists import Entry, listed
from huaweiban.cli.names import names_asked, one, subjects
from huaweiban.cli.options import (
    Actions,
    AsOf,
    Groups,
    Kinds,
    Names,
    Roles,
    Scopes,
    Stances,
    complete_events,
    complete_names,
)
from huaweiban.cli.question import Call, question
from huaweiban.errors import BadUsage, UnknownName, quoted

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.log import Log
    from huaweiban.results import EventResult
    from huaweiban.views.bands import Band


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise BadUsage(f"--limit: {quoted(text)} is not a whole number from 1 on")
    # No log is longer, and Python cannot slice further.
    return min(number, sys.maxsize)


def timeline(
    call: Call,
    names: Names = None,
    since: Annotated[str | None, typer.Option(help="From this date on.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this date.", metavar="DATE")] = None,
    kind: Kinds = None,
    role: Roles = None,
    stance: Stances = None,
    scope: Scopes = None,
    action: Actions = None,
    group: Groups = None,
    moved: Annotated[bool, typer.Option("--moved", help="Only changes of a headline.")] = False,
    match: Annotated[
        str | None, typer.Option(help="Only events that contain all these words.", metavar="WORDS")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(help="Only the newest N events.", metavar="N", parser=_count)
    ] = None,
) -> Answer[EventsOptions, EventResult]:
    """List events, oldest first.

    Without a name: the events of everyone, companies included.

    \b
    huaweiban timeline --since 2020
    huaweiban timeline germany france --moved
    huaweiban timeline --in eu --action law --limit 10
    """
    from huaweiban.views.events import EventFilters, timeline

    start = call.bounds(since, "--since")[0] if since else "0000-01-01"
    end = min(call.bounds(until, "--until")[1], call.today) if until else call.today
    if start > end:
        raise BadUsage(f"--since {since} is after {f'--until {until}' if until else 'today'}")
    logs = call.logs()
    named, who = subjects(logs.registry, end, names_asked(names), kind, role, group)
    log = logs.everything() if who.named is None else logs.of(who.named)
    words = tuple((match or "").split())
    filters = EventFilters(start, end, who, stance or (), scope or (), action or (), moved, words)
    results = timeline(log, filters, limit)
    bands = _bands(log, named.entities, results, end, start if since else "")
    asked = question("timeline", logs, end, EventsOptions(bands=bands))
    return Answer(asked, results, named.notes, named.exit_code)


def history(
    call: Call,
    name: Annotated[
        str,
        typer.Argument(help="A name or code.", metavar="NAME", autocompletion=complete_names),
    ],
    related: Annotated[
        bool, typer.Option("--related", help="Include events of others that name it.")
    ] = False,
    as_of: AsOf = None,
) -> Answer[EventsOptions, EventResult]:
    """Show every event of one name, and what it changed.

    \b
    huaweiban history sweden
    huaweiban history norway --related
    huaweiban history germany --as-of 2019
    """
    from huaweiban.views.bands import headline_band, scope_bands
    from huaweiban.views.events import of_one, timeline

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    entity, notes = one(logs.registry, name)
    log = logs.everything() if related else logs.of([entity.id])
    results = timeline(log, of_one(entity, day, related))
    scopes = scope_bands(log, entity, day)
    bands = [headline_band(log, entity, "headline", day), *(scopes if len(scopes) > 1 else ())]
    options = EventsOptions(bands, planned=True)
    return Answer(question("history", logs, day, options), results, notes)


def show(
    call: Call,
    ids: Annotated[
        list[str],
        typer.Argument(
            help="Event ids; - reads them from standard input.",
            metavar="ID...",
            autocompletion=complete_events,
        ),
    ],
) -> Answer[EventsOptions, EventResult]:
    """Show events in full, including withdrawn ones.

    \b
    huaweiban show de-2024-07-11-core-phase-out
    huaweiban timeline --limit 3 --fields id --format plain | huaweiban show -
    """
    from huaweiban.cli.suggest import meant
    from huaweiban.views.events import shown

    logs = call.logs()
    results, notes = [], []
    entries: dict[str, Entry] = {}
    for entry in listed(ids)[0]:
        entries.setdefault(entry.name, entry)
    owners = logs.event_owners(entries)
    log = logs.of({*owners.values()})
    for id, entry in entries.items():
        owner = owners.get(id)
        if owner in log.refused:
            continue
        result = owner and shown(log, owner, id)
        if not result:
            remedy = " 'huaweiban timeline --match WORDS' finds ids"
            hint = meant(id, logs.event_ids()) or remedy
            notes.append(entry.at(f"unknown event {quoted(id)}.{hint}"))
            continue
        results.append(result)
    options = EventsOptions()
    asked = question("show", logs, call.today, options, footed=False, about_ids=owners.values())
    if notes and not results and not asked.data.refused:
        raise UnknownName(*notes)
    return Answer(asked, results, notes, 3 if notes else 0)


# Up to this many entities get a band each; for more, changes are marked.
_MOST_BANDS = 6


def _bands(
    log: Log, named: Sequence[Entity], results: Sequence[EventResult], day: str, since: str
) -> list[Band]:
    from huaweiban.views.bands import headline_band

    ids = dict.fromkeys(result["entity"] for result in results)
    if len(named or ids) > _MOST_BANDS:
        return []
    rows = named or [row for id in ids if (row := log.registry.get(id))]
    return [headline_band(log, row, row.name, day, since) for row in rows]
