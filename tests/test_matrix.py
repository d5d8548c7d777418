"""`matrix`: who holds what in which scope, and where operators differ."""

from __future__ import annotations

import json
from pathlib import Path

from asking import results
from conftest import Ask
from own_log import line, written


def test_the_matrix_shows_the_cells_of_status(own: Ask) -> None:
    for row in results(own, "matrix", "us", "de", "vatican"):
        (held,) = results(own, "status", row["entity"])
        known = {scope: cell["stance"] for scope, cell in held["scopes"].items()}
        assert {scope: word for scope, word in row["scopes"].items() if word} == known
        assert (row["stance"], row["headline_scope"]) == (held["stance"], held["headline_scope"])
        assert len(row["scopes"]) == 12


def test_the_gap_lists_countries_whose_operators_hold_otherwise(own: Ask) -> None:
    assert results(own, "matrix", "--gap") == []


def test_a_gap_tells_each_operators_stance_in_its_scopes(ask: Ask, tmp_path: Path) -> None:
    events = (
        line("de-2020-01-01-ban", "2020-01-01", "banned", "mobile"),
        line("telekom-2020-01-01", "2020-01-01", "banned", "core", entity="deutsche-telekom"),
        line("telekom-2020-01-02", "2020-01-02", "permitted", "ran", entity="deutsche-telekom"),
        line("o2-2020-01-02", "2020-01-02", "permitted", "mobile", entity="telefonica-germany"),
    )
    log = ("--data-only", "--data", str(written(tmp_path / "log.jsonl", *events)))
    (row,) = json.loads(ask("matrix", "--gap", *log, "--json").out)["results"]
    assert row["gap"] == "core, ran: banned, but an operator still permits Huawei"
    o2, telekom = sorted(row["operators"], key=lambda each: each["entity"], reverse=True)
    ran = {"scope": "ran", "stance": "permitted"}
    assert o2["gap_scopes"] == [{"scope": "core", "stance": "permitted"}, ran]
    assert telekom["gap_scopes"] == [ran]
    assert telekom["stance"] == "restricted"
    table = ask("matrix", "--gap", *log).out
    assert "Deutsche Telekom: ran permitted" in table
    assert "core, ran permitted" in table
