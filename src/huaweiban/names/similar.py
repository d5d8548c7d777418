"""Suggestions for misspelt keys: similar keys, found without comparing all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

# The most keys that are considered, and compared, for a misspelt one.
_LOOKED_AT, _COMPARED = 600, 20
# A key that differs by more letters in length is another name.
_LONGER = 3
# The number of lengths whose keys are kept together.
_LENGTHS = 3
# The share of letter pairs that two keys must have in common.
_SHARED = 0.4
# With fewer pairs than this, the share says too little.
_PAIRS = 4
# A key that is farther than the nearest by more than this is not suggested (`lookup`).
_FARTHER = 1.0
# The share of wrong letters allowed in the shorter key, and the most in any key.
_WRONG, _MOST = 0.31, 2.6
_VOWELS = frozenset("aeiouy")
# Letters that are confused with each other, and doubled letters.
_PAIRED = ("kc", "sz", "vw", "iy", "ij", "kq", "cq", "ou", "td", "bp", "gj")
_ALIKE = frozenset(each for pair in _PAIRED for each in (pair, pair[::-1]))
_SIMILAR = _ALIKE | {one + other for one in _VOWELS for other in _VOWELS}
# For each letter the cost of another in its place, if less than 1.
_COSTS = {
    one: {pair[1]: 0.6 for pair in _SIMILAR if pair[0] == one} for one in sorted("".join(_SIMILAR))
}


class Keys:
    """Keys, with a search for those that look like another one."""

    def __init__(self, keys: Iterable[str]) -> None:
        # By length and script, so that only keys that can be similar are read.
        self._of: defaultdict[tuple[int, bool], list[str]] = defaultdict(list)
        for key in dict.fromkeys(keys):
            self._of[len(key) // _LENGTHS, key.isascii()].append(key)
        self._shelves: dict[tuple[int, bool], _Shelf] = {}

    def near(self, key: str) -> list[tuple[float, str]]:
        """The keys that look like one, each with its distance, the nearest first.

        Keys more than one letter farther than the nearest may be missing.
        """
        most, nearest = _most(key), 99.0
        letters = sorted(key)
        found = []
        for each in self._few(key):
            # The same letters in another order count as one slip.
            weight = 0.6 if len(each) == len(key) and sorted(each) == letters else 1.0
            allowed = min(most, _most(each), (nearest + _FARTHER) / weight)
            if _least(key, each) > allowed:
                continue
            far = off(key, each, allowed)
            if far is not None:
                found.append((far * weight, each))
                nearest = min(nearest, far * weight)
        return sorted(found)

    def _few(self, key: str) -> list[str]:
        shelf = self._shelf((len(key) - _LONGER) // _LENGTHS, key.isascii())
        pairs = sorted(_pairs(key))
        lists = [shelf.by_pair[pair] for pair in pairs if pair in shelf.by_pair]
        # Pairs that few keys have say most.
        lists.sort(key=len)
        many = used = 0
        for each in lists:
            many += len(each)
            if many > _LOOKED_AT and used >= _PAIRS:
                break
            used += 1
        shared = Counter(chain.from_iterable(lists[:used]))
        unseen = len(pairs) - len(lists)
        least = max(1 if used < _PAIRS else 2, round((used + unseen) * _SHARED))
        likely = [
            (-count, abs(len(each) - len(key)), each)
            for each, count in shared.items()
            if count >= least
        ]
        likely.sort()
        same = shelf.by_letters.get("".join(sorted(key)), ())
        return list(dict.fromkeys([*same, *(each for _, _, each in likely[:_COMPARED])]))

    def _shelf(self, first: int, ascii: bool) -> _Shelf:
        # All keys with similar lengths, read together on first use.
        if (first, ascii) not in self._shelves:
            near = range(first, first + 2 * _LONGER // _LENGTHS + 1)
            keys = chain.from_iterable(self._of.get((each, ascii), ()) for each in near)
            self._shelves[first, ascii] = _Shelf(keys)
        return self._shelves[first, ascii]


class _Shelf:
    # Keys by the pairs of neighbouring letters that they have, and by their letters in order.
    def __init__(self, keys: Iterable[str]) -> None:
        self.by_pair: defaultdict[str, list[str]] = defaultdict(list)
        self.by_letters: defaultdict[str, list[str]] = defaultdict(list)
        for key in keys:
            self.by_letters["".join(sorted(key))].append(key)
            for pair in _pairs(key):
                self.by_pair[pair].append(key)


def _most(key: str) -> float:
    return min(max(1.0, len(key) * _WRONG), _MOST)


def _least(one: str, other: str) -> float:
    # A lower bound of the distance, by letters in any order: faster than `off`.
    rest, missing = list(other), 0
    for letter in one:
        if letter in rest:
            rest.remove(letter)
        else:
            missing += 1
    return 0.6 * max(missing, len(rest) - 1)


def _pairs(key: str) -> set[str]:
    framed = f"^{key}$"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}


def off(one: str, other: str, most: float = 99.0) -> float | None:
    """The distance of two keys in inserted, omitted, changed or swapped letters; None over `most`.

    Common mistakes cost less: a doubled letter, one vowel for another, letters that sound alike,
    two neighbours swapped.
    """
    # Common beginnings and ends need no comparison, except a letter that may be doubled.
    first, last = 0, 0
    shorter = min(len(one), len(other))
    while first < shorter and one[first] == other[first]:
        first += 1
    while last < shorter - first and one[-1 - last] == other[-1 - last]:
        last += 1
    first = max(first - 1, 0)
    one, other = one[first : len(one) - last], other[first : len(other) - last]
    before: list[float] = []
    row: list[float] = [0.8 * at for at in range(len(other) + 1)]
    inserted = [0.4 if at and each == other[at - 1] else 0.8 for at, each in enumerate(other)]
    for i, letter in enumerate(one, 1):
        older, before = before, row
        left = 0.8 * i
        row = [left]
        previous = one[i - 2] if i > 1 else ""
        omitted = 0.4 if letter == previous else 0.8
        costs = _COSTS.get(letter, {})
        for j, wanted in enumerate(other):
            if letter == wanted:
                left = before[j]
            else:
                # Comparisons, as a call of min() for each pair of letters takes a third longer.
                best = before[j] + costs.get(wanted, 1.0)
                far = before[j + 1] + omitted
                if far < best:  # noqa: PLR1730 - see above
                    best = far
                far = left + inserted[j]
                if far < best:  # noqa: PLR1730 - see above
                    best = far
                if previous == wanted and j and letter == other[j - 1]:
                    best = min(best, older[j - 1] + 0.7)
                left = best
            row.append(left)
        if min(row) > most and min(before) > most:
            return None
    return row[-1] if row[-1] <= most else None
