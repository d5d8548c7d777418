"""The legal forms of companies, by rule: "AT&T Inc.", "Telstra Corporation Limited"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from huaweiban.names.keys import APOSTROPHE, SPLIT

# The countries whose companies have each form; empty if it says little. A brand of one word is the
# name of many companies: "Sunrise Inc." is not the operator of Switzerland.
_ENGLISH = "us ca gb ie au nz in za ke ng gh hk sg my pk bd lk il cn jp kr tw th ph ae mu ug tz zw"
_ENGLISH += " zm bw na gm sl lr mw jm tt bs bb bm ky gg je im cy mt mo vn mm kh np mv fj pg"
_LATIN = "fr be lu ch es pt pl ro gr br ar cl co pe mx ec bo uy py ve cr gt hn ni pa sv do ma tn sn"
_LATIN += " ci cm ga cd cg ml bf ne td mg bj tg gn mr ao mz mc ad dz km lb eg"
_NORDIC = "se fi ax"
_SAYS = {
    **dict.fromkeys(("inc", "incorporated", "llc"), "us ca ph pr jp kr tw ae"),
    **dict.fromkeys(("corp", "corporation"), "us ca jp kr tw cn fi ph th au sa my in"),
    **dict.fromkeys(("ltd", "limited"), _ENGLISH),
    "plc": "gb ie ng ke gh bw zm mw tz et fi dk gr lk",
    **dict.fromkeys(("ag", "gmbh", "kg", "kgaa"), "de at ch li lu"),
    **dict.fromkeys(("sa", "sas", "sarl"), _LATIN),
    **dict.fromkeys(("spa", "srl"), "it cl dz ro md mx ar"),
    **dict.fromkeys(("nv", "bv"), "nl be sr cw aw sx"),
    **{"ab": _NORDIC + " lt", "oyj": "fi ax", "oy": "fi ax", "asa": "no", "as": "no dk tr cz ee"},
    **dict.fromkeys(("aps",), "dk fo gl"),
    **dict.fromkeys(("bhd", "berhad", "sdn"), "my bn"),
    **dict.fromkeys(("pty", "pte", "pvt"), "au za in pk sg bw na lk bd"),
    **dict.fromkeys(
        ("pjsc", "jsc", "ojsc", "pao", "oao", "zao", "ao", "ooo", "пао", "оао", "ао"),
        "ru ua ae kz uz by kg tj tm am ge az vn bg mk eg bh sa",
    ),
    **{
        "tbk": "id",
        "pt": "id",
        "kk": "jp",
        "pcl": "th",
        "sae": "eg lb",
        "doo": "rs hr si ba me mk",
        "sgps": "pt",
    },
    **dict.fromkeys(("hf", "ehf"), "is"),
    **dict.fromkeys(("zrt", "nyrt", "kft"), "hu"),
}
_LITTLE = frozenset(
    "co company cos group holding holdings public se llp lp limitada ltda sab qpsc"
    " qsc psc saog saoc kabushiki kaisha anonim şirketi aş sp zoo ооо eood ood".split()
)


_POINTED = re.compile(r"(?:\w\.)+\w?,?")


class Firm(NamedTuple):
    """A company's name without its legal form, and the countries that the form indicates."""

    name: str
    homes: frozenset[str] | None

    def may_be(self, home: str | None) -> bool:
        """Whether a company at home there can have this legal form."""
        return self.homes is None or home in self.homes


def firms(text: str) -> Iterator[Firm]:
    """The possible names without the legal form, the longest first."""
    found = [word for word in SPLIT.split(_joined(text)) if word]
    small = [word.casefold() for word in found]
    first = 1 if len(found) > 1 and small[0] in ("pt", "pjsc", "jsc", "пао", "оао", "pao") else 0
    said = [_SAYS[small[0]]] if first else []
    last = len(found)
    if first:
        yield _firm(found[first:], said)
    while last > first + 1 and (small[last - 1] in _SAYS or small[last - 1] in _LITTLE):
        last -= 1
        said.extend([_SAYS[small[last]]] if small[last] in _SAYS else [])
        yield _firm(found[first:last], said)


def _joined(text: str) -> str:
    # "S.p.A." and "N.V." become one word, AT&T stays one.
    text = APOSTROPHE.sub("", text).replace("A/S", "AS").replace("&", "")
    parts = text.split()
    return " ".join([part.replace(".", "") if _POINTED.fullmatch(part) else part for part in parts])


def _firm(found: list[str], said: list[str]) -> Firm:
    if len(found) > 1 or not said:
        return Firm(" ".join(found), None)
    return Firm(found[0], frozenset.intersection(*[frozenset(homes.split()) for homes in said]))
