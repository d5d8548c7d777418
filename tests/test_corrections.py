"""`changes --data-since` tells what the fields of a corrected event said before."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import corrections as tool
import pytest
from asking import results
from conftest import Ask
from own_log import line, written

from huaweiban import bundled
from huaweiban.bundled import Correction
from huaweiban.events import Event
from huaweiban.log import Logs, Opener
from huaweiban.views import corrections
from huaweiban.views.changes import data_changes

OLD = line(
    "de-2020-a", "2020-01-01", "restricted",
    sources=[{"publisher": "Paper", "url": "https://paper.example/1"}, {"publisher": "Gazette"}],
)  # fmt: skip
NEW = {
    **OLD, "stance": "banned", "modified": "2026-11-28", "note": "By its words.", "laws": ["de-a"],
    "sources": [{"publisher": "Paper", "url": "https://paper.example/2"}],
}  # fmt: skip
SAME = line("de-2020-b", "2020-02-01", "restricted")


def lines(*events: dict[str, Any]) -> bytes:
    return "".join(json.dumps(each) + "\n" for each in events).encode()


def sparse(event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if value not in (None, [])}


def test_a_line_is_kept_of_what_differs_and_nothing_else() -> None:
    """Whether a line names its nulls or not."""
    found = [*tool.corrected(lines(OLD, SAME), lines(sparse(NEW), sparse(SAME)), "2026.11.25")]
    assert found == [
        {
            "id": "de-2020-a",
            "version": "2026.11.25",
            "was": {
                "stance": "restricted", "laws": None, "sources": ["https://paper.example/1",
                "Gazette"], "note": None,
            },
        }
    ]  # fmt: skip


def test_a_version_is_made_anew_and_others_stay() -> None:
    first = [{"id": "de-2020-a", "version": "2026.11.25", "was": {"note": None}}]
    text = tool.joined("", first, "2026.11.25")
    assert tool.joined(text, [], "2026.12.01") == text
    both = tool.joined(text, [{"id": "at-1", "version": "2026.12.01", "was": {}}], "2026.12.01")
    assert [json.loads(each)["version"] for each in both.splitlines()] == [
        "2026.11.25", "2026.12.01"
    ]  # fmt: skip
    assert tool.joined(both, [], "2026.11.25").count("\n") == 1


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2026-11-24", None),  # older than every release that is kept
        ("2026-11-25", [("stance", "undecided", "banned"), ("laws", [], ["de-a"])]),
        ("2026-11-26", [("stance", "undecided", "banned"), ("laws", [], ["de-a"])]),
        ("2026-11-27", [("stance", "restricted", "banned")]),
    ],
)
def test_fields_are_those_of_the_release_in_use_then(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, since: str, told: Any
) -> None:
    path = written(tmp_path / "log.jsonl", {**NEW, "sources": OLD["sources"], "note": None})
    log = (
        Opener(Logs((str(path),), only=True)).everything()._replace(origins={}, elsewhere="bundled")
    )
    kept = {
        "de-2020-a": [
            Correction("2026.11.25", {"stance": "undecided", "laws": None}),
            Correction("2026.11.27", {"stance": "restricted"}),
        ]
    }
    monkeypatch.setattr(bundled, "corrections", lambda: kept)
    found = corrections.with_fields(data_changes(log, since), log, since)
    (each,) = [each for each in found if each["change"] == "modified"]
    fields = each["fields"]
    assert (fields and [tuple(field.values()) for field in fields]) == told


def test_every_correction_since_the_first_release_is_told(ask: Ask) -> None:
    found = results(ask, "changes", "--data-since", "2026.11.25")
    modified = [each for each in found if each["change"] == "modified"]
    assert len(modified) > 500
    told = [each for each in modified if each["fields"]]
    assert len(told) > 0.9 * len(modified), "run python tools/corrections.py REVISION"
    for each in told:
        assert all(field["was"] != field["now"] for field in each["fields"])
    assert all(each["fields"] == [] for each in found if each["change"] == "added")
    moved = {field["field"] for each in told for field in each["fields"]}
    assert (
        {"stance", "laws", "sources", "what"}
        <= moved
        <= {f.name for f in dataclasses.fields(Event)}
    )


def test_a_table_says_from_what_to_what(ask: Ask) -> None:
    (told,) = [
        line
        for line in ask("changes", "--data-since", "2026.11.25", "gb").out.splitlines()
        if " gb-2020-01-28-core-ban " in line
    ]
    assert "what; laws: none → gb-2020-high-risk-vendor-decision" in told


def test_what_an_own_log_said_before_is_not_known(ask: Ask, tmp_path: Path) -> None:
    path = str(written(tmp_path / "own.jsonl", {**NEW, "laws": []}))
    asked = ("changes", "--data-since", "2026.11.25", "--data", path, "--data-only")
    (found,) = results(ask, *asked)
    assert (found["change"], found["fields"]) == ("modified", None)


def test_the_kept_lines_are_of_events_and_their_fields() -> None:
    kept = bundled.corrections()
    assert {*kept} <= {*bundled.event_ids()}
    assert {name for each in kept.values() for line in each for name in line.was} <= {*tool.FIELDS}
    path = bundled.data_file(bundled.CORRECTIONS)
    assert path.stat().st_size < 300_000
