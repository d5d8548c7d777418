"""The current day. Only this module reads the clock: all others get the day as an argument."""

from __future__ import annotations

import os

from huaweiban import dates
from huaweiban.errors import BadUsage


def today() -> str:
    """The current day (ISO): `HUAWEIBAN_TODAY` if set and not empty, else that of the clock."""
    fixed = os.environ.get("HUAWEIBAN_TODAY")
    if not fixed:
        import datetime

        return datetime.date.today().isoformat()
    if not dates.is_partial(fixed) or len(fixed) != 10:
        raise BadUsage(f"HUAWEIBAN_TODAY: {fixed!r} is not a day; write 2026-11-22")
    return fixed


def latest() -> str:
    """The day after the current one (ISO): in time zones far east it may already have begun.

    If `HUAWEIBAN_TODAY` is earlier than the clock, the clock counts: lines of a log can be newer
    than the day that a question is about.
    """
    import datetime

    return dates.next_day(max(today(), datetime.date.today().isoformat()))
