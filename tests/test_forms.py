"""Names as institutions, languages and hands write them: by rule, and never a guess."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huaweiban.bundled import data_file
from huaweiban.cli.lists import Entry
from huaweiban.cli.names import found, within
from huaweiban.entities import Catalogue, Entity, Kind, Role, Who
from huaweiban.errors import UnknownName
from huaweiban.names.companies import firms
from huaweiban.names.forms import parted, without_state_form
from huaweiban.names.keys import code, core, fold, is_placeholder
from huaweiban.names.similar import Keys, off

FOUND = {
    # codes, as they are typed
    "am": ["ARM", "arm", "AM", "051", "51"],
    "gr": ["EL", "el", "GRC", "300"],
    "gb": ["UK", "uk", "U.K.", "826", "United Kingdom of Great Britain and Northern Ireland"],
    "us": ["US", "U.S.", "U.S.A.", "USA", "840", "Stati Uniti", "Mỹ"],
    "af": ["4", "04", "004", "Afghanistan, Islamic Rep. of"],
    "na": ["NA", "na", "Namibia"],
    "ng": ["NGA", "nga"],
    # institutions
    "kr": ["Korea, Rep.", "Korea, South", "Korea (the Republic of)", "Korea Rep", "S. Korea"],
    "kp": ["Korea, Dem. People's Rep.", "Korea, DPR", "Korea (Democratic People's Republic of)"],
    "cd": ["Congo, Dem. Rep.", "Congo, The Democratic Rep. of the", "Dem. Rep. Congo"],
    "cg": ["Congo, Rep.", "Congo, Republic of"],
    "tw": ["Taiwan, China", "Republic of China", "China, Republic of"],
    "hk": ["Hong Kong SAR, China", "China, P.R.: Hong Kong", "China, Hong Kong SAR"],
    "cn": ["China, P.R.: Mainland", "China 2/", "China*", "China†"],
    "ve": ["Venezuela, RB", "Venezuela (Bolivarian Republic of)"],
    "fm": ["Micronesia, Fed. Sts.", "Micronesia (Federated States of)"],
    "mk": ["Macedonia, FYR", "the former Yugoslav Republic of Macedonia"],
    "gm": ["Gambia, The", "Gambia (the)", "The Gambia", "Gambia The"],
    "vc": ["St. Vincent & the Grenadines", "Saint Vincent and Grenadines", "St. Vin. and Gren."],
    "ba": ["Bosnia and Herz.", "Bosnia & Herzegovina"],
    "gq": ["Eq. Guinea"],
    "eh": ["W. Sahara"],
    "mp": ["N. Mariana Is."],
    "aw": ["Aruba (Netherlands)", "Aruba, Kingdom of the Netherlands"],
    "vg": ["Virgin Islands (UK)", "Virgin Islands, British"],
    "vi": ["Virgin Islands (U.S.)", "U.S. Virgin Is."],
    "fk": ["Falkland Islands (the) [Malvinas]"],
    "uy": ["the Eastern Republic of Uruguay", "Oriental Republic of Uruguay"],
    "de": ["Germany (DE)", "DE - Germany", "Federal Rep. of Germany", "Alemania", "Německo"],
    "us-ga": ["State of Georgia", "Georgia (USA)"],
    # languages
    "fr": ["Frankreich", "Франция", "フランス", "FRANKREICH"],
    "it": ["Италия", "義大利", "Włochy"],
    "jp": ["日本", "Япония", "اليابان"],
    "ru": ["Nga", "Federación de Rusia"],
    "at": ["Áo", "AUSTRIA"],
    "be": ["Bỉ"],
    "tg": ["टोगो", "Togo"],
    "to": ["टोंगा", "Tonga"],
    "is": ["Island", "Ísland"],
    "ne": ["Nigēra"],
    # companies
    "att": ["AT&T Inc."],
    "telstra": ["Telstra Corporation Limited"],
    "qualcomm": ["Qualcomm Incorporated"],
    "telefonica": ["Telefónica, S.A."],
    "bt-group": ["BT Group plc"],
    "zain-ksa": ["Zain (SA)"],
    "vodafone-germany": ["Vodafone DE", "Vodafone (Germany)"],
    "one-nz": ["Vodafone NZ"],
    "three-uk": ["Three (UK)"],
    "arm": ["Arm Ltd", "Arm"],
    # groups
    "oecd": ["OECD"],
    "g7": ["G7", "G-7"],
    "emea": ["EMEA"],
    "apac": ["APAC", "Asia-Pacific"],
}


@pytest.mark.parametrize(
    ("id", "name"), [(id, name) for id, said in FOUND.items() for name in said]
)
def test_what_is_written_finds_who_is_meant(registry: Catalogue, id: str, name: str) -> None:
    assert registry.find(name)[0].id == id


def test_every_name_of_the_registry_finds_its_row_or_all_who_share_it(registry: Catalogue) -> None:
    for row in registry.everyone():
        for name in (row.name, *row.aliases):
            try:
                meant, others = registry.find(name)
                assert row in (meant, *others), name
            except UnknownName as error:
                assert "is ambiguous" in str(error) and f"({row.id})" in str(error), name


NOBODY = (
    """
N/A|#N/A|n.a.|n a|NULL|None|-|--|?|TBD|Unknown|UNKNOWN|Other|Total|Not applicable|unbekannt|XX|Us|Uk
0|00|000|999|1000|11|3|7|Ý|mỹx|el.|NO.|The NO|Kingdom of no
Georgian|Islands|Island Nation|Republic|Republic of|The|of
East Germany|German Democratic Republic|Southern Africa|South America|Central America|Africa
Turkish Republic of Northern Cyprus|Republic of Northern Cyprus|N. Cyprus|Cyprus (North)|Somaliland
Estado de México|State of Mexico|New Mexico|Lebanon, PA|Jersey City|Jersey, US|Montserrat, ES
Channel Islands|Virgin Islands|Netherlands Antilles|China/Taiwan|France and Monaco
Belgium-Luxembourg
Salvador|Granada|Guadalupe|Norfolk|Man|MAN|TAI|Georgia (GA)|Guinea (Peru)|World|Indian Ocean
Sunrise Inc.|Nova Ltd|Jordan Inc.|Chad GmbH|SAP SE|China Holdings|Kenya Airways|Air France|Euro area
Middle East, North Africa, Afghanistan & Pakistan|Caribbean small states|Arab World|Congo|Korea
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("name", NOBODY)
def test_what_is_no_name_of_one_is_never_guessed(registry: Catalogue, name: str) -> None:
    with pytest.raises(UnknownName):
        registry.find(name)


def test_a_placeholder_is_told_as_one_and_gets_no_suggestion(registry: Catalogue) -> None:
    for name in ("N/A", "Total", "Other", "-"):
        with pytest.raises(UnknownName) as caught:
            registry.find(name)
        assert (
            str(caught.value) == f"unknown entity {name!r}: it is a placeholder for a missing name"
        )
    assert not is_placeholder("NA") and is_placeholder("n/a") and not is_placeholder("Norway")


def test_a_code_hides_the_company_whose_id_it_is_and_tells_of_it(registry: Catalogue) -> None:
    armenia, others = registry.find("ARM")
    assert (armenia.id, [row.id for row in others]) == ("am", ["arm"])


@pytest.mark.parametrize("text", ["Nga", "nGA", "ÁO", "١٢", "²", "G", "g", "A.M", "abcd", "1234"])
def test_a_code_is_plain_ascii_of_one_case(text: str) -> None:
    assert code(text) is None


@given(st.text(min_size=1, max_size=4))
def test_only_what_looks_like_a_code_is_one(text: str) -> None:
    if (key := code(text)) is not None:
        assert key.isascii() and (len(key) == 3 or key.isalpha())
        assert text.strip().isdigit() or text.strip() in (key, key.upper())


def test_keys_keep_what_tells_names_apart() -> None:
    assert fold("टोगो") != fold("टोंगा")
    assert fold("Mỹ") != "my" and fold("Bỉ") != "bi" and fold("Perú") == "peru"
    assert fold("Đức") != fold("DUC") and fold("Łotwa") == "lotwa"
    assert fold("عُمان") == fold("عمان")
    assert core("Island") == "island", "a word that stands alone is not shortened"
    assert core("Cook Is.") == core("Cook Islands") != core("Cook")


@given(st.text(max_size=12))
def test_folding_what_is_folded_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


NARROWED = [
    ("Claro", {"br", "claro-brasil"}, "claro-brasil"),
    ("Zain", {"sa", "zain-ksa", "stc"}, "zain-ksa"),
    ("Vodafone", {"de", "vodafone-germany"}, "vodafone-germany"),
    ("Korea", {"kr"}, "kr"),
    ("germany", {"fj"}, "de"),
]


@pytest.mark.parametrize(("name", "inside", "id"), NARROWED)
def test_the_country_decides_before_one_bearer_is_chosen(
    registry: Catalogue, name: str, inside: set[str], id: str
) -> None:
    assert registry.find(name, Who(within=inside))[0].id == id


def test_the_kind_and_the_role_decide_before_one_bearer_is_chosen(registry: Catalogue) -> None:
    assert registry.find("ARM", Who(kinds=[Kind.COMPANY])) == (registry.get("arm"), [])
    assert registry.find("bt", Who(roles=[Role.OPERATOR]))[0].id == "bt-group"
    assert found(registry, [Entry("bt")], Who(roles=[Role.OPERATOR])).entities[0].id == "bt-group"


def test_groups_are_given_by_commas(registry: Catalogue) -> None:
    both = within(registry, ["eu,nato"], "2026-11-22")
    assert both == within(registry, ["eu", "nato"], "2026-11-22")
    one = within(registry, ["Korea, Rep."], "2026-11-22")
    assert one is not None and "kr" in one and "kp" not in one


SUGGESTED = {
    "Germnay": "Did you mean Germany (de)?",
    "Untied Kingdom": "Did you mean United Kingdom (gb)?",
    "Alemagne": "Did you mean Germany (de, 'Allemagne')?",
    "Россиия": "Did you mean Russia (ru, 'Россия')?",
    "Lybia": "Did you mean Libya (ly)?",
    "Chian": "Did you mean China (cn)?",
    "Verzion": "Did you mean Verizon (verizon)?",
    "Republic of Chlie": "Did you mean Chile (cl)?",
}


@pytest.mark.parametrize("slip", SUGGESTED)
def test_a_slip_has_the_right_one_suggested_with_the_name_it_matched(
    registry: Catalogue, slip: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        registry.find(slip)
    assert str(caught.value).endswith(SUGGESTED[slip])


def test_one_letter_wrong_in_a_country_is_mended(registry: Catalogue) -> None:
    """Two letters swapped, one omitted, one doubled, at each place of every longer name."""
    missed, tried = [], 0
    countries = [row for row in registry.everyone() if row.kind is Kind.COUNTRY]
    for row in [row for row in countries if len(row.name) > 5][::6]:
        for at in range(1, len(row.name) - 1):
            one, two = row.name[at : at + 2]
            for slip in (two + one, one, one + one + two):
                typed = row.name[:at] + slip + row.name[at + 2 :]
                tried += 1
                try:
                    first = registry.find(typed)[0]
                except UnknownName:
                    first = (registry.near(typed) or [None])[0]
                missed += [] if first == row else [(typed, first and first.id)]
    assert tried > 900
    assert len(missed) < 0.02 * tried, missed


def test_few_are_compared_and_the_nearest_come_first() -> None:
    keys = Keys(["germany", "norway", "romania", "albania", "oman", "日本国"])
    assert [key for _, key in keys.near("germnay")] == ["germany"]
    assert next(key for _, key in keys.near("omania")) == "romania"
    assert keys.near("qqqqqq") == keys.near("") == []


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_how_far_two_keys_are_apart_is_measured_alike(one: str, other: str) -> None:
    far = off(one, other)
    assert far is not None and (far == 0) == (one == other)
    assert far <= max(len(one), len(other))
    assert off(one, other, most=far - 0.1) is None


def test_forms_are_parted_and_states_told_from_names() -> None:
    assert parted("Korea, Rep.")[:2] == ("Korea", "Rep.")
    assert parted("Bahamas (the)")[:2] == ("Bahamas", "")
    assert without_state_form("the Islamic Republic of Iran") == "iran"
    assert without_state_form("République de Moldova") == "moldova"
    assert without_state_form("Dominican Republic") is None
    assert without_state_form("State of Georgia") is None
    assert [firm.name for firm in firms("Telstra Corporation Limited")] == [
        "Telstra Corporation",
        "Telstra",
    ]


def test_rules_need_no_file_of_other_languages() -> None:
    rows = [
        Entity("kr", "South Korea", Kind.COUNTRY, aliases=("Republic of Korea",)),
        Entity("bf", "Burkina Faso", Kind.COUNTRY),
    ]
    catalogue = Catalogue.of(rows)
    assert catalogue.find("Korea, Rep.")[0].id == "kr"
    assert catalogue.find("The Republic of Burkina Faso")[0].id == "bf"


def names_file() -> list[dict[str, object]]:
    return [json.loads(line) for line in data_file("names.jsonl").read_text("utf-8").splitlines()]


def test_the_names_are_what_the_tool_makes_of_cldr() -> None:
    pytest.importorskip("babel")
    path = Path(__file__).parents[1] / "tools" / "names.py"
    spec = importlib.util.spec_from_file_location("names_tool", path)
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert data_file("names.jsonl").read_text("utf-8") == tool.made(), "run python tools/names.py"


def test_no_key_of_another_language_is_a_letter_or_a_number(registry: Catalogue) -> None:
    for row in names_file():
        assert registry.get(str(row["id"]))
        names = row["names"]
        assert isinstance(names, dict)
        assert all(len(key) > 1 and not key.isdigit() for key in names)
        assert all("=" not in key[1:] for key in names)


def test_a_name_that_two_countries_share_is_of_both(registry: Catalogue) -> None:
    for shared in ("Конго", "刚果", "Kongo"):
        with pytest.raises(UnknownName, match="ambiguous"):
            registry.find(shared)


def test_a_known_name_is_found_without_the_file_of_other_languages() -> None:
    program = (
        "import sys\n"
        "from huaweiban.bundled import registry as bundled_registry\n"
        "bundled_registry().find('germany')\n"
        "print({'huaweiban.lookup', 'huaweiban.names.languages'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout == "set()\n", done.stderr
