"""An export as one page to open in a browser, to send or to put on a site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from huaweiban.bundled import codebook
from huaweiban.codebook import terms
from huaweiban.export.atomic import for_file, replacing, telling
from huaweiban.export.guard import Guard
from huaweiban.render.page import ALONE, Parts, Surroundings, page
from huaweiban.views.page import Page

_HERE = Path(__file__).parent


def write_html(
    shown: Page,
    about: Mapping[str, Any],
    path: Path,
    guard: Guard,
    surroundings: Surroundings = ALONE,
) -> None:
    """Write a page that needs no other file; `about` also has the `version`. Raises BadOutput.

    `surroundings` is what a site adds to it.
    """
    parts = Parts(
        _read("page.html"), _read("page.css"), _read("bare.css"), script(), terms(codebook())
    )
    text = page(shown, about, parts, surroundings)
    with telling(path):
        target = html_place(path, guard)
        with replacing(target.parent, [target.name]) as (beside,):
            beside.write_bytes(text.encode())


def script() -> str:
    """The script of the page: its parts, one for each job, joined in order."""
    return "\n".join(_read(f"{name}.js") for name in _SCRIPTS)


# Later parts use what earlier ones declare.
_SCRIPTS = (
    "base",
    "names",
    "days",
    "map",
    "table",
    "lists",
    "panel",
    "ways",
    "address",
    "main",
)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def html_place(path: Path, guard: Guard) -> Path:
    """The path of the page. Raises BadUsage and BadOutput if it must not be written."""
    with telling(path):
        target = for_file(path)
        guard.allow([target], _is_ours)
        return target


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        return _MARK in stream.read(_HEAD)


# The first bytes of every page name the generator.
_MARK, _HEAD = b'<meta name="generator" content="huaweiban">', 1024
