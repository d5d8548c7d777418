"""The command `deadlines`: deadlines, and days on which rules take effect or end."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from huaweiban import dates
from huaweiban.answers import Answer
from huaweiban.cli.names import names_asked, subjects
from huaweiban.cli.options import AsOf, Groups, Names
from huaweiban.cli.question import Call, question
from huaweiban.errors import BadUsage


def deadlines(
    call: Call,
    names: Names = None,
    limit: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="AGE",
            help="Only dates within 90d, 1y; with --past, also that far back.",
        ),
    ] = None,
    group: Groups = None,
    past: Annotated[bool, typer.Option("--past", help="Include dates that have passed.")] = False,
    as_of: AsOf = None,
) -> Answer[None, Any]:
    """List deadlines and the days on which rules take effect.

    Without a name: for everyone, companies included.

    \b
    huaweiban deadlines --in eu --within 2y
    huaweiban deadlines germany --past
    huaweiban deadlines --format ics > huawei.ics
    """
    from huaweiban.views.deadlines import deadlines

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    named, who = subjects(logs.registry, day, names_asked(names), groups=group)
    try:
        until = dates.after(day, limit) if limit else None
        since = dates.before(day, limit) if limit else None
    except ValueError as error:
        raise BadUsage(f"--within: {error}") from None
    log, window = logs.everything(), (since, until)
    asked = question("deadlines", logs, day, None, about_ids=who.named)
    if call.format == "ics":
        from huaweiban.views.calendar import entries

        dates_kept = entries(log, day, who, window, past)
        return Answer(asked, dates_kept, named.notes, named.exit_code)
    results = deadlines(log, day, who, window, past)
    return Answer(asked, results, named.notes, named.exit_code)
