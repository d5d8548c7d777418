"""Two wheels of the same files are the same bytes, and a wheel alone answers."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def without(module: str, arguments: list[str], folder: Path) -> str:
    """What a module of Python prints, run in a folder; skips where it is missing."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def sources() -> list[Path]:
    """What a wheel is built from."""
    single = [
        ROOT / name
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "LICENSE-CLDR")
    ]
    inside = [path for folder in ("src", "data", "docs") for path in (ROOT / folder).rglob("*")]
    return single + [path for path in inside if path.is_file() and path.suffix != ".pyc"]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A wheel from each of two copies, whose files differ in age and permissions alone."""
    files, made = sources(), []
    for age, mode in ((1_500_000_000, 0o644), (1_700_000_000, 0o600)):
        copy, out = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
        for file in files:
            target = copy / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            target.chmod(mode)
            os.utime(target, (age, age))
        without("hatchling", ["build", "-t", "wheel", "-d", str(out)], copy)
        made += out.glob("*.whl")
    return made


def test_two_wheels_of_the_same_files_are_the_same_bytes(wheels: list[Path]) -> None:
    one, two = wheels
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_the_wheel_carries_data_schemas_types_and_licences(wheels: list[Path]) -> None:
    inside = zipfile.ZipFile(wheels[0]).namelist()
    needed = {"huaweiban/py.typed", "huaweiban/data/codebook.md"}
    needed |= {f"huaweiban/data/{path.name}" for path in (ROOT / "data").iterdir()}
    schemas = (ROOT / "src" / "huaweiban" / "schemas").glob("*.json")
    needed |= {f"huaweiban/schemas/{path.name}" for path in schemas}
    assert needed <= set(inside)
    assert {name.rpartition("/")[2] for name in inside} >= {
        "LICENSE",
        "LICENSE-DATA",
        "LICENSE-CLDR",
    }


def test_the_wheel_alone_answers(wheels: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "site"
    options = ["--no-deps", "--no-index", "--quiet", "--target", str(target)]
    without("pip", ["install", *options, str(wheels[0])], tmp_path)

    def answer(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "huaweiban", *arguments],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(target)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    (told,) = json.loads(answer("info", "--json"))["results"]
    assert Path(told["log"]).is_relative_to(target)
    assert "no problems" in answer("validate")
    assert answer("codebook", "restricted").startswith("restricted")


def test_the_wheel_brings_the_man_page(wheels: list[Path]) -> None:
    inside = zipfile.ZipFile(wheels[0]).namelist()
    assert any(name.endswith(".data/data/share/man/man1/huaweiban.1") for name in inside)


def test_from_an_archive_one_line_says_what_to_do(wheels: list[Path], tmp_path: Path) -> None:
    """A wheel on the path is an archive, too."""
    for command in ("status de", "--help", "export out.sqlite", "schema status"):
        done = subprocess.run(
            [sys.executable, "-m", "huaweiban", *command.split()],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(wheels[0])},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (4, "")
        told = "huaweiban cannot read its data inside an archive; unpack or install it"
        assert done.stderr == f"{wheels[0]}: {told}\n"
    assert list(tmp_path.iterdir()) == []


def test_the_sdist_has_all_that_the_repository_has(tmp_path: Path) -> None:
    """Whoever packages it runs the tests of what they have: they need every file."""
    known = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.is_file() and not _MADE.search(str(path.relative_to(ROOT)))
    }
    without("hatchling", ["build", "-t", "sdist", "-d", str(tmp_path)], ROOT)
    (packed,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert known ^ names <= {"PKG-INFO"}


# What is made by working with the sources, as .gitignore has it.
_MADE = re.compile(
    r"(^|/)(\.git|\.venv|__pycache__|dist|build|[^/]+\.egg-info|\.[a-z_]+_cache|\.hypothesis|\.coverage)(/|$)"
    r"|^mutants|\.pyc$"
)
