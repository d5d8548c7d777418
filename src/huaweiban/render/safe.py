"""Text from data made safe to show: what a terminal would obey is replaced."""

from __future__ import annotations

# Control characters, and those that turn the direction of the text around them; and the lone
# surrogates that stand for bytes of a command line that are not UTF-8: no output can hold them.
_OBEYED = [*range(32), *range(127, 160), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F)]
_OBEYED += [*range(0x2066, 0x206A), *range(0xD800, 0xE000)]
_SPACES = [9, 10, 11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029]
_SHOWN = {**dict.fromkeys(_OBEYED, "�"), **dict.fromkeys(_SPACES, " ")}


def one_line(text: str) -> str:
    """Data on one line: line ends and tabs as spaces, what a terminal would obey replaced."""
    return text if text.isprintable() else text.translate(_SHOWN)
