"""Asking the command for results."""

from __future__ import annotations

import json
from typing import Any

from conftest import Ask


def results(own: Ask, *arguments: str) -> list[dict[str, Any]]:
    told = own(*arguments, "--json")
    assert told.code in (0, 1), told.err
    return json.loads(told.out)["results"]
