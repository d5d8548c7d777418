"""Names of countries in other languages: python tools/names.py [--check].

Writes `data/names.jsonl` from Unicode CLDR, which Babel includes, and from the registry: a line
for each entity with its names by key (`huaweiban.names.keys.core`). The file is read only for
names that the registry does not have. A key that two countries share, even across languages, is
listed for both, so that it is ambiguous; one that is also the name of another place (a continent,
a part of a country) is omitted. `--check` says whether the file is up to date.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import tomli
from babel import Locale

from huaweiban.names.keys import HELD_BY, core, exact, fold
from huaweiban.names.similar import Keys

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = (
    "en de fr fr_CA es es_419 pt pt_PT it nl pl ru tr ar zh zh_Hant zh_Hant_HK ja ko"
    " bg ca cs da el et eu fi fil ga gl he hr hu id is lt lv mk ms mt nb ro sk sl sq sr sr_Latn sv"
    " uk vi af am az be bn bs fa gu hi hy ka kk km ky ml mn mr my ne pa ps si sw ta te th ur uz"
).split()
# Regions whose name in many languages is that of a country in them.
LIKE_A_COUNTRY = {"053", "057"}
TWINS = {"cd": ("cg",), "cg": ("cd",), "kp": ("kr",), "kr": ("kp",)}
TWINS |= {"vg": ("vi",), "vi": ("vg",)}
# What the UN, ISO and newspapers write and CLDR lacks.
OFFICIAL = Path(__file__).with_name("names-official.tsv")
# Keys that are better known as the name of something else.
OMITTED = {
    "man": "MAN makes lorries; Norwegian for the Isle of Man",
    "salvador": "a city of Brazil; French for El Salvador",
    "granada": "a city of Spain; Spanish for Grenada",
    "guadalupe": "cities of Mexico and Spain; Spanish for Guadeloupe",
    "norfolk": "a city of the United States and a county of England",
}


def made() -> str:
    rows = tomli.loads((DATA / "entities.toml").read_text("utf-8"))["entity"]
    countries = {row["id"]: row for row in rows if row["kind"] == "country"}
    by_id: dict[str, dict[str, str]] = {id: {} for id in sorted(countries)}
    ours: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row["name"], *row.get("aliases", ())):
            ours[fold(name)].add(row["id"])
            if row["id"] in countries:
                ours[core(name)].add(row["id"])
                by_id[row["id"]].setdefault(core(name), name)
    said = {*ours, *OMITTED}
    near = Keys(key for key, ids in ours.items() if len(key) > 3 and ids & countries.keys())
    lines = OFFICIAL.read_text("utf-8").splitlines()
    named = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    count = len(named)
    for language in LANGUAGES:
        places = Locale.parse(language).territories.items()
        named += [(place.lower(), name) for place, name in places]
    whole = {core(name) for _, name in named}
    official = {core(name) for _, name in named[:count]}
    elsewhere, found = set(), []
    for place, name in named:
        for form in forms(name, place in HELD_BY):
            key = core(form)
            # Names of the registry take precedence, no key has one letter, and the country that
            # a place belongs to ("San Martín (Francia)") is not a name of the place.
            if len(key) < 2 or key.isdigit() or key in said:
                continue
            if form != name and key in (official if place in TWINS else whole):
                continue
            if place not in countries:
                elsewhere |= {key} if place not in LIKE_A_COUNTRY else set()
                continue
            if not form.isascii() and key.isascii() and _misleads(key, place, near, ours):
                key = exact(form)
            # Names that differ only in parentheses belong to both without them.
            twins = TWINS.get(place, ()) if form != name and core(name).startswith(key) else ()
            found += [(id, key, form) for id in (place, *twins)]
    for id, key, form in found:
        if key not in elsewhere:
            by_id[id].setdefault(key, form)
    return "".join(
        json.dumps({"id": id, "names": names}, ensure_ascii=False) + "\n"
        for id, names in by_id.items()
    )


def _misleads(key: str, id: str, near: Keys, ours: Mapping[str, set[str]]) -> bool:
    # Without its accent Latvian Nigēra (Niger) is what people type for Nigeria.
    return any(id not in ours[other] for far, other in near.near(key) if far < 1)


def forms(name: str, held: bool) -> Iterator[str]:
    """A name of CLDR, and the name before or in its parentheses: Myanmar (Birmania)."""
    yield name
    name = name.replace("（", " (").replace("）", ")").replace("(", " (").replace("  ", " ")
    before, _, rest = name.partition(" (")
    if rest:
        inside, _, after = rest.partition(")")
        yield f"{before} {after}".strip()
        # One word is a name; several words say which part is meant.
        if not held and len(inside) > 3 and not set(" -.,") & set(inside) and not inside.islower():
            yield inside


def main() -> int:
    path, text = DATA / "names.jsonl", made()
    if "--check" in sys.argv[1:]:
        fresh = path.exists() and path.read_text("utf-8") == text
        print("names.jsonl is fresh" if fresh else "names.jsonl: run python tools/names.py")
        return 0 if fresh else 1
    path.write_text(text, "utf-8", newline="\n")
    keys = defaultdict(set)
    for line in text.splitlines():
        row = json.loads(line)
        for key in row["names"]:
            keys[key].add(row["id"])
    print(f"{path}: {len(keys)} keys, {len(text.encode()) >> 10} KiB")
    for key, ids in sorted(keys.items()):
        if len(ids) > 1:
            print(f"shared: {key}: {', '.join(sorted(ids))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
