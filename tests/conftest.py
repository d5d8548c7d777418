"""What the tests share: a fixed day, a log of their own, and ways to run the command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

import huaweiban
from huaweiban import bundled
from huaweiban.bundled import about
from huaweiban.cli.run import run
from huaweiban.entities import Catalogue
from huaweiban.events import Event
from huaweiban.own import read

HERE = Path(__file__).parent
DATA = HERE / "data"
SNAPSHOTS = HERE / "snapshots"
TODAY = "2026-11-22"
OWN = ("--data-only", "--data", "log.jsonl")

settings.register_profile("suite", max_examples=60, deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="Write the snapshots anew.")


# Most of the time goes into these: fuzzing, browsers, shells, real processes in number.
_SLOW = {
    "test_add", "test_bands", "test_build", "test_calendar", "test_completion", "test_differential",
    "test_docs", "test_docs_data", "test_export", "test_eyes", "test_files", "test_fit",
    "test_first_glance", "test_fuzz", "test_help", "test_hostile", "test_hostile_inputs",
    "test_lists", "test_machine",
    "test_options", "test_own_log", "test_page", "test_site", "test_spells", "test_status",
    "test_streams", "test_terminal", "test_validation",
}  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.stem in _SLOW:
            item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One day, one folder, no settings of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("HUAWEIBAN_") or name in _ALTERING:
                patch.delenv(name)
        patch.setenv("HUAWEIBAN_TODAY", TODAY)
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        patch.setenv("TERM", "xterm-256color")
        patch.chdir(DATA)
        yield


_ALTERING = {
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "GITHUB_ACTIONS", "PY_COLORS",
    "COLUMNS", "LINES", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONUNBUFFERED",
}  # fmt: skip


class Told(NamedTuple):
    """How a command line ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[list[str]]:
        """The fields of a tab-separated answer."""
        return [line.split("\t") for line in self.out.splitlines()]


Ask = Callable[..., Told]


@pytest.fixture
def ask(capfd: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command line in this process, its output through real descriptors."""

    def asked(*arguments: str) -> Told:
        capfd.readouterr()
        code = run(arguments)
        sys.stdout.flush()
        return Told(code, *capfd.readouterr())

    return asked


@pytest.fixture
def own(ask: Ask) -> Ask:
    """As `ask`, put to the tests' own log alone."""
    return lambda *arguments: ask(*arguments, *OWN)


@pytest.fixture(scope="session")
def process() -> Callable[..., Told]:
    """Runs a command line in a process of its own; `env` is laid over the environment."""

    def started(
        *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path = DATA
    ) -> Told:
        done = subprocess.run(
            [sys.executable, "-m", "huaweiban", *arguments],
            input=stdin, capture_output=True, env={**os.environ, **(env or {})}, cwd=cwd,
            timeout=60, check=False,
        )  # fmt: skip
        out, err = (text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr))
        return Told(done.returncode, out, err)

    return started


@pytest.fixture(scope="session")
def registry() -> Catalogue:
    return bundled.registry()


@pytest.fixture(scope="session")
def log() -> list[Event]:
    """The events of the tests' own log, which exercises every rule."""
    whole = read(str(DATA / "log.jsonl"))
    assert not whole.problems
    return [event for _, event in whole.events]


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Holds a whole output against a file of `snapshots/`; `--update-snapshots` writes it."""

    def same(name: str, text: str) -> None:
        path, steady = SNAPSHOTS / name, _steady(text).encode()
        if request.config.getoption("--update-snapshots"):
            path.write_bytes(steady)
        assert path.exists(), f"no snapshot {name}: run pytest --update-snapshots"
        assert steady.decode() == path.read_bytes().decode()

    return same


def _steady(text: str) -> str:
    # What the bundled data say of themselves changes with every release of them.
    told = about()
    text = text.replace(f"Data {told.data_version}", "Data DATA.VERSION")
    text = text.replace(f'"data_version": "{told.data_version}"', '"data_version": "DATA.VERSION"')
    text = text.replace(f'"version": "{huaweiban.__version__}"', '"version": "VERSION"')
    text = text.replace(f"brought to {told.brought_to}", "brought to THE-DAY")
    return re.sub(r"newest event [0-9-]+", "newest event NEWEST", text)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package and its data, to be damaged."""
    root = tmp_path / "copy"
    here = Path(huaweiban.__file__).parent
    shutil.copytree(here, root / "src" / "huaweiban", ignore=shutil.ignore_patterns("__pycache__"))
    if not (here / "data").exists():
        shutil.copytree(HERE.parent / "data", root / "data")
        shutil.copytree(HERE.parent / "docs", root / "docs")
    return root


def data_of(copy: Path, name: str) -> Path:
    """Where a copy keeps a file of its data: in the package where it was installed from a wheel."""
    installed = copy / "src" / "huaweiban" / "data" / name
    return installed if installed.exists() else copy / "data" / name
