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
    """A page that needs no other file; `about` has the `version`, too. Raises BadOutput.

    In a site it has `surroundings`.
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
    """The page's script: its parts, one for each job, joined in their order."""
    return "\n".join(_read(f"{name}.js") for name in _SCRIPTS)


# What one part declares the later ones use.
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
    """Where the page will lie. Raises BadUsage and BadOutput where it must not."""
    with telling(path):
        target = for_file(path)
        guard.allow([target], _is_ours)
        return target


def _is_ours(file: Path) -> bool:
    with file.open("rb") as stream:
        return _MARK in stream.read(_HEAD)


# Every page says within its first bytes what made it.
_MARK, _HEAD = b'<meta name="generator" content="huaweiban">', 1024
