"""Instruments as blocks, a line for each or in full; and as sentences to cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.laws import Reach, State
from huaweiban.render.blocks import (
    Block,
    Cell,
    Line,
    Sheet,
    fact,
    if_any,
    line,
)
from huaweiban.render.text import cited, counted, footer, one_line, source, span

if TYPE_CHECKING:
    from huaweiban.answers import Answer, LawsOptions
    from huaweiban.results import BeneathResult, LawResult, TermOfLawResult, ToldResult

# What a reach is called where a person reads it.
_REACH = {
    Reach.NAMES: "names Huawei",
    Reach.CRITERIA: "by criteria",
    Reach.COUNTRY: "by country",
    Reach.POWER: "power",
}


def blocks(answer: Answer[LawsOptions, LawResult]) -> list[Block]:
    """A line for each instrument, or each in full."""
    results = answer.results
    foot = line(footer(answer.question, counted(len(results), "instrument")), "faint")
    if answer.question.options.in_full:
        return [*(block for result in results for block in _in_full(result)), foot]
    headers = (
        "name", "title", "citation", "kind", "reach", "binds", "scope", "in force since", "source",
        "id",
    )  # fmt: skip
    rows = tuple(
        (
            Cell(result["name"]),
            Cell(result["title"]),
            Cell(result["citation"] or ""),
            Cell(result["kind"]),
            Cell(_reach(result)),
            Cell(", ".join(result["binds"])),
            Cell(", ".join(result["scope"])),
            Cell(_since(result)),
            Cell(result["sources"][0]["publisher"]),
            Cell(result["id"], "id"),
        )
        for result in results
    )
    return [*if_any(Sheet(headers, rows, (8, 9, 5, 2, 3, 6, 4), prose=1, least=24)), foot]


def cite(answer: Answer[LawsOptions, LawResult]) -> str:
    """One sentence for each instrument, with its sources, the day and the data version."""
    day, version = answer.question.day, cited(answer.question)
    return "".join(
        one_line(
            f"{result['name']}, {_named(result)}, {stands(result)} "
            f"({'; '.join(map(source, result['sources']))}; huaweiban instrument {result['id']}, "
            f"data {version}, looked up {day})"
        )
        + "\n"
        for result in answer.results
    )


def _named(result: LawResult) -> str:
    parts = (result["title"], result["original"], result["citation"])
    return ", ".join(filter(None, parts))


def facts(result: LawResult) -> list[tuple[str, str]]:
    """The facts about an instrument, except title, summary and sources, as labels and values."""
    known = [
        ("original", result["original"]),
        ("citation", result["citation"]),
        ("articles", ", ".join(result["articles"])),
        ("kind", result["kind"]),
        ("reach", _reach(result)),
        ("binds", ", ".join(result["binds"])),
        ("scope", ", ".join(result["scope"])),
        ("state", stands(result)),
        ("adopted", result["adopted"]),
        ("in force from", result["effective"]),
        ("suspended", _suspended(result)),
        ("until", result["until"]),
        ("under", result["under"] and f"{result['under_title']} ({result['under']})"),
        *(("basis of", _beneath(each)) for each in result["beneath"]),
        *(("term", _term(each)) for each in result["terms"]),
        *(("event", _told(each)) for each in result["events"]),
        ("note", result["note"]),
        (
            "withdrawn",
            result["withdrawn"] and f"{result['withdrawn']}: {result['withdrawn_reason']}",
        ),
        ("added", result["added"]),
        ("modified", result["modified"]),
    ]
    return [(label, value) for label, value in known if value]


def _in_full(result: LawResult) -> list[Block]:
    title = (Cell(result["name"], "title"), Cell("  "), Cell(result["title"], "title"))
    body = [fact(label, value) for label, value in facts(result)]
    sources = [fact("source", source(each)) for each in result["sources"]]
    id = (Cell(result["id"], "id"),)
    return [Line(title), Line(id), line(result["summary"]), *body, *sources, line()]


def _reach(result: LawResult) -> str:
    used = {None: "", True: ", used against Huawei", False: ", not used against Huawei"}[
        result["used"]
    ]
    return f"{_REACH[result['reach']]}{used}"


def _since(result: LawResult) -> str:
    match result["state"]:
        case State.IN_FORCE if result["since"]:
            return result["since"]
        case State.ENDED:
            return f"ended {result['until']}"
        case State.SUSPENDED:
            return "suspended"
        case State.BILL:
            return f"bill {result['adopted'] or ''}".rstrip()
        case State.ADOPTED if result["effective"]:
            return f"from {result['effective']}"
        case _:
            return f"adopted {result['adopted']}"


def stands(result: LawResult) -> str:
    """The state of an instrument on the day, in words."""
    match result["state"]:
        case State.IN_FORCE if result["since"]:
            return f"in force since {result['since']}"
        case State.IN_FORCE:
            return f"in force, adopted {result['adopted']}"
        case State.ENDED:
            return f"ended {result['until']}"
        case State.SUSPENDED:
            return "suspended"
        case State.BILL:
            return f"proposed {result['adopted']}, not adopted"
        case State.ADOPTED if result["effective"]:
            return f"adopted {result['adopted']}, in force from {result['effective']}"
        case State.ADOPTED:
            return f"adopted {result['adopted']}"
        case _:
            return "withdrawn" if result["withdrawn"] else "not yet proposed"


def _suspended(result: LawResult) -> str | None:
    found = result["suspended"]
    if found is None:
        return None
    return f"{found['since']} to {found['until']}" if found["until"] else f"since {found['since']}"


def _beneath(each: BeneathResult) -> str:
    named = ", names Huawei" if each["reach"] is Reach.NAMES else ""
    return f"{each['date'] or ''} {each['title']} ({each['kind']}{named}; {each['law']})".strip()


def _term(each: TermOfLawResult) -> str:
    runs = f"{span(each['span'])} from {each['counted_from']}" if each["span"] else ""
    when = f"by {each['date']}" if each["date"] else "no date"
    counted_from = f" ({runs})" if runs else ""
    return f"{when}{counted_from}: {each['what']}"


def _told(each: ToldResult) -> str:
    return f"{each['date']} {each['stance'] or 'context'}: {each['summary']} ({each['event']})"
