"""Who is who: a name finds the one that a person means."""

from __future__ import annotations

import pytest

from huaweiban.entities import Catalogue, Entity, Kind, Membership, Role, fold, keys
from huaweiban.errors import UnknownName

FOUND = {
    "de": ["DE", "deu", "germany", "Deutschland", " GERMANY ", "de"],
    "ci": ["cote d'ivoire", "Côte d’Ivoire", "CÔTE D'IVOIRE", "cote divoire", "Ivory Coast", "civ"],
    "gb": ["uk", "UK", "U.K.", "United Kingdom", "england", "Great Britain"],
    "european-union": ["eu", "EU", "European Union", "european-union"],
    "nl": ["holland", "The Netherlands", "nld"],
    "mm": ["burma", "Myanmar"],
    "cz": ["Czech Republic", "Czechia"],
    "ae": ["UAE", "Emirates"],
    "kr": ["South Korea", "south-korea", "kor"],
    "us": ["usa", "United States", "america"],
    "ge": ["georgia", "Georgia"],
    "us-ga": ["us-ga", "Georgia (US state)"],
    "va": ["Vatican City", "vatican"],
    "tr": ["turkey", "Türkiye"],
    "bt": ["bt", "Bhutan"],
    "bt-group": ["bt-group", "British Telecom"],
    "xk": ["Kosovo", "xkx"],
}


@pytest.mark.parametrize(
    ("id", "name"), [(id, name) for id, said in FOUND.items() for name in said]
)
def test_case_accents_and_punctuation_do_not_matter(
    registry: Catalogue, id: str, name: str
) -> None:
    assert registry.find(name)[0].id == id


def test_every_id_code_and_own_name_finds_its_row(registry: Catalogue) -> None:
    for row in registry.everyone():
        assert registry.get(row.id) == row
        # A code comes before an id: arm is Armenia, and the chip maker is told beside it.
        for typed in filter(None, (row.id, row.alpha3, row.numeric)):
            one, others = registry.find(typed)
            assert row == one or (row in others and row.id == "arm")


def test_every_country_and_territory_is_in_the_registry(registry: Catalogue) -> None:
    countries = [row for row in registry.everyone() if row.kind is Kind.COUNTRY]
    assert len(countries) == 249 + 1  # ISO 3166-1, and Kosovo
    assert all(len(row.id) == 2 and len(row.alpha3 or "") == 3 for row in countries)
    assert all(row.continent for row in countries)
    assert {"va", "ad", "mc", "gl", "hk", "tw", "xk"} <= {row.id for row in countries}


def test_a_code_that_hides_another_bearer_tells_of_it(registry: Catalogue) -> None:
    bhutan, others = registry.find("bt")
    assert bhutan.name == "Bhutan"
    assert [row.id for row in others] == ["bt-group"]
    assert registry.find("germany")[1] == []


def test_an_unknown_name_has_its_nearest_suggested(registry: Catalogue) -> None:
    with pytest.raises(UnknownName) as caught:
        registry.find("germny")
    assert str(caught.value) == "unknown entity 'germny'. Did you mean Germany (de)?"


@pytest.mark.parametrize(("typed", "near"), [("nigera", {"ne", "ng"}), ("austrlia", {"au", "at"})])
def test_no_guess_is_taken(registry: Catalogue, typed: str, near: set[str]) -> None:
    with pytest.raises(UnknownName) as caught:
        registry.find(typed)
    assert any(f"({id})" in str(caught.value) for id in near)


@pytest.mark.parametrize("name", ["", " ", "!?", "qqqqqqqq"])
def test_nothing_near_suggests_nobody(registry: Catalogue, name: str) -> None:
    with pytest.raises(UnknownName, match="unknown entity") as caught:
        registry.find(name)
    assert "Did you mean" not in str(caught.value)


def test_a_name_that_several_share_lists_them(registry: Catalogue) -> None:
    with pytest.raises(UnknownName) as caught:
        registry.find("korea")
    assert str(caught.value) == "'korea' is ambiguous: North Korea (kp), South Korea (kr)"


def test_an_id_comes_first_then_a_name_then_an_alias() -> None:
    rows = [
        Entity("alias", "One", Kind.COMPANY, aliases=("Same",)),
        Entity("name", "Same", Kind.COMPANY),
        Entity("same", "Three", Kind.COMPANY),
    ]
    for count, expected in ((3, "same"), (2, "name"), (1, "alias")):
        assert Catalogue.of(rows[:count]).find("SAME")[0].id == expected


def test_an_id_that_nobody_bears_is_shown_as_it_is() -> None:
    catalogue = Catalogue.of([Entity("de", "Germany", Kind.COUNTRY)])
    assert (catalogue.name("de"), catalogue.name("xx")) == ("Germany", "xx")
    assert (catalogue.get("xx"), catalogue.bears("Germany"), catalogue.bears("x")) == (
        None,
        True,
        False,
    )


def test_folding_leaves_out_what_people_vary() -> None:
    assert fold("Côte d’Ivoire") == fold("COTE-D'IVOIRE") == "cotedivoire"
    assert fold("Straße") == fold("STRASSE")
    assert fold("日本") == "日本"
    assert keys(Entity("de", "Germany", Kind.COUNTRY, alpha3="deu", aliases=("GERMANY!", "!"))) == (
        "de",
        "deu",
        "germany",
    )


def test_the_day_of_leaving_a_group_is_the_last_of_membership() -> None:
    member = Membership("gb", "1973-01-01", "2020-01-31")
    assert [
        member.holds(day) for day in ("1972-12-31", "1973-01-01", "2020-01-31", "2020-02-01")
    ] == [False, True, True, False]
    assert Membership("xx", None, None).holds("1800-01-01")
    assert Membership("xx", None, "2020").holds("2020-12-31")


def test_the_groups_of_the_registry_have_known_members(registry: Catalogue) -> None:
    groups = {row.id: row for row in registry.groups()}
    wanted = ["european-union", "nato", "five-eyes", "gulf-cooperation-council", "asean", "brics"]
    wanted += ["g20", "african-union", "nordic-countries", "baltic-states", "visegrad-group"]
    assert set(wanted) <= set(groups)
    assert all(registry.get(member.id) for row in groups.values() for member in row.members)
    five = {member.id for member in groups["five-eyes"].members}
    assert five == {"au", "ca", "gb", "nz", "us"}


def test_companies_carry_their_home_and_role(registry: Catalogue) -> None:
    companies = [row for row in registry.everyone() if row.kind is Kind.COMPANY]
    assert all(isinstance(row.role, Role) for row in companies)
    assert all(row.home and registry.get(row.home) for row in companies)
    assert all(len(row.id) != 2 for row in companies)
