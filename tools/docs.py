"""Run the command blocks of the documents: python tools/docs.py [--check] [FILE]...

Without --check, the output shown in a document is updated. A block is run if its fence says `sh`,
`bash` or `console`; each document has its own folder, in which its blocks run in order.

- ```console: lines that begin with `$ ` are commands, followed by their output. A
  command that fails is followed by `$ echo $?`.
- ```sh and ```bash: a script that must succeed. A ```text block after it is its output.
- A line `...` stands for any number of lines, and `...` within a line for any words.
- `<!-- terminal 96 -->` above a fence runs it on a terminal of 96 columns, without colour.
- `<!-- not run: REASON -->` above a fence skips it; so do the marks of NOT_RUN.

The day is that of the data, so documents and data change together.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from terminal import LINES, on_terminal

from huaweiban.bundled import about

ROOT = Path(__file__).parents[1]
# tests/test_docs_data.py runs docs/data.md, whose blocks need tools of many kinds.
FILES = [ROOT / "README.md", *sorted(set((ROOT / "docs").glob("*.md")) - {ROOT / "docs/data.md"})]
NOT_RUN = {"test-command": "it makes an environment; .ci/run runs it"}
TOOLS = ("jq", "sqlite3", "sqlite-utils")

_FENCE = re.compile(r"^```(\w*)$")
_TERMINAL = re.compile(r"^<!-- terminal (\d+) -->$")
_NOTE = re.compile(r"^<!-- (?:not run: )?(.+) -->$")
_MARK = "\x1e"


@dataclass
class Step:
    """A command, and the lines of the document that show its output, if any."""

    script: str
    line: int
    shown: tuple[int, int] | None = None


@dataclass
class Block:
    """A fenced block; `why_not` is a reason to skip it, `columns` those of its terminal."""

    file: Path
    line: int
    steps: list[Step] = field(default_factory=list)
    why_not: str | None = None
    columns: int | None = None

    @property
    def name(self) -> str:
        """Its file and line."""
        return f"{self.file.name}:{self.line}"

    @property
    def missing(self) -> str | None:
        """A tool that the block needs and that is not installed."""
        if self.columns and os.name == "nt":
            return "a pseudo-terminal"
        words = set(re.findall(r"[\w-]+", " ".join(step.script for step in self.steps)))
        return next((tool for tool in TOOLS if tool in words and not shutil.which(tool)), None)


def blocks(file: Path) -> list[Block]:
    """The command blocks of a document, in order."""
    return list(_blocks(file, file.read_text(encoding="utf-8").splitlines()))


def ran(block: Block, folder: Path) -> list[tuple[list[str], int]]:
    """The output of each step of a block, in lines, and its exit code."""
    typed = "".join(
        f"{step.script}\n__code=$?; printf '{_MARK}%s{_MARK}' $__code; (exit $__code)\n"
        for step in block.steps
    )
    command = ["bash", "-c", f"set -o pipefail\n{typed}"]
    if block.columns:
        printed = _on_terminal(command, folder, block.columns)
    else:
        printed = subprocess.run(
            command, cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300,
        ).stdout  # fmt: skip
    parts = printed.decode("utf-8").split(_MARK)
    return [
        (text.splitlines(), int(code)) for text, code in zip(parts[::2], parts[1::2], strict=False)
    ]


def _on_terminal(command: Sequence[str], folder: Path, columns: int) -> bytes:
    env = {**environment(folder), "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "xterm"}
    _, shown, _ = on_terminal(command, {**env, "LINES": str(LINES)}, columns, folder)
    # Keep only the text: remove links, styles and carriage returns.
    return re.sub(rb"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;?]*[A-Za-z]|\r", b"", shown)


def faults(block: Block, results: Sequence[tuple[list[str], int]]) -> Iterator[str]:
    """The differences between the document and the output."""
    lines = block.file.read_text(encoding="utf-8").splitlines()
    if len(results) < len(block.steps):
        yield f"{block.name}: ended early"
    for place, (step, (printed, code)) in enumerate(zip(block.steps, results, strict=False)):
        after = block.steps[place + 1].script if place + 1 < len(block.steps) else ""
        if code and "echo $?" not in after:
            yield f"{block.name}: {step.script!r} exits with {code}: {printed}"
        shown = step.shown and lines[slice(*step.shown)]
        if shown is not None and not matches(shown, printed):
            yield f"{block.name}: {step.script!r} prints {printed}, shown is {shown}"


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether the output is as shown; `...` stands for anything."""
    parts = [r"(?:.*\n)*?" if line == "..." else _pattern(line.rstrip()) + r"\n" for line in shown]
    text = "".join(f"{line.rstrip()}\n" for line in printed)
    return re.fullmatch("".join(parts), text) is not None


def filled(file: Path, folder: Path) -> str:
    """A document with the current output of its blocks."""
    lines = file.read_text(encoding="utf-8").splitlines()
    news: list[tuple[tuple[int, int], list[str]]] = []
    for block in blocks(file):
        if block.why_not or block.missing:
            continue
        for step, (printed, _) in zip(block.steps, ran(block, folder), strict=True):
            if step.shown and not matches(shown := lines[slice(*step.shown)], printed):
                news.append((step.shown, _shortened(shown, [line.rstrip() for line in printed])))
    for (start, end), new in reversed(news):
        lines[start:end] = new
    return "\n".join(lines) + "\n"


def environment(folder: Path) -> Mapping[str, str]:
    """An environment without the user's settings, on the day of the data."""
    kept = {key: each for key, each in os.environ.items() if not key.startswith("HUAWEIBAN_")}
    here = Path(sys.executable).parent
    return {
        **kept,
        "PATH": f"{here}{os.pathsep}{kept.get('PATH', '')}",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PYTHONUTF8": "1",
        "HUAWEIBAN_TODAY": about().data_version.replace(".", "-"),
    }


def _blocks(file: Path, lines: list[str]) -> Iterator[Block]:
    last: Block | None = None
    why_not, columns, place = None, None, 0
    while place < len(lines):
        if terminal := _TERMINAL.match(lines[place]):
            columns, place = int(terminal[1]), place + 1
            continue
        if note := _NOTE.match(lines[place]):
            # A comment may be between a script and its output, like a blank line.
            said = NOT_RUN.get(note[1], note[1] if "not run: " in note[0] else None)
            why_not, place = said, place + 1
            continue
        fence = _FENCE.match(lines[place])
        if not fence:
            if lines[place].strip():
                last, why_not, columns = None, None, None
            place += 1
            continue
        end = lines.index("```", place + 1)
        language, inside = fence[1], (place + 1, end)
        if language == "text" and last:
            last.steps[-1].shown = inside
        last = None
        if language in ("sh", "bash", "console"):
            block = Block(file, place + 1, why_not=why_not, columns=columns)
            block.steps = list(_steps(lines, inside, language == "console"))
            yield block
            last = None if language == "console" else block
        why_not, columns, place = None, None, end + 1


def _steps(lines: list[str], inside: tuple[int, int], typed: bool) -> Iterator[Step]:
    start, end = inside
    if not typed:
        yield Step("\n".join(lines[start:end]), start + 1)
        return
    prompts = [place for place in range(start, end) if lines[place].startswith("$ ")]
    assert prompts[:1] == [start], f"a console block begins with '$ ': line {start + 1}"
    for place, until in zip(prompts, [*prompts[1:], end], strict=True):
        output = place + 1
        script = lines[place].removeprefix("$ ")
        while script.endswith("\\"):
            script += f"\n{lines[output].removeprefix('> ')}"
            output += 1
        yield Step(script, place + 1, (output, until))


def _pattern(line: str) -> str:
    return ".*".join(map(re.escape, line.split("...")))


def _shortened(shown: list[str], printed: list[str]) -> list[str]:
    if "..." not in shown:
        return [_cut(old, new) for old, new in _paired(shown, printed)]
    head, tail = shown.index("..."), len(shown) - 1 - shown[::-1].index("...")
    first, last = shown[:head], shown[tail + 1 :]
    kept = len(printed) - len(last)
    top = [_cut(old, new) for old, new in zip(first, printed, strict=False)]
    end = [_cut(old, new) for old, new in zip(last, printed[kept:], strict=False)]
    return [*top, "...", *end]


def _paired(shown: list[str], printed: list[str]) -> Iterator[tuple[str, str]]:
    return zip([*shown, *[""] * (len(printed) - len(shown))], printed, strict=False)


def _cut(old: str, new: str) -> str:
    return f"{new[: len(old) - 3]}..." if old.endswith("...") and len(new) > len(old) else new


def main() -> int:
    checking, given = "--check" in sys.argv, [each for each in sys.argv[1:] if each != "--check"]
    code = 0
    for file in [Path(each).resolve() for each in given] or FILES:
        with tempfile.TemporaryDirectory() as folder:
            if not checking:
                file.write_text(filled(file, Path(folder)), encoding="utf-8", newline="\n")
                continue
            for block in blocks(file):
                if reason := block.why_not or block.missing:
                    print(f"{block.name}: not run: {reason}")
                    continue
                for fault in faults(block, ran(block, Path(folder))):
                    print(fault)
                    code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
