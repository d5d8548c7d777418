"""Machine output is a promise: whole answers, held against files (`--update-snapshots`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import DATA, SNAPSHOTS, TODAY, Ask

from huaweiban.answers import Answer, Data, Question
from huaweiban.codebook import matching, terms
from huaweiban.entities import Catalogue
from huaweiban.events import Event
from huaweiban.log import Log
from huaweiban.render import codebook, markdown, pipe
from huaweiban.views.overview import overview

# The ending of the file that each format's answer is kept in.
FORMATS = {
    "table": "txt",
    "plain": "tsv",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "md": "md",
}
CASES = {
    "status-list": ["status"],
    "status-list-scopes": ["status", "--scope", "core", "--scope", "fixed"],
    "status-one": ["status", "germany"],
    "status-none": ["status", "canada"],
    "status-several": ["status", "sweden", "telenor", "canada", "poland"],
    "status-why": ["status", "germany", "--why"],
    "timeline": ["timeline", "--since", "2020", "--limit", "9"],
    "history": ["history", "sweden"],
    "history-related": ["history", "norway", "--related"],
    "show": ["show", "gb-2022-10-13-core-moved", "si-2022-softened-act", "ca-2021-mistaken-ban"],
    "fields": ["timeline", "uk", "--fields", "date,id,scope,headline.stance"],
    "changes": ["changes", "--since", "2024"],
    "deadlines": ["deadlines", "--past"],
    "matrix": ["matrix", "--in", "eu"],
    "stats": ["stats", "--by", "year"],
    "check": ["check", "de", "no", "germny", "--allow", "permitted,restricted"],
}
OTHERS = ["codebook.md", "codebook.txt", "overview.md", "overview.txt"]
LISTS = [
    f"check-{answer}.{ending}"
    for answer in ("list", "rows", "changes")
    for ending in ("txt", "json", "csv", "md")
]
VALIDATE = [f"validate.{ending}" for ending in FORMATS.values()]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_an_answer_is_the_one_promised(
    own: Ask, snapshot: Callable[[str, str], None], case: str, format: str
) -> None:
    told = own(*CASES[case], "--format", format)
    assert told.code == (3 if case == "check" else 0), told.err
    snapshot(f"{case}.{FORMATS[format]}", told.out)


@pytest.mark.parametrize("format", FORMATS)
def test_the_problems_of_a_log_are_told_in_every_format(
    ask: Ask, snapshot: Callable[[str, str], None], format: str
) -> None:
    told = ask("validate", "faulty.jsonl", "--format", format)
    assert (told.code, told.err) == (4, "")
    snapshot(f"validate.{FORMATS[format]}", told.out)


def test_the_first_screen(
    log: list[Event], registry: Catalogue, snapshot: Callable[[str, str], None]
) -> None:
    from huaweiban.render.overview import blocks

    by_entity: dict[str, list[Event]] = {}
    for each in log:
        by_entity.setdefault(each.entity, []).append(each)
    told = overview(Log(by_entity, registry, [], {}), TODAY)
    assert sum(told.counts.values()) == 250
    drawn = blocks(told, ["huaweiban status germany"], "The footer.")
    snapshot("overview.txt", "".join(pipe.lines(drawn)))
    snapshot("overview.md", markdown.document(drawn))


def test_the_terms_of_a_codebook(snapshot: Callable[[str, str], None]) -> None:
    found = terms((DATA / "codebook.md").read_text(encoding="utf-8"))
    assert [each["term"] for each in matching(found, " Restricted ")] == ["restricted"]
    answer = Answer(Question("codebook", Data("", "", []), TODAY, None), found)
    snapshot("codebook.txt", "".join(pipe.lines(codebook.blocks(answer))))
    snapshot("codebook.md", codebook.markdown(answer))


def test_no_snapshot_lies_about_unused() -> None:
    used = {f"{case}.{ending}" for case in CASES for ending in FORMATS.values()}
    assert {path.name for path in SNAPSHOTS.iterdir()} == {*used, *OTHERS, *LISTS, *VALIDATE}
