"""Dates are as precise as the source gives them; no day is ever invented."""

from __future__ import annotations

import calendar
import datetime
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huaweiban.dates import (
    DAY_PATTERN,
    PARTIAL_PATTERN,
    after,
    before,
    bounds,
    days_between,
    eve,
    first_day,
    is_partial,
    last_day,
    next_day,
)

TODAY = "2026-11-22"
real_days = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
shaped = st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
years, months = st.integers(1000, 2999), st.integers(1, 12)


def is_real_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@given(shaped)
@example("2000-02-29")
@example("1900-02-29")
@example("2400-02-29")
@example("2019-02-29")
@example("2020-04-31")
def test_a_day_is_accepted_if_the_calendar_has_it(text: str) -> None:
    expected = is_real_day(text) and "1000" <= text[:4] <= "2999"
    assert bool(re.match(DAY_PATTERN, text)) is expected
    assert is_partial(text) is expected


@given(real_days)
def test_every_day_of_the_calendar_is_a_date(day: datetime.date) -> None:
    text = day.isoformat()
    assert re.match(DAY_PATTERN, text)
    assert is_partial(text)
    assert is_partial(text[:7])
    assert is_partial(text[:4])
    assert first_day(text) == last_day(text) == text


@given(years, months)
@example(2000, 2)
@example(1900, 2)
def test_a_month_has_the_days_that_the_calendar_gives_it(year: int, month: int) -> None:
    text = f"{year}-{month:02}"
    assert first_day(text) == datetime.date(year, month, 1).isoformat()
    end = calendar.monthrange(year, month)[1]
    assert last_day(text) == datetime.date(year, month, end).isoformat()
    assert re.match(PARTIAL_PATTERN, text)
    assert not re.match(DAY_PATTERN, text)


@given(years)
def test_a_year_goes_from_january_to_december(year: int) -> None:
    assert (first_day(str(year)), last_day(str(year))) == (f"{year}-01-01", f"{year}-12-31")


@given(real_days, real_days)
def test_days_between_counts_whole_days_and_is_negative_backwards(
    start: datetime.date, end: datetime.date
) -> None:
    assert days_between(str(start), str(end)) == (end - start).days


@pytest.mark.parametrize(
    "text",
    ["", "20", "202", "20201", "2020-", "2020-1", "2020-13", "2020-00", "2020-1-1", "0999", "3000",
     "2020-00-10", "2020-02-30", "14/07/2020", "2020/07/14", "2020-07-14T00:00", " 2020", "today",
     "٢٠٢٠", "2020-07-14 ", "2020\n", "2020-07-14\n"],
)  # fmt: skip
def test_what_is_no_year_month_or_day_is_no_date(text: str) -> None:
    assert not is_partial(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-07-14", "2020-07-14", "2020-07-14"),
        ("2026", "2026-01-01", TODAY),
        ("2026-11", "2026-11-01", TODAY),
        (TODAY, TODAY, TODAY),
        ("today", TODAY, TODAY),
        (" Today ", TODAY, TODAY),
        ("0d", TODAY, TODAY),
        ("30d", "2026-10-23", "2026-10-23"),
        ("6m", "2026-05-22", "2026-05-22"),
        ("2y", "2024-11-22", "2024-11-22"),
        ("2Y", "2024-11-22", "2024-11-22"),
    ],
)
def test_a_typed_date_means_its_first_to_its_last_day_or_today_if_that_is_earlier(
    text: str, first: str, last: str
) -> None:
    assert bounds(text, TODAY) == (first, last)


@given(real_days, st.integers(0, 4000))
def test_an_age_in_days_goes_back_that_many_days(today: datetime.date, count: int) -> None:
    first, last = bounds(f"{count}d", str(today))
    assert first == last
    assert days_between(first, str(today)) == count


@given(real_days, st.integers(0, 400), st.sampled_from("my"))
def test_an_age_in_months_keeps_the_day_or_takes_the_last_of_a_shorter_month(
    today: datetime.date, count: int, unit: str
) -> None:
    back = count * (12 if unit == "y" else 1)
    months_ago = today.year * 12 + today.month - 1 - back
    year, month = months_ago // 12, months_ago % 12 + 1
    text = f"{count}{unit}"
    if year < 1:
        with pytest.raises(ValueError, match="calendar"):
            bounds(text, str(today))
        return
    day = datetime.date.fromisoformat(bounds(text, str(today))[0])
    assert (day.year, day.month) == (year, month)
    assert day.day == min(today.day, calendar.monthrange(year, month)[1])


@given(years, st.none() | months, real_days)
def test_no_period_that_contains_today_ends_after_it(
    year: int, month: int | None, today: datetime.date
) -> None:
    text = f"{year}" if month is None else f"{year}-{month:02}"
    first, last = bounds(text, str(today))
    assert first == first_day(text)
    contains = first <= str(today) <= last_day(text)
    assert last == (str(today) if contains else last_day(text))


@pytest.mark.parametrize("text", ["2020-02-30", "14/07/2020", "yesterday", "", "30", "5w", "-3d"])
def test_what_is_no_date_is_told_with_what_is_accepted(text: str) -> None:
    with pytest.raises(ValueError, match=r"2020, 2020-07, 2020-07-14, today.*30d, 6m, 2y"):
        bounds(text, TODAY)


@pytest.mark.parametrize("text", ["9999d", "9999m", "2026y", "9999y"])
def test_an_age_older_than_the_calendar_is_refused(text: str) -> None:
    today = "0027-01-01" if text == "9999d" else TODAY
    if text == "9999m":
        assert bounds(text, TODAY)[0] == "1193-08-22"
        return
    with pytest.raises(ValueError, match="calendar"):
        bounds(text, today)


@given(real_days.filter(lambda day: day > datetime.date(1000, 1, 1)))
def test_the_eve_of_a_day_is_the_day_before(day: datetime.date) -> None:
    assert days_between(eve(str(day)), str(day)) == 1
    assert next_day(eve(str(day))) == str(day)


def test_before_the_first_day_is_nothing() -> None:
    assert eve("0001-01-01") == "0000-12-31"


@pytest.mark.parametrize(
    ("age", "day"),
    [("30d", "2026-12-22"), ("3m", "2027-02-22"), (" 1Y ", "2027-11-22"), ("0d", TODAY)],
)
def test_a_span_after_a_day_is_counted_by_the_calendar(age: str, day: str) -> None:
    assert after(TODAY, age) == day


@given(real_days, st.integers(0, 900), st.sampled_from("dmy"))
def test_a_span_before_a_day_is_the_age_of_the_day_it_leads_to(day, count, unit) -> None:
    """An option that takes ages alone counts as one that takes dates does."""
    try:
        first, last = bounds(f"{count}{unit}", str(day))
    except ValueError as outside:
        with pytest.raises(ValueError, match="outside the calendar") as told:
            before(str(day), f"{count}{unit}")
        assert str(told.value) == str(outside)
    else:
        assert before(str(day), f" {count}{unit.upper()} ") == first == last


def test_a_span_from_the_end_of_a_long_month_ends_a_shorter_one() -> None:
    assert after("2027-11-30", "3m") == "2028-02-29"


@pytest.mark.parametrize("age", ["", "2020", "today", "5w", "d30"])
def test_what_is_no_span_is_told_with_what_is_accepted(age: str) -> None:
    for counted in (after, before):
        with pytest.raises(ValueError, match="30d, 6m, 2y"):
            counted(TODAY, age)


def test_the_eve_of_the_calendars_first_day_sorts_before_it() -> None:
    """`--since 2025y` in 2026 means a day that has no day before it."""
    first = bounds("2025y", "2026-01-01")[0]
    assert first == "0001-01-01"
    assert eve(first) < first
    with pytest.raises(ValueError, match="lies outside the calendar"):
        bounds("2026y", "2026-01-01")
