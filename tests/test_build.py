"""Two wheels of the same files are the same bytes, and a wheel alone answers."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
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
