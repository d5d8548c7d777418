"""axe-core, the accessibility checker, run in a page: what violates WCAG 2.2 AA.

It is taken from the file that $AXE_CORE names, else fetched from npm into a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from chromium import Page

VERSION = "4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def found(folder: Path) -> str | None:
    """The text of axe-core, or None where it is not to be had."""
    if told := os.environ.get("AXE_CORE"):
        return Path(told).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        return None
    asked = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run([*asked, f"axe-core@{VERSION}"], check=True, capture_output=True, timeout=90)
    except (subprocess.SubprocessError, OSError):
        return None
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Each violation of the page as it stands: the rule, and the first element that breaks it."""
    if not page.run("typeof axe === 'object'"):
        page.run(f"{axe};0")
    # Whether names carry the visible letters is a rule of AA that axe calls experimental.
    options = {"runOnly": RULES, "rules": {"label-content-name-mismatch": {"enabled": True}}}
    told: list[str] = page.run(
        f"axe.run(document, {str(options).replace('True', 'true')}).then(found => "
        "found.violations.map(each => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`))"
    )
    return told
