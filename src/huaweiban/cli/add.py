"""The command `add`: writes an event to an own log."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from huaweiban.cli.options import complete_names, one_of
from huaweiban.cli.output import mute, note, write
from huaweiban.clock import latest, today
from huaweiban.errors import BadData, BadUsage, Problem, ReaderGone, UnknownName, label
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Stance
from huaweiban.settings import settings

if TYPE_CHECKING:
    from huaweiban.entities import Catalogue
    from huaweiban.log import Logs
    from huaweiban.own import Proven

CONTEXT = "context"


def _word(words: str, known: Sequence[str]) -> Any:
    help = f"{words}: {', '.join(known)}."
    return typer.Option(metavar="WORD", help=help, autocompletion=lambda: list(known))


def _text(words: str, metavar: str = "TEXT") -> Any:
    return typer.Option(metavar=metavar, help=words)


def _entity(words: str) -> Any:
    return typer.Option(metavar="NAME", help=words, autocompletion=complete_names)


def _all(values: type[StrEnum]) -> list[str]:
    return [each.value for each in values]


_EACH = "Once for each --source-publisher, '' if unknown."


def add(
    entity: Annotated[str | None, _entity("Whose event it is: a name or code. Required.")] = None,
    date: Annotated[
        str | None, _text("When it happened: 2026, 2026-11 or 2026-11-20. Required.", "DATE")
    ] = None,
    summary: Annotated[
        str | None, _text("What happened, in your own words, 240 characters at most. Required.")
    ] = None,
    action: Annotated[str | None, _word("What kind of event it is. Required", _all(Action))] = None,
    actor: Annotated[str | None, _word("Who acted. Required", _all(Actor))] = None,
    stance: Annotated[
        str | None,
        _word("The position after the event; without it, context", [*Stance, CONTEXT]),
    ] = None,
    scope: Annotated[list[str] | None, _word("What the stance is about", _all(Scope))] = None,
    source_publisher: Annotated[
        list[str] | None, _text("Who reports it. Required; repeat it for further sources.")
    ] = None,
    source_title: Annotated[list[str] | None, _text(f"Source title. {_EACH}")] = None,
    source_url: Annotated[list[str] | None, _text(f"Source address. {_EACH}", "URL")] = None,
    source_published: Annotated[list[str] | None, _text(f"Source date. {_EACH}", "DATE")] = None,
    source_via: Annotated[list[str] | None, _text(f"Who relayed the source. {_EACH}")] = None,
    deadline: Annotated[str | None, _text("Day by which something must be done.", "DATE")] = None,
    effective: Annotated[str | None, _text("Day on which the rule takes effect.", "DATE")] = None,
    what: Annotated[
        str | None, _text("What is due on that day, such as 'removal of antennas'.", "PHRASE")
    ] = None,
    until: Annotated[str | None, _text("Announced last day of the stance.", "DATE")] = None,
    not_before: Annotated[str | None, _text("First possible day of a vague date.", "DAY")] = None,
    not_after: Annotated[str | None, _text("Last possible day of a vague date.", "DAY")] = None,
    follows: Annotated[
        str | None, _text("The event whose planned date or open question this one settles.", "ID")
    ] = None,
    outcome: Annotated[str | None, _word("Outcome of that date or question", _all(Outcome))] = None,
    related: Annotated[list[str] | None, _entity("Someone else concerned; repeatable.")] = None,
    disputed: Annotated[
        str | None, _text("What the sources disagree on, if it affects the position.")
    ] = None,
    remark: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="Doubts and conclusions.")
    ] = None,
    id: Annotated[str | None, _text("Id of the event; without it, one is made.", "ID")] = None,
    to: Annotated[
        str | None, _text("Your own log; without it, the one that HUAWEIBAN_DATA names.", "PATH")
    ] = None,
) -> int:
    """Add an event to your own log.

    The event is validated first. Standard error shows what it changes, and which definitions and
    rules apply to it.

    \b
    huaweiban add --to my.jsonl --entity tuvalu --date 2026-11 --action report --actor company --summary "A new cable lands." --source-publisher "Tuvalu Echoes"
    huaweiban add --to my.jsonl --entity tuvalu --date 2026-11-20 --stance restricted --scope mobile --action decision --actor government --summary "Operators need a permit for Huawei gear." --source-publisher "Tuvalu Echoes" --source-url https://example.org/permit
    """  # noqa: E501 - an example is one line, so that it can be copied
    from huaweiban import bundled, interrupts, own
    from huaweiban.export.atomic import alone_in, for_file, not_read_only, replacing, telling
    from huaweiban.log import Logs

    path = Path(_target(to))
    real, registry, last = for_file(path), bundled.registry(), latest()
    if real.exists():
        not_read_only(path, real)
    logs = Logs((str(path),))
    words = _Words()
    held = words.known("--stance", stance, [*Stance, CONTEXT])
    given = {
        "id": id, "entity": entity, "date": date, "not_before": not_before, "not_after": not_after,
        "summary": summary, "stance": None if held == CONTEXT else held,
        "scope": [words.known("--scope", each, tuple(Scope)) for each in scope or []],
        "action": words.known("--action", action, tuple(Action)),
        "actor": words.known("--actor", actor, tuple(Actor)), "related": related or [],
        "effective": effective, "deadline": deadline, "what": what, "until": until,
        "follows": follows, "outcome": words.known("--outcome", outcome, tuple(Outcome)),
        "disputed": disputed, "note": remark, "added": today(),
        "sources": _sources({
            "publisher": source_publisher, "title": source_title, "url": source_url,
            "published": source_published, "via": source_via,
        }),
    }  # fmt: skip
    row = _row(given, registry)
    # If two run at once, one waits and then reads what the other has written.
    with alone_in(real.parent, note):
        log = own.OwnFile.of(label(str(path)), _bytes(path))
        found = own.proven(row, log, lambda: logs.ledger(registry, last, every=True))
        if isinstance(found, list):
            raise BadUsage(*dict.fromkeys(words.told(each, log.next_line) for each in found))
        event = found.event
        notes = [f"{log.name}:{log.next_line}: {_effect(logs, found)}", *map(str, found.warnings)]
        notes += _definitions(event)
        gone = None
        with telling(path), replacing(real.parent, [real.name]) as (beside,):
            beside.write_bytes(log.with_line(own.line(event)))
            # The answer is printed first: if that fails, the log stays unchanged.
            gone = _answered(event.id)
            interrupts.finish()
    note(*notes)
    if gone:
        raise gone
    return 0


def _answered(id: str) -> ReaderGone | None:
    # A closed pipe does not mean that the event should not be added.
    try:
        write(f"{id}\n")
    except ReaderGone as gone:
        return gone
    except SystemExit:
        # A signal came while waiting for the reader of the output; do not wait for it again.
        mute()
        raise
    return None


class _Words:
    """Values of closed sets: in their known form, or as typed, to be reported."""

    def __init__(self) -> None:
        self._unknown: dict[tuple[str, str], str] = {}

    def known(self, option: str, text: str | None, known: Sequence[str]) -> str | None:
        """The known value that a text means; an unknown one is kept and reported later."""
        try:
            return text and one_of(option, text, known)
        except BadUsage as error:
            self._unknown[option, text or ""] = str(error)
            return text

    def told(self, problem: Problem, new_line: int) -> str:
        """A problem as a message about its option, with the nearest value of a closed set."""
        if problem.line != new_line:
            return str(problem)
        option = _option(problem.key)
        return self._unknown.get((option, problem.value or ""), f"{option}: {problem.text}")


def _option(key: str) -> str:
    first, _, rest = key.partition(".")
    option = f"source-{rest or 'publisher'}" if first == "sources" else first
    return f"--{option.replace('_', '-')}"


def _target(to: str | None) -> str:
    logs = [to] if to else settings(os.environ).own_logs
    if len(logs) != 1 or logs[0] == "-":
        raise BadUsage("--to: name the file of your own log, here or in HUAWEIBAN_DATA")
    return logs[0]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror or error}") from None


def _sources(given: dict[str, list[str] | None]) -> list[dict[str, str]]:
    count = len(given["publisher"] or [])
    uneven = [
        f"--source-{key}: given {len(values)} times, --source-publisher {count} times; "
        "give each equally often, with '' if unknown"
        for key, values in given.items()
        if values and count and len(values) != count
    ]
    if uneven:
        raise BadUsage(*uneven)
    # A source without a publisher is kept, and reported as lacking it.
    return [
        {key: values[place] for key, values in given.items() if values and values[place]}
        for place in range(max(count, 1))
    ]


def _row(given: dict[str, Any], registry: Catalogue) -> dict[str, Any]:
    from huaweiban.own import event_id

    _utf8(given)
    unknown: list[str] = []

    def named(option: str, name: str) -> str:
        try:
            return registry.find(name)[0].id
        except UnknownName as error:
            unknown.extend(f"--{option}: {line}" for line in error.lines)
            return name

    # Options not given are omitted, so that required ones are reported as missing.
    row = {key: value for key, value in given.items() if value is not None}
    row["related"] = [named("related", name) for name in given["related"]]
    if given["entity"] is not None:
        row["entity"] = named("entity", given["entity"])
    if unknown:
        raise UnknownName(*unknown)
    if given["id"] is None:
        told = [str(row.get(key, "")) for key in ("entity", "date", "summary")]
        made = event_id(told[0], registry.name(told[0]), told[1], told[2])
        # If a part is wrong or missing, that is the fault to report.
        row["id"] = made if all(told) and set(made) <= _ID else "id"
    return row


_ID = set("abcdefghijklmnopqrstuvwxyz0123456789-")


def _utf8(given: dict[str, Any]) -> None:
    for key, value in given.items():
        try:
            str(value).encode()
        except UnicodeEncodeError:
            raise BadUsage(f"--{key.replace('_', '-')}: is not UTF-8") from None


def _effect(logs: Logs, proven: Proven) -> str:
    from huaweiban.log import Opener
    from huaweiban.render.events import effect
    from huaweiban.views.events import shown

    # The log as it will be once the line is written.
    event = proven.event
    log = Opener(logs, read=lambda _: [proven.log]).of([event.entity])
    result = shown(log, event.entity, event.id)
    assert result is not None
    rules = ", ".join(dict.fromkeys(each["rule"] for each in result["effects"]))
    return f"{result['name']}: {effect(result)}" + (f" ({rules})" if rules else "")


def _definitions(event: Event) -> list[str]:
    from huaweiban.cli.codebook import codebook_terms
    from huaweiban.codebook import definition, rules_on

    terms, word = codebook_terms(), event.stance or CONTEXT
    told = [
        ("Stances", word),
        *(("Scopes", each) for each in event.scope),
        ("Actions", event.action),
        ("Actors", event.actor),
    ]
    lines = [f"{name}: {definition(terms, section, name)}" for section, name in told]
    rules = rules_on(terms, "null" if word == CONTEXT else f"`{word}`")
    numbers = ", ".join(rule.removeprefix("rule ") for rule in rules)
    return [*lines, f'rules on {word}: {numbers}; huaweiban codebook "{rules[0]}" prints one']
