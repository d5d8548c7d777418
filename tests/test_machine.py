"""Machine output: the same bytes for the same question, described by its schema."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli
from conftest import DATA, HERE, TODAY, Ask, Told
from jsonschema import Draft202012Validator
from test_snapshots import CASES

from huaweiban import results
from huaweiban.bundled import data_file

SCHEMAS = HERE.parent / "src" / "huaweiban" / "schemas"
ENVELOPED = {case: arguments for case, arguments in CASES.items() if case != "fields"}


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, value: Any) -> list[str]:
    return [f"{each.json_path}: {each.message}" for each in validator(name).iter_errors(value)]


@pytest.mark.parametrize("case", ENVELOPED)
def test_each_json_answer_holds_to_its_schema(own: Ask, case: str) -> None:
    command = ENVELOPED[case]
    told = json.loads(own(*command, "--json").out)
    assert faults(command[0], told) == []
    assert told["schema"].split("/")[:2] == ["huaweiban", command[0]]
    assert (told["as_of"], told["data"]) == (TODAY, ["log.jsonl"])
    assert told["total"] == len(told["results"])
    assert {"schema", "data_version", "data", "as_of", "total", "results"} <= set(told)
    assert list(told)[-1] == "results"


@pytest.mark.parametrize(
    "command",
    [["validate", "faulty.jsonl"], ["validate", "log.jsonl"], ["codebook"], ["info"],
     ["codebook", "restricted"]],
)  # fmt: skip
def test_each_json_answer_about_the_tool_holds_to_its_schema(ask: Ask, command: list[str]) -> None:
    assert faults(command[0], json.loads(ask(*command, "--json").out)) == []


@pytest.mark.parametrize("case", ["status-list", "timeline", "show", "deadlines"])
def test_json_lines_are_the_bare_results(own: Ask, case: str) -> None:
    told = json.loads(own(*CASES[case], "--json").out)["results"]
    lines = own(*CASES[case], "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == told


@pytest.mark.parametrize("case", ENVELOPED)
def test_every_key_is_present_in_every_result(own: Ask, case: str) -> None:
    results = json.loads(own(*ENVELOPED[case], "--json").out)["results"]
    assert results
    assert len({tuple(result) for result in results}) == 1


def test_the_committed_schemas_are_what_the_types_make() -> None:
    tool = HERE.parent / "tools" / "schemas.py"
    if not tool.exists():
        pytest.skip("tools/schemas.py is not here (tests run from an installed package)")
    major, minor = map(int, importlib.metadata.version("pydantic").split(".")[:2])
    if (major, minor) < (2, 14):
        pytest.skip("pydantic before 2.14 puts the same schemas in other words")
    done = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_schema_is_printed_by_its_name(ask: Ask) -> None:
    for path in SCHEMAS.glob("*.json"):
        told = ask("schema", path.stem)
        assert (told.code, told.out) == (0, path.read_text(encoding="utf-8"))
    unknown = ask("schema", "nope")
    assert (unknown.code, unknown.out) == (3, "")
    assert "status" in unknown.err


def test_every_key_stands_in_the_document() -> None:
    """It states the whole promise: no key of a result or of the envelope is left out."""
    document = HERE.parent / "docs" / "machine-output.md"
    if not document.exists():
        pytest.skip("docs/machine-output.md is not here (tests run from an installed package)")
    told = {word for part in document.read_text(encoding="utf-8").split("`")[1::2]
            for word in part.split()}  # fmt: skip
    typed = type(results.LimitsResult)
    shapes = [each for each in vars(results).values() if isinstance(each, typed)]
    keys = {key for shape in shapes for key in shape.__annotations__}
    assert {"entity", "moved_by", "results", "min_action"} <= keys
    assert keys - told == set()


def test_every_command_with_json_has_a_schema() -> None:
    from huaweiban.cli.app import COMMANDS

    answers = {name for name, spec in COMMANDS.items() if spec.answer}
    assert answers <= {path.stem for path in SCHEMAS.glob("*.json")}


@pytest.mark.parametrize("file", ["own", "bundled"])
def test_each_line_of_a_log_holds_to_the_events_schema(file: str) -> None:
    path = DATA / "log.jsonl" if file == "own" else data_file("events.jsonl")
    check = validator("event")
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not list(check.iter_errors(json.loads(line))), line


def test_each_row_of_the_registry_holds_to_the_entitys_schema() -> None:
    check = validator("entity")
    for row in tomli.loads(data_file("entities.toml").read_text(encoding="utf-8"))["entity"]:
        assert [each.message for each in check.iter_errors(row)] == [], row["id"]


@pytest.mark.parametrize(
    "surroundings",
    [
        {},
        {"COLUMNS": "20"},
        {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"},
        {"TERM": "dumb", "NO_COLOR": "1"},
        {"FORCE_COLOR": "1", "GITHUB_ACTIONS": "true"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONHASHSEED": "7"},
        {"PYTHONUTF8": "0", "LC_ALL": "C"},
    ],
)
def test_the_same_bytes_whatever_the_surroundings(
    own: Ask, process: Callable[..., Told], surroundings: dict[str, str]
) -> None:
    # CSV and JSON Lines leave by the same door, so one more format stands for both.
    for format in ("json", "csv") if "PYTHONIOENCODING" in surroundings else ("json",):
        question = ("status", "fr", "telefonica-germany", "--why", "--format", format)
        told = process(*question, "--data-only", "--data", "log.jsonl", env=surroundings)
        assert (told.code, told.out) == (0, own(*question).out)
        assert "Telefónica" in told.out


def test_fields_narrow_every_format_in_the_order_asked(own: Ask) -> None:
    fields = ("--fields", "since,entity,scope.core,name")
    question = ("status", "de", "vatican", *fields)
    assert own(*question, "--format", "plain").rows == [
        ["2024-07-11", "de", "banned", "Germany"], ["", "va", "", "Vatican City"]
    ]  # fmt: skip
    (first, _) = json.loads(own(*question, "--json").out)["results"]
    assert list(first.items()) == [
        ("since", "2024-07-11"), ("entity", "de"), ("scope.core", "banned"), ("name", "Germany")
    ]  # fmt: skip
    assert own(*question, "--format", "csv").out.splitlines()[0] == "since,entity,scope.core,name"
    assert own(*question).out.split()[:4] == ["since", "entity", "scope.core", "name"]
    assert "| since | entity | scope.core | name |" in own(*question, "--format", "md").out


def test_what_a_list_shows_of_one_scope_can_be_chosen_as_fields(ask: Ask) -> None:
    question = ("status", "gb", "us", "tv", "--scope", "core")
    fields = "scope.core.since,scope.core.confirmed,scope.core.deadline,since"
    told = ask(*question, "--fields", fields, "--format", "plain")
    results = json.loads(ask(*question, "--json").out)["results"]
    assert results[0]["since"] != results[0]["scopes"]["core"]["since"]
    assert told.rows == [
        [*(each["scopes"]["core"][key] or "" for key in ("since", "confirmed", "deadline")),
         each["since"]]
        for each in results
    ]  # fmt: skip
    assert ask("status", "tv", "--fields", "name,scope.core.since", "--format", "plain").rows == [
        ["Tuvalu", ""]
    ]
    for unknown in ("scope.core.stances", "scope.nope.since", "scope.core.decided_by"):
        assert ask("status", "gb", "--fields", unknown).code == 2
    assert ask("matrix", "gb", "--fields", "scope.core.since").code == 2


@pytest.mark.parametrize(
    "command",
    [["status", "de", "--format", "cite"], ["show", "si-2022-softened-act", "--format", "bibtex"],
     ["show", "si-2022-softened-act", "--format", "csl"], ["deadlines", "--format", "ics"],
     ["map", "--format", "svg"]],
)  # fmt: skip
def test_formats_without_fields_have_none_to_choose(own: Ask, command: list[str]) -> None:
    assert own(*command).code == 0
    told = own(*command, "--fields", "name")
    assert (told.code, told.out) == (2, "")
    assert told.err == f"--fields: --format {command[-1]} has no fields to choose from\n"


@pytest.mark.parametrize("fields", ["", ",", " , ", "name,name", "name,stance, name"])
@pytest.mark.parametrize("format", ["table", "plain", "json", "cite"])
def test_fields_that_name_none_or_one_twice_are_refused(own: Ask, fields: str, format: str) -> None:
    told = own("status", "de", "--fields", fields, "--format", format)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)


def test_an_unknown_field_lists_the_known_ones(own: Ask) -> None:
    for format in ("table", "json", "csv"):
        told = own("status", "de", "--fields", "entity,nope", "--format", format)
        assert (told.code, told.out) == (2, "")
        assert "'nope'" in told.err
        assert "headline_scope" in told.err
        assert "scope.core" in told.err


def test_a_log_that_is_laid_over_names_both(ask: Ask) -> None:
    told = json.loads(ask("status", "va", "--data", "over.jsonl", "--json").out)
    assert told["data"] == ["bundled", "over.jsonl"]
    assert told["results"][0]["stance"] == "permitted"


def test_jq_finds_the_three_results() -> None:
    import shutil

    if not (shutil.which("jq") and shutil.which("bash")):
        pytest.skip("jq or bash is not installed")
    line = 'huaweiban status DE fr "south korea" --json | jq -e ".results|length==3"'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False,
        env=os.environ, cwd=Path(DATA),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "true\n", "")
