"""The only door in: bytes become records, and every fault is told by its place."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA

from huaweiban import bundled, own
from huaweiban.bundled import about, data_file
from huaweiban.entities import Catalogue
from huaweiban.errors import BadData
from huaweiban.events import Event, Outcome, Scope, Source, Stance

GOOD = json.loads((DATA / "log.jsonl").read_text(encoding="utf-8").splitlines()[0])


def line(**changed: Any) -> bytes:
    kept = {key: value for key, value in {**GOOD, **changed}.items() if value is not ...}
    return json.dumps(kept).encode()


def told(tmp_path: Path, *lines: bytes, end: bytes = b"\n") -> list[str]:
    path = tmp_path / "own.jsonl"
    path.write_bytes(end.join(lines) + end)
    return [str(each).removeprefix(f"{path}:") for each in own.read(str(path)).problems]


A_DATE = "is not a date; write 2020, 2020-07 or 2020-07-14"
A_DAY = "is not a day; write 2020-07-14"
AN_ID = "is not an id; ids are lower-case letters, digits and hyphens"
STANCES = "is not one of banned, restricted, permitted, undecided"
ACTIONS = "law, ruling, decision, contract, statement, memorandum, proposal, report, lawsuit"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"stance": "bannd"}, f"stance: 'bannd' {STANCES}"),
        ({"action": "rule"}, f"action: 'rule' is not one of {ACTIONS}"),
        ({"outcome": "late"}, "outcome: 'late' is not one of moved, met, missed, settled"),
        ({"colour": "red"}, "colour: is not a field of the log"),
        ({"summary": ...}, "summary: is missing"),
        ({"date": "2020-02-30"}, f"date: '2020-02-30' {A_DATE}"),
        ({"deadline": "14/07/2020"}, f"deadline: '14/07/2020' {A_DATE}"),
        ({"date": "2020\n"}, f"date: '2020\\n' {A_DATE}"),
        ({"not_before": "2020"}, f"not_before: '2020' {A_DAY}"),
        ({"added": "today"}, f"added: 'today' {A_DAY}"),
        ({"id": "De 1"}, f"id: 'De 1' {AN_ID}"),
        ({"related": ["us", "U S"]}, f"related.1: 'U S' {AN_ID}"),
        ({"summary": " "}, "summary: ' ' is empty"),
        (
            {"sources": [{"publisher": "A", "url": "example.org"}]},
            "sources.0.url: 'example.org' is not a web address",
        ),
        (
            {"sources": [{"publisher": "A", "page": 3}]},
            "sources.0.page: is not a field of the log",
        ),
        (
            {"sources": [{"publisher": "A", "published": "soon"}]},
            f"sources.0.published: 'soon' {A_DATE}",
        ),
    ],
)
def test_a_bad_value_is_told_by_line_and_field(tmp_path: Path, changed, expected: str) -> None:
    assert told(tmp_path, line(**changed)) == [f"1: {expected}"]


def test_a_wrong_scope_names_its_place_in_the_list(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, line(scope=["core", "5g"]))
    assert problem.startswith("1: scope.1: '5g' is not one of networks, mobile, core, ran, fixed,")


@pytest.mark.parametrize("text", [b"{not json", b"{} {}", b'"just a text"', b"[]", b"\xff\xfe"])
def test_a_line_that_is_no_record_is_told(tmp_path: Path, text: bytes) -> None:
    problems = told(tmp_path, line(), text)
    assert problems
    assert all(problem.startswith("2: ") for problem in problems)


def test_what_is_not_json_says_so(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, b"{not json")
    assert problem.startswith("1: is not JSON: ")


def test_a_file_that_is_something_else_is_told_in_one_line_and_not_read_on(tmp_path: Path) -> None:
    text = b"[[entity]]\nid = 'de'\n" * 600
    assert told(tmp_path, text) == [
        "1: is not JSON, nor are the lines after it; a log has one event in JSON on each line"
    ]


@pytest.mark.parametrize("text", [b"x\n" * 9, b"x\n" * 20 + line(), b"{}\n" * 20])
def test_a_log_with_mistakes_is_read_to_its_end(tmp_path: Path, text: bytes) -> None:
    assert len({problem.split(":")[0] for problem in told(tmp_path, text)}) == text.count(b"\n")


def test_a_long_value_is_cut_in_the_message(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, line(date="x" * 500))
    assert problem.startswith("1: date: 'xxx")
    assert len(problem) < 150


def test_a_mark_line_ends_and_blank_lines_are_tolerated(tmp_path: Path) -> None:
    """BOM, CRLF and blank lines are no faults, and lines are counted as an editor does."""
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line() + b"\r\n\r\n  \r\n" + line(id="jp-2018-b") + b"\r\n")
    log = own.read(str(path))
    assert (log.file, log.problems) == (str(path), [])
    assert [(place, each.id) for place, each in log.events] == [
        ((str(path), 1), GOOD["id"]), ((str(path), 4), "jp-2018-b")
    ]  # fmt: skip


def test_all_bad_lines_are_told_at_once(tmp_path: Path) -> None:
    bad = [line(stance="x"), b"", b"{", line(date="x", added="y")]
    found = [each.split(":")[0] for each in told(tmp_path, *bad)]
    assert found == ["1", "3", "4", "4"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (b'"stance":', b'"stance": null, "stance":', "stance"),
        (b'"note": null', b'"note": "a", "note": null', "note"),
        (b'"id":', b'"id": "x", "i\\u0064":', "id"),
        (b'"url":', b'"url": "https://a.example", "url" :', "sources.0.url"),
    ],
)
@pytest.mark.parametrize("short", [True, False], ids=["as add writes it", "with nulls"])
def test_a_key_that_stands_twice_is_a_fault(
    tmp_path: Path, old: bytes, new: bytes, field: str, short: bool
) -> None:
    """JSON readers take the last silently, so what the other said would be lost."""
    whole = line(stance="banned", scope=["core"], note=None)
    if short:
        path = tmp_path / "short.jsonl"
        path.write_bytes(whole)
        ((_, event),) = own.read(str(path)).events
        whole = own.line(event).encode().rstrip()
        assert told(tmp_path, whole) == []
        whole = whole.replace(b', "added"', b', "note": null, "added"')
    assert told(tmp_path, whole) == []
    assert told(tmp_path, whole.replace(old, new, 1)) == [
        f"1: {field}: is in the line twice; keep one"
    ]


def test_text_that_looks_like_a_key_is_none(tmp_path: Path) -> None:
    text = 'He said: "id": no. C:\\": and \\" :'
    assert told(tmp_path, line(summary=text, note=text)) == []


def test_keys_and_values_are_cut_and_of_one_line_few_faults_are_told(tmp_path: Path) -> None:
    long = "k" * 100_000
    (problem,) = told(tmp_path, line(**{long: 1}))
    assert len(problem) < 150
    problems = told(tmp_path, line(related=["A B"] * 50_000))
    assert len(problems) == 21
    assert problems[-1] == "1: 49980 more faults in this line"


def test_an_own_log_called_as_ours_or_as_standard_input_can_be_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bundled", "<stdin>"):
        Path(name).write_bytes(line())
        assert own.read(name).file == f".{os.sep}{name}"


def test_an_empty_log_is_no_fault(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize("path", ["nowhere.jsonl", "."])
def test_a_log_that_cannot_be_read_names_itself(tmp_path: Path, path: str) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        own.read(str(tmp_path / path))


def test_a_record_is_the_very_class_that_the_fold_reads(log: list[Event]) -> None:
    met = next(each for each in log if each.outcome)
    assert isinstance(met, Event)
    assert isinstance(met.outcome, Outcome)
    kinds = [(each.stance, each.scope, each.sources) for each in log]
    assert all(stance is None or isinstance(stance, Stance) for stance, _, _ in kinds)
    assert all(isinstance(part, Scope) for _, scope, _ in kinds for part in scope)
    assert all(isinstance(source, Source) for _, _, sources in kinds for source in sources)


def test_the_bundled_log_reads_the_same_quickly_and_in_full() -> None:
    in_full = own.read(str(data_file("events.jsonl")))
    assert in_full.problems == []
    assert [each for _, each in in_full.events] == bundled.events()


def _by_id(events: Iterable[Event]) -> list[str]:
    return sorted(each.id for each in events)


def test_the_events_of_some_entities_are_those_of_all() -> None:
    every = bundled.events()
    for wanted in (["de"], ["de", "gb"], ["european-union"], ["aq"], []):
        expected = [each for each in every if each.entity in wanted]
        assert _by_id(bundled.events(wanted)) == _by_id(expected)


def test_an_events_owner_is_found_by_its_id() -> None:
    each = bundled.events()[0]
    none = (each.id[:-1], 'x", "entity": "')
    assert bundled.owners([each.id, *none]) == {each.id: each.entity}


def test_the_ids_are_those_of_the_events() -> None:
    assert bundled.event_ids() == [each.id for each in bundled.events()]


def test_the_index_tells_what_the_data_hold(registry: Catalogue) -> None:
    told_by_index = about()
    assert told_by_index.events == len(bundled.events())
    assert told_by_index.entities == len(registry.everyone())
    assert told_by_index.newest == max(each.date for each in bundled.events())


def test_every_event_of_the_bundled_log_is_of_someone_in_the_registry(registry: Catalogue) -> None:
    ids = {row.id for row in registry.everyone()}
    named = {id for each in bundled.events() for id in (each.entity, *each.related)}
    assert named <= ids
