"""Commands for those who watch: what changed, what is due, may I."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban import dates
from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, given_names
from huaweiban.cli.frame import envelope, footer
from huaweiban.cli.lists import column, names_in
from huaweiban.cli.names import Found, found, within
from huaweiban.cli.options import (
    AsOf,
    Groups,
    MaxAge,
    MinAction,
    Names,
    Scopes,
    complete_names,
)
from huaweiban.errors import BadUsage, UnknownName
from huaweiban.events import Stance
from huaweiban.loading import about
from huaweiban.render.blocks import counted

if TYPE_CHECKING:
    from huaweiban.entities import Entity
    from huaweiban.gather import Gatherer
    from huaweiban.render.blocks import Block
    from huaweiban.results import CheckResult
    from huaweiban.sieve import Sieve
    from huaweiban.views.verdicts import Terms


def changes(
    asked: Asked,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Against the eve of this date.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Up to the end of this date.")
    ] = None,
    group: Groups = None,
    watch: Annotated[
        str | None, typer.Option(metavar="FILE", help="Only the names in a file, one a line.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 where something changed.")
    ] = False,
    data_since: Annotated[
        str | None,
        typer.Option(metavar="VERSION", help="What the log itself gained since a data version."),
    ] = None,
) -> Answer:
    """Tell what changed between two days.

    \b
    huaweiban changes --since 2026
    huaweiban changes --since 2024 --watch names.txt
    huaweiban changes --data-since 2026.11.24 --watch names.txt --exit-code
    """
    from huaweiban.views import changes as views

    if (since is None) == (data_since is None):
        raise BadUsage("give either --since DATE or --data-since VERSION")
    gatherer = asked.gatherer()
    end = min(asked.bounds(until, "--until")[1], asked.today) if until else asked.today
    inside = within(gatherer.registry, group or [], end)
    named = found(gatherer.registry, names_in(watch)) if watch else Found([], [], 0)
    if watch:
        watched = {row.id for row in named.entities}
        inside = watched if inside is None else watched & set(inside)
    if data_since is not None:
        return _data_changes(asked, gatherer, data_since, inside, named, exit_code)
    start = asked.bounds(since or "", "--since")[0]
    if start > end:
        raise BadUsage(f"--since {since} lies after {f'--until {until}' if until else 'today'}")
    log = gatherer.everything()
    results = views.changes(log, dates.eve(start), end, inside)
    holders = counted(len({each["entity"] for each in results}), "entity", "entities")
    number = f"{counted(len(results), 'change')} of {holders} since {start}"
    foot = footer(end, gatherer, number)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.changes(results, foot)

    notes = list(named.notes)
    if start > (reach := about().brought_to):
        notes.append(f"the log was brought to {reach}: that it tells no change since is no finding")
    frame = envelope("changes", asked, end, results)
    code = named.exit_code or int(exit_code and bool(results))
    return Answer(results, "ChangeResult", frame, blocks, notes, code)


def deadlines(
    asked: Asked,
    names: Names = None,
    limit: Annotated[
        str | None, typer.Option("--within", metavar="AGE", help="Only those within 90d, 1y.")
    ] = None,
    group: Groups = None,
    past: Annotated[bool, typer.Option("--past", help="Those that have passed, too.")] = False,
) -> Answer:
    """List when rules bind and gear must go.

    \b
    huaweiban deadlines --in eu --within 2y
    huaweiban deadlines germany --past
    huaweiban deadlines --format ics > huawei.ics
    """
    from huaweiban.views.deadlines import deadlines

    gatherer = asked.gatherer()
    named = found(gatherer.registry, given_names(names or []))
    ids = {row.id for row in named.entities}
    inside = within(gatherer.registry, group or [], asked.today)
    wanted = inside if not names else (ids if inside is None else ids & set(inside))
    try:
        until = dates.after(asked.today, limit) if limit else None
        since = dates.bounds(limit, asked.today)[0] if limit else None
    except ValueError as error:
        raise BadUsage(f"--within: {error}") from None
    results = deadlines(gatherer.everything(), asked.today, wanted, (since, until), past)
    foot = footer(asked.today, gatherer, counted(len(results), "planned date"))
    frame = envelope("deadlines", asked, asked.today, results)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.deadlines(results, foot)

    def ics() -> str:
        from huaweiban.render.calendar import calendar

        return calendar(results, frame["data_version"])

    others = {"ics": ics}
    return Answer(results, "DueResult", frame, blocks, named.notes, named.exit_code, others)


def check(
    asked: Asked,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Names; - reads them from standard input.",
            autocompletion=complete_names,
        ),
    ],
    allow: Annotated[
        str,
        typer.Option(metavar="STANCES", help="What passes: stances, and none, by commas."),
    ] = "permitted",
    scope: Scopes = None,
    as_of: AsOf = None,
    max_age: MaxAge = None,
    min_action: MinAction = None,
    in_column: Annotated[
        str | None,
        typer.Option("--column", metavar="NAME", help="Read CSV files and take this column."),
    ] = None,
) -> Answer:
    """Check names against what is allowed.

    Exit 0 if all pass, 1 if some do not, 3 if one is unknown.

    \b
    huaweiban check germany france --allow permitted,undecided,restricted
    huaweiban check spain --scope procurement --allow permitted --max-age 3y
    huaweiban check - --allow permitted,none < names.txt
    huaweiban check suppliers.csv --column country
    """
    from huaweiban.views.verdicts import Terms

    day = asked.day(as_of, "--as-of")
    sieve = asked.sieve(min_action, max_age, day)
    stances, none_allowed = _allowed(allow)
    terms = Terms(stances, none_allowed, scope or (), not sieve.is_open)
    wanted = column(names, in_column) if in_column else given_names(names)
    if not wanted:
        raise BadUsage("nothing to check: no name was given")
    gatherer = asked.gatherer()
    results = _verdicts(gatherer, wanted, terms, sieve, day)
    failed = sum(not result["passed"] for result in results)
    foot = footer(day, gatherer, f"{len(results)} checked, {failed} did not pass", sieve)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.checks(results, foot)

    frame = envelope("check", asked, day, results, sieve)
    unknown = any(result["entity"] is None for result in results)
    return Answer(results, "CheckResult", frame, blocks, (), 3 if unknown else int(bool(failed)))


def _verdicts(
    gatherer: Gatherer, wanted: Iterable[str], terms: Terms, sieve: Sieve, day: str
) -> list[CheckResult]:
    from huaweiban.views.verdicts import unknown, verdict

    entities: list[tuple[str, Entity | None, str]] = []
    for name in dict.fromkeys(wanted):
        try:
            entities.append((name, found(gatherer.registry, [name]).entities[0], ""))
        except UnknownName as error:
            entities.append((name, None, "; ".join(error.lines)))
    log = gatherer.of([row.id for _, row, _ in entities if row]).sieved(sieve)
    return [
        verdict(log, row, name, terms, day) if row else unknown(name, why)
        for name, row, why in entities
    ]


def _data_changes(
    asked: Asked,
    gatherer: Gatherer,
    version: str,
    inside: Iterable[str] | None,
    named: Found,
    exit_code: bool,
) -> Answer:
    from huaweiban.views import changes as views

    day = version.replace(".", "-")
    if len(day) != 10 or not dates.is_partial(day):
        raise BadUsage(f"--data-since: {version!r} is not a data version; write 2026.11.24")
    kept = None if inside is None else set(inside)
    every = views.data_changes(gatherer.everything(), day)
    results = [result for result in every if kept is None or result["entity"] in kept]
    number = f"{counted(len(results), 'change')} of the log since {version}"
    foot = footer(asked.today, gatherer, number)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.data_changes(results, foot)

    frame = envelope("data-changes", asked, asked.today, results)
    code = named.exit_code or int(exit_code and bool(results))
    return Answer(results, "DataChangeResult", frame, blocks, named.notes, code)


def _allowed(text: str) -> tuple[list[Stance], bool]:
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = [*Stance, "none"]
    for word in words:
        if word not in known:
            raise BadUsage(f"--allow: {word!r} is not one of {', '.join(known)}")
    return [Stance(word) for word in words if word != "none"], "none" in words
