"""Rules for the forms in which institutions write names of countries.

A rule is here only if it is true of names that nobody listed: articles, inversions, abbreviations,
notes, the form of a state, the state that a territory belongs to. The names themselves are data:
`data/entities.toml`, and `data/names.jsonl` for other languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from huaweiban.names.keys import (
    APOSTROPHE,
    ARTICLES,
    ELISION,
    HELD_BY,
    code,
    weighty,
    words,
)

Ids = frozenset[str]
NOBODY: Ids = frozenset()
# Names can be nested: "China, P.R.: Hong Kong". Nothing deeper is a name.
_DEEPEST = 2


def countries(text: str, known: Callable[[str], Ids], depth: int = 0) -> Ids:
    """The ids that a text means by rule: one, several if it is ambiguous, or none.

    `known` gives the ids of a name without any rule.
    """
    text = bare(text)
    # A code with other text around it is not a code, but it can clarify a name: "Germany (DE)".
    if depth and code(text) is not None:
        return known(text)
    if ids := _first(_plain(text), known):
        return ids
    form = parted(text)
    if form.other and depth < _DEEPEST:
        return _told_apart(form, known, depth + 1)
    if form.one != text and depth < _DEEPEST:
        return countries(form.one, known, depth + 1)
    for moved in (without_state_form(text), turned_words(text)):
        if moved and (ids := _first(_plain(moved), known)):
            return ids
    return NOBODY


def _first(forms: Iterable[str], known: Callable[[str], Ids]) -> Ids:
    return next((ids for form in forms if code(form) is None and (ids := known(form))), NOBODY)


def _told_apart(form: Form, known: Callable[[str], Ids], depth: int) -> Ids:
    one, other, by_slash = form
    if is_article(other):
        return countries(one, known, depth)
    for turned in (f"{other} {one}", f"{other} of {one}"):
        if ids := known(turned) or known(without_article(turned)):
            return ids
    if is_state_form(other):
        rest = without_state_form(f"{other} of {one}")
        return countries(one, known, depth) if rest else NOBODY
    if other.casefold() == "mainland":
        return countries(one, known, depth)
    first, second = countries(one, known, depth), countries(other, known, depth)
    both = first & second
    if by_slash:
        # Two names of one country, or two countries.
        return frozenset(both) if len(both) == 1 else NOBODY
    held = {id for id in first if HELD_BY.get(id) in second}
    held |= {id for id in second if HELD_BY.get(id) in first}
    return next((frozenset(ids) for ids in (both, held) if len(ids) == 1), NOBODY)


def _plain(text: str) -> Iterator[str]:
    yield text
    bared = without_article(text)
    if bared != text:
        yield bared
    yield from by_compass(bared)


class Abbreviated:
    """Names by the beginnings of their words: "Bosnia and Herz.", "Eq. Guinea"."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._by_count: dict[int, list[tuple[list[str], str]]] = {}
        self._words: set[str] = set()
        for id, name in named:
            found = weighty(words(name))
            self._by_count.setdefault(len(found), []).append((found, id))
            self._words.update(found)

    def __call__(self, text: str) -> Ids:
        """The ids of the names that a text with abbreviated words stands for."""
        cut = {found.casefold() for found in _CUT.findall(text)}
        if not cut:
            return NOBODY
        meant = set()
        for form in (text, *by_compass(text)):
            found = weighty(words(form))
            if len(found) > 1 and all(word in cut or word in self._words for word in found):
                meant |= {
                    id
                    for name, id in self._by_count.get(len(found), ())
                    if all(
                        word == whole or (word in cut and whole.startswith(word))
                        for word, whole in zip(found, name, strict=True)
                    )
                }
        return frozenset(meant)


_CUT = re.compile(r"(\w{2,})\.")


class Form(NamedTuple):
    """A name in parts: `one` alone, or `one` specified by `other` ("Korea, Rep.")."""

    one: str
    other: str = ""
    by_slash: bool = False


_NOTE = re.compile(r"(?:\s*(?:\[\w{1,2}\]|\(\d{1,2}\)|\b\d{1,2}[/)]|[*†‡§¹²³⁰⁴-⁹#]+))+\s*$")
_PAREN = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*")
_COMPASS = re.compile(r"\b([NSEW])(?:\.\s*|\s+)(?=[A-ZÀ-Þ])")
_WAYS = {
    "N": ("North ", "Northern "),
    "S": ("South ", "Southern "),
    "E": ("East ", "Eastern "),
    "W": ("West ", "Western "),
}


@lru_cache(64)
def bare(text: str) -> str:
    """A name without the marks of notes and without spaces around it."""
    return _NOTE.sub("", text).strip(" \t\r\n.,;:\u00a0\u200b\ufeff") or text


def parted(text: str) -> Form:
    """A name, and what is separated from it by parentheses, a comma, a colon or a dash."""
    found = _PAREN.search(text)
    while found and is_article(found[1]):
        text = f"{text[: found.start()]} {text[found.end() :]}".strip()
        found = _PAREN.search(text)
    if found:
        one = f"{text[: found.start()]} {text[found.end() :]}".strip()
        return Form(one, found[1].strip()) if one else Form(found[1].strip())
    for sign in (": ", ", ", " - ", " – ", " / ", ",", "/"):
        one, _, other = text.rpartition(sign)
        if one and other.strip():
            return Form(one.strip(), other.strip(), "/" in sign)
    return Form(text)


def is_article(text: str) -> bool:
    """Whether a text is just an article."""
    return APOSTROPHE.sub("", text).strip(" .").casefold() in ARTICLES


def without_article(text: str) -> str:
    """A name without the article that it begins with."""
    first, _, rest = ELISION.sub(r"\1 ", text).partition(" ")
    if rest and first.casefold() in ARTICLES:
        return rest.strip()
    return text[:-4].rstrip() if text.casefold().endswith(" the") else text


def by_compass(text: str) -> Iterator[str]:
    """A name with N., S., E. or W. written out, in the two forms that English has."""
    if found := _COMPASS.search(text):
        for way in _WAYS[found[1]]:
            yield text[: found.start()] + way + text[found.end() :]


_QUALITIES = frozenset(
    "islamic arab peoples people s dem socialist fed bolivarian plurinational oriental cooperative"
    " co operative united hashemite independent sovereign popular the of"
    " islamique arabe démocratique populaire fédérale fédérative bolivarienne plurinational unie"
    " socialiste coopérative orientale fédérés indépendant hachémite"
    " islámica árabe democrática bolivariana federal federativa unida socialista cooperativa"
    " federados independiente hachemita arabe islamica"
    " islamische demokratische islamitische democratische"
    " исламская арабская народная демократическая социалистическая федеративная федеративные"
    " федеральная боливарианская объединенная кооперативная многонациональное плюринациональное"
    " independente islâmica popular".split()
)
_STATES = frozenset(
    "rep kingdom state sts commonwealth principality sultanate emirate duchy grand federation"
    " confederation union"
    " république royaume état états principauté sultanat fédération duché union"
    " república republica reino estado estados principado sultanato federación ducado unión união"
    " republik königreich staat staaten fürstentum bundesrepublik großherzogtum grossherzogtum"
    " republiek koninkrijk staten repubblica regno stato principato"
    " republika królestwo państwo republiken konungariket republikken kongeriget kongeriket"
    " республика королевство государство штаты княжество султанат союз"
    " جمهورية مملكة دولة سلطنة إمارة اتحاد ولايات".split()
)
# Words between the form of a state and its name; without one, the words are one name.
_OF = frozenset("of de du des d del da do di von der van la le los las el the las les".split())
_COMPASS_WORDS = ("north", "south", "east", "west")
_LAST = _STATES | _QUALITIES | _OF | set(_COMPASS_WORDS)
_NO_OF = frozenset(
    "республика королевство государство княжество султанат جمهورية مملكة دولة سلطنة".split()
)
# States of a federation have these names too.
_ALSO_STATES = frozenset({"georgia", "mexico", "méxico", "mexique"})


def is_state_form(text: str) -> bool:
    """Whether a text is just the form of a state: "Islamic Rep. of"."""
    return _is_form(words(text))


def _is_form(found: Sequence[str]) -> bool:
    kept = [word for word in found if word not in _OF]
    return any(word in _STATES for word in kept) and all(
        word in _STATES or word in _QUALITIES for word in kept
    )


def without_state_form(text: str) -> str | None:
    """A name without "the Republic of" before it, or None if it does not begin with such a form."""
    found = words(text)
    for at in range(len(found) - 1, 0, -1) if not _STATES.isdisjoint(found) else ():
        if (found[at - 1] in _OF or found[at - 1] in _NO_OF) and _is_form(found[:at]):
            rest = found[at:]
            if _ALSO_STATES.intersection(rest) and {"state", "estado", "état"} & set(found[:at]):
                return None
            return " ".join(rest)
    for end in _ENDS:
        if text.endswith(end) and len(text) > len(end) + 1:
            return text.removesuffix(end)
    return None


_ENDS = ("人民共和国", "共和国", "共和國", "공화국", "王国", "王國", "왕국")


def turned_words(text: str) -> str | None:
    """A name whose last word belongs first ("Korea Rep", "Korea DPR", "Korea South")."""
    found = words(text)
    if not found or found[-1] not in _LAST:
        return None
    for at in range(1, len(found)):
        rest = found[at:]
        if _is_form(rest) or (len(rest) == 1 and rest[0] in _COMPASS_WORDS):
            return " ".join([*rest, *found[:at]])
    return None
