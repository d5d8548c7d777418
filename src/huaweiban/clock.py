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
