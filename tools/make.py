"""Make everything that is made from the data and the types: python tools/make.py [--check].

Each tool runs in turn, those first whose files others read. What the documents show is filled in by
tools/docs.py, which takes longer; tools/release_ids.py runs once a release.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOLS = (
    "format_log",
    "names",
    "index",
    "datapackage",
    "schemas",
    "data_changelog",
    "citation",
    "pictures",
)


def main() -> int:
    here = Path(__file__).parent
    codes = [
        subprocess.run([sys.executable, here / f"{tool}.py", *sys.argv[1:]], check=False).returncode
        for tool in TOOLS
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
