"""Laws that changes of the core were able to break unnoticed (tools/mutants.py)."""

from __future__ import annotations

import calendar
from dataclasses import FrozenInstanceError, fields
from itertools import product

import pytest
from strategies import SOURCE, event

from huaweiban.dates import after, bounds, last_day
from huaweiban.events import CELLS, PARTS, Action, Actor, Event, Scope, Source, Stance, order
from huaweiban.planned import planned_dates
from huaweiban.stances import (
    FALLBACK,
    HEADLINE_RULES,
    RULES,
    Holding,
    ban_of_one_part,
    confirmation,
    elsewhere_only,
    first_word,
    headline,
    narrower_ban,
    one_part_known,
    parts_differ,
    position,
    replacement,
)


def test_what_a_record_does_not_say_is_null_and_no_list_is_empty_by_another_name() -> None:
    bare = Source(publisher="Example Post")
    assert (bare.title, bare.url, bare.published, bare.via) == (None, None, None, None)
    made = Event(
        id="a", entity="de", date="2020", summary="x", action=Action.LAW, actor=Actor.COURT,
        sources=(SOURCE,), added="2026-11-01",
    )  # fmt: skip
    given = {"id", "entity", "date", "summary", "action", "actor", "sources", "added"}
    unsaid = {each.name: getattr(made, each.name) for each in fields(Event)}
    unsaid = {name: value for name, value in unsaid.items() if name not in given}
    assert {name for name, value in unsaid.items() if value == ()} == {"scope", "related", "laws"}
    assert all(value is None for value in unsaid.values() if value != ())


def test_records_are_frozen_and_said_by_name_and_take_no_further_word() -> None:
    for record, values in ((Source, ("A",)), (Event, ("a", "de", "2020"))):
        with pytest.raises(TypeError, match="positional"):
            record(*values)
        assert set(record.__slots__) == {each.name for each in fields(record)}
        assert record.__pydantic_config__ == {"extra": "forbid"}
    with pytest.raises(FrozenInstanceError):
        SOURCE.publisher = "Other"


def test_a_cell_is_a_scope_that_stands_for_itself_and_parts_come_in_the_codebooks_order() -> None:
    assert tuple(scope for scope in Scope if scope.value not in ("networks", "mobile")) == CELLS
    for parts in PARTS.values():
        assert list(parts) == [scope for scope in Scope if scope in parts]


def test_context_without_a_scope_is_as_broad_as_all_networks_so_the_action_decides() -> None:
    weak, strong = Action.REPORT, Action.LAW
    for context, broad, context_first in ((weak, strong, True), (strong, weak, False)):
        one = event("de-2020-01-01-m", action=context)
        two = event("de-2020-01-01-m", "banned", scope="networks", action=broad)
        assert (order(one) < order(two)) is context_first


def test_every_month_of_four_hundred_years_ends_as_the_calendar_says() -> None:
    for year, month in product(range(1800, 2201), range(1, 13)):
        end = calendar.monthrange(year, month)[1]
        assert last_day(f"{year}-{month:02}") == f"{year}-{month:02}-{end}"


def test_what_is_no_date_is_told_word_for_word() -> None:
    def told(text: str, today: str) -> str:
        with pytest.raises(ValueError) as caught:
            bounds(text, today)
        return str(caught.value)

    accepted = "2020, 2020-07, 2020-07-14, today, or an age such as 30d, 6m, 2y"
    assert told("soon", "2026-11-22") == f"'soon' is not a date; accepted are {accepted}"
    outside = "9999y from 2026-11-22 lies outside the calendar"
    assert told("9999y", "2026-11-22") == outside
    # In December the month that an age leads to has a number that lists count from their end.
    assert told("3000y", "2026-12-01") == "3000y from 2026-12-01 lies outside the calendar"
    with pytest.raises(ValueError) as caught:
        after("2026-11-22", "soon")
    assert str(caught.value) == (
        "'soon' is not a span of time; accepted are spans such as 30d, 6m, 2y"
    )


def test_planned_dates_of_one_day_go_by_the_id_of_their_events() -> None:
    made = [event(f"de-2020-01-0{n}-a", "banned", deadline="2025", scope=scope)
            for n, scope in ((1, "core"), (2, "ran"), (3, "fixed"))]  # fmt: skip
    held = position(made, "2021-01-01")
    cells = [held.cells[scope] for scope in (Scope.FIXED, Scope.CORE, Scope.RAN)]
    found = planned_dates(held, cells, "2021-01-01")
    assert [each.event.id for each in found] == [each.id for each in made]


def test_every_scope_beside_the_mobile_networks_speaks_where_they_are_silent() -> None:
    rest = [scope for scope in CELLS if scope not in PARTS[Scope.MOBILE]]
    assert set(rest) == set(FALLBACK)
    for scope in rest:
        said = headline({scope: Stance.UNDECIDED})
        assert said == (Holding(Stance.UNDECIDED, scope), elsewhere_only)


def test_each_rule_by_itself_answers_only_what_it_says() -> None:
    ban = event("de-2020-01-01-a", "banned", scope="core")
    # Nothing on record: nothing to confirm and no ban to spare.
    assert confirmation(None, ban, Stance.BANNED, 2) is None
    assert narrower_ban(None, ban, Stance.RESTRICTED, 0) is None
    assert first_word(None, ban, Stance.BANNED, 2) == replacement(None, ban, Stance.BANNED, 2)
    for part in PARTS[Scope.MOBILE]:
        assert parts_differ({part: Stance.PERMITTED}) is None
    both = dict.fromkeys(PARTS[Scope.MOBILE], Stance.PERMITTED)
    assert one_part_known(both) is None
    assert ban_of_one_part(dict.fromkeys(PARTS[Scope.MOBILE], Stance.BANNED)) is None
    assert len({rule.__doc__ for rule in (*RULES, *HEADLINE_RULES)}) == 12


def test_a_vague_date_is_read_from_its_first_possible_day() -> None:
    """Among those of one first day the vaguer comes first; `not_before` moves that day."""
    exact = event("de-2020-03-01-b", date="2020-03-01", stance=None, scope=())
    month = event("de-2020-03-a", date="2020-03", stance=None, scope=())
    later = event("de-2020-c", date="2020", not_before="2020-03-02", stance=None, scope=())
    assert sorted([later, exact, month], key=order) == [month, exact, later]
