"""From results to blocks: which columns a person is shown, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.dates import days_between, last_day
from huaweiban.events import Scope, Stance, spread
from huaweiban.render.blocks import SIGNS, Block, Cell, Line, Sheet, line, stance_cell
from huaweiban.render.fields import text

if TYPE_CHECKING:
    from huaweiban.problems import Problem
    from huaweiban.results import (
        DeadlineResult,
        EventResult,
        EvidenceResult,
        InfoResult,
        ScopeReason,
        SourceResult,
        StatusResult,
        TermResult,
        Why,
    )
    from huaweiban.views.overview import Overview

HANG = 15


def status_list(
    results: Sequence[StatusResult], scopes: Sequence[Scope], footer: str
) -> list[Block]:
    """One line an entity, with a column for each scope asked about; then the reasons asked for."""
    rows = [
        (
            Cell(result["name"]),
            stance_cell(result["stance"], _missing(result)),
            Cell(result["headline_scope"] or ""),
            *(_scope_cell(result, scope) for scope in scopes),
            Cell(when(result["since"], result["certain"])),
            Cell(when(result["confirmed"], result["certain"])),
            Cell(result["deadline"] or ""),
            Cell(elsewhere(result)),
            Cell(result["entity"], "faint"),
        )
        for result in results
    ]
    asked = tuple(f"in {scope}" for scope in scopes)
    tail = ("on record since", "last word", "deadline", "elsewhere", "id")
    headers = ("name", "stance", "scope", *asked, *tail)
    since, last, deadline, other, id = range(3 + len(asked), len(headers))
    sheet = Sheet(headers, tuple(rows), (id, last, since, deadline, other), prose=other, least=18)
    reasons: list[Block] = []
    for result in results:
        if result["why"]:
            reasons += [line(), line(result["name"], "title"), *why(result["why"])]
    return [*_sheet(sheet), *reasons, line(footer, "faint")]


def status_one(result: StatusResult, day: str, footer: str) -> list[Block]:
    """One entity in full."""
    scope = result["headline_scope"]
    title = [
        Cell(result["name"], "title"),
        Cell("  "),
        stance_cell(result["stance"], _missing(result)),
    ]
    if scope:
        title.append(Cell(f" ({scope})"))
    if result["stance"] is None:
        return [Line(tuple(title)), line(), *_context(result), line(), line(footer, "faint")]
    blocks: list[Block] = [Line(tuple(title)), line(), _scopes(result), line()]
    blocks += _facts(result, day)
    if result["why"]:
        blocks += [line(), *why(result["why"])]
    return [*blocks, line(), line(footer, "faint")]


def why(reasons: Why) -> list[Block]:
    """The reasons of a status: the headline's, then each scope's."""
    blocks: list[Block] = [line("Why", "title"), _fact("headline", reasons["headline_words"])]
    for scope, reason in reasons["scopes"].items():
        blocks += [line(), *_reason(scope, reason)]
    return blocks


def events(results: Sequence[EventResult], footer: str, one_entity: bool = False) -> list[Block]:
    """One line an event, oldest first; of one entity, its name is what a narrow place spares."""
    headers = ("date", "name", "stance", "scope", "what happened", "effect", "source", "id")
    rows = tuple(
        (
            Cell(result["date"]),
            Cell(result["name"]),
            stance_cell(result["stance"], "context"),
            Cell(", ".join(result["scope"])),
            Cell(result["summary"]),
            Cell(effect(result), "title" if result["moved"] else "faint"),
            Cell(result["sources"][0]["publisher"]),
            Cell(result["id"], "id"),
        )
        for result in results
    )
    spare = (1, 6, 3, 7, 5) if one_entity else (6, 3, 7, 5, 1)
    return [*_sheet(Sheet(headers, rows, spare, prose=4, tail=(5, 7))), line(footer, "faint")]


def event_one(result: EventResult) -> list[Block]:
    """One event in full."""
    facts = [
        ("date", _possible(result)),
        ("stance", f"{SIGNS[result['stance']]} {result['stance'] or 'context'}"),
        ("scope", ", ".join(result["scope"])),
        ("action", f"{result['action']} ({result['actor']})"),
        ("effect", effect(result)),
        ("in force", result["effective"]),
        ("gone by", result["deadline"]),
        ("follows", result["follows"] and f"{result['follows']} ({result['outcome']})"),
        ("related", ", ".join(result["related"])),
        ("note", result["note"]),
        (
            "withdrawn",
            result["withdrawn"] and f"{result['withdrawn']}: {result['withdrawn_reason']}",
        ),
        ("added", result["added"]),
        ("modified", result["modified"]),
        ("log", result["log"]),
    ]
    title = (Cell(result["name"], "title"), Cell("  "), Cell(result["id"], "id"))
    body = [_fact(label, value) for label, value in facts if value]
    sources = [_fact("source", source(each)) for each in result["sources"]]
    return [Line(title), line(result["summary"]), *body, *sources, line()]


def first_screen(told: Overview, commands: Sequence[str], footer: str) -> list[Block]:
    """The overview: counts, newest moves, and what to try."""
    order: tuple[Stance | None, ...] = (*Stance, None)
    counts = [(stance_cell(stance), Cell(f"{told.counts.get(stance, 0):>5}")) for stance in order]
    moves = [
        (Cell(move["date"]), Cell(move["name"]), Cell(_word(move)), Cell(move["summary"]))
        for move in told.moves
    ]
    return [
        line("Where Huawei is banned, restricted, permitted or undecided", "title"),
        line(),
        Sheet(("countries and territories", "count"), tuple(counts)),
        line(),
        *_sheet(
            Sheet(("newest moves", "name", "now", "what happened"), tuple(moves), (3,), prose=3)
        ),
        line(),
        line("Try", "title"),
        *(line(f"  {command}") for command in commands),
        line(),
        line(footer, "faint"),
    ]


def problems(found: Sequence[Problem], count: int) -> list[Block]:
    """A line a problem, then how many events were read."""
    told = f"{count} events, {len(found) or 'no'} problem{'' if len(found) == 1 else 's'}"
    return [*(line(str(problem)) for problem in found), line(told, "faint")]


def terms(found: Sequence[TermResult]) -> list[Block]:
    """Each term with its section and definition."""
    blocks: list[Block] = []
    for each in found:
        title = Line((Cell(each["term"], "title"), Cell(f"  ({each['section']})", "faint")))
        blocks += [title, *(line(text) for text in each["text"].splitlines()), line()]
    return blocks[:-1]


def info(told: InfoResult) -> list[Block]:
    """Facts, one a line."""
    facts = [
        (key.replace("_", " "), str(value)) for key, value in told.items() if key != "settings"
    ]
    facts += [
        (f"setting {each['name']}", f"{each['value']} ({each['origin']})")
        for each in told["settings"]
    ]
    return [_fact(label, value) for label, value in facts]


def chosen(results: Iterable[Mapping[str, Any]], fields: Sequence[str]) -> list[Block]:
    """The fields a person chose, a column each."""
    rows = [tuple(Cell(text(result, field)) for field in fields) for result in results]
    return _sheet(Sheet(tuple(fields), tuple(rows)))


def source(each: SourceResult) -> str:
    """A source in one line: outlet, title, day, address, and who relayed it."""
    quoted = f"“{each['title']}”" if each["title"] else None
    relayed = f"via {each['via']}" if each["via"] else None
    return ", ".join(
        filter(None, (each["publisher"], quoted, each["published"], each["url"], relayed))
    )


def elsewhere(result: StatusResult) -> str:
    """The other scopes that are banned or restricted, by stance."""
    parts = []
    for stance in (Stance.BANNED, Stance.RESTRICTED):
        if scopes := [each["scope"] for each in result["elsewhere"] if each["stance"] is stance]:
            parts.append(f"{stance}: {', '.join(scopes)}")
    return "; ".join(parts)


def effect(result: EventResult) -> str:
    """What an event did to the stances: `core: restricted → banned`."""
    if result["stance"] is None:
        return "context"
    by_change: dict[str, list[str]] = {}
    for each in result["effects"]:
        by_change.setdefault(_change(each["was"], each["now"], each["rule"]), []).append(
            each["scope"]
        )
    return "; ".join(f"{', '.join(scopes)}: {change}" for change, scopes in by_change.items())


def when(date: str | None, certain: bool | None = True) -> str:
    """A date as the record has it; `in 2021` while its possible days are still open."""
    return "" if date is None else date if certain else f"in {date}"


def planned(each: DeadlineResult, day: str) -> str:
    """A planned date in words: what, when, for which scopes, and how it stands."""
    purpose = "gear gone by" if each["purpose"] == "deadline" else "in force from"
    return f"{purpose} {each['date']} ({', '.join(each['scope'])}): {_standing(each, day)}"


def _standing(each: DeadlineResult, day: str) -> str:
    days = abs(days_between(day, last_day(each["date"])))
    span = f"{days} day{'' if days == 1 else 's'}"
    match each["status"]:
        case "ahead":
            return f"{span} left"
        case "passed":
            late = each["purpose"] == "deadline"
            return f"passed {span} ago, outcome not on record" if late else f"since {span}"
        case told:
            return f"{told} ({each['told_by']})"


def _word(result: EventResult) -> str:
    word = result["headline"]
    return f"{SIGNS[word['stance']]} {word['stance']} ({word['headline_scope']})"


def _change(was: Stance | None, now: Stance, rule: str) -> str:
    if rule == "narrower_ban":
        return f"{now} stands"
    return f"still {now}" if was is now else f"{was or 'nothing'} → {now}"


def _missing(result: StatusResult) -> str:
    nothing_found = result["nothing_found"]
    return (
        f"no position on record (searched {nothing_found})"
        if nothing_found
        else "no position on record"
    )


def _scope_cell(result: StatusResult, scope: Scope) -> Cell:
    found = {
        cell: held["stance"] for cell in spread([scope]) if (held := result["scopes"].get(cell))
    }
    if len(found) == 1 or len(set(found.values())) == 1:
        return stance_cell(next(iter(found.values())))
    return Cell("; ".join(f"{cell} {stance}" for cell, stance in found.items()))


def _scopes(result: StatusResult) -> Sheet:
    rows = tuple(
        (
            Cell(scope),
            stance_cell(held["stance"]),
            Cell(when(held["since"], held["certain"])),
            Cell(when(held["confirmed"], held["certain"])),
            Cell(held["action"]),
            Cell(", ".join(f"{each['date']} {each['status']}" for each in held["deadlines"])),
        )
        for scope, held in result["scopes"].items()
    )
    headers = ("scope", "stance", "on record since", "last word", "by", "planned")
    return Sheet(headers, rows, (4, 5))


def _facts(result: StatusResult, day: str) -> list[Block]:
    blocks: list[Block] = []
    for each in result["evidence"]:
        blocks += _evidence("decided by", each)
    blocks += [_fact("planned", planned(each, day)) for each in result["deadlines"]]
    if word := elsewhere(result):
        blocks.append(_fact("elsewhere", word))
    return blocks + _context(result)


def _context(result: StatusResult) -> list[Block]:
    return _evidence("newest context", result["context"]) if result["context"] else []


def _evidence(label: str, each: EvidenceResult) -> list[Block]:
    told = Line((Cell(f"{label:<{HANG}}", "faint"), Cell(each["event"], "id")), HANG)
    words = f"{each['date']}, {each['actor']} ({each['action']}): {each['summary']}"
    return [told, _fact("", words), *(_fact("", source(origin)) for origin in each["sources"])]


def _reason(scope: str, reason: ScopeReason) -> list[Block]:
    blocks: list[Block] = [
        Line(
            (
                Cell(f"{scope}: ", "title"),
                stance_cell(reason["stance"]),
                Cell("  "),
                Cell(reason["event"], "id"),
            )
        ),
        _fact("rule", reason["words"]),
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
    return blocks + _sheet(Sheet(("later", "stance", "passed over because", "id"), tuple(rows)))


def _fact(label: str, value: str) -> Line:
    return Line((Cell(f"{label:<{HANG}}", "faint"), Cell(value)), HANG)


def _possible(result: EventResult) -> str:
    narrowed = [
        f"not {word} {day}"
        for word, day in (("before", result["not_before"]), ("after", result["not_after"]))
        if day
    ]
    return f"{result['date']} ({', '.join(narrowed)})" if narrowed else result["date"]


def _sheet(sheet: Sheet) -> list[Block]:
    return [sheet] if sheet.rows else []
