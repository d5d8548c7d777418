"""Commands that tell events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, given_names, names_asked
from huaweiban.cli.frame import cited, envelope, footer
from huaweiban.cli.names import one, subjects
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
from huaweiban.errors import BadUsage, UnknownName
from huaweiban.render.words import counted

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.gather import Log
    from huaweiban.render.blocks import Block, Drawing, Line, Sheet
    from huaweiban.results import EventResult


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise BadUsage(f"--limit: {text!r} is not a whole number from 1 on")
    return number


def timeline(
    asked: Asked,
    names: Names = None,
    since: Annotated[str | None, typer.Option(help="From this date on.", metavar="DATE")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this date.", metavar="DATE")] = None,
    kind: Kinds = None,
    role: Roles = None,
    stance: Stances = None,
    scope: Scopes = None,
    action: Actions = None,
    group: Groups = None,
    moved: Annotated[bool, typer.Option("--moved", help="Only what moved a headline.")] = False,
    match: Annotated[
        str | None, typer.Option(help="Only with all these words.", metavar="WORDS")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(help="The newest N.", metavar="N", parser=_count)
    ] = None,
) -> Answer:
    """List events, oldest first.

    Without a name: those of everyone, companies included.

    \b
    huaweiban timeline --since 2020
    huaweiban timeline germany france --moved
    huaweiban timeline --in eu --action law --limit 10
    """
    from huaweiban.views.timeline import EventFilters, timeline

    start = asked.bounds(since, "--since")[0] if since else "0000-01-01"
    end = min(asked.bounds(until, "--until")[1], asked.today) if until else asked.today
    if start > end:
        raise BadUsage(f"--since {since} lies after {f'--until {until}' if until else 'today'}")
    gatherer = asked.gatherer()
    named, who = subjects(gatherer.registry, end, names_asked(names), kind, role, group)
    log = gatherer.everything() if who.named is None else gatherer.of(who.named)
    words = tuple((match or "").split())
    filters = EventFilters(start, end, who, stance or (), scope or (), action or (), moved, words)
    results = timeline(log, filters, limit)
    foot = footer(end, gatherer, counted(len(results), "event"))
    frame = envelope("timeline", asked, end, results)

    def picture(columns: int) -> Sequence[Line | Sheet]:
        begin = start if since else ""
        return _line_of_time(log, named.entities, results, end, begin).draw(columns)

    blocks = _listed(results, foot, picture)
    return Answer(results, "EventResult", frame, blocks, named.notes, named.exit_code)


def history(
    asked: Asked,
    name: Annotated[
        str,
        typer.Argument(help="A name or code.", metavar="NAME", autocompletion=complete_names),
    ],
    related: Annotated[
        bool, typer.Option("--related", help="Events of others that name it, too.")
    ] = False,
    as_of: AsOf = None,
) -> Answer:
    """Tell every event of one and what it did.

    \b
    huaweiban history sweden
    huaweiban history norway --related
    huaweiban history germany --as-of 2019
    """
    from huaweiban.views import timeline as views

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    entity, notes = one(gatherer.registry, name)
    log = gatherer.everything() if related else gatherer.of([entity.id])
    view = views.history_related if related else views.history
    results = view(log, entity, day)
    foot = footer(day, gatherer, counted(len(results), "event"))
    frame = envelope("history", asked, day, results)

    def picture(columns: int) -> Sequence[Line | Sheet]:
        return _life(log, entity, day).draw(columns)

    blocks = _listed(results, foot, picture, not related)
    return Answer(results, "EventResult", frame, blocks, notes)


def show(
    asked: Asked,
    ids: Annotated[
        list[str],
        typer.Argument(
            help="Event ids; - reads them from standard input.",
            metavar="ID...",
            autocompletion=complete_events,
        ),
    ],
) -> Answer:
    """Show events in full, withdrawn ones included.

    \b
    huaweiban show de-2024-07-11-core-phase-out
    huaweiban timeline --limit 3 --fields id --format plain | huaweiban show -
    """
    from huaweiban.cli.near import meant
    from huaweiban.views.timeline import shown

    gatherer = asked.gatherer()
    results, notes = [], []
    for id in dict.fromkeys(given_names(ids)):
        owner = gatherer.event_owner(id)
        if owner is None:
            remedy = " 'huaweiban timeline --match WORDS' finds ids"
            notes.append(f"unknown event {id!r}.{meant(id, gatherer.event_ids()) or remedy}")
            continue
        result = shown(gatherer.of([owner]), owner, id)
        assert result is not None
        results.append(result)
    if notes and not results:
        raise UnknownName(*notes)
    frame = envelope("show", asked, asked.today, results)

    def blocks() -> list[Block]:
        from huaweiban.render import records as drawn

        return [block for result in results for block in drawn.event_one(result)]

    others = _citations(results, asked.today, cited(asked))
    code = 3 if notes else 0
    return Answer(results, "EventResult", frame, blocks, notes, code, others, footed=False)


def _listed(
    results: Iterable[EventResult],
    foot: str,
    picture: Callable[[int], Sequence[Line | Sheet]],
    one_entity: bool = False,
) -> Callable[[], list[Block]]:
    def blocks() -> list[Block]:
        from huaweiban.render import records as drawn
        from huaweiban.render.blocks import Drawing

        return drawn.events(results, foot, one_entity, Drawing(picture))

    return blocks


# As many entities as this have a band each; of more, the moves are drawn.
_BANDS = 6


def _life(log: Log, entity: Entity, day: str) -> Drawing:
    from huaweiban.render.band import bands
    from huaweiban.views.bands import headline_band, scope_bands

    headline = headline_band(log, entity, "headline", day)
    scopes = scope_bands(log, entity, day)
    return bands([headline, *scopes] if len(scopes) > 1 else [headline], day)


def _line_of_time(
    log: Log, named: list[Entity], results: Iterable[EventResult], day: str, since: str
) -> Drawing:
    from huaweiban.render.band import bands, moves
    from huaweiban.views.bands import headline_band

    ids = dict.fromkeys(result["entity"] for result in results)
    if len(named or ids) > _BANDS:
        return moves(results, day)
    rows = named or [row for id in ids if (row := log.registry.get(id))]
    return bands([headline_band(log, row, row.name, day, since) for row in rows], day, listed=False)


def _citations(results: list[EventResult], day: str, version: str) -> dict[str, Callable[[], str]]:
    def citation(form: str) -> Callable[[], str]:
        def make() -> str:
            from huaweiban.render import citation

            text: str = getattr(citation, form)(results, day, version)
            return text

        return make

    return {"cite": citation("sentences"), "bibtex": citation("bibtex"), "csl": citation("csl")}
