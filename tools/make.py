"""Make everything that is generated from the data and the types: python tools/make.py [--check].

Each tool runs in turn; those whose files others read come first. tools/docs.py, which takes longer,
updates the output shown in documents; tools/release_ids.py runs once per release.
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
