"""Make the man page from the help and the documents: python tools/man.py [--check].

`man docs/huaweiban.1` reads it; a wheel installs it as share/man/man1/huaweiban.1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

from typer import Context

from huaweiban import __version__
from huaweiban.cli.app import CONTEXT, command

DOCS = Path(__file__).parents[1] / "docs"
FILE = DOCS / "huaweiban.1"
ENVIRONMENT = {
    "HUAWEIBAN_DATA": "Own logs, joined as in PATH, added to the bundled one. "
    "Set but empty, it overrides the config file.",
    "HUAWEIBAN_COLOR": "When to use colour: auto, always, never.",
    "HUAWEIBAN_TODAY": "The current day, such as 2026-11-22, to repeat an answer.",
    "HUAWEIBAN_DEBUG": "1 adds the traceback to an internal error.",
    "NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE": "Used if nothing else says when to use colour.",
}
FILES = {
    "$XDG_CONFIG_HOME/huaweiban/config.toml": "The config file, with the keys color and data; "
    "without the variable, in ~/.config.",
}


def page() -> str:
    """The man page."""
    every = command()
    context = _context(every, "huaweiban")
    first, *rest = _paragraphs(every)
    lines = [
        f'.TH HUAWEIBAN 1 "" "huaweiban {__version__}" "User Commands"',
        *(".SH NAME", f"huaweiban {_set('-')} {_set(first.rstrip('.'))}"),
        *(".SH SYNOPSIS", _bold("huaweiban"), "[OPTIONS] COMMAND [ARGS]..."),
        *(".SH EXAMPLES", *_shown(rest)),
        ".SH OPTIONS",
        *_options(every, context),
        ".SH COMMANDS",
    ]
    for name in every.list_commands(context):
        lines += _command(every.get_command(context, name), _context(every, name))
    lines += [".SH EXIT STATUS", *_listed(_exit_codes())]
    lines += [".SH ENVIRONMENT", *_listed(ENVIRONMENT.items())]
    lines += [".SH FILES", *_listed(FILES.items())]
    return "\n".join(lines) + "\n"


def _context(single: Any, name: str) -> Any:
    return Context(single, info_name=name, help_option_names=CONTEXT["help_option_names"])


def _command(single: Any, context: Any) -> Iterator[str]:
    usage = " ".join(single.collect_usage_pieces(context))
    yield from (f'.SS "{_set(f"{single.name} {usage}")}"', *_shown(_paragraphs(single)))
    yield from _options(single, context)


def _paragraphs(single: Any) -> list[str]:
    return cleandoc(single.help).split("\n\n")


def _shown(paragraphs: list[str]) -> Iterator[str]:
    for text in paragraphs:
        # The mark that keeps examples on separate lines in the help.
        if text.startswith("\b\n"):
            yield from (".PP", ".RS 4", ".nf", *map(_set, text[2:].splitlines()), ".fi", ".RE")
        else:
            yield from (".PP", _set(" ".join(text.split())))


def _options(single: Any, context: Any) -> Iterator[str]:
    known = (each.get_help_record(context) for each in single.get_params(context))
    return _listed(record for record in known if record)


def _listed(items: Any) -> Iterator[str]:
    for term, text in items:
        yield from (".TP", _bold(term), _set(" ".join(text.split())))


def _exit_codes() -> list[tuple[str, str]]:
    rows = re.findall(
        r"^\| (\d+) \| (.+?) \|", (DOCS / "exit-codes.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return [(code, meaning.replace("`", "")) for code, meaning in rows]


def _bold(text: str) -> str:
    return f".B {_set(text)}"


def _set(text: str) -> str:
    told = text.translate(_SIGNS)
    # A line that begins with a full stop would be a troff request.
    return f"\\&{told}" if told.startswith(".") else told


# Characters that troff would typeset differently, or read as a request.
_SIGNS = str.maketrans(
    {"\\": r"\e", "-": r"\-", '"': r"\(dq", "'": r"\(aq", "`": r"\(ga", "~": r"\(ti", "^": r"\(ha"}
)


def main() -> int:
    if "--check" in sys.argv:
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != page():
            print(f"{FILE.name} is stale: run python tools/man.py")
            return 1
    else:
        FILE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
