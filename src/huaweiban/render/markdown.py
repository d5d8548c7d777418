"""Markdown: the same blocks as on the terminal, to paste into a page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from huaweiban.render.blocks import Block, Line, Sheet, told
from huaweiban.render.text import address, one_line

_MEANT = str.maketrans(
    {
        "\\": r"\\", "|": r"\|", "<": "&lt;", "&": "&amp;", "[": r"\[",
        "*": r"\*", "_": r"\_", "`": r"\`", "~": r"\~",
    }
)  # fmt: skip
# An address in a list of facts ends before a comma or semicolon and a space.
_ADDRESS = re.compile(r"https?://\S+(?=[,;] )|https?://\S+", re.IGNORECASE)
# What closes a sentence around an address.
_CLOSING = ".,;:!?)]'\"”»"
# Beginnings that would make a line a heading, a quotation or a list.
_BEGINNING = re.compile(r"([#>+-])|([0-9]{1,9})(?=[.)])")


def document(blocks: Iterable[Block]) -> str:
    """Labelled lines as a list, other lines as paragraphs, sheets as pipe tables."""
    drawn = "".join(_drawn(block) for block in told(blocks))
    return re.sub(r"\n{3,}", "\n\n", drawn).strip() + "\n"


def _drawn(block: Line | Sheet) -> str:
    match block:
        case Line(pieces=(label, *rest), hang=hang) if hang:
            value = "".join(_meant(piece.text) for piece in rest)
            return (
                f"- **{_meant(label.text.strip())}** {value}\n"
                if label.text.strip()
                else f"  - {_begun(value)}\n"
            )
        case Line(pieces=pieces):
            return f"\n{_begun(''.join(_meant(piece.text) for piece in pieces))}\n\n"
        case Sheet(headers=headers, rows=rows):
            body = [_row([_meant(cell.text) for cell in row]) for row in rows]
            return "\n".join(["", _row(headers), _row(["---"] * len(headers)), *body]) + "\n\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _meant(text: str) -> str:
    # Inside <> an address is verbatim: a backslash would become part of it.
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        whole = found[0]
        named = not text[: found.start()] or text[: found.start()].endswith(", ")
        url = whole if named else whole.rstrip(_CLOSING)
        pieces += [_plain(text[end : found.start()]), f"<{address(url, '<>|')}>"]
        end = found.start() + len(url)
    return "".join([*pieces, _plain(text[end:])])


def _plain(text: str) -> str:
    return one_line(text).translate(_MEANT)


def _begun(text: str) -> str:
    # Several spaces at the beginning would make a block of code.
    line = text.lstrip(" ")
    found = _BEGINNING.match(line)
    if not found:
        return line
    return f"\\{line}" if found[1] else f"{found[2]}\\{line[found.end() :]}"
