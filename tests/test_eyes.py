"""What cannot be seen, or turns the text around it, does nothing in any output."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import HERE, Ask
from markdown_it import MarkdownIt
from markdown_it.token import Token

from huaweiban import bundled
from huaweiban.render.blocks import Cell, Line, Sheet, fact, line
from huaweiban.render.markdown import document
from huaweiban.render.text import address, one_line

EYES = str(HERE / "hostile" / "eyes.jsonl")
OVER = ("--data", EYES, "--data-only")
IDS = [json.loads(each)["id"] for each in Path(EYES).read_text().splitlines()]
# Written out by hand, so that a hole in our own table shows.
UNSEEN = [
    0x00, 0x07, 0x1B, 0x7F, 0x9B, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B, 0x200E, 0x200F,
    0x202A, 0x202D, 0x202E, 0x2060, 0x2063, 0x2066, 0x2069, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFEFF,
    0xFFA0, 0xFFF9, 0xFFFE, 0xFFFF, 0xE0001, 0xE0041, 0xE0100, 0xD800,
]  # fmt: skip


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_is_not_seen_is_shown_as_a_replacement(code: int) -> None:
    assert one_line(f"a{chr(code)}b") == "a�b"
    assert one_line(f"é{chr(code)}") == "é�"
    assert chr(code) not in address(f"https://example.org/{chr(code)}x")


@pytest.mark.parametrize("text", ["می‌گوید", "ශ්‍රී ලංකාව", "naïve", "⚠️", "日本", "a b"])
def test_what_a_script_needs_stays(text: str) -> None:
    assert one_line(text) == text


def test_a_joiner_between_latin_letters_is_no_letter() -> None:
    assert one_line("hua\N{ZERO WIDTH NON-JOINER}wei") == "hua�wei"


FORMATS = ("table", "plain", "csv", "md", "cite", "bibtex", "json", "jsonl", "csl")
TURNING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
                     "\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_lets_it_through(ask: Ask, format: str) -> None:
    told = ask("show", *IDS, *OVER, "--format", format)
    assert told.code == 0
    text = told.out.replace("\r\n", "\n")
    assert TURNING.search(text.replace("\t", " ") if format == "plain" else text) is None
    assert format == "csl" or "\N{ZERO WIDTH NON-JOINER}" in text  # CSL has no summaries


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_json_says_what_the_log_says(ask: Ask, format: str) -> None:
    told = ask("show", IDS[0], *OVER, "--format", format)
    whole = json.loads(told.out)
    result = whole["results"][0] if format == "json" else whole
    kept = json.loads(Path(EYES).read_text().splitlines()[0])
    assert (result["summary"], result["sources"]) == (kept["summary"], kept["sources"])


def test_the_page_shows_an_address_as_it_leads(ask: Ask, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert ask("export", str(page), *OVER).code == 0
    text = page.read_text(encoding="utf-8")
    assert TURNING.search(text) is None
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert TURNING.search(str(data)) is None
    (tuvalu,) = (each for each in data["entities"] if each["id"] == "tv")
    urls = [each.get("url") for event in tuvalu["events"] for each in event["sources"]]
    assert "https://example.org/%E2%80%AEmoc.elpmaxe.live/a_b*c" in urls


def test_the_picture_is_xml_whatever_a_log_is_called(ask: Ask, tmp_path: Path) -> None:
    own = tmp_path / "a\x1b[31m\u202eb\x01\ufffe&<.jsonl"
    own.write_bytes(Path(EYES).read_bytes())
    told = ask("map", "--format", "svg", "--data", str(own))
    assert told.code == 0
    assert TURNING.search(told.out) is None
    ET.fromstring(told.out)
    page = tmp_path / "out.html"
    assert ask("export", str(page), "--data", str(own)).code == 0
    assert TURNING.search(page.read_text(encoding="utf-8")) is None


# Markdown, read by another program than the one that wrote it.


def read(text: str) -> list[Token]:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [part for token in reader.parse(text) for part in (token, *(token.children or ()))]


def links(text: str) -> list[str]:
    return [str(token.attrs["href"]) for token in read(text) if token.type == "link_open"]


def shown(text: str) -> str:
    kinds = ("text", "text_special")
    return "".join(token.content for token in read(text) if token.type in kinds)


HARMLESS = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@pytest.mark.parametrize(
    "text",
    ["# a", "###### a", "#", "> a", "- a", "-", "---", "+ a", "* a", "***", "1. a", "12) a", "1.",
     "    a", "~~a~~", "~a~", "~~~", "```", "`a`", "*a*", "_a_ a_b", "&copy;", "&#65;", "<b>a</b>",
     "<!-- a -->", "[a](b)", "[a]: b", "![a](b)", "a | b", "a\\", "\\*a", "=== ", "AT&T", "a\nb"],
)  # fmt: skip
def test_a_text_is_text_in_markdown(text: str) -> None:
    """No heading, list, quotation, emphasis, entity or markup comes of it, wherever it stands."""
    for block in (line(text), fact("", text), fact("label", text)):
        written = document([line("Before."), block])
        kinds = {token.type for token in read(written)}
        allowed = HARMLESS | {f"{name}_{end}" for name in ("bullet_list", "list_item", "strong")
                              for end in ("open", "close")}  # fmt: skip
        assert kinds <= (allowed if isinstance(block, Line) and block.hang else HARMLESS), written
        assert shown(written).endswith(one_line(text).strip(" ")), written
    table = document([Sheet(("a", "b"), ((Cell(text), Cell("end")),))])
    cells = [token.content for token in read(table) if token.type == "inline"]
    assert len(cells) == 4
    assert shown(table) == f"ab{one_line(text).strip(' ')}end"


def test_every_address_of_the_log_is_a_link_in_markdown(ask: Ask) -> None:
    events = [event for event in bundled.events() if event.withdrawn is None]
    expected = [each.url for event in events for each in event.sources if each.url]
    assert len(expected) > 1500
    told = ask("show", *(event.id for event in events), "--format", "md")
    normal = MarkdownIt("commonmark").normalizeLink
    assert links(told.out) == [normal(url) for url in expected]


def test_hostile_addresses_are_links_in_markdown(ask: Ask) -> None:
    told = ask("show", *IDS, *OVER, "--format", "md")
    assert links(told.out) == [
        "https://example.org/%E2%80%AEmoc.elpmaxe.live/a_b*c",
        "https://example.org/%7Ba%7D%7Cb%5Cc?x=1&copy=2",
        "https://example.org/a_(b)_%5Bc%5D~~d~~",
        "https://example.org/?q=",
        "https://example.org/x_y",
        "https://example.org/z_w",
    ]


# Citations.

BRACE = re.compile("[{}]")


def entries(text: str) -> dict[str, dict[str, str]]:
    """BibTeX as BibTeX reads it: braces are counted, also those after a backslash."""
    found: dict[str, dict[str, str]] = {}
    place = 0
    while (start := text.find("@misc{", place)) >= 0:
        depth, place = 1, start + len("@misc{")
        begin = place
        while depth:
            brace = BRACE.search(text, place)
            assert brace is not None, "an entry does not end"
            depth += 1 if brace[0] == "{" else -1
            place = brace.end()
        key, _, body = text[begin : place - 1].partition(",")
        fields = dict(re.findall(r"^  (\w+) = (.*),$", body, re.MULTILINE))
        assert body.count("{") == body.count("}")
        assert key not in found, f"two entries are called {key}"
        found[key] = fields
    assert text[place:].strip() == ""
    return found


def test_bibtex_keys_never_collide(ask: Ask) -> None:
    """`…-heading` has two sources, and another event is called `…-heading-1`."""
    told = ask("show", *IDS, *OVER, "--format", "bibtex")
    assert len(entries(told.out)) == 7
    items = json.loads(ask("show", *IDS, *OVER, "--format", "csl").out)
    assert len({item["id"] for item in items}) == len(items) == 7


def test_bibtex_keeps_capitals_and_tells_the_day(ask: Ask) -> None:
    told = entries(ask("show", *IDS, *OVER, "--format", "bibtex").out)
    assert told["tv-2026-01-02-heading-1"]["title"] == "{{IBM and MTN in the USA}}"
    assert told["tv-2026-01-02-heading-1"]["date"] == "{2026}"
    two = told["tv-2026-01-02-heading.1"]
    assert (two["date"], two["year"], two["month"]) == ("{2026-01-02}", "{2026}", "jan")
    assert told["tv-2026-01-02-heading.2"]["date"] == "{2026-01}"


def test_every_entry_of_the_bundled_log_is_whole(ask: Ask) -> None:
    events = [event for event in bundled.events() if event.withdrawn is None]
    told = ask("show", *(event.id for event in events), "--format", "bibtex")
    assert len(entries(told.out)) == sum(len(event.sources) for event in events)
