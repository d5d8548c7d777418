"""What all questions share: words, heads of columns, footers."""

from __future__ import annotations

import pytest
from asking import results
from conftest import Ask


def test_what_is_not_held_is_called_by_one_word_and_by_one_sentence(own: Ask) -> None:
    """In a column of stances it is "none"; events without a stance are context."""
    assert "banned (first on record)" in own("changes", "--since", "2018").out
    assert "none → " in own("history", "germany").out
    assert "– no position on record" in own("matrix").out
    (heads, *_) = own("stats", "--by", "publisher").out.splitlines()
    assert heads.split()[-2:] == ["context", "total"]
    (heads, *_) = own("stats").out.splitlines()
    assert heads.split()[-2:] == ["none", "total"]
    for question in (["changes", "--since", "2018"], ["history", "de"], ["matrix"]):
        assert "nothing" not in own(*question).out


@pytest.mark.parametrize(
    ("question", "key"),
    [(["changes", "--since", "2018"], "event"), (["deadlines"], "event"),
     (["check", "de"], "event"), (["timeline"], "id")],
)  # fmt: skip
def test_the_column_of_an_events_id_is_headed_as_its_field(
    own: Ask, question: list[str], key: str
) -> None:
    ids = {each[key] for each in results(own, *question)}
    lines = own(*question).out.splitlines()
    (rule,) = [place for place, line in enumerate(lines) if set(line) == {"─"}]
    heads, row = lines[rule - 1], lines[rule + 1]
    place = heads.split("  ")
    assert key in [head.strip() for head in place]
    assert row[heads.index(f"  {key}") + 2 :].split()[0] in ids


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "de"], "1 entity,"),
        (["status", "de", "se"], "2 entities,"),
        (["matrix", "de"], "1 entity,"),
        (["history", "norway"], "1 event,"),
        (["timeline", "--limit", "2"], "2 events,"),
        (["deadlines", "france"], "1 planned date,"),
        (["deadlines", "gb", "--past"], "4 planned dates,"),
        (["map", "--in", "de"], "1 country or territory,"),
        (["stats", "--in", "de"], "1 country or territory,"),
        (["stats"], "250 countries and territories,"),
        (["changes", "--since", "today"], "0 changes for 0 entities since "),
        (["changes", "--since", "2024", "--until", "2024"], "6 changes for 2 entities since "),
        (["changes", "--data-since", "2026.11.22"], "0 changes to the log "),
        (["check", "no"], "1 name: 1 passed, 0 failed, 0 unknown,"),
    ],
)
def test_a_footer_counts_in_english(own: Ask, arguments: list[str], said: str) -> None:
    assert any(line.startswith(said) for line in own(*arguments).out.splitlines()[-2:])
