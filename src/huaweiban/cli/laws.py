"""The command `laws`: legal instruments and their state."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated

import typer

from huaweiban import bundled
from huaweiban.answers import Answer, LawsOptions
from huaweiban.cli.names import names_asked, subjects
from huaweiban.cli.options import AsOf, Groups, Scopes, closed, complete_laws
from huaweiban.cli.question import Call, question
from huaweiban.errors import UnknownName
from huaweiban.laws import Reach

if TYPE_CHECKING:
    from huaweiban.results import LawResult


def laws(
    call: Call,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Names, codes or ids of instruments; - reads them from standard input.",
            metavar="[NAME]...",
            autocompletion=complete_laws,
        ),
    ] = None,
    scope: Scopes = None,
    reach: Annotated[
        list[Reach] | None,
        closed("--reach", "REACH", "Only instruments that reach Huawei in this way", Reach),
    ] = None,
    group: Groups = None,
    as_of: AsOf = None,
) -> Answer[LawsOptions, LawResult]:
    """List laws, orders, rulings and other legal instruments.

    Without a name: the instruments of everyone. With the id of an instrument: that one in full.
    'huaweiban codebook reach' explains how an instrument reaches Huawei.

    \b
    huaweiban laws poland
    huaweiban laws --in eu --reach power
    huaweiban laws de-2025-bsig-section-41
    """
    from huaweiban.views.laws import LawFilters, laws, named

    day = call.day(as_of, "--as-of")
    logs = call.logs()
    wanted = names_asked(names)
    known = bundled.law_titles() if wanted else {}
    ids = [entry.name for entry in wanted or () if entry.name in known]
    others = None if wanted is None else [entry for entry in wanted if entry.name not in ids]
    if ids and not others:
        log = logs.everything()
        asked = question("laws", logs, day, LawsOptions(in_full=True))
        return Answer(asked, named(log, dict.fromkeys(ids), day))
    try:
        about = subjects(logs.registry, day, others, groups=group)
    except UnknownName as error:
        raise UnknownName(*_hinted(error, [entry.name for entry in others or ()], known)) from None
    filters = LawFilters(about.who, scope or (), reach or (), ids)
    results = laws(logs.everything(), filters, day)
    asked = question("laws", logs, day, LawsOptions())
    return Answer(asked, results, about.named.notes, about.named.exit_code)


def _hinted(error: UnknownName, names: list[str], known: Collection[str]) -> list[str]:
    # A name that looks like an id is taken for a mistyped id.
    from huaweiban.cli.suggest import meant

    (name, *others) = names
    if not others and "-" in name and any(map(str.isdigit, name)) and (hint := meant(name, known)):
        return [f"unknown instrument {name!r}.{hint}"]
    return [str(error)]
