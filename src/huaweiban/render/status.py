"""Positions as blocks, a line for each entity or one in full; and as sentences to cite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from huaweiban.entities import fold
from huaweiban.events import Scope, Stance, scope_name, spread
from huaweiban.log import no_position
from huaweiban.render.blocks import Block, Cell, Sheet, if_any, line, stance_cell
from huaweiban.render.position import based, elsewhere, marks, missing, since
from huaweiban.render.text import cited, counted, footer, joined, one_line, when

if TYPE_CHECKING:
    from huaweiban.answers import Answer, Question, StatusOptions
    from huaweiban.results import InstrumentResult, ScopeResult, StatusResult


def blocks(answer: Answer[StatusOptions, StatusResult]) -> list[Block]:
    """One entity in full, or a list with a column for each scope asked about."""
    question = answer.question
    results = answer.results
    foot = line(footer(question, counted(len(results), "entity", "entities")), "faint")
    limited = question.limits is not None
    if question.options.in_full:
        from huaweiban.render.status_one import one

        sources = question.options.sources
        return [*one(results[0], question.day, limited, sources), line(), foot]
    if not question.options.named:
        results = sorted(results, key=lambda each: fold(each["name"]))
    return [*_list(results, question.options.scopes, question.day, limited), foot]


def _list(
    results: Sequence[StatusResult], scopes: Sequence[Scope], day: str, limited: bool
) -> list[Block]:
    rows = [
        (
            Cell(result["name"]),
            stance_cell(result["stance"], missing(result, limited)),
            Cell(result["headline_scope"] or ""),
            *(_scope_cell(result, scope, limited) for scope in scopes),
            *_times(result, scopes, day),
            Cell(elsewhere(result)),
            Cell(result["entity"], "faint"),
        )
        for result in results
    ]
    asked = tuple(f"in {scope}" for scope in scopes)
    tail = (since(limited), "basis", "deadline", "other scopes", "id")
    headers = ("name", "stance", "scope", *asked, *tail)
    began, _, _, other, id = range(3 + len(asked), len(headers))
    sheet = Sheet(headers, tuple(rows), (id, other, began), prose=other, least=18)
    from huaweiban.render.status_one import why

    reasons: list[Block] = []
    for result in results:
        if result["why"]:
            reasons += [line(), line(result["name"], "title"), *why(result["why"])]
    return [*if_any(sheet), *reasons]


def _times(result: StatusResult, scopes: Sequence[Scope], day: str) -> tuple[Cell, Cell, Cell]:
    # Of the scope, if exactly one was asked about, else of the headline.
    cells = spread(scopes)
    if len(cells) == 1 and cells[0] not in result["scopes"]:
        return Cell(""), Cell(""), Cell("")
    told = result["scopes"][cells[0]] if len(cells) == 1 else result
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


def _scope_cell(result: StatusResult, scope: Scope, limited: bool) -> Cell:
    found = {
        cell: held["stance"] for cell in spread([scope]) if (held := result["scopes"].get(cell))
    }
    if not found:
        return stance_cell(None, no_position(limited))
    if len(found) == 1 or len(set(found.values())) == 1:
        return stance_cell(next(iter(found.values())))
    return Cell("; ".join(f"{cell} {stance}" for cell, stance in found.items()))


def cite(answer: Answer[StatusOptions, StatusResult]) -> str:
    """One sentence for each position, of 350 characters at most."""
    return "".join(f"{_sentence(result, answer.question)}\n" for result in answer.results)


# A citation is pasted into a line of a report.
_LONGEST = 350


def _sentence(result: StatusResult, question: Question[StatusOptions]) -> str:
    day, scopes = question.day, question.options.scopes
    only = f", from {question.limits} only" if question.limits else ""
    reach = question.data.brought_to
    covers = "" if question.data.only_own else f", covers events to {reach}"
    told = f"(huaweiban, data {cited(question)}{covers})"
    position = _in_scopes(result, scopes, day) if scopes else _headline(result, day)
    other = "" if scopes else elsewhere(result)
    if not position:
        where = f" in {joined([_cited(scope) for scope in scopes])}" if scopes else ""
        none = f"{no_position(bool(only))}{where}"
        return one_line(f"{result['name']}, {day}{only}: {none} {told}.")
    lead = f"{result['name']}, {day}{only}: {position}"
    # The first address that fits; then what else fits, other scopes last.
    room = _LONGEST - len(lead) - len(told) - 4
    address = next((url for url in _addresses(result, scopes) if len(url) <= room), "")
    parts = [_due(result, scopes), _behind(result, scopes), other, address]
    for order in ((0, 1, 2, 3), (0, 1, 3), (0, 3), (3,), ()):
        text = "; ".join([lead, *(parts[each] for each in order if parts[each])])
        if len(text) + len(told) + 2 <= _LONGEST:
            break
    return one_line(f"{text} {told}.")


def _due(result: StatusResult, scopes: Sequence[Scope]) -> str:
    asked = {*spread(scopes)}
    for each in result["deadlines"]:
        if each["status"] == "ahead" and (not asked or asked & {*spread(each["scope"])}):
            return f"next date {each['date']}" + (f": {each['what']}" if each["what"] else "")
    return ""


def _behind(result: StatusResult, scopes: Sequence[Scope]) -> str:
    law = _law(result, scopes)
    if law is None:
        return ""
    return f"{law['title']} ({law['citation']})" if law["citation"] else law["title"]


def _law(result: StatusResult, scopes: Sequence[Scope]) -> InstrumentResult | None:
    headline = [result["headline_scope"]] if result["headline_scope"] else []
    by_id = {each["law"]: each for each in result["instruments"]}
    for scope in spread(scopes or headline):
        for id in result["scopes"][scope]["laws"] if scope in result["scopes"] else ():
            return by_id[id]
    return None


def _addresses(result: StatusResult, scopes: Sequence[Scope]) -> list[str]:
    # Official pages stand first, those of the instrument before those of the events.
    law = _law(result, scopes)
    urls = [each["url"] for event in reversed(result["evidence"]) for each in event["sources"]]
    return [url for url in (law and law["url"], *urls) if url]


# Scopes as a citation names them, where their own word says little to a reader of a report.
_CITED = {Scope.CORE: "the core", Scope.RAN: "radio access", Scope.FIXED: "fixed networks"}


def _cited(scope: Scope) -> str:
    return _CITED.get(scope, scope_name(scope))


def _headline(result: StatusResult, day: str) -> str:
    if result["stance"] is None or result["headline_scope"] is None:
        return ""
    return _clauses([(result["headline_scope"], result)], day)


def _in_scopes(result: StatusResult, scopes: Sequence[Scope], day: str) -> str:
    held = [(cell, result["scopes"].get(cell)) for cell in spread(scopes)]
    return _clauses([(cell, each) for cell, each in held if each], day)


def _clauses(held: Sequence[tuple[Scope, StatusResult | ScopeResult]], day: str) -> str:
    # Scopes with the same stance, day and cautions are named together.
    named: dict[tuple[bool, str, str], list[str]] = {}
    for scope, each in held:
        doubts = [_DOUBTS.get(mark, mark) for mark in marks(each)]
        since = f"since {when(each['since'], each['certain'], day)}"
        since += f" ({', '.join(doubts)})" if doubts else ""
        key = each["stance"] is Stance.UNDECIDED, f"{each['stance']}", since
        named.setdefault(key, []).append(_cited(scope))
    clauses = []
    for undecided, lead in ((False, "Huawei has been"), (True, "the position on Huawei has been")):
        parts = [
            f"{stance} in {joined(places)} {since}"
            for (open, stance, since), places in named.items()
            if open is undecided
        ]
        clauses += [f"{lead} {', '.join(parts)}"] if parts else []
    return "; ".join(clauses)


_DOUBTS = {"weak": "weak evidence"}
