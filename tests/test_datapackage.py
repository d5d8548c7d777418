"""The data describe themselves: hashes, fields, citation, changelog, and ids that never vanish."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from datapackage import RESOURCES, descriptor, event_fields, law_fields

from huaweiban import bundled, validation
from huaweiban.entities import Catalogue, Entity, Kind
from huaweiban.events import Action, Actor, Event, Outcome, Scope, Source, Stance
from huaweiban.index import build
from huaweiban.laws import Binds, Law, LawKind, Reach
from huaweiban.log import Logs
from huaweiban.validation import released_ids, vanished

TOP = Path(__file__).parents[1]
FIELDS = {field["name"]: field for field in event_fields()}
FILES = {
    "events.jsonl": b'{"id": "a"}\n',
    "entities.toml": b"\n",
    "laws.jsonl": b'{"id": "b"}\n',
    "corrections.jsonl": b"{}\n",
    "index.jsonl": b"{}\n",
}


def tool(name):
    return runpy.run_path(str(TOP / "tools" / name))


def test_the_descriptor_names_each_file_with_size_and_hash():
    package = json.loads(descriptor(FILES, "2026.01.02"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["version"] == "2026.01.02"
    assert [license["name"] for license in package["licenses"]] == ["CC-BY-4.0"]
    for resource in package["resources"]:
        content = FILES[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert [resource["path"] for resource in package["resources"]] == list(RESOURCES)


def test_fields_are_the_events_own_in_order():
    assert list(FIELDS) == [field.name for field in dataclasses.fields(Event)]
    assert all(field["description"] for field in FIELDS.values())


def test_fields_of_laws_are_the_instruments_own_in_order():
    found = law_fields()
    assert [field["name"] for field in found] == [field.name for field in dataclasses.fields(Law)]
    assert all(field["description"] for field in found)
    told = {field["name"]: field["categories"] for field in found if "categories" in field}
    assert told == {
        "kind": list(LawKind), "reach": list(Reach), "binds": list(Binds), "scope": list(Scope)
    }  # fmt: skip


def test_every_closed_set_is_told():
    told = {"stance": Stance, "scope": Scope, "action": Action, "actor": Actor, "outcome": Outcome}
    assert {
        name: field["categories"] for name, field in FIELDS.items() if "categories" in field
    } == {name: list(values) for name, values in told.items()}
    assert FIELDS["stance"]["constraints"]["enum"] == list(Stance)
    assert FIELDS["scope"]["arrayItem"]["constraints"]["enum"] == list(Scope)


def test_only_what_may_be_null_is_not_required():
    optional = {name for name, field in FIELDS.items() if not field["constraints"]["required"]}
    assert optional == {
        "not_before", "not_after", "stance", "effective", "deadline", "what", "until", "follows",
        "outcome", "disputed", "note", "modified", "withdrawn", "withdrawn_reason",
    }  # fmt: skip


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The bundled data in a folder of its own."""
    for path in TOP.joinpath("data").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for module in (bundled, validation):
        monkeypatch.setattr(module, "data_file", lambda name: tmp_path / name)
    return tmp_path


def test_validate_reports_an_index_that_is_older_than_the_data(copied):
    assert [*validation.validated(Logs(), "2030-01-01").problems] == []
    registry = copied / "entities.toml"
    registry.write_bytes(registry.read_bytes() + b"\n")
    problems = validation.validated(Logs(), "2030-01-01").problems
    assert [str(problem) for problem in problems] == [
        f"{copied / 'index.jsonl'}:1: does not match the data files; run python tools/make.py"
    ]


def test_the_index_is_made_from_registry_log_and_register_alone():
    names = ("events.jsonl", "entities.toml", "laws.jsonl")
    log, registry, laws = (TOP / "data" / name for name in names)
    made = build(registry.read_bytes(), log.read_bytes(), laws.read_bytes())
    assert made == (TOP / "data" / "index.jsonl").read_text(encoding="utf-8")


def test_validate_tells_a_vanished_id(copied):
    (copied / "released-ids.txt").write_text("# the last release\nxx-2020-gone\n")
    problems = validation.validated(Logs(), "2030-01-01").problems
    assert [str(problem) for problem in problems] == [
        f"{copied / 'released-ids.txt'}:2: id: 'xx-2020-gone' is missing; "
        "withdraw events and laws, never delete them"
    ]


def test_a_released_id_that_is_still_there_is_no_problem():
    assert list(vanished("ids.txt", "# ids\n\na-1\nb-2\n", {"a-1", "b-2", "c-3"})) == []
    assert released_ids("# ids\n\na-1 # told twice\n") == {"a-1": 3}


def test_the_bundled_list_of_released_ids_holds():
    ids = {*bundled.event_ids(), *bundled.law_titles()}
    path = bundled.data_file("released-ids.txt")
    assert list(vanished(path.name, path.read_text(encoding="utf-8"), ids)) == []


@pytest.mark.parametrize(
    "name",
    [
        "format_log.py",
        "index.py",
        "datapackage.py",
        "citation.py",
        "data_changelog.py",
        "release_ids.py",
    ],
)
def test_what_is_made_from_the_data_is_fresh(name):
    done = subprocess.run(
        [sys.executable, TOP / "tools" / name, "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def event(id, entity, added, **more):
    return Event(
        id=id, entity=entity, date="2020", summary="It happened.", action=Action.LAW,
        actor=Actor.GOVERNMENT, sources=(Source(publisher="A paper"),), added=added, **more,
    )  # fmt: skip


def test_the_changelog_counts_the_first_day_and_lists_the_later_ones():
    registry = Catalogue.of(
        [Entity("de", "Germany", Kind.COUNTRY), Entity("acme", "Acme", Kind.COMPANY)]
    )
    text = tool("data_changelog.py")["changelog"](
        [
            event("de-1", "de", "2026-01-01", modified="2026-02-02"),
            event("de-2", "de", "2026-01-01", withdrawn="2026-03-03", withdrawn_reason="Twice."),
            event("acme-1", "acme", "2026-02-02"),
        ],
        registry,
    )
    newest, middle, first = text.split("\n## ")[1:]
    assert newest == "2026-03-03\n\n1 withdrawn.\n\nWithdrawn:\n\n- `de-2`: Twice.\n"
    assert middle.startswith("2026-02-02\n\n1 added, 1 modified.\n")
    assert "Added, company:\n\n- `acme-1`\n" in middle and "Modified:\n\n- `de-1`\n" in middle
    assert first.startswith("2026-01-01\n\n2 added.\n") and "de-1" not in first
    assert "| country | 1 | 2 |" in first and "Germany 2" in first
