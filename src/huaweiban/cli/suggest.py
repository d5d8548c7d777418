"""Suggestions for unknown words."""

from __future__ import annotations

import difflib
from collections.abc import Collection

# More than this many would be a list, not a suggestion.
_MOST = 3


def meant(word: str, known: Collection[str]) -> str:
    """A question that suggests the nearest of the known words, or empty if none is near."""
    found = near(word, known)
    return f" Did you mean {_listed(found)}?" if found else ""


def nearest(word: str, known: Collection[str]) -> str:
    """The nearest of the known words in quotes, or empty if none is near."""
    return _listed(near(word, known))


def near(word: str, known: Collection[str]) -> list[str]:
    """The nearest of the known words.

    Words that begin with the given one are nearer than those that only look similar.
    """
    longer = sorted(each for each in known if word and each.startswith(word))
    return longer if 0 < len(longer) <= _MOST else _alike(word, known)


def _listed(found: list[str]) -> str:
    return " or ".join(repr(str(each)) for each in found)


def _alike(word: str, known: Collection[str]) -> list[str]:
    return difflib.get_close_matches(word, known, n=2, cutoff=0.75)
