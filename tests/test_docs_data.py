"""The examples of docs/data.md run, each where its tool is at hand."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

DOC = Path(__file__).parents[1] / "docs" / "data.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A block of the doc, the heading it stands under, and what the doc says it prints."""

    section: str
    language: str
    code: str
    printed: str | None


def examples():
    for part in re.split(r"^## ", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        section = part.partition("\n")[0]
        for language, code, printed in BLOCK.findall(part):
            yield Example(section, language, code, printed or None)


EXPORT, *EXAMPLES = examples()


def shell(code, folder):
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", code], cwd=folder,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A folder in which the doc's own export was made."""
    if not shutil.which("bash"):
        pytest.skip("bash is not at hand")
    folder = tmp_path_factory.mktemp("docs")
    done = shell(EXPORT.code, folder)
    assert done.returncode == 0, done.stderr
    return folder


def at_hand(example):
    if example.language == "bash":
        return shutil.which(example.section) is not None
    return importlib.util.find_spec(example.section.lower()) is not None


def run(example, folder):
    match example.language:
        case "bash":
            done = shell(example.code, folder)
        case "python":
            done = subprocess.run(
                [sys.executable, "-c", example.code], cwd=folder,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        case "sql":
            code = f"import duckdb; print(duckdb.sql({example.code!r}).fetchall() or '')"
            return run(example._replace(language="python", code=code), folder)
        case other:
            raise AssertionError(f"no way to run {other}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_section_of_the_doc_is_known():
    sections = {example.section for example in EXAMPLES}
    assert sections == {"DuckDB", "pandas", "sqlite-utils", "sqlite3", "jq"}
    assert EXPORT.section == "Export"


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{e.section}-{n}" for n, e in enumerate(EXAMPLES)]
)
def test_the_example_runs(example, exported):
    if not at_hand(example):
        pytest.skip(f"{example.section} is not at hand")
    out = run(example, exported)
    assert out.strip(), "an example that prints nothing shows nothing"
    if example.printed is not None:
        assert out == example.printed
