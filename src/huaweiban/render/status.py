"""Positions as blocks, a line for each entity or one in full; and as sentences to cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from huaweiban.entities import fold
from huaweiban.events import Scope, Stance, spread
from huaweiban.evidence import Caution
from huaweiban.log import no_position
from huaweiban.render.blocks import HANG, Block, Cell, Line, Sheet, fact, if_any, line, stance_cell
from huaweiban.render.text import cited, counted, footer, one_line, planned, source, when

if TYPE_CHECKING:
    from huaweiban.answers import Answer, Question, StatusOptions
    from huaweiban.results import (
        CheckResult,
        EvidenceResult,
        InstrumentResult,
        ScopeReason,
        ScopeResult,
        StatusResult,
        Why,
    )


def blocks(answer: Answer[StatusOptions, StatusResult]) -> list[Block]:
    """One entity in full, or a list with a column for each scope asked about."""
    question = answer.question
    results = answer.results
    foot = line(footer(question, counted(len(results), "entity", "entities")), "faint")
    limited = question.limits is not None
    if question.options.in_full:
        return [*_in_full(results[0], question.day, limited), line(), foot]
    if not question.options.named:
        results = sorted(results, key=lambda each: fold(each["name"]))
    return [*_list(results, question.options.scopes, question.day, limited), foot]


def _list(
    results: Sequence[StatusResult], scopes: Sequence[Scope], day: str, limited: bool
) -> list[Block]:
    rows = [
        (
            Cell(result["name"]),
            stance_cell(result["stance"], _missing(result, limited)),
            Cell(result["headline_scope"] or ""),
            *(_scope_cell(result, scope) for scope in scopes),
            *_times(result, scopes, day),
            Cell(elsewhere(result)),
            Cell(result["entity"], "faint"),
        )
        for result in results
    ]
    asked = tuple(f"in {scope}" for scope in scopes)
    tail = (_since(limited), "basis", "deadline", "other scopes", "id")
    headers = ("name", "stance", "scope", *asked, *tail)
    since, _, _, other, id = range(3 + len(asked), len(headers))
    sheet = Sheet(headers, tuple(rows), (id, other, since), prose=other, least=18)
    reasons: list[Block] = []
    for result in results:
        if result["why"]:
            reasons += [line(), line(result["name"], "title"), *why(result["why"])]
    return [*if_any(sheet), *reasons]


def _in_full(result: StatusResult, day: str, limited: bool) -> list[Block]:
    scope = result["headline_scope"]
    title = [
        Cell(result["name"], "title"),
        Cell("  "),
        stance_cell(result["stance"], _missing(result, limited)),
    ]
    if scope:
        since = when(result["since"], result["certain"], day)
        newest = when(result["confirmed"], result["certain"], day)
        basis = f"by {result['basis']}, last confirmed {newest}"
        title.append(Cell(f" ({scope}{_one_part(result)}) since {since}, {basis}"))
    if result["stance"] is None:
        context = [line(), *_context(result)] if result["context"] else []
        return [
            Line(tuple(title)),
            *_lapsed(result),
            *_powers(result),
            *_searched(result),
            *context,
        ]
    shown: list[Block] = [Line(tuple(title)), line(), _scopes(result, day, limited), line()]
    shown += _body(result, day, limited)
    if result["why"]:
        shown += [line(), *why(result["why"])]
    return shown


def why(reasons: Why) -> list[Block]:
    """The reasons of a status: the headline's, then each scope's."""
    shown: list[Block] = [line("Why", "title"), fact("headline", reasons["headline_words"])]
    if reasons["headline_event"]:
        shown.append(fact("its run began", reasons["headline_event"]))
    for scope, reason in reasons["scopes"].items():
        shown += [line(), *_reason(scope, reason)]
    return shown


def elsewhere(result: StatusResult) -> str:
    """The other scopes that are banned or restricted, by stance."""
    parts = []
    for stance in (Stance.BANNED, Stance.RESTRICTED):
        if scopes := [each["scope"] for each in result["elsewhere"] if each["stance"] is stance]:
            parts.append(f"{stance}: {', '.join(scopes)}")
    return "; ".join(parts)


def _missing(result: StatusResult, limited: bool) -> str:
    if result["lapsed"]:
        told = dict.fromkeys(
            f"lapsed {each['until']} ({each['stance']} until then)"
            for each in result["lapsed"].values()
        )
        return "; ".join(told)
    searched = f" (searched {result['nothing_found']})" if result["nothing_found"] else ""
    whole = result["part_of"]
    belongs = f"; a part of {whole['name']} ({whole['entity']})" if whole else ""
    return f"{no_position(limited)}{searched}{belongs}"


_PARTS = {Scope.CORE: "the core", Scope.RAN: "radio"}


def _one_part(result: StatusResult) -> str:
    # A ban of one part reads restricted for the whole, and must not be taken for a limit on both.
    known = [part for part in _PARTS if part in result["scopes"]]
    if result["headline_scope"] is not Scope.MOBILE or len(known) != 1:
        return ""
    (part,) = known
    (other,) = (words for scope, words in _PARTS.items() if scope is not part)
    return f": {result['scopes'][part]['stance']} in {_PARTS[part]}, {other} not known"


def _lapsed(result: StatusResult) -> list[Block]:
    shown: list[Block] = []
    by_event: dict[str, list[str]] = {}
    for scope, each in result["lapsed"].items():
        by_event.setdefault(each["event"], []).append(scope)
    for id, scopes in by_event.items():
        each = result["lapsed"][Scope(scopes[0])]
        words = f"{', '.join(scopes)}: {each['stance']} until {each['until']} ({id})"
        shown.append(fact("lapsed", words))
    return shown


def _since(limited: bool) -> str:
    return "since" if limited else "on record since"


def _times(result: StatusResult, scopes: Sequence[Scope], day: str) -> tuple[Cell, Cell, Cell]:
    # Of the one scope that was asked about, else of the headline.
    cells = spread(scopes)
    asked = result["scopes"].get(cells[0]) if len(cells) == 1 else None
    told = asked or result
    date = told["deadline"]
    passed = any(
        (each["date"], each["purpose"], each["status"]) == (date, "deadline", "passed")
        for each in told["deadlines"]
    )
    return (
        Cell(when(told["since"], told["certain"], day)),
        Cell(based(told)),
        Cell(f"{date} (passed)" if date and passed else date or ""),
    )


def _scope_cell(result: StatusResult, scope: Scope) -> Cell:
    found = {
        cell: held["stance"] for cell in spread([scope]) if (held := result["scopes"].get(cell))
    }
    if len(found) == 1 or len(set(found.values())) == 1:
        return stance_cell(next(iter(found.values())))
    return Cell("; ".join(f"{cell} {stance}" for cell, stance in found.items()))


def _scopes(result: StatusResult, day: str, limited: bool) -> Sheet:
    titles = {each["law"]: each["title"] for each in result["instruments"]}
    rows = tuple(
        (
            Cell(scope),
            stance_cell(held["stance"]),
            Cell(when(held["since"], held["certain"], day)),
            Cell(based(held)),
            Cell(", ".join(f"{each['date']} {each['status']}" for each in held["deadlines"])),
            Cell(_instrument(held["laws"], titles)),
            Cell(held["decided_by"][0], "id"),
        )
        for scope, held in result["scopes"].items()
    )
    headers = ("scope", "stance", _since(limited), "basis", "planned", "instrument", "event")
    return Sheet(headers, rows, (6, 2, 5, 4), prose=5, least=24)


def _instrument(ids: Sequence[str], titles: Mapping[str, str]) -> str:
    # The most direct one; `huaweiban laws` lists all.
    if not ids:
        return ""
    return titles[ids[0]] + (f" (and {len(ids) - 1} more)" if len(ids) > 1 else "")


def _laws(result: StatusResult) -> list[Block]:
    # Of the headline, where the table may have no room for titles.
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
    ]


def _powers(result: StatusResult) -> list[Block]:
    by_id = {each["law"]: each for each in result["instruments"]}
    return [
        fact(
            "power",
            f"{_in_force(each)}, not used on Huawei: {each['title']} "
            f"({', '.join(each['scope'])}; {each['law']})",
        )
        for id in result["powers"]
        if (each := by_id[id])
    ]


def _in_force(each: InstrumentResult) -> str:
    return f"since {each['since']}" if each["since"] else f"adopted {each['adopted']}"


def _searched(result: StatusResult) -> list[Block]:
    found = result["searched"]
    if not found:
        return []
    words = f"{found['month']}, {'' if found['found'] else 'nothing '}found: {found['words']}"
    return [fact("searched", words)]


# Cautions that change a decision; the printed year tells age.
_MARKED = {
    Caution.WEAK: "weak",
    Caution.DISPUTED: "disputed",
    Caution.END_UNSEEN: "end not seen",
}


def based(held: StatusResult | ScopeResult | CheckResult) -> str:
    """The basis, the month of the last confirmation, and marks: `law, 2025-11; disputed`."""
    if held["basis"] is None:
        return ""
    marks = [words for caution, words in _MARKED.items() if caution in held["cautions"]]
    return "; ".join([f"{held['basis']}, {(held['confirmed'] or '')[:7]}", *marks])


def _body(result: StatusResult, day: str, limited: bool) -> list[Block]:
    told = [planned(each, day, limited) for each in result["deadlines"]]
    shown: list[Block] = [fact("planned", each) for each in told]
    shown += [*_laws(result), *_powers(result)]
    if word := elsewhere(result):
        shown.append(fact("other scopes", word))
    disputes = dict.fromkeys(held["disputed"] for held in result["scopes"].values())
    shown += [fact("disputed", each) for each in disputes if each]
    shown += _lapsed(result)
    for each in result["evidence"]:
        shown += _evidence("decided by", each)
    return [*shown, *_context(result), *_searched(result)]


def _context(result: StatusResult) -> list[Block]:
    return _evidence("newest context", result["context"]) if result["context"] else []


def _evidence(label: str, each: EvidenceResult) -> list[Block]:
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
        Sheet(("later", "stance", "passed over because", "event"), tuple(rows), (3,), 2, 24, (3,))
    )


def cite(answer: Answer[StatusOptions, StatusResult]) -> str:
    """One sentence for each position, with its events, their sources, the day, the data version."""
    results = answer.results
    return "".join(f"{_sentence(result, answer.question)}\n" for result in results)


def _sentence(result: StatusResult, question: Question[StatusOptions]) -> str:
    day, scopes = question.day, question.options.scopes
    flags = question.options.flags
    asked = " ".join(["huaweiban status", result["entity"], "--as-of", day, *flags])
    told = f"(huaweiban, data {cited(question)}; {asked})"
    only = f", from {question.limits} only," if question.limits else ""
    position = _in_scopes(result, scopes, day) if scopes else _headline(result, day)
    if not position:
        where = f" in {', '.join(scopes)}" if scopes else ""
        lead = f"As of {day}{only} no position of {result['name']} on Huawei{where}"
        return one_line(f"{lead} is {'found' if only else 'on record'} {told}.")
    events = "; ".join(
        f"{each['event']}: {' / '.join(map(source, each['sources']))}"
        for each in result["evidence"]
    )
    stands = "counts as" if only else "is on record as"
    lead = f"As of {day}{only} {result['name']} {stands} {position}"
    return one_line(f"{lead} [{events}] {told}.")


def _headline(result: StatusResult, day: str) -> str:
    if result["stance"] is None:
        return ""
    other = f"; elsewhere {word}" if (word := elsewhere(result)) else ""
    since = when(result["since"], result["certain"], day)
    scope = result["headline_scope"]
    return f"{result['stance']} for Huawei ({scope}, since {since}{other})"


def _in_scopes(result: StatusResult, scopes: Sequence[Scope], day: str) -> str:
    held = [(cell, result["scopes"].get(cell)) for cell in spread(scopes)]
    parts = [
        f"{cell} {each['stance']} since {when(each['since'], each['certain'], day)}"
        for cell, each in held
        if each
    ]
    return f"holding on Huawei: {'; '.join(parts)}" if parts else ""
