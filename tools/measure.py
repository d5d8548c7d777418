"""Measure what the data rest on, on the day of the data: python tools/measure.py.

Prints the tables of docs/data.md. Deciding events are those that begin or last confirm a position
in a scope; public acts are the laws, rulings and decisions of public authorities among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from huaweiban.bundled import about
from huaweiban.dates import before, last_day
from huaweiban.entities import Entity, Kind, Who
from huaweiban.events import CELLS, Action, Event, Source
from huaweiban.evidence import evidence
from huaweiban.laws import Law, LawKind, Reach
from huaweiban.log import Log, Logs, Opener

# A host is official if a state assigns the name: a label such as `gov`, `gob` or `mil` that only
# its offices get, or a domain of the state, the European Union or a parliament.
_LABELS = {"gov", "govt", "gob", "gouv", "gouvernement", "gub", "gv", "mil"}
_LABELS_BELOW_A_COUNTRY = {"go"}  # go.jp, go.kr, go.cr; not go.com
OFFICIAL: Mapping[str, tuple[str, ...]] = {
    "the Union and governments under a name of their own": (
        "europa.eu", "admin.ch", "belgium.be", "bund.de", "canada.ca", "gc.ca", "governo.cv",
        "governo.it", "lrv.lt", "kam.lt", "valtioneuvosto.fi", "cfcs.dk", "public.lu",
    ),
    "gazettes and law collections that a state prints": (
        "bgbl.de", "boe.es", "diariodarepublica.pt", "e-tar.lt", "gazzettaufficiale.it",
        "gesetze-im-internet.de", "irishstatutebook.ie", "jerseylaw.je", "just.ro", "lex.uz",
        "likumi.lv", "lovdata.no", "narodne-novine.nn.hr", "normattiva.it",
        "officielebekendmakingen.nl", "overheid.nl", "riigiteataja.ee", "slov-lex.sk",
        "uradni-list.si", "vestnesis.lv",
    ),
    "parliaments": (
        "bundestag.de", "camera.it", "dekamer.be", "eduskunta.fi", "ft.dk", "lrs.lt", "nrsr.sk",
        "oireachtas.ie", "parl.ca", "parlamento.pt", "parliament.bg", "parliament.nz",
        "parliament.uk", "riigikogu.ee", "riksdagen.se", "senat.fr", "senate.be", "sencanada.ca",
        "statesassembly.je", "stortinget.no", "tweedekamer.nl", "xn--alingi-jza.is",
    ),
    "courts, prosecutors and regulators": (
        "akos-rs.si", "conseil-etat.fr", "domstol.se", "govcert.cz", "jcra.je", "pgdlisboa.pt",
        "pts.se", "traficom.fi", "uohs.cz",
    ),
}  # fmt: skip
_STATE_OF_THE_US = re.compile(r"(?:^|\.)state\.[a-z]{2}\.us$")
_AGES = (("a year", "1y"), ("3 years", "3y"), ("5 years", "5y"))
_GROUPS = ("european-union", "nato", "five-eyes", "oecd")


def official(url: str | None) -> bool:
    """Whether an address is one of a public authority."""
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    return (
        not _LABELS.isdisjoint(labels)
        or (len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _LABELS_BELOW_A_COUNTRY)
        or bool(_STATE_OF_THE_US.search(host))
        or any(
            host == known or host.endswith(f".{known}")
            for hosts in OFFICIAL.values()
            for known in hosts
        )
    )


def deciding(log: Log, day: str) -> list[Event]:
    """The events that begin or last confirm any position in a scope on an ISO day."""
    found: dict[str, Event] = {}
    for id in log.by_entity:
        held = log.position(id, day)
        cells = [event for cell in held.cells.values() for event in (cell.began, cell.newest)]
        found.update((event.id, event) for event in (*cells, *held.decided_by))
    return [*found.values()]


def tables(log: Log, day: str) -> Iterator[str]:
    """Every table, in Markdown."""
    laws = [law for law in log.laws.everyone() if not law.withdrawn]
    yield from _table("instruments", Reach, _instruments(laws))
    yield from _table("jurisdictions", ("with an instrument", "of all"), _jurisdictions(log, laws))
    yield from _table("evidence", ("number", "of", "%"), _evidence(deciding(log, day), laws))
    ages = [f"within {words}" for words, _ in _AGES] + ["older", "all"]
    yield from _table("positions by basis and last confirmation", ages, _by_age(log, day))
    yield from _table("scopes known", CELLS, _scopes(log, day))


Item = TypeVar("Item")
Rows = Iterable[tuple[str, Sequence[object]]]


def _instruments(laws: Sequence[Law]) -> Rows:
    counts = Counter((law.kind, law.reach) for law in laws)
    for kind in LawKind:
        yield kind, [counts[kind, reach] for reach in Reach]
    yield "all", [sum(counts[kind, reach] for kind in LawKind) for reach in Reach]


def _jurisdictions(log: Log, laws: Sequence[Law]) -> Rows:
    having = {law.entity for law in laws}
    for kind in Kind:
        rows = [row.id for row in log.registry.everyone() if row.kind is kind]
        if count := len(having.intersection(rows)):
            yield kind, [count, len(rows)]


def _evidence(events: Sequence[Event], laws: Sequence[Law]) -> Rows:
    acts = [event for event in events if event.is_act]
    yield _share("public acts with an official page", acts, lambda each: _paged(each.sources))
    # What is known only through documents that cite it has `via`.
    yield _share("public acts whose official page was read", acts, lambda each: _read(each.sources))
    yield _share("public acts that name their instrument", acts, lambda each: bool(each.laws))
    yield _share("instruments with an official page", laws, lambda each: _paged(each.sources))
    two = "deciding events with two publishers"
    yield _share(two, events, lambda each: len({s.publisher for s in each.sources}) > 1)


def _share(
    what: str, items: Sequence[Item], holds: Callable[[Item], bool]
) -> tuple[str, Sequence[object]]:
    number = sum(map(holds, items))
    return what, [number, len(items), round(100 * number / len(items))]


def _paged(sources: Iterable[Source]) -> bool:
    return any(official(source.url) for source in sources)


def _read(sources: Iterable[Source]) -> bool:
    return any(official(source.url) and source.via is None for source in sources)


def _by_age(log: Log, day: str) -> Rows:
    starts = [before(day, age) for _, age in _AGES]
    counts: Counter[tuple[Action, int]] = Counter()
    for id in log.by_entity:
        held = log.position(id, day)
        if held.headline and held.newest:
            basis = evidence(held.headline.stance, held.deciding, day, log.unseen).basis
            newest = last_day(held.newest.date)
            age = next((n for n, start in enumerate(starts) if newest >= start), len(starts))
            counts[basis, age] += 1
    columns = range(len(starts) + 1)
    for action in Action:
        if any(numbers := [counts[action, age] for age in columns]):
            yield action, [*numbers, sum(numbers)]
    totals = [sum(counts[action, age] for action in Action) for age in columns]
    yield "all", [*totals, sum(totals)]


def _scopes(log: Log, day: str) -> Rows:
    rows = log.registry.everyone()
    groups: list[tuple[str, list[Entity]]] = []
    for id in _GROUPS:
        if group := log.registry.get(id):
            members = {member.id for member in group.members if member.holds(day)}
            groups.append((group.name, [row for row in rows if row.id in members]))
    countries = Who(kinds=(Kind.COUNTRY,))
    groups.append(("all countries", [*filter(countries.means, rows)]))
    groups.append(("operators", [row for row in rows if row.role == "operator"]))
    for name, members in groups:
        known = Counter(cell for row in members for cell in log.position(row.id, day).cells)
        yield f"{name} ({len(members)})", [known[cell] for cell in CELLS]


def _table(title: str, columns: Iterable[str], rows: Rows) -> Iterator[str]:
    heads = [*columns]
    yield f"| {' | '.join([title, *heads])} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    for name, values in rows:
        yield f"| {' | '.join([name, *map(str, values)])} |"
    yield ""


def main() -> None:
    day = about().data_version.replace(".", "-")
    print("\n".join(tables(Opener(Logs()).everything(), day)).rstrip())


if __name__ == "__main__":
    main()
