"""Make the pictures of the README from the bundled data: python tools/pictures.py [--check].

The map is the tool's own SVG; the others show terminal output, drawn character by character.
The day is that of the data version, so the same data make the same bytes. Needs a system that has
pseudo-terminals.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from html import escape

import made
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from terminal import on_terminal

from huaweiban.bundled import about

FOLDER = made.ROOT / "docs" / "pictures"
COLUMNS = 100
MAPS = {"map": ("map",)}
SHOTS = {
    "history": ("timeline", "germany", "sweden", "uk", "us", "--limit", "1"),
    "years": ("stats", "--by", "year"),
}
_WIDE, _HIGH, _EDGE = 8.4, 19, 14


def pictures() -> dict[str, str]:
    """SVG texts by name."""
    maps = {name: _printed(*arguments, "--format", "svg") for name, arguments in MAPS.items()}
    return maps | {name: _shot(arguments) for name, arguments in SHOTS.items()}


def files() -> made.Made:
    """Pictures by their files."""
    return {FOLDER / f"{name}.svg": text.encode() for name, text in pictures().items()}


def _environment(config: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUAWEIBAN_")}
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        kept.pop(name, None)
    return kept | {
        "HUAWEIBAN_TODAY": about().data_version.replace(".", "-"),
        "XDG_CONFIG_HOME": config,
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": str(COLUMNS),
    }


def _printed(*arguments: str) -> str:
    with tempfile.TemporaryDirectory() as config:
        done = subprocess.run(
            [sys.executable, "-m", "huaweiban", *arguments],
            env=_environment(config), stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
    return done.stdout.decode()


def _on_terminal(*arguments: str) -> str:
    command = [sys.executable, "-m", "huaweiban", *arguments]
    with tempfile.TemporaryDirectory() as config:
        code, shown, _ = on_terminal(command, _environment(config), COLUMNS, errors=sys.stderr)
    if code:
        raise SystemExit(f"huaweiban {' '.join(arguments)} ended with {code}")
    return shown.decode()


def _shot(arguments: tuple[str, ...]) -> str:
    typed = f"$ huaweiban {' '.join(arguments)}"
    text = Text.assemble((typed, "bold"), "\n\n", Text.from_ansi(_on_terminal(*arguments)))
    console = Console(file=io.StringIO(), width=COLUMNS, color_system="truecolor", emoji=False)
    rows = console.render_lines(text, pad=False)
    while rows and not "".join(piece.text for piece in rows[-1]).strip():
        rows.pop()
    wide, high = COLUMNS * _WIDE + 2 * _EDGE, len(rows) * _HIGH + 2 * _EDGE
    body = [piece for number, row in enumerate(rows) for piece in _row(row, number)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high}" '
            f'width="{wide:g}" height="{high}" role="img" aria-labelledby="t">',
            f'<title id="t">{escape(typed)}</title>',
            "<style>:root{--page:#fff;--ink:#1a1a1a;--faint:#6a6a6a;color-scheme:light dark}"
            "@media(prefers-color-scheme:dark){:root{--page:#121212;--ink:#ededed;--faint:#949494}}"
            ".page{fill:var(--page)}text{font:14px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,"
            "monospace;fill:var(--ink);white-space:pre}.dim{fill:var(--faint)}"
            ".bold{font-weight:700}</style>",
            f'<path class="page" d="M0 0h{wide:g}v{high}H0z"/>',
            *body,
            "</svg>\n",
        ]
    )


def _row(row: list[Segment], number: int) -> list[str]:
    found, column = [], 0
    for text, style, _ in row:
        shown = style or Style()
        left, long = _EDGE + column * _WIDE, len(text) * _WIDE
        top = _EDGE + number * _HIGH
        if shown.bgcolor:
            fill = shown.bgcolor.get_truecolor().hex
            found.append(
                f'<path fill="{fill}" d="M{left:g} {top}h{long:g}v{_HIGH - 1}h-{long:g}z"/>'
            )
        if text.strip():
            names = [name for name in ("bold", "dim") if getattr(shown, name)]
            look = f' class="{" ".join(names)}"' if names else ""
            if shown.color and not shown.color.is_default:
                look += f' style="fill:{shown.color.get_truecolor().hex}"'
            # The fixed length keeps columns aligned in any font.
            found.append(
                f'<text x="{left:g}" y="{top + 14}" textLength="{long:g}" '
                f'lengthAdjust="spacingAndGlyphs"{look}>{escape(text)}</text>'
            )
        column += len(text)
    return found


if __name__ == "__main__":
    sys.exit(made.run(files))
