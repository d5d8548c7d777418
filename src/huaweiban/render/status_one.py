"""One entity in full: headline, scopes, dates, and the events behind them.

On a terminal it takes at most 20 lines; `--sources` and `--why` show the rest.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from huaweiban.dates import last_day
from huaweiban.events import Scope, Stance, scope_name, spread
from huaweiban.render.blocks import (
    HANG,
    Block,
    Cell,
    Drawing,
    Line,
    Sheet,
    fact,
    if_any,
    line,
    stance_cell,
)
from huaweiban.render.fit import fitted
from huaweiban.render.position import based, elsewhere, missing, since
from huaweiban.render.text import PURPOSES, dated, planned, source, when

if TYPE_CHECKING:
    from huaweiban.results import (
        EvidenceResult,
        InstrumentResult,
        ScopeReason,
        ScopeResult,
        StatusResult,
        Why,
    )

# Of 24 lines, the prompt takes one, and the footer up to three.
MOST = 17
# The most rows of scopes; other scopes are on a line below.
_ROWS = 6
_WIDE = 10_000


def one(result: StatusResult, day: str, limited: bool, sources: bool) -> list[Block]:
    """The position of one entity; with `sources` everything, else what fits on a small terminal.

    `limited` says that not all evidence counts.
    """
    if sources:
        shown = [_title(result, day, limited), line(), *_everything(result, day, limited)]
    else:
        brief = tuple(_brief(result, day, limited, _WIDE))
        shown = [Drawing(lambda columns: _brief(result, day, limited, columns), brief)]
    if result["why"]:
        shown += [line(), *why(result["why"])]
    return shown


def why(reasons: Why) -> list[Block]:
    """The reasons of a status: the headline's, then each scope's."""
    shown: list[Block] = [line("Why", "title"), fact("headline", reasons["headline_words"])]
    if reasons["headline_event"]:
        shown.append(fact("began with", reasons["headline_event"]))
    for scope, reason in reasons["scopes"].items():
        shown += [line(), *_reason(scope, reason)]
    return shown


def _title(result: StatusResult, day: str, limited: bool) -> Line:
    scope = result["headline_scope"]
    pieces = [
        Cell(result["name"], "title"),
        Cell("  "),
        stance_cell(result["stance"], missing(result, limited)),
    ]
    if scope:
        began = when(result["since"], result["certain"], day)
        pieces.append(
            Cell(f" ({scope_name(scope)}{one_part(result)}) since {began}; {based(result)}")
        )
    return Line(tuple(pieces))


_PARTS = {Scope.CORE: "the core", Scope.RAN: "radio"}


def one_part(result: StatusResult) -> str:
    """The stance of the only known part of mobile networks; empty if not exactly one is known."""
    # A ban of one part counts as restricted for the whole; it must not look like a limit on both.
    known = [part for part in _PARTS if part in result["scopes"]]
    if result["headline_scope"] is not Scope.MOBILE or len(known) != 1:
        return ""
    (part,) = known
    (other,) = (words for scope, words in _PARTS.items() if scope is not part)
    return f": {result['scopes'][part]['stance']} in {_PARTS[part]}, {other} not known"


def _brief(result: StatusResult, day: str, limited: bool, columns: int) -> list[Line | Sheet]:
    head: list[Line | Sheet] = [_title(result, day, limited)]
    room = MOST - _height(head, columns)
    if result["scopes"]:
        table, rest = _scopes(result, day, limited, columns)
        head += [line(), *table, line()]
        room -= 2 + sum(_table_height(each, columns) for each in table if isinstance(each, Sheet))
    else:
        rest = []
    facts = [
        *_dates(result, day, limited),
        *_newest(result),
        *rest,
        *_instruments(result),
        *_disputed(result),
        *_lapsed(result),
        *_others(result),
    ]
    shown, left = [], 0
    for each in facts:
        height = _height([each], columns)
        if height <= room - 1:
            shown.append(each)
            room -= height
        else:
            left += 1
    if left or result["evidence"]:
        more = f"huaweiban status {result['entity']} --sources" + (
            " shows the rest" if left else ""
        )
        shown.append(fact("sources", more))
    return [*head, *shown]


def _height(lines: Iterable[Line | Sheet], columns: int) -> int:
    # In terminal lines; a labelled line wraps with an indent.
    count = 0
    for each in lines:
        if isinstance(each, Line):
            text = "".join(piece.text for piece in each.pieces[1 if each.hang else 0 :])
            count += max(len(textwrap.wrap(text, max(columns - each.hang, 1))), 1)
    return count


def _table_height(sheet: Sheet, columns: int) -> int:
    fit = fitted(sheet, columns)
    if fit is None:
        return sum(map(len, sheet.rows)) + len(sheet.rows)
    same = (f"{header}: {cell.text}" for header, cell in fit.same)
    above = sum(max(len(textwrap.wrap(each, columns)), 1) for each in same)
    return above + len(fit.sheet.rows) + 2 + bool(fit.lost)


def _scopes(
    result: StatusResult, day: str, limited: bool, columns: int
) -> tuple[list[Line | Sheet], list[Line]]:
    # A row for each group of equal scopes; those without a row are on a line below.
    titles = {each["law"]: each["title"] for each in result["instruments"]}
    groups: dict[tuple[str, ...], list[Scope]] = {}
    for scope in _ordered(result):
        held = result["scopes"][scope]
        cells = (
            held["stance"],
            when(held["since"], held["certain"], day),
            based(held),
            _next(held, day),
            _instrument(held["laws"], titles),
        )
        groups.setdefault(cells, []).append(scope)
    many = columns < _WIDE and len(groups) > _ROWS
    kept = [*groups.items()][: _ROWS - 1] if many else [*groups.items()]
    rows = tuple(
        (
            Cell(", ".join(scopes)),
            stance_cell(Stance(stance)),
            Cell(began),
            Cell(basis),
            Cell(due),
            Cell(instrument),
        )
        for (stance, began, basis, due, instrument), scopes in kept
    )
    headers = ("scope", "stance", since(limited), "basis", "deadline", "instrument")
    sheet = Sheet(headers, rows, (5, 2))
    fit = fitted(sheet, columns)
    if fit is None or fit.lost or fit.same:
        # The instruments have a line of their own below.
        sheet = Sheet(headers[:-1], tuple(row[:-1] for row in rows), (2,))
    shown = {scope for _, scopes in kept for scope in scopes}
    left: dict[str, list[str]] = {}
    for scope in _ordered(result):
        if scope not in shown:
            left.setdefault(result["scopes"][scope]["stance"], []).append(scope)
    rest = "; ".join(f"{stance}: {', '.join(scopes)}" for stance, scopes in left.items())
    return [sheet], ([fact("other scopes", rest)] if rest else [])


def _ordered(result: StatusResult) -> list[Scope]:
    # The headline's scopes first, then what is banned or restricted.
    own = spread([result["headline_scope"]] if result["headline_scope"] else [])
    rank = {stance: number for number, stance in enumerate(Stance)}
    return sorted(
        result["scopes"],
        key=lambda scope: (scope not in own, rank[result["scopes"][scope]["stance"]]),
    )


def _next(held: ScopeResult, day: str) -> str:
    ahead = [
        each["date"]
        for each in held["deadlines"]
        if each["purpose"] == "deadline" and each["status"] == "ahead"
    ]
    if ahead:
        return ahead[0]
    date = held["deadline"]
    return f"{date} (passed)" if date and last_day(date) < day else date or ""


def _dates(result: StatusResult, day: str, limited: bool) -> list[Line]:
    # Dates ahead or not covered; --sources also shows passed dates.
    dates = [each for each in result["deadlines"] if each["status"] in ("ahead", "unseen")]
    return [fact(PURPOSES[each["purpose"]], dated(each, day, limited)) for each in dates]


def _newest(result: StatusResult) -> list[Line]:
    return [
        fact(
            "newest event", f"{each['date']}: {each['summary']} ({each['sources'][0]['publisher']})"
        )
        for each in result["evidence"][-1:]
    ]


def _others(result: StatusResult) -> list[Line]:
    return [
        fact("earlier event", f"{each['date']}: {each['summary']}")
        for each in reversed(result["evidence"][:-1])
    ]


def _disputed(result: StatusResult) -> list[Line]:
    disputes = dict.fromkeys(held["disputed"] for held in result["scopes"].values())
    return [fact("disputed", each) for each in disputes if each]


def _everything(result: StatusResult, day: str, limited: bool) -> list[Block]:
    shown: list[Block] = []
    if result["scopes"]:
        table, _ = _scopes(result, day, limited, _WIDE)
        shown += [*table, line()]
    shown += [fact("planned", planned(each, day, limited)) for each in result["deadlines"]]
    shown += _instruments(result)
    if words := elsewhere(result):
        shown.append(fact("other scopes", words))
    shown += [*_disputed(result), *_lapsed(result)]
    for each in result["evidence"]:
        shown += _evidence("decided by", each)
    return [*shown, *_context(result), *_searched(result)]


def _lapsed(result: StatusResult) -> list[Line]:
    shown: list[Line] = []
    by_event: dict[str, list[str]] = {}
    for scope, each in result["lapsed"].items():
        by_event.setdefault(each["event"], []).append(scope)
    for id, scopes in by_event.items():
        each = result["lapsed"][Scope(scopes[0])]
        words = f"{', '.join(scopes)}: {each['stance']} until {each['until']} ({id})"
        shown.append(fact("lapsed", words))
    return shown


def _instrument(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    # The most direct one; `huaweiban laws` lists all.
    if not ids:
        return ""
    return titles[ids[0]] + (f" (and {len(ids) - 1} more)" if len(ids) > 1 else "")


def _instruments(result: StatusResult) -> list[Line]:
    # An open question is mostly an unused power, so powers come first then.
    if result["stance"] == Stance.UNDECIDED:
        return [*_powers(result), *_laws(result)]
    return [*_laws(result), *_powers(result)]


def _laws(result: StatusResult) -> list[Line]:
    # For the headline, since the table may have no room for titles.
    by_id = {each["law"]: each for each in result["instruments"]}
    behind: dict[str, list[str]] = {}
    for scope in spread([result["headline_scope"]] if result["headline_scope"] else []):
        if (held := result["scopes"].get(scope)) and held["laws"]:
            behind.setdefault(held["laws"][0], []).append(scope)
    return [
        fact(
            "law",
            f"{', '.join(scopes)}: {by_id[id]['title']} "
            f"({'; '.join(filter(None, [by_id[id]['citation'], _in_force(by_id[id]), id]))})",
        )
        for id, scopes in behind.items()
        if id not in result["powers"]
    ]


def _powers(result: StatusResult) -> list[Line]:
    by_id = {each["law"]: each for each in result["instruments"]}
    return [
        fact(
            "power",
            f"{_in_force(each)}, not used against Huawei: {each['title']} "
            f"({', '.join(each['scope'])}; {each['law']})",
        )
        for id in result["powers"]
        if (each := by_id[id])
    ]


def _in_force(each: InstrumentResult) -> str:
    return f"since {each['since']}" if each["since"] else f"adopted {each['adopted']}"


def _searched(result: StatusResult) -> list[Line]:
    found = result["searched"]
    if not found:
        return []
    outcome = "something found" if found["found"] else "nothing found"
    words = f"{found['month']}, {outcome}; searched for: {found['words']}"
    return [fact("searched", words)]


def _context(result: StatusResult) -> list[Line]:
    return _evidence("newest context", result["context"]) if result["context"] else []


def _evidence(label: str, each: EvidenceResult) -> list[Line]:
    told = Line((Cell(f"{label:<{HANG}}", "faint"), Cell(each["event"], "id")), HANG)
    words = f"{each['date']}, {each['actor']} ({each['action']}): {each['summary']}"
    first, *others = each["sources"]
    more = f" (and {len(others)} more: huaweiban show {each['event']})" if others else ""
    return [told, fact("", words), fact("", source(first) + more)]


def _reason(scope: str, reason: ScopeReason) -> list[Block]:
    shown: list[Block] = [
        Line(
            (
                Cell(f"{scope}: ", "title"),
                stance_cell(reason["stance"]),
                Cell("  "),
                Cell(reason["event"], "id"),
            )
        ),
        fact("rule", reason["words"]),
    ]
    rows = [
        (
            Cell(each["date"]),
            stance_cell(each["stance"], "context"),
            Cell(
                f"{each['reason']}: {each['words']}" if each["reason"] != "context" else "context"
            ),
            Cell(each["event"], "id"),
        )
        for each in reason["passed_over"]
    ]
    return shown + if_any(
        Sheet(("later", "stance", "why it is set aside", "event"), tuple(rows), (3,), 2, 24, (3,))
    )
