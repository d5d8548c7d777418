"""Which of many keys a misspelt one was meant to be: near ones are sought among few."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

# As many keys are looked at, and compared, for one that is misspelt.
_LOOKED_AT, _COMPARED = 600, 20
# A key that differs by more letters in length is another name.
_LONGER = 3
# Keys of so many lengths stand together.
_LENGTHS = 3
# Of the pairs of both keys, so many must be shared.
_SHARED = 0.4
# Pairs fewer than this say too little.
_PAIRS = 4
# Of the letters of the shorter key so many may be wrong, and of no key more.
_WRONG, _MOST = 0.31, 2.6
_VOWELS = frozenset("aeiouy")
# Letters that are written for each other, and a letter written twice or once.
_PAIRED = ("kc", "sz", "vw", "iy", "ij", "kq", "cq", "ou", "td", "bp", "gj")
_ALIKE = frozenset(each for pair in _PAIRED for each in (pair, pair[::-1]))
# What it costs to write one letter for another, where that is less than a letter.
_COSTS = dict.fromkeys({*_ALIKE, *(one + other for one in _VOWELS for other in _VOWELS)}, 0.6)


class Keys:
    """Keys that can be asked for those that look like another one."""

    def __init__(self, keys: Iterable[str]) -> None:
        # By length and script: of the keys only those that can be near one are ever read.
        self._of: defaultdict[tuple[int, bool], list[str]] = defaultdict(list)
        for key in dict.fromkeys(keys):
            self._of[len(key) // _LENGTHS, key.isascii()].append(key)
        self._shelves: dict[tuple[int, bool], _Shelf] = {}

    def near(self, key: str) -> list[tuple[float, str]]:
        """The keys that look like one, each after how far it is off, the nearest first."""
        most = _most(key)
        letters = sorted(key)
        found = []
        for each in self._few(key):
            allowed = min(most, _most(each))
            if _least(key, each) > allowed:
                continue
            far = off(key, each, allowed)
            if far is not None:
                # The same letters in another order are one slip of the hand.
                found.append((far * 0.6 if sorted(each) == letters else far, each))
        return sorted(found)

    def _few(self, key: str) -> list[str]:
        shelf = self._shelf((len(key) - _LONGER) // _LENGTHS, key.isascii())
        pairs = sorted(_pairs(key))
        lists = [shelf.by_pair[pair] for pair in pairs if pair in shelf.by_pair]
        # The pairs that few keys have say most.
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
        # All keys whose lengths are near enough, read together when one is first asked for.
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
    # How far two keys are apart at least, by their letters in any order: quicker than `off`.
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
    """How many letters two keys are apart, inserted, omitted, changed or swapped; None over `most`.

    What people get wrong most counts for less: a letter doubled, one vowel for another, letters
    that sound alike, two neighbours swapped.
    """
    # What both begin and end with needs no comparing, but for the letter that may be doubled.
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
    for i, letter in enumerate(one, 1):
        older, before = before, row
        row = [0.8 * i]
        previous = one[i - 2] if i > 1 else ""
        omitted = 0.4 if letter == previous else 0.8
        for j, wanted in enumerate(other, 1):
            if letter == wanted:
                best = before[j - 1]
            else:
                # Comparisons, as a call of min() for each pair of letters takes a third longer.
                best = before[j - 1] + _COSTS.get(letter + wanted, 1.0)
                far = before[j] + omitted
                if far < best:  # noqa: PLR1730 - see above
                    best = far
                far = row[j - 1] + (0.4 if j > 1 and wanted == other[j - 2] else 0.8)
                if far < best:  # noqa: PLR1730 - see above
                    best = far
                if previous == wanted and i > 1 and j > 1 and letter == other[j - 2]:
                    best = min(best, older[j - 2] + 0.7)
            row.append(best)
        if min(row) > most and min(before) > most:
            return None
    return row[-1] if row[-1] <= most else None
