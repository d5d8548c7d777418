"""The day it is. The one home of the clock: everyone else is given the day."""

from __future__ import annotations

import os

from huaweiban import dates
from huaweiban.errors import BadUsage


def today() -> str:
    """The day it is (ISO): `HUAWEIBAN_TODAY` where set and not empty, else the clock's."""
    fixed = os.environ.get("HUAWEIBAN_TODAY")
    if not fixed:
        import datetime

        return datetime.date.today().isoformat()
    if not dates.is_partial(fixed) or len(fixed) != 10:
        raise BadUsage(f"HUAWEIBAN_TODAY: {fixed!r} is not a day; write 2026-11-22")
    return fixed


def latest() -> str:
    """The last day that it can be anywhere (ISO): the day after today, as far east it is tomorrow.

    Where `HUAWEIBAN_TODAY` is an earlier day, the clock's counts: lines of a log can be newer than
    the day on which a question is put.
    """
    import datetime

    return dates.next_day(max(today(), datetime.date.today().isoformat()))
