"""Counts that others published are held against the log, and each difference is told in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "tools"


def test_the_words_explain_the_count_that_the_log_makes_today() -> None:
    done = subprocess.run(
        [sys.executable, TOOLS / "expectations.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_agreement_in_the_docs_is_the_one_that_the_codings_give() -> None:
    done = subprocess.run(
        [sys.executable, TOOLS / "agreement.py"], capture_output=True, text=True, check=True
    )
    assert done.stdout in (TOOLS.parent / "docs" / "data.md").read_text(encoding="utf-8")
