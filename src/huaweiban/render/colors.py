"""The colours of stances where we choose them: 256-colour terminals, pictures, the page.

Each has a lightness of its own, dark for a ban, so that they stay apart in grey, in print and for
every kind of colour blindness (a test simulates two). Blue and orange keep their hues apart, too.
"""

from __future__ import annotations

from typing import NamedTuple

from huaweiban.events import Stance


class Paint(NamedTuple):
    """A fill, whether text upon it is white (else black), and a colour for words without a fill.

    Text stands out from its fill by 4.5 or more, words from black and from white by 4 or more.
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

# A permission or an open question that is old: the fill in light and in dark surroundings.
PALE: dict[Stance, tuple[str, str]] = {
    Stance.PERMITTED: ("#bfd5ec", "#1d3c5c"),
    Stance.UNDECIDED: ("#f1edf7", "#3a3145"),
}
