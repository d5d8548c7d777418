"""The command `changes`: what changed since a day, and what the log gained since a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from huaweiban import bundled, dates
from huaweiban.answers import Answer, ChangesOptions
from huaweiban.cli.names import Subjects, names_asked, subjects
from huaweiban.cli.options import Groups, Kinds, Names
from huaweiban.cli.question import Call, question
from huaweiban.errors import BadUsage, quoted

if TYPE_CHECKING:
    from huaweiban.log import Opener


def changes(
    call: Call,
    names: Names = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Changes from this date on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Changes up to the end of this date.")
    ] = None,
    kind: Kinds = None,
    group: Groups = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")
    ] = False,
    data_since: Annotated[
        str | None,
        typer.Option(
            metavar="VERSION",
            help="What the log gained or corrected since this data version.",
        ),
    ] = None,
) -> Answer[ChangesOptions, Any]:
    """List what changed since a day: stances, dates, instruments.

    Without a name: for everyone, companies included.

    \b
    huaweiban changes --since 2026
    huaweiban changes --since 2024 germany sweden
    huaweiban changes - --data-since 2026.11.24 --exit-code < names.txt
    """
    from huaweiban.views import changes as views

    if (since is None) == (data_since is None):
        raise BadUsage("give either --since DATE or --data-since VERSION")
    if data_since is not None and until is not None:
        raise BadUsage("--until needs --since; --data-since covers all up to now")
    logs = call.logs()
    end = min(call.bounds(until, "--until")[1], call.today) if until else call.today
    about = subjects(logs.registry, end, names_asked(names), kind, groups=group)
    if data_since is not None:
        return _data_changes(call, logs, data_since, about, exit_code)
    start = call.bounds(since or "", "--since")[0]
    if start > end:
        raise BadUsage(f"--since {since} is after {f'--until {until}' if until else 'today'}")
    results = views.changes(logs.everything(), dates.eve(start), end, about.who)
    notes = list(about.named.notes)
    if start > (reach := bundled.about().brought_to):
        notes.append(f"the data cover events to {reach}: something may have changed since then")
    asked = question("changes", logs, end, ChangesOptions(start), about_ids=about.who.named)
    return Answer(asked, results, notes, about.named.exit_code or int(exit_code and bool(results)))


def _data_changes(
    call: Call,
    logs: Opener,
    version: str,
    about: Subjects,
    exit_code: bool,
) -> Answer[ChangesOptions, Any]:
    from huaweiban.views import changes as views
    from huaweiban.views.corrections import with_fields

    day = version.replace(".", "-")
    if len(day) != 10 or not dates.is_partial(day):
        raise BadUsage(f"--data-since: {quoted(version)} is not a data version; write 2026.11.24")
    # The version does not apply to own logs, whose lines may have been added up to today.
    known = bundled.about().data_version
    if day > max(known.replace(".", "-"), call.today if call.asks.own else ""):
        raise BadUsage(f"--data-since: {version} is not known; the newest data version is {known}")
    log = logs.everything()
    results = with_fields(views.data_changes(log, day, about.who), log, day)
    options = ChangesOptions(version)
    asked = question("data-changes", logs, call.today, options, about_ids=about.who.named)
    code = about.named.exit_code or int(exit_code and bool(results))
    return Answer(asked, results, about.named.notes, code)
