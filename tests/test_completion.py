"""Completion in the shells themselves: a line is typed, Tab is pressed, and the line is read."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Told

from huaweiban.cli.completion import unquoted
from huaweiban.entities import Catalogue

if sys.platform == "win32":
    pytest.skip("terminals are tried where there are pseudo-terminals", allow_module_level=True)

import pty


class Shell(NamedTuple):
    """How to start a shell without anyone's settings, and to have it read its script."""

    command: str
    script: str


SHELLS = {
    "bash": Shell(
        "bash --norc --noprofile -i",
        "bind 'set enable-bracketed-paste off'; eval \"$(huaweiban completion bash)\"",
    ),
    "zsh": Shell(
        "zsh -f -i",
        "bindkey -e; unset zle_bracketed_paste; autoload -U compinit; compinit -u -d dump; "
        'eval "$(huaweiban completion zsh)"',
    ),
    "fish": Shell("fish --no-config -i", "huaweiban completion fish | source"),
}
LINES = {
    "huaweiban his": "huaweiban history",
    "huaweiban status germ": "huaweiban status germany",
    "huaweiban status south-k": "huaweiban status south-korea",
    "huaweiban history swed": "huaweiban history sweden",
    "huaweiban status --sta": "huaweiban status --stance",
    "huaweiban status --kind comp": "huaweiban status --kind company",
    "huaweiban status --role ch": "huaweiban status --role chip-maker",
    "huaweiban status --format cs": "huaweiban status --format csv",
    "huaweiban status --in oce": "huaweiban status --in oceania",
    "huaweiban status cocos-": "huaweiban status cocos-keeling-islands",
    "huaweiban status at-": "huaweiban status at-t",
    "huaweiban status --data my": "huaweiban status --data my-own.jsonl",
    "huaweiban show de-2024-05": "huaweiban show de-2024-05-23-agreement-on-procedure",
    "huaweiban codebook restr": "huaweiban codebook restricted",
    "huaweiban add --stance perm": "huaweiban add --stance permitted",
}
PATIENCE = 30.0
# The first terminal that the leader of a session opens becomes its own.
TAKE_THE_TERMINAL = (
    "import os, sys; os.close(os.open(os.ttyname(0), os.O_RDWR)); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)


class Prompt:
    """A shell on a pseudo-terminal."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self._terminal, theirs = pty.openpty()
        self._child = subprocess.Popen(
            [sys.executable, "-c", TAKE_THE_TERMINAL, *shell.command.split()],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, cwd=folder,
            env={**os.environ, "TERM": "dumb", "PS1": "", "HOME": str(folder)},
        )  # fmt: skip
        os.close(theirs)
        self._seen = b""
        # The quotes keep the echo of what is typed from looking like the answer.
        self._type(f"{shell.script}\necho REA''DY\n")
        assert self._shows(lambda seen: b"READY" in seen), self._seen

    def completed(self, line: str) -> str:
        """What a line is after Tab."""
        self._seen = b""
        self._type(f"{line}\t")
        # The answer comes when it comes; what is typed meanwhile waits in the terminal.
        time.sleep(0.1)
        self._type("\x01echo '<\x05>' EN''D\n")
        assert self._shows(lambda seen: b"END" in seen), self._seen
        return re.findall(rb"<(huaweiban[^>]*)>", self._seen)[-1].decode().strip()

    def close(self) -> None:
        """End the shell."""
        os.close(self._terminal)
        self._child.wait(PATIENCE)

    def _type(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def _shows(self, enough: Callable[[bytes], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([self._terminal], [], [], 0.2)[0]:
                more = os.read(self._terminal, 4096)
                self._seen += more
                if b"\x1b[c" in more or b"\x1b[0c" in more:
                    self._type("\x1b[?62;c")  # fish asks what the terminal is, and waits
            if enough(self._seen):
                return True
        return False


@pytest.fixture(scope="module", params=SHELLS)
def prompt(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prompt]:
    name = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp(name)
    (folder / "my-own.jsonl").touch()
    started = Prompt(SHELLS[name], folder)
    yield started
    started.close()


@pytest.mark.parametrize("line", LINES)
def test_tab_completes(prompt: Prompt, line: str) -> None:
    assert prompt.completed(line) == LINES[line]


def test_what_nothing_completes_stays(prompt: Prompt) -> None:
    assert prompt.completed("huaweiban status qqqq") == "huaweiban status qqqq"


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_every_word_that_is_offered_needs_no_quotes(process: Callable[..., Told]) -> None:
    """Bash puts a word in the line as it is, and would take a quote or a bracket for its own."""
    env = {"_HUAWEIBAN_COMPLETE": "complete_bash"}
    asked = ["status", "history", "show", "codebook", "schema", "status --in", "status --kind",
             "status --role", "status --stance", "status --scope", "status --format",
             "add --entity", "add --action", "completion"]  # fmt: skip
    offered = []
    for words in asked:
        line = f"huaweiban {words} "
        told = process(env={**env, "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()))})
        assert told.code == 0 and told.out.strip(), words
        offered += told.out.split("\n")[:-1]
    assert len(offered) > 1500
    script = "printf '%q\\n' \"$@\""
    done = subprocess.run(
        ["bash", "-c", script, "bash", *offered], capture_output=True, text=True, check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    quoted = dict(zip(offered, done.stdout.splitlines(), strict=True))
    assert {word: told for word, told in quoted.items() if word != told} == {}


def test_a_name_that_is_offered_means_its_bearer(registry: Catalogue) -> None:
    for row in registry.everyone():
        for word in unquoted(row.name):
            found, others = registry.find(word)
            assert row in (found, *others), word
