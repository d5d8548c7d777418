"""The fold in Polars: it reads, spreads and sorts; the last step is a loop, as it has no fold.

python fold_polars.py LOG DAY
"""

import sys

import polars as pl

PARTS = {"networks": ["core", "ran", "fixed"], "mobile": ["core", "ran"]}
BREADTH = {"networks": 0, "mobile": 1}
STRENGTH = ["lawsuit", "report", "proposal", "statement", "contract", "decision", "ruling", "law"]
TEXTS = ("id", "entity", "date", "not_before", "not_after", "stance", "action", "withdrawn")


def main(path, day):
    schema = {**dict.fromkeys(TEXTS, pl.String), "scope": pl.List(pl.String)}
    date = pl.col("date")
    vague = date + pl.when(date.str.len_bytes() == 4).then(pl.lit("-01-01")).when(
        date.str.len_bytes() == 7
    ).then(pl.lit("-01")).otherwise(pl.lit(""))
    start = vague.str.to_date("%Y-%m-%d")
    end = (
        pl.when(date.str.len_bytes() == 4)
        .then(date + "-12-31")
        .when(date.str.len_bytes() == 7)
        .then(start.dt.month_end().dt.to_string("%Y-%m-%d"))
        .otherwise(date)
    )
    breadth = pl.col("scope").replace_strict(BREADTH, default=2, return_dtype=pl.Int8)
    spread = pl.col("scope").replace_strict(
        PARTS, default=pl.concat_list("scope"), return_dtype=pl.List(pl.String)
    )
    rows = (
        pl.scan_ndjson(path, schema=schema)
        .filter(
            pl.col("stance").is_not_null()
            & pl.col("withdrawn").is_null()
            & (pl.col("entity").str.len_bytes() == 2)
        )
        .with_columns(
            first=pl.coalesce("not_before", vague),
            last=pl.coalesce("not_after", end),
            strength=pl.col("action").replace_strict(STRENGTH, range(8), return_dtype=pl.Int8),
        )
        .filter(pl.col("first") <= day)
        .explode("scope")
        .with_columns(breadth=breadth)
        .with_columns(broadest=pl.col("breadth").min().over("id"), cell=spread)
        .explode("cell")
        .group_by("id", "cell")
        .agg(
            pl.col("entity", "stance", "date", "first", "last", "broadest", "strength").first(),
            named=pl.col("breadth").max(),
        )
        .sort(
            "first", "last", "broadest", "strength", "id",
            descending=[False, True, False, False, False],
        )
        .select("entity", "cell", "stance", "named", "date")
        .collect()
    )  # fmt: skip
    held = {}
    for entity, cell, stance, narrow, said in rows.iter_rows():
        was = held.get((entity, cell))
        if was and (
            was[0] == stance or (was[0] == "banned" and stance == "restricted" and was[1] > narrow)
        ):
            held[entity, cell] = was[0], max(was[1], narrow), was[2], said
        else:
            held[entity, cell] = stance, narrow, said, said
    for (entity, cell), (stance, _, since, confirmed) in sorted(held.items()):
        print(entity, cell, stance, since, confirmed, sep="\t")


main(*sys.argv[1:])
