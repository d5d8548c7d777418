"""The keys by which names are compared; which texts are codes, and which are placeholders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# A key this short keeps its accents: Vietnamese Mỹ, Bỉ and Áo are not codes.
_SHORT = 3


def fold(name: str) -> str:
    """A name without case, accents, punctuation and spaces, which people omit or vary."""
    if name.isascii():
        key = "".join(filter(str.isalnum, name.lower()))
        # e& is a name, one letter is not.
        return f"{key}and" if len(key) == 1 and "&" in name else key
    import unicodedata

    cased = name.translate(_TYPED).casefold()
    kept = []
    for sign in unicodedata.normalize("NFKD", cased.translate(_LETTERS)):
        # An accent of Latin, Greek or Cyrillic may be omitted, and so may the points of Hebrew and
        # Arabic. In every other script a mark is a vowel, and Togo is not Tonga.
        if sign.isalnum() or (unicodedata.category(sign)[0] == "M" and not _optional(sign)):
            kept.append(sign)
    key = unicodedata.normalize("NFC", "".join(kept))
    if len(key) <= _SHORT:
        composed = unicodedata.normalize("NFC", cased)
        return "".join(filter(str.isalnum, composed)) if key.isascii() else key
    return key


def _optional(mark: str) -> bool:
    return any(first <= mark <= last for first, last in _OPTIONAL)


_OPTIONAL = (
    ("\u0300", "\u036f"),
    ("\u0591", "\u05c7"),
    ("\u064b", "\u065f"),
    ("\u0670", "\u0670"),
)
# Characters that do not belong to a name: the Arabic line that widens a word, raised digits.
_TYPED = dict.fromkeys(map(ord, "\u0640¹²³⁰⁴⁵⁶⁷⁸⁹"))
_LETTERS = str.maketrans(
    {
        **{"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"},
        **{"þ": "th", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه"},
    }
)


def code(text: str) -> str | None:
    """The key of a text that has the form of a code, else None.

    A code is two or three ASCII letters, all capitals or all small, or up to three digits.
    """
    typed = text.strip()
    if not typed.isascii() or len(typed) > _SHORT:
        return None
    if typed.isdigit():
        return typed.zfill(_SHORT)
    if len(typed) > 1 and typed.isalpha() and (typed.isupper() or typed.islower()):
        return typed.lower()
    return None


def bears_initials(text: str) -> bool:
    """Whether a text is a code, or initials with a full stop after each: UK, U.K."""
    return code(text) is not None or bool(
        re.fullmatch(r"\s*([A-Z]\.\s?){2,}|[A-Z]\.[A-Z]\s*", text)
    )


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder for a missing name, such as N/A, NULL, TBD or Total."""
    key = fold(text)
    if not key:
        return bool(text.strip())
    if key in _NOBODY:
        return True
    # N/A and n.a. are placeholders; NA is the code of Namibia.
    return key in _NOT_A_CODE and code(text) is None


_NOT_A_CODE = frozenset({"na", "nd", "ns", "nn", "no", "none", "nan"} - {"no"})
_NOBODY = frozenset(
    fold(word)
    for word in (
        # English, of data bases and of spreadsheets
        *("null", "nil", "none", "nan", "nat", "void", "undefined", "undetermined", "unassigned"),
        *("unspecified", "unclassified", "unknown", "unk", "unkn", "other", "others", "misc"),
        *("miscellaneous", "various", "several", "multiple", "total", "totals", "subtotal"),
        *("grand total", "sum", "all", "any", "tbd", "tba", "tbc", "to be determined", "test"),
        *("to be announced", "to be confirmed", "to be defined", "pending", "missing", "empty"),
        *("blank", "not available", "not applicable", "not disclosed", "not known", "not given"),
        *("not specified", "non specified", "not stated", "not reported", "not provided"),
        *("not determined", "not defined", "not assigned", "not found", "no data", "no name"),
        *("no answer", "no country", "no information", "unavailable", "undisclosed", "withheld"),
        *("unidentified", "unnamed", "anonymous", "confidential", "stateless", "nowhere", "nobody"),
        *("rest of world", "rest of the world", "row", "world", "worldwide", "global", "abroad"),
        *("international", "elsewhere", "overseas", "foreign", "xx", "xxx", "zz", "zzz", "#ref!"),
        *("#value!", "#name?", "#null!", "#num!", "#div/0!", "unknown country", "other countries"),
        *("country", "name", "all countries", "not specified other", "other not specified"),
        # Other languages
        *("unbekannt", "sonstige", "andere", "gesamt", "summe", "keine", "keine angabe", "k.A."),
        *("inconnu", "autre", "autres", "aucun", "non renseigné", "non précisé", "ensemble"),
        *("desconocido", "otro", "otros", "ninguno", "no disponible", "sin datos", "no aplica"),
        *("desconhecido", "outro", "outros", "nenhum", "não informado", "sconosciuto", "altro"),
        *("altri", "totale", "nessuno", "onbekend", "overige", "anders", "totaal", "geen"),
        *("nieznany", "inne", "razem", "ogółem", "brak", "brak danych", "okänd", "övriga"),
        *("неизвестно", "другие", "другое", "прочие", "всего", "итого", "нет", "нет данных"),
        *("bilinmiyor", "diğer", "toplam", "yok", "غير معروف", "أخرى", "المجموع", "未知", "其他"),
        *(
            "其它",
            "合计",
            "总计",
            "無",
            "无",
            "不明",
            "その他",
            "合計",
            "なし",
            "미상",
            "기타",
            "합계",
        ),
    )
)


# Words with a short form, and the form that both become.
_SHORTENED = {
    **dict.fromkeys(("saint", "sainte", "sankt", "ste"), "st"),
    **dict.fromkeys(("republic", "repub"), "rep"),
    **dict.fromkeys(("democratic", "democr"), "dem"),
    **dict.fromkeys(("federated", "federal", "federative"), "fed"),
    **dict.fromkeys(("islands", "island", "isl", "isls"), "is"),
    **dict.fromkeys(("territory", "territories", "terr"), "ter"),
    **dict.fromkeys(("great",), "gt"),
    **dict.fromkeys(("states",), "sts"),
    **dict.fromkeys(("province",), "prov"),
    **{"pdr": "peoples dem rep", "dpr": "dem peoples rep", "fyr": "former yugoslav rep"},
    **{"rb": "bolivarian rep", "ir": "islamic rep", "dr": "dem rep", "fs": "fed sts"},
    **{
        "pr": "peoples rep",
        "brit": "british",
        "usa": "united sts",
        "us": "united sts",
        "people": "peoples",
    },
}
# Connecting words, which lists write, omit or replace by a sign.
_BETWEEN = frozenset(
    "the of and und et y e och og ja en i и й та de du des del della dello dos das do da di van von"
    " d".split()
)
ARTICLES = frozenset(
    "the la le les l el los las il lo gli der die das het de den o os as a y an al".split()
)
ELISION = re.compile(r"\b([LlDd])['’ʼ`´](?=\w)")
APOSTROPHE = re.compile(r"['’ʼ`´]")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.\s?){2,}")
SPLIT = re.compile(r"[\s,.;:/\\()\[\]{}\-–—&+\"«»“”„_·・、،|*]+")


# One name is looked up in several ways, one after the other.
@lru_cache(64)
def words(text: str) -> Sequence[str]:
    """The words of a name in small letters.

    Initials become one word, and words with a short form are shortened.
    """
    text = ELISION.sub(r"\1 ", text)
    if "." in text:
        text = text.replace(" I.", " Is. ")
        text = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", text)
    text = APOSTROPHE.sub("", text.replace("S:t ", "St ")).casefold()
    found = [word for word in SPLIT.split(text) if word]
    if sum(word not in _BETWEEN and word not in ARTICLES for word in found) < 2:
        # "Island" alone is German for Iceland, not an island.
        return tuple(found)
    short = " ".join([_SHORTENED.get(word, word) for word in found])
    return tuple(short.replace("united sts of america", "united sts").split())


@lru_cache(64)
def core(text: str) -> str:
    """The key of a name without connecting words and with words shortened."""
    found = words(text)
    return fold("".join(weighty(found) or found))


def exact(text: str) -> str:
    """The key of a name that needs its accents: Nigēra, which is not Nigeria."""
    import unicodedata

    return "=" + unicodedata.normalize("NFC", text.strip().casefold())


def weighty(found: Sequence[str]) -> list[str]:
    """The words without connecting words."""
    return [word for word in found if word not in _BETWEEN]


def _held() -> dict[str, str]:
    return {place: state for state, places in _HOLDS.items() for place in places.split()}


# The state that lists name beside a territory that it governs, claims or represents: "Aruba
# (Neth.)". This is how lists write, not a statement about whom a territory belongs to.
_HOLDS = {
    "au": "cc cx hm nf",
    "cn": "hk mo tw",
    "dk": "fo gl",
    "fi": "ax",
    "fr": "bl gf gp mf mq nc pf pm re tf wf yt",
    "gb": "ai bm fk gg gi gs im io je ky ms pn sh tc vg",
    "nl": "aw bq cw sx",
    "no": "bv sj",
    "nz": "ck nu tk",
    "us": "as gu mp pr um vi",
}
HELD_BY = _held()
