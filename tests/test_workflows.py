"""What the forge is given: workflows and issue forms that say what the project says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest
import tomli

from huaweiban.events import Action, Scope, Stance

ROOT = Path(__file__).parents[1]
FORGE = ROOT / ".github"
FILES = sorted(FORGE.rglob("*.yml"))
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

pytestmark = pytest.mark.skipif(not FORGE.exists(), reason="the sdist carries no .github")


def read(name: str) -> Any:
    """A file of the forge's, read."""
    if importlib.util.find_spec("yaml") is None:
        pytest.skip("PyYAML is not installed")
    import yaml

    return yaml.safe_load((FORGE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_a_file_is_yaml(file: Path) -> None:
    assert read(str(file.relative_to(FORGE)))


def test_the_tests_run_on_every_python_and_system_promised() -> None:
    matrix = read("workflows/tests.yml")["jobs"]["tests"]["strategy"]["matrix"]
    named = (re.search(r":: (3\.\d+)$", each) for each in PROJECT["classifiers"])
    # The classifiers claim what was tried before the release, the forge tries more.
    assert {found[1] for found in named if found} <= set(matrix["python"])
    assert {os.partition("-")[0] for os in matrix["os"]} == {"ubuntu", "macos", "windows"}
    lowest = [each for each in matrix["include"] if each["dependencies"] == "lowest"]
    assert {each["os"] for each in lowest} == set(matrix["os"])


def test_every_dependency_has_a_lowest_version() -> None:
    spec = importlib.util.spec_from_file_location("lowest", ROOT / "tools" / "lowest.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.lowest()) == len(PROJECT["dependencies"])
    assert "tomli==2.2.1" in module.lowest()


def test_a_release_is_checked_before_it_is_attested() -> None:
    jobs = read("workflows/release.yml")["jobs"]
    assert jobs["publish"]["needs"] == "build"
    assert jobs["publish"]["permissions"]["attestations"] == "write"
    steps = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert "bash .ci/run" in steps


def test_the_site_is_checked_before_it_is_put_online() -> None:
    told = read("workflows/site.yml")
    jobs = told["jobs"]
    assert jobs["publish"]["needs"] == "build"
    runs = [step.get("run", "") for step in jobs["build"]["steps"]]
    checked, built = (
        "python -m pytest tests/test_site.py",
        'python tools/site.py site --base "$BASE/"',
    )
    assert runs.index(checked) < runs.index(built)
    # YAML takes the word for a truth.
    for file in told[True]["push"]["paths"]:
        assert (ROOT / file).exists()


@pytest.mark.parametrize("form", ["correction.yml", "new-event.yml"])
def test_a_form_is_one_that_the_forge_takes(form: str) -> None:
    told = read(f"ISSUE_TEMPLATE/{form}")
    assert {"name", "description", "body"} <= set(told)
    ids = [field["id"] for field in told["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    assert "source" in ids
    for field in told["body"]:
        assert field["type"] in {"markdown", "input", "textarea", "dropdown", "checkboxes"}
        assert "value" in field["attributes"] or field["attributes"]["label"]


def test_a_correction_says_what_it_says_what_it_should_say_and_why() -> None:
    fields = {each.get("id"): each for each in read("ISSUE_TEMPLATE/correction.yml")["body"]}
    for id in ("where", "says", "should-say", "source"):
        assert fields[id]["validations"]["required"]


def test_a_new_event_is_asked_for_in_the_words_of_the_codebook() -> None:
    fields = {each.get("id"): each for each in read("ISSUE_TEMPLATE/new-event.yml")["body"]}
    assert fields["stance"]["attributes"]["options"][:4] == list(Stance)
    assert fields["scope"]["attributes"]["options"] == list(Scope)
    assert fields["action"]["attributes"]["options"] == list(Action)
