"""All benchmarks: python benchmarks/run.py [--sizes 10000,100000] [--rounds N].

Prints start-up and answers of the bundled log (start.py), where the time goes (phases.py), long
lists (lists.py), and logs of one's own (logs.py).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(description="Run all benchmarks and print their tables.")
    parser.add_argument("--sizes", help="events of the generated logs; default: see logs.py")
    parser.add_argument("--rounds", type=int, help="rounds on generated logs; default: see logs.py")
    options = parser.parse_args()
    rounds = ["--rounds", str(options.rounds)] if options.rounds else []
    sizes = ["--sizes", options.sizes] if options.sizes else []
    scripts = (
        ("start.py", []),
        ("phases.py", []),
        ("lists.py", []),
        ("logs.py", [*rounds, *sizes]),
    )
    return max(
        subprocess.run([sys.executable, str(HERE / name), *given], check=False).returncode
        for name, given in scripts
    )


if __name__ == "__main__":
    sys.exit(main())
