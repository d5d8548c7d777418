"""An answer in the format asked for: one file for each format, chosen here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.render.blocks import Block
    from huaweiban.settings import Colors

FORMATS = ("table", "plain", "json", "jsonl", "csv", "md")


class Screen(NamedTuple):
    """Where a table is shown: its columns (null in a pipe or a file), and how it is coloured."""

    columns: int | None
    color: bool
    colors: Colors


# Wider than any table: for colours without a terminal, whose width is not known.
_WIDE = 10_000


def rendered(  # noqa: PLR0912 - one case per format
    answer: Answer[Any, Any], format: str, fields: Sequence[str], screen: Screen
) -> str | Iterable[str] | Iterable[bytes]:
    """An answer in a format, whole or in parts; as bytes if the format prescribes an encoding."""
    match format:
        case "json":
            from huaweiban.render import json

            return json.document(answer, fields)
        case "jsonl":
            from huaweiban.render import json

            return json.lines(answer, fields)
        case "csv" if answer.question.name == "check-rows" and not fields:
            from huaweiban.render import kept

            return kept.lines(answer)
        case "csv":
            from huaweiban.render import csv

            return csv.document(answer, fields)
        case "plain":
            from huaweiban.render import tsv

            return tsv.lines(answer, fields)
        case "md":
            return _markdown(answer, fields)
        case "cite" if answer.question.name == "status":
            from huaweiban.render import status

            return status.cite(answer)
        case "cite" if answer.question.name == "laws":
            from huaweiban.render import laws

            return laws.cite(answer)
        case "cite":
            from huaweiban.render import citations

            return citations.cite(answer)
        case "bibtex":
            from huaweiban.render import citations

            return citations.bibtex(answer)
        case "csl":
            from huaweiban.render import citations

            return citations.csl(answer)
        case "ics":
            from huaweiban.render import calendar

            return calendar.ics(answer)
        case "svg":
            from huaweiban.render import svg

            return svg.picture(answer)
        case _:
            return drawn(_blocks(answer, fields), screen)


def drawn(blocks: list[Block], screen: Screen) -> str | Iterable[str]:
    """Blocks as text: fitted to a terminal, or as wide as their content."""
    if screen.columns is None and not screen.color:
        from huaweiban.render import pipe

        return pipe.lines(blocks)
    from huaweiban.render.blocks import on_paper
    from huaweiban.render.terminal import terminal

    if screen.columns is None:
        return terminal(on_paper(blocks), _WIDE, screen.color, screen.colors)
    return terminal(blocks, screen.columns, screen.color, screen.colors)


def _markdown(answer: Answer[Any, Any], fields: Sequence[str]) -> str:
    if answer.question.name == "codebook" and not fields:
        from huaweiban.render import codebook

        return codebook.markdown(answer)
    from huaweiban.render import markdown

    return markdown.document(_blocks(answer, fields))


def _blocks(answer: Answer[Any, Any], fields: Sequence[str]) -> list[Block]:
    if fields:
        from huaweiban.render.blocks import chosen

        return chosen(answer.results, fields)
    return blocks(answer)


def blocks(answer: Answer[Any, Any]) -> list[Block]:  # noqa: PLR0912 - one case per question
    """The blocks of an answer, for tables and Markdown."""
    match answer.question.name:
        case "status":
            from huaweiban.render import status

            return status.blocks(answer)
        case "timeline" | "history":
            from huaweiban.render import events

            return events.blocks(answer)
        case "show":
            from huaweiban.render import events

            return events.in_full(answer)
        case "changes":
            from huaweiban.render import changes

            return changes.blocks(answer)
        case "data-changes":
            from huaweiban.render import changes

            return changes.of_data(answer)
        case "deadlines":
            from huaweiban.render import deadlines

            return deadlines.blocks(answer)
        case "laws":
            from huaweiban.render import laws

            return laws.blocks(answer)
        case "matrix":
            from huaweiban.render import matrix

            return matrix.blocks(answer)
        case "map":
            from huaweiban.render import map

            return map.blocks(answer)
        case "check":
            from huaweiban.render import check

            return check.blocks(answer)
        case "check-rows":
            from huaweiban.render import check

            return check.beside(answer)
        case "check-changes":
            from huaweiban.render import check

            return check.moved(answer)
        case "stats":
            from huaweiban.render import stats

            return stats.blocks(answer)
        case "validate":
            from huaweiban.render import validate

            return validate.blocks(answer)
        case "codebook":
            from huaweiban.render import codebook

            return codebook.blocks(answer)
        case "info":
            from huaweiban.render import info

            return info.blocks(answer)
        case name:
            raise AssertionError(f"render.formats draws no answer to {name}")
