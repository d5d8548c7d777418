"""Write the data as a static site: python tools/site.py DIR [--base PATH].

It needs no server but one that hands out files: python -m http.server -d DIR. docs/site.md says
what is at which address. The day is that of the data, so the same data make the same bytes.
PATH is the path under which a host serves the site, / where it serves nothing else.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from website.build import build


def main() -> int:
    """Write the site, and say how large it is."""
    parser = argparse.ArgumentParser(description="Write the data as a static site.")
    parser.add_argument("dir", type=Path, help="a new folder, or that of an earlier site")
    parser.add_argument("--base", default="/", help="the path under which a host serves it")
    given = parser.parse_args()
    begun = time.monotonic()
    number, size = build(given.dir, given.base)
    seconds = time.monotonic() - begun
    print(f"{given.dir}: {number} files, {size / 1e6:.1f} MB, in {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
