"""Commands for those who watch: what changed, what is due, may I."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban import dates, loading
from huaweiban.cli.answers import Answer
from huaweiban.cli.asked import Asked, given_names, names_asked
from huaweiban.cli.frame import envelope, footer
from huaweiban.cli.lists import Entry, column, names_in
from huaweiban.cli.names import Subjects, one, subjects
from huaweiban.cli.options import (
    AsOf,
    Groups,
    Kinds,
    MaxAge,
    MinAction,
    Names,
    Scopes,
    complete_names,
    one_of,
)
from huaweiban.entities import Entity
from huaweiban.errors import BadUsage, UnknownName
from huaweiban.events import Stance
from huaweiban.render.words import counted

if TYPE_CHECKING:
    from huaweiban.gather import Gatherer
    from huaweiban.render.blocks import Block


def changes(
    asked: Asked,
    names: Names = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Against the eve of this date.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Up to the end of this date.")
    ] = None,
    kind: Kinds = None,
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

    Without a name: for everyone, companies included.

    \b
    huaweiban changes --since 2026
    huaweiban changes --since 2024 --watch names.txt
    huaweiban changes --data-since 2026.11.24 --watch names.txt --exit-code
    """
    from huaweiban.views import changes as views

    if (since is None) == (data_since is None):
        raise BadUsage("give either --since DATE or --data-since VERSION")
    if data_since is not None and until is not None:
        raise BadUsage("--until goes with --since; --data-since tells all up to the version in use")
    gatherer = asked.gatherer()
    end = min(asked.bounds(until, "--until")[1], asked.today) if until else asked.today
    wanted = [*(names_asked(names) or []), *names_in(watch)] if watch else names_asked(names)
    about = subjects(gatherer.registry, end, wanted, kind, groups=group)
    if data_since is not None:
        return _data_changes(asked, gatherer, data_since, about, exit_code)
    start = asked.bounds(since or "", "--since")[0]
    if start > end:
        raise BadUsage(f"--since {since} lies after {f'--until {until}' if until else 'today'}")
    log = gatherer.everything()
    results = views.changes(log, dates.eve(start), end, about.who)
    holders = counted(len({each["entity"] for each in results}), "entity", "entities")
    number = f"{counted(len(results), 'change')} of {holders} since {start}"
    foot = footer(end, gatherer, number)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.changes(results, foot)

    notes = list(about.named.notes)
    if start > (reach := loading.about().brought_to):
        notes.append(f"the log was brought to {reach}: that it tells no change since is no finding")
    frame = envelope("changes", asked, end, results)
    code = about.named.exit_code or int(exit_code and bool(results))
    return Answer(results, "ChangeResult", frame, blocks, notes, code)


def deadlines(
    asked: Asked,
    names: Names = None,
    limit: Annotated[
        str | None,
        typer.Option(
            "--within", metavar="AGE", help="Only within 90d, 1y; with --past, as far back."
        ),
    ] = None,
    group: Groups = None,
    past: Annotated[bool, typer.Option("--past", help="Those that have passed, too.")] = False,
    as_of: AsOf = None,
) -> Answer:
    """List when rules bind and gear must go.

    Without a name: for everyone, companies included.

    \b
    huaweiban deadlines --in eu --within 2y
    huaweiban deadlines germany --past
    huaweiban deadlines --format ics > huawei.ics
    """
    from huaweiban.views.deadlines import deadlines

    day = asked.day(as_of, "--as-of")
    gatherer = asked.gatherer()
    named, who = subjects(gatherer.registry, day, names_asked(names), groups=group)
    try:
        until = dates.after(day, limit) if limit else None
        since = dates.before(day, limit) if limit else None
    except ValueError as error:
        raise BadUsage(f"--within: {error}") from None
    results = deadlines(gatherer.everything(), day, who, (since, until), past)
    foot = footer(day, gatherer, counted(len(results), "planned date"))
    frame = envelope("deadlines", asked, day, results)

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

    Without --scope the headline is judged; of several scopes each must pass. mobile and networks
    are judged by one word, the one that map --scope shows.

    \b
    huaweiban check germany france --allow permitted,undecided,restricted
    huaweiban check spain --scope procurement --allow permitted --max-age 3y
    huaweiban check - --allow permitted,none < names.txt
    huaweiban check suppliers.csv --column country
    """
    from huaweiban.views.verdicts import Terms, unknown, verdict

    day = asked.day(as_of, "--as-of")
    sieve = asked.sieve(min_action, max_age, day)
    stances, none_allowed = _allowed(allow)
    terms = Terms(stances, none_allowed, scope or (), not sieve.is_open)
    wanted = column(names, in_column) if in_column else map(Entry, given_names(names))
    if not (entries := list(dict.fromkeys(wanted))):
        raise BadUsage("nothing to check: no name was given")
    gatherer = asked.gatherer()
    bearers, notes = _bearers(gatherer, entries)
    known = [row.id for row in bearers.values() if isinstance(row, Entity)]
    log = gatherer.of(known).sieved(sieve)
    results = [
        verdict(log, row, entry.name, terms, day)
        if isinstance(row, Entity)
        else unknown(entry.name, row)
        for entry, row in bearers.items()
    ]
    failed = sum(not result["passed"] for result in results)
    foot = footer(day, gatherer, f"{len(results)} checked, {failed} did not pass", sieve)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.checks(results, foot)

    frame = envelope("check", asked, day, results, sieve)
    code = 3 if len(known) < len(results) else int(bool(failed))
    return Answer(results, "CheckResult", frame, blocks, notes, code)


def _bearers(
    gatherer: Gatherer, entries: Iterable[Entry]
) -> tuple[dict[Entry, Entity | str], list[str]]:
    """Who bears each name, or why nobody does; and what to tell about the names."""
    bearers: dict[Entry, Entity | str] = {}
    notes: list[str] = []
    for entry in entries:
        try:
            if entry.empty_at:
                raise UnknownName(f"{entry.empty_at}: is an empty cell")
            row, told = one(gatherer.registry, entry.name)
        except UnknownName as error:
            bearers[entry], told = "; ".join(error.lines), list(error.lines)
        else:
            bearers[entry] = row
        notes += told
    return bearers, list(dict.fromkeys(notes))


def _data_changes(
    asked: Asked,
    gatherer: Gatherer,
    version: str,
    about: Subjects,
    exit_code: bool,
) -> Answer:
    from huaweiban.views import changes as views

    day = version.replace(".", "-")
    if len(day) != 10 or not dates.is_partial(day):
        raise BadUsage(f"--data-since: {version!r} is not a data version; write 2026.11.24")
    # The version says nothing of own logs, to which lines may have been added up to today.
    known = loading.about().data_version
    if day > max(known.replace(".", "-"), asked.today if asked.sources.own else ""):
        raise BadUsage(f"--data-since: {version} is not known; the newest data version is {known}")
    results = views.data_changes(gatherer.everything(), day, about.who)
    number = f"{counted(len(results), 'change')} of the log since {version}"
    foot = footer(asked.today, gatherer, number)

    def blocks() -> list[Block]:
        from huaweiban.render import surveys

        return surveys.data_changes(results, foot)

    frame = envelope("data-changes", asked, asked.today, results)
    code = about.named.exit_code or int(exit_code and bool(results))
    return Answer(results, "DataChangeResult", frame, blocks, about.named.notes, code)


def _allowed(text: str) -> tuple[list[Stance], bool]:
    known = [*Stance, "none"]
    words = [one_of("--allow", word, known) for word in text.split(",") if word.strip()]
    if not words:
        raise BadUsage(f"--allow: names no stance; give some of {', '.join(known)}")
    return [Stance(word) for word in words if word != "none"], "none" in words
