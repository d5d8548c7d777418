"""The README's pictures: made by the tool, the same bytes each time, nothing fetched."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("pty", reason="no pseudo-terminals on this system")
TOOL = Path(__file__).parents[1] / "tools" / "pictures.py"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return runpy.run_path(str(TOOL))["pictures"]()


def test_pictures_are_sound_and_fetch_nothing(made: dict[str, str]) -> None:
    assert {"map", "history", "years"} <= made.keys()
    for text in made.values():
        root = ElementTree.fromstring(text)
        assert root.findtext("{http://www.w3.org/2000/svg}title")
        assert not re.search(r"<script|@import|url\(|href=\"http", text)
        assert len(text) < 60_000


def test_the_same_data_make_the_same_pictures(made: dict[str, str]) -> None:
    assert runpy.run_path(str(TOOL))["pictures"]() == made
