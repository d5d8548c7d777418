"""The fold in DuckDB: python fold_duckdb.py LOG DAY."""

import sys
from pathlib import Path

import duckdb

query = Path(__file__).with_name("fold.sql").read_text(encoding="utf-8")
given = {"log": sys.argv[1], "day": sys.argv[2], "brought_to": "9999-12-31", "entities": "__"}
for row in duckdb.execute(query, given).fetchall():
    print(*row, sep="\t")
