"""Dates as precise as a source gives them: `2018`, `2018-12` or `2018-12-10`.

Days are ISO 8601 strings throughout, so that they compare as text and a vague date never becomes an
exact one. Only differences in days and "30d ago" use `datetime`.
"""

from __future__ import annotations

import datetime
import re

# Only days that exist match, leap years included: a pattern also works where no Python runs (in
# JSON Schemas, and in Rust when an own log is validated).
_YEAR = r"[12][0-9]{3}"
_LEAP = r"(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|(?:1[26]|2[048])00)"
_DAYS = (
    rf"{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    rf"|{_LEAP}-02-29"
)
DAY_PATTERN = rf"^(?:{_DAYS})$"
PARTIAL_PATTERN = rf"^(?:{_YEAR}|{_YEAR}-(?:0[1-9]|1[0-2])|{_DAYS})$"
ACCEPTED = "2020, 2020-07, 2020-07-14, today, or an age such as 30d, 6m, 2y"

_FIRST = datetime.date.min.isoformat()
_month_ends = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_partial(text: str) -> bool:
    """Whether `text` is a year, a month or a day that exists."""
    return re.fullmatch(PARTIAL_PATTERN.strip("^$"), text) is not None


def first_day(date: str) -> str:
    """The first day that a partial date can mean: `2018` is 2018-01-01."""
    return date if len(date) == 10 else (f"{date}-01" if len(date) == 7 else f"{date}-01-01")


def last_day(date: str) -> str:
    """The last day that a partial date can mean: `2020-02` is 2020-02-29."""
    if len(date) == 10:
        return date
    if len(date) == 4:
        return f"{date}-12-31"
    year, month = int(date[:4]), int(date[5:])
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{date}-{_month_ends[month - 1] + leap}"


def eve(day: str) -> str:
    """The ISO day before another; for the first possible day, a text that sorts before it."""
    return "0000-12-31" if day == _FIRST else _shifted(day, -1, "d")


def next_day(day: str) -> str:
    """The ISO day after another."""
    return _shifted(day, 1, "d")


def days_between(start: str, end: str) -> int:
    """Whole days from one ISO day to another; negative where `end` is the earlier."""
    to_date = datetime.date.fromisoformat
    return (to_date(end) - to_date(start)).days


def bounds(text: str, today: str) -> tuple[str, str]:
    """First and last day that a typed date means; the last is never after `today`.

    Accepts a partial date, `today`, or an age in days, months or years. Raises ValueError
    with a sentence that says what is accepted.
    """
    word = text.strip().lower()
    if word == "today":
        return today, today
    if age := _age(word):
        day = _shifted(today, -age[0], age[1])
        return day, day
    if not is_partial(word):
        raise ValueError(f"{text!r} is not a date; accepted are {ACCEPTED}")
    first, last = first_day(word), last_day(word)
    return first, today if first <= today < last else last


def after(day: str, age: str) -> str:
    """The ISO day that is an age such as `30d`, `6m` or `1y` after another.

    Raises ValueError with a sentence that says what is accepted.
    """
    count, unit = _span(age)
    return _shifted(day, count, unit)


def before(day: str, age: str) -> str:
    """The ISO day that is an age before another; raises as `after` does."""
    count, unit = _span(age)
    return _shifted(day, -count, unit)


def _span(age: str) -> tuple[int, str]:
    if parsed := _age(age.strip().lower()):
        return parsed
    raise ValueError(f"{age!r} is not a span of time; accepted are spans such as 30d, 6m, 2y")


def _age(word: str) -> tuple[int, str] | None:
    found = re.fullmatch(r"([0-9]{1,4})([dmy])", word)
    return (int(found[1]), found[2]) if found else None


def _shifted(start: str, count: int, unit: str) -> str:
    day = datetime.date.fromisoformat(start)
    try:
        if unit == "d":
            return (day + datetime.timedelta(days=count)).isoformat()
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        first = day.replace(year=year, month=month + 1, day=1)
        end = int(last_day(first.isoformat()[:7])[8:])
        return first.replace(day=min(day.day, end)).isoformat()
    except (ValueError, OverflowError):
        raise ValueError(f"{abs(count)}{unit} from {start} lies outside the calendar") from None
