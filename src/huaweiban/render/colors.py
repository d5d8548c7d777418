"""The colours of stances in pictures, on the page and on 256-colour terminals.

Each has its own lightness, dark for a ban, so that they are distinct in grey, in print and for
every kind of colour blindness (a test simulates two). Blue and orange also differ in hue.
"""

from __future__ import annotations

from typing import NamedTuple

from huaweiban.events import Stance


class Paint(NamedTuple):
    """A fill, whether text on it is white (else black), and a colour for words without a fill.

    The contrast of text to its fill is at least 4.5, that of words to black and white at least 4.
    """

    fill: str
    light_text: bool
    word: str


PAINTS: dict[Stance, Paint] = {
    Stance.BANNED: Paint("#861616", True, "#d63f3f"),
    Stance.RESTRICTED: Paint("#e8973a", False, "#b36b00"),
    Stance.PERMITTED: Paint("#2f78c4", True, "#2f78c4"),
    Stance.UNDECIDED: Paint("#d9cdec", False, "#9860c8"),
}

# The fill of old permissions and open questions, in light and in dark mode.
PALE: dict[Stance, tuple[str, str]] = {
    Stance.PERMITTED: ("#bfd5ec", "#1d3c5c"),
    Stance.UNDECIDED: ("#f1edf7", "#3a3145"),
}
