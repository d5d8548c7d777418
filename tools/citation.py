"""Make CITATION.cff, which names the data version: python tools/citation.py [--check]."""

from __future__ import annotations

import sys

import made

from huaweiban.bundled import about

FILE = made.ROOT / "CITATION.cff"
TEXT = """\
cff-version: 1.2.0
message: "If you use these data, please cite them with the data version and the ids of the events."
type: dataset
title: "huaweiban: where Huawei is banned, restricted, permitted or undecided"
abstract: >-
  A log of dated, sourced events, one a line, and the stance of countries, operators and suppliers
  on Huawei equipment that follows from them, by scope and by day.
authors:
  - name: The huaweiban maintainers
version: "{version}"
date-released: "{day}"
license: CC-BY-4.0
keywords:
  - huawei
  - 5g
  - telecommunications
  - high-risk vendor
  - sanctions
references:
  - type: software
    title: huaweiban
    authors:
      - name: The huaweiban maintainers
    license: MIT
    notes: "Computes the stances; `huaweiban --version` tells its version and that of the data."
"""


def citation() -> str:
    """The citation of the bundled data; a data version is its day."""
    version = about().data_version
    return TEXT.format(version=version, day=version.replace(".", "-"))


if __name__ == "__main__":
    sys.exit(made.run(lambda: {FILE: citation().encode()}))
