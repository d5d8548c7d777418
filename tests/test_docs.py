"""The documents run: each command block does what is shown, each link leads somewhere."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tools" / "docs.py")
    assert spec and spec.loader
    module = sys.modules["docs"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


docs = _tool()
BLOCKS = [block for file in docs.FILES for block in docs.blocks(file)]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md",
         *sorted((ROOT / "docs").glob("*.md"))]  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """A folder for each document, in which its blocks run one after the other."""
    return {file: tmp_path_factory.mktemp(file.stem) for file in docs.FILES}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("block", BLOCKS, ids=[block.name for block in BLOCKS])
def test_a_command_block_does_what_the_document_shows(block, folders: dict[Path, Path]) -> None:
    """Where it does not since the data changed, `python tools/docs.py` fills it in anew."""
    if block.why_not:
        pytest.skip(f"{block.name}: {block.why_not}")
    if block.missing:
        pytest.skip(f"{block.name}: {block.missing} is not installed")
    assert list(docs.faults(block, docs.ran(block, folders[block.file]))) == []


def test_few_blocks_are_left_out() -> None:
    """A block that is not run promises what nobody has proven."""
    assert len(BLOCKS) > 30
    left_out = [block for block in BLOCKS if block.why_not]
    assert len(left_out) <= 6, [block.name for block in left_out]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "b "], True),
        (["a"], ["a", "b"], False),
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "..."], ["a"], True),
        (["..."], ["b"], True),
        (["a..."], ["abc"], True),
        (["a... c"], ["ab c"], True),
        (["a.c"], ["abc"], False),
        ([], ["a"], False),
    ],
)
def test_dots_leave_something_out(shown: list[str], printed: list[str], same: bool) -> None:
    assert docs.matches(shown, printed) is same


def test_a_document_is_filled_in_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ seq 4\n0\n...\n0\n$ echo long line\nlo...\n$ false\n$ echo $?\n```\n\n"
        "```sh\nset -e\necho a; echo b\n```\n\n<!-- answer -->\n```text\nold\n```\n\n"
        "<!-- not run: no -->\n```sh\nexit 1\n```\n"
    )
    assert docs.filled(page, tmp_path) == page.read_text().replace(
        "0\n...\n0", "1\n...\n4"
    ).replace("old\n", "a\nb\n").replace("exit 1", "exit 1").replace("echo $?\n", "echo $?\n1\n")
    page.write_text(docs.filled(page, tmp_path))
    *read, last = docs.blocks(page)
    assert [
        fault for block in read for fault in docs.faults(block, docs.ran(block, tmp_path))
    ] == []
    assert last.why_not == "no"


def _prose(page: Path) -> Iterator[str]:
    inside = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield line


def _anchors(page: Path) -> set[str]:
    """The anchors that a forge gives to headings."""
    found: dict[str, int] = {}
    for line in _prose(page):
        if heading := re.match(r"#{1,6} (.+)", line):
            words = re.sub(r"[^\w\- ]", "", heading[1].strip().lower()).replace(" ", "-")
            found[words] = found.get(words, -1) + 1
    return {
        f"{words}-{n}" if n else words for words, times in found.items() for n in range(times + 1)
    }


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", "\n".join(_prose(page))):
        if re.match(r"https?://|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    assert broken == []
