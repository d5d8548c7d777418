"""Text from data made safe to show: what a terminal would obey is replaced."""

from __future__ import annotations

# Control characters, and those that turn the direction of the text after them.
_OBEYED = [*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SPACES = [9, 10, 11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029]
_SHOWN = {**dict.fromkeys(_OBEYED, "�"), **dict.fromkeys(_SPACES, " ")}


def one_line(text: str) -> str:
    """Data on one line: line ends and tabs as spaces, what a terminal would obey replaced."""
    return text if text.isprintable() else text.translate(_SHOWN)
