"""Words of closed sets: whatever option takes them, in any case, and a miss is told in one form."""

from __future__ import annotations

import pytest
from conftest import Ask

from huaweiban.entities import Kind, Role
from huaweiban.errors import quoted
from huaweiban.events import Action, Scope, Stance
from huaweiban.render.formats import FORMATS

CLOSED = [
    (["status", "--kind"], "--kind", Kind),
    (["matrix", "--role"], "--role", Role),
    (["timeline", "--stance"], "--stance", Stance),
    (["map", "--scope"], "--scope", Scope),
    (["timeline", "--action"], "--action", Action),
    (["status", "de", "--min-action"], "--min-action", Action),
    (["stats", "--by"], "--by", ["stance", "year", "continent", "scope", "publisher"]),
    (["info", "--format"], "--format", FORMATS),
    (["info", "--color"], "--color", ["auto", "always", "never"]),
    (["check", "de", "--allow"], "--allow", [*Stance, "none"]),
    (["export", "x", "--format"], "--format", ["sqlite", "jsonl", "csv", "html"]),
    (["completion"], "SHELL", ["bash", "zsh", "fish", "powershell"]),
]


@pytest.mark.parametrize(("line", "option", "known"), CLOSED, ids=str)
def test_a_word_that_is_none_is_told_with_those_that_are(
    ask: Ask, line: list[str], option: str, known: list[str]
) -> None:
    told = ask(*line, "xyzzy")
    words = f"{option}: 'xyzzy' is not one of {', '.join(known)}\n"
    assert (told.code, told.out, told.err) == (2, "", words)
    for word in known:
        near = ask(*line, f"{word[:-2]}q{word[-2:]}")
        if len(word) > 4:
            assert f"'{word}'" in near.err.partition("; did you mean ")[2]


# An export writes a file.
ANSWERED = [each for each in CLOSED if each[0][0] != "export"]


@pytest.mark.parametrize(("line", "option", "known"), ANSWERED, ids=str)
def test_a_word_is_known_in_any_case_and_with_hyphens(
    ask: Ask, own: Ask, line: list[str], option: str, known: list[str]
) -> None:
    # Those that read no log know no log of one's own.
    asked = ask if line[0] in ("info", "completion") else own
    for word in known:
        assert asked(*line, word.upper().replace(" ", "-")) == asked(*line, word)


@pytest.mark.parametrize("count", ["abc", "0", "-1", "1.5", "9" * 5000])
def test_a_limit_is_a_whole_number(ask: Ask, count: str) -> None:
    told = ask("timeline", "--limit", count)
    words = f"--limit: {quoted(count)} is not a whole number from 1 on\n"
    assert (told.code, told.out, told.err) == (2, "", words)


def test_words_of_a_new_event_are_folded_and_near_misses_told_with_the_other_faults(
    ask: Ask, tmp_path
) -> None:
    path = tmp_path / "my.jsonl"
    event = ("--entity", "tv", "--summary", "A permit.", "--source-publisher", "Echoes")
    told = ask("add", "--to", str(path), *event, "--date", "2026-13", "--stance", "Ban",
               "--scope", "mobil", "--action", "Decision", "--actor", "regulater")  # fmt: skip
    assert (told.code, told.out) == (2, "")
    assert [line.partition(" is not ")[0] for line in told.err.splitlines()] == [
        "--date: '2026-13'", "--stance: 'Ban'", "--scope: 'mobil'", "--actor: 'regulater'"
    ]  # fmt: skip
    assert [line.partition("; did you mean ")[2] for line in told.err.splitlines()] == [
        "", "'banned'?", "'mobile'?", "'regulator'?"
    ]  # fmt: skip
    right = ("--date", "2026-11", "--stance", "BANNED", "--scope", "Mobile")
    acted = ("--action", "Decision", "--actor", "foreign government")
    assert ask("add", "--to", str(path), *event, *right, *acted).code == 0
    assert '"stance": "banned", "scope": ["mobile"]' in path.read_text(encoding="utf-8")
    assert '"actor": "foreign-government"' in path.read_text(encoding="utf-8")
