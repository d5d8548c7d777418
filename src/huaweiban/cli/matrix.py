"""The command `matrix`: the positions in every scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban.answers import Answer, MatrixOptions
from huaweiban.cli.names import names_asked, subjects
from huaweiban.cli.options import AsOf, Groups, Kinds, Names, Roles
from huaweiban.cli.question import Call, question
from huaweiban.entities import Kind

if TYPE_CHECKING:
    from huaweiban.results import MatrixResult


def matrix(
    call: Call,
    names: Names = None,
    kind: Kinds = None,
    role: Roles = None,
    group: Groups = None,
    as_of: AsOf = None,
    gap: Annotated[
        bool, typer.Option("--gap", help="Only countries whose own operators differ from them.")
    ] = False,
) -> Answer[MatrixOptions, MatrixResult]:
    """Compare positions scope by scope.

    Without a name: all countries with a position; with --role, companies.

    \b
    huaweiban matrix --in eu
    huaweiban matrix --role operator --in germany
    huaweiban matrix --gap
    """
    from huaweiban.views import matrix as views

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    wanted = names_asked(names)
    about = subjects(logs.registry, day, wanted, kind, role, group, [Kind.COUNTRY])
    log = logs.everything()
    meant = list(filter(about.who.means, about.rows(logs.registry)))
    kept = log.answered(meant)
    if gap:
        results = views.gaps(log, kept, day)
    else:
        every = views.matrix(log, kept, day)
        results = [result for result in every if names or result["stance"]]
    # A gap depends on the positions of all operators.
    ids = None if gap else {row.id for row in meant}
    asked = question("matrix", logs, day, MatrixOptions(bool(names), gap), about_ids=ids)
    return Answer(asked, results, about.named.notes, about.named.exit_code)
