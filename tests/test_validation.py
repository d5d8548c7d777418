"""`validate`: a log, or the bundled data as a whole, is proven."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, Ask, Told, data_of
from own_log import line, written


def test_the_bundled_data_hold_to_the_codebook(ask: Ask) -> None:
    told = ask("validate")
    assert (told.code, told.err) == (0, "")
    assert "no problems" in told.out


def test_the_tests_own_log_holds_to_the_codebook(ask: Ask) -> None:
    told = ask("validate", "log.jsonl", "hostile.jsonl", "over.jsonl", "--data-only", "--json")
    assert (told.code, json.loads(told.out)["results"]) == (0, [])


def test_without_a_file_the_own_log_of_the_settings_is_validated(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEIBAN_DATA", "faulty.jsonl")
    told = ask("validate")
    assert told.code == 4
    assert told.out == ask("validate", "faulty.jsonl").out


def test_a_fault_of_the_line_and_one_of_the_log_are_told_together(ask: Ask, tmp_path: Path) -> None:
    """By file and line, whichever found it."""
    first, second = (DATA / "log.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    path = tmp_path / "own.jsonl"
    path.write_text(
        "\n".join([first, first, "{", second.replace("spark-new-zealand", "nowhere")]) + "\n"
    )
    told = ask("validate", str(path))
    assert told.code == 4
    *lines, footer = told.out.removeprefix(f"{path}:").split(f"\n{path}:")
    assert [line.split(": ")[0] for line in [*lines, footer]] == ["2", "3", "4"]
    assert "is already in" in told.out.replace("\n", " ")


def test_warnings_fail_only_where_strictness_is_asked_for(ask: Ask, tmp_path: Path) -> None:
    path = written(tmp_path / "own.jsonl", line("va-2020-x", "2020", summary="x" * 241))
    told = ask("validate", str(path))
    assert told.code == 0
    assert told.out.splitlines() == [
        f"{path}:1: warning: summary: 241 characters; at most 240",
        "1 event, 1 warning",
    ]
    strict = ask("validate", str(path), "--strict", "--json")
    (result,) = json.loads(strict.out)["results"]
    assert (strict.code, result["level"], result["field"]) == (4, "warning", "summary")
    written(path, line("va-2020-x", "2020", sources=[], summary="x" * 241))
    told = ask("validate", str(path))
    assert (told.code, told.out.splitlines()[-1]) == (4, "1 event, 1 fault, 1 warning")


def test_a_log_is_proven_as_it_will_be_asked(ask: Ask, tmp_path: Path) -> None:
    """Over the bundled one, or with --data-only alone: in both cases the answer is the same."""
    year = line("de-2024-mine", "2024", "permitted", "core")
    path = str(written(tmp_path / "own.jsonl", year, line("fr-2020-01-01-x", "2020-01-01")))
    for alone, code in (((), 4), (("--data-only",), 0)):
        assert ask("validate", path, *alone).code == code
        assert ask("status", "de", "--data", path, *alone).code == code
    assert "--data-only needs your own log" in ask("validate", "--data-only").err


def test_the_bundled_log_takes_no_warnings(copy: Path, process: Callable[..., Told]) -> None:
    log = data_of(copy, "events.jsonl")
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    row = json.loads(lines[0])
    lines[0] = json.dumps({**row, "summary": "x" * 241}, ensure_ascii=False) + "\n"
    log.write_text("".join(lines), encoding="utf-8")
    told = process("validate", env={"PYTHONPATH": str(copy / "src")})
    assert told.code == 4
    assert f"{log}:1: summary: 241 characters; at most 240" in told.out


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ('part_of = "nowhere"', "part_of: 'nowhere' is not another entity of the registry"),
        ('part_of = "aq"', "part_of: 'aq' is not another entity of the registry"),
        ('part_until = "2020"', "part_until: is given without part_of"),
    ],
)
def test_what_an_entity_is_part_of_is_in_the_registry(
    copy: Path, process: Callable[..., Told], changed: str, words: str
) -> None:
    registry = data_of(copy, "entities.toml")
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace('id = "aq"\n', f'id = "aq"\n{changed}\n', 1), "utf-8")
    told = process("validate", env={"PYTHONPATH": str(copy / "src")})
    assert told.code == 4
    assert words in told.out


def test_the_bundled_index_is_proven_fresh(copy: Path, process: Callable[..., Told]) -> None:
    env = {"PYTHONPATH": str(copy / "src")}
    assert process("validate", env=env).code == 0
    index = data_of(copy, "index.jsonl")
    index.write_text(
        index.read_text(encoding="utf-8").replace("Germany", "Germania"), encoding="utf-8"
    )
    stale = process("validate", env=env)
    assert stale.code == 4
    assert "python tools/make.py" in stale.out


def test_the_bundled_lines_go_by_date_then_id(copy: Path, process: Callable[..., Told]) -> None:
    log = data_of(copy, "events.jsonl")
    first, second, *rest = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([second, first, *rest]))
    told = process("validate", env={"PYTHONPATH": str(copy / "src")})
    assert told.code == 4
    assert f"{log}:2: date: comes after" in told.out


@pytest.mark.parametrize(
    "form",
    [
        lambda row: {**row, "withdrawn": None},
        lambda row: {**row, "scope": row["scope"][::-1]},
        lambda row: dict(reversed(row.items())),
        lambda row: {**row, "sources": [{**row["sources"][0], "via": None}]},
    ],
    ids=["a null", "scopes in another order", "keys in another order", "a null in a source"],
)
def test_a_bundled_line_is_in_canonical_form(
    copy: Path, process: Callable[..., Told], form: Callable[[dict], dict]
) -> None:
    log = data_of(copy, "events.jsonl")
    lines = log.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    number = next(n for n, row in enumerate(rows) if len(row.get("scope", "")) > 1)
    lines[number] = json.dumps(form(rows[number]), ensure_ascii=False)
    log.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    told = process("validate", env={"PYTHONPATH": str(copy / "src")})
    assert told.code == 4
    assert f"{log}:{number + 1}: is not in canonical form" in told.out


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        (
            'kind = "country"',
            'kind = "county"',
            "kind: 'county' is not one of country, subdivision",
        ),
        ('continent = "europe"', 'continent = "erope"', "continent: 'erope' is not one of africa,"),
        ("aliases = ", "aliasses = ", "aliasses: is not a field"),
    ],
)
def test_the_registrys_rows_are_proven_too(
    copy: Path, process: Callable[..., Told], good: str, bad: str, words: str
) -> None:
    registry = data_of(copy, "entities.toml")
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace(good, bad, 1), encoding="utf-8")
    told = process("validate", env={"PYTHONPATH": str(copy / "src")})
    assert told.code == 4
    assert words in told.out
    assert f"{registry}:" in told.out
