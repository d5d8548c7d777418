"""Lists as people have them: read strictly, answered row by row, filed and held against later."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, OWN, TODAY, Ask, Told

from huaweiban import __version__, bundled
from huaweiban.events import Scope, Stance
from huaweiban.views.rule import sentence


@pytest.fixture
def listed(tmp_path: Path) -> Callable[[str], str]:
    """Writes a list, byte for byte, and gives its path."""

    def written(text: str) -> str:
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode())
        return str(path)

    return written


def envelope(told: Told) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(told.out)
    return answer


def asked(told: Told) -> list[tuple[str, str | None]]:
    return [(row["asked"], row["entity"]) for row in envelope(told)["results"]]


FAULTS = {
    'name,country\n"Acme,no\nBeta,se\n': "2: is not CSV: a quote is not closed",
    'name,country\nAcme,no\n\n"Be\nta",se\n"C"l,no\n': "6: is not CSV: ',' expected after '\"'",
    "name,country\nAcme,Korea, Rep.\n": "2: has 3 cells, the header has 2: a cell that contains a "
    "comma needs quotes",
    "name|country\n\nAcme|no|\n": "3: has 3 cells, the header has 2: a cell that contains '|' "
    "needs quotes",
    "Country,name,country\nno,Acme,se\n": "1: names the column 'Country' twice",
    "a,a,country\n1,2,no\n": "1: names the column 'a' twice",
    "Suppliers, 2026\n\nname;country\nAcme;no\n": "1: is a title, not a header: column 'country' "
    "is in line 3; delete the lines above it",
    "sep=;\nname;land\nAcme;no\n": "2: no column 'country'; the columns are name, land",
    "\n \n": " is empty; its first line must name a column 'country'",
}


@pytest.mark.parametrize(("text", "fault"), FAULTS.items(), ids=FAULTS.values())
def test_what_could_let_a_row_pass_unseen_is_an_error(
    own: Ask, listed: Callable[[str], str], text: str, fault: str
) -> None:
    path = listed(text)
    told = own("check", path, "--column", "country")
    assert (told.code, told.out, told.err) == (4, "", f"{path}:{fault}\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}", "\ufeff", "\ufeffsep={}", '"sep={}"'])
def test_cells_are_parted_as_spreadsheets_part_them(
    own: Ask, listed: Callable[[str], str], first: str, sign: str, end: str
) -> None:
    head = first.format(sign) + (end if "sep" in first else "")
    rows = [["Supplier, Inc; the | one", "Country"], ["a, b; c | d", "Norway"], ["e", " se "]]
    body = io.StringIO(newline="")
    csv.writer(body, delimiter=sign, lineterminator=end).writerows(rows)
    told = own("check", listed(head + body.getvalue()), "--column", "country", "--json")
    assert (told.code, told.err) == (1, "")
    assert asked(told) == [("Norway", "no"), ("se", "se")]


def test_wholly_empty_rows_are_counted_and_every_place_is_a_line(
    own: Ask, listed: Callable[[str], str]
) -> None:
    text = 'name,country\n\nA,no\n , \n"B\nB",germny\n,\nC,\nD,no\nE,germny\n'
    path = listed(text)
    told = own("check", path, "--column", "country", "--json")
    assert told.err.splitlines() == [
        f"{path}:5: unknown entity 'germny'. Did you mean Germany (de)? (2 rows)",
        f"{path}:8: empty cell",
    ]
    answer = envelope(told)
    assert [(row["asked"], row["place"], row["rows"]) for row in answer["results"]] == [
        ("no", f"{path}:3", 2), ("germny", f"{path}:5", 2), ("", f"{path}:8", 1)
    ]  # fmt: skip
    assert answer["counts"] == {
        "rows": 5, "names": 2, "passed": 1, "failed": 0, "no_record": 0, "unknown": 1,
        "empty": 1, "skipped": 3,
    }  # fmt: skip


def test_several_names_in_a_cell_are_pointed_out(own: Ask, listed: Callable[[str], str]) -> None:
    cells = ["Germany; Sweden", "Germany / Sweden", "no\nse", "DE, FR", "Bosnia & Herzegovina"]
    text = "country\n" + "".join(f'"{cell}"\n' for cell in cells)
    told = own("check", listed(text), "--column", "country", "--json")
    reasons = [row["reason"] for row in envelope(told)["results"]]
    assert [reason.rpartition("it contains several names: ")[2] for reason in reasons[:4]] == [
        "Germany, Sweden", "Germany, Sweden", "no, se", "DE, FR"
    ]  # fmt: skip
    assert asked(told)[4] == ("Bosnia & Herzegovina", "ba")


@pytest.mark.parametrize("command", ["check", "status", "timeline"])
def test_a_file_in_the_place_of_a_name_is_told(own: Ask, command: str) -> None:
    told = own(command, "suppliers.csv")
    assert told.code == 3
    assert "if this is a file, add --column NAME to 'check'" in told.err


def test_a_list_on_standard_input_keeps_its_lines(process: Callable[..., Told]) -> None:
    stdin = b"# a comment\n\nno\nAcme #1\nDeutschland\nde\n"
    told = process("status", "-", "--json", *OWN, stdin=stdin)
    assert told.code == 3
    assert told.err.startswith("<stdin>:4: unknown entity 'Acme #1'")
    rows = envelope(told)["results"]
    assert [(row["entity"], row["asked"]) for row in rows] == [
        ("no", ["no"]), ("de", ["Deutschland", "de"])
    ]  # fmt: skip


def test_without_names_none_was_asked(own: Ask) -> None:
    assert {tuple(row["asked"]) for row in envelope(own("status", "--json"))["results"]} == {()}


@pytest.mark.parametrize("command", ["check", "status"])
def test_of_many_unknown_names_twenty_are_told_and_the_rest_counted(
    process: Callable[..., Told], command: str
) -> None:
    stdin = "".join(f"zqxj{at}\n" for at in range(50)).encode() + b"no\n"
    told = process(command, "-", *OWN, stdin=stdin)
    assert told.code == 3
    *lines, last = told.err.splitlines()
    assert (len(lines), last.partition(" ")[0]) == (20, "30")
    if command == "check":
        assert told.out.count("zqxj") == 40  # each name stands in its reason, too
        assert "... and 30 more" in told.out
        every = process(command, "-", "--json", *OWN, stdin=stdin)
        assert len(envelope(every)["results"]) == 51


ROWS = (
    "sep=;\r\n"
    "Nr;Lieferant;Country;\r\n"
    '1;"=1+1 ""GmbH""";no;+49 30\r\n'
    ";;;\r\n"
    '2;"Zwei\r\nZeilen";se;\r\n'
    "3;Drei;;-\r\n"
    "4;Vier;no\r\n"
)


def test_each_row_comes_back_in_order_and_untouched(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(ROWS.encode())
    words = ["check", "rows.csv", "--column", "country", "--keep", "--format", "csv"]
    log = ["--data-only", "--data", str(DATA / "log.jsonl")]
    told = process(*words, *log, cwd=tmp_path)
    first, _, rest = told.out.partition("\r\n")
    header, *rows = csv.reader(io.StringIO(rest, newline=""), delimiter=";")
    assert (told.code, first) == (3, "sep=;")
    assert header[:4] == ["Nr", "Lieferant", "Country", ""]
    assert all(title.startswith("huaweiban_") for title in header[4:])
    assert [row[:4] for row in rows] == [
        ["1", '=1+1 "GmbH"', "no", "+49 30"], ["2", "Zwei\r\nZeilen", "se", ""],
        ["3", "Drei", "", "-"], ["4", "Vier", "no", ""],
    ]  # fmt: skip
    ours = [dict(zip(header[4:], row[4:], strict=True)) for row in rows]
    assert [(each["huaweiban_entity"], each["huaweiban_passed"], each["huaweiban_line"])
            for each in ours] == [
        ("no", "true", "3"), ("se", "false", "5"), ("", "false", "7"), ("no", "true", "8")
    ]  # fmt: skip
    # A list that comes back a month later has our columns once.
    path.write_bytes(told.out.encode())
    again = process(*words, *log, cwd=tmp_path)
    assert again.out.splitlines()[1] == told.out.splitlines()[1]


@pytest.mark.parametrize("format", ["json", "jsonl", "plain", "table", "md"])
def test_rows_are_kept_in_every_format(own: Ask, format: str) -> None:
    told = own("check", "suppliers.csv", "--column", "country", "--keep", "--format", format)
    assert told.code == 3
    for name in ("Fjord AS", "Ostsee GmbH", "Nobody"):
        assert name in told.out
    if format == "json":
        rows = envelope(told)["results"]
        assert [row["supplier"] for row in rows][:2] == ["Fjord AS", "Ostsee GmbH"]
        assert envelope(told)["schema"] == "huaweiban/check-rows/1"


def test_fields_of_a_kept_row_are_chosen_by_both_kinds_of_name(own: Ask) -> None:
    words = ["check", "suppliers.csv", "--column", "country", "--keep", "--format", "plain"]
    told = own(*words, "--fields", "supplier,huaweiban_passed")
    assert told.rows[0] == ["Fjord AS", "true"]


def test_csv_begins_with_a_mark_on_request(process: Callable[..., Told]) -> None:
    words = ["check", "no", "--format", "csv", *OWN]
    plain, marked = process(*words), process(*words, "--bom")
    assert marked.out == "\ufeff" + plain.out
    kept = process("check", "suppliers.csv", "--column", "country", "--keep", "--bom", *words[2:])
    assert kept.out.startswith("\ufeffsupplier,")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["no", "--keep"], "--keep prints the rows of one CSV file"),
        (["a.csv", "b.csv", "--column", "x", "--keep"], "--keep prints the rows of one CSV file"),
        (["no", "--bom"], "--bom needs --format csv"),
        (["no", "--column", ""], "--column: is empty"),
        (["no", "--baseline", ""], "--baseline: is empty"),
    ],
)
def test_options_that_say_nothing_or_contradict_are_refused(
    own: Ask, words: list[str], fault: str
) -> None:
    told = own("check", *words)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(fault)


P, R, U, B = Stance.PERMITTED, Stance.RESTRICTED, Stance.UNDECIDED, Stance.BANNED
SENTENCES: list[tuple[tuple[Any, ...], str]] = [
    (([P, R], False, [Scope.MOBILE]),
     "passes if Huawei may supply mobile networks there (restricted included)"),
    (([P], False, []), "passes if Huawei may supply there, judged by the headline"),
    (([P, U, R], True, [Scope.CORE, Scope.PROCUREMENT]),
     "passes if Huawei may supply the core of mobile networks and sell to public bodies there "
     "(restricted and undecided included), or if no position is on record"),
    (([P], False, [Scope.SUPPLY]), "passes if Huawei may be supplied from there"),
    (([B, R], False, [Scope.DEVICES]),
     "passes if Huawei is banned or restricted there in phones and other devices"),
    (([], True, []), "passes if no position is on record there, judged by the headline"),
    (([P], False, [Scope.FIXED], True, "1y", "decision", "3y"),
     "passes if Huawei may supply fixed networks there; evidence of the kind decision or stronger "
     "must be enough; evidence no older than 3y must be enough; nothing with a caution passes; no "
     "deadline within 1y, and no end that would make it fail"),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "said"), SENTENCES, ids=[said for _, said in SENTENCES])
def test_the_rule_is_a_sentence(terms: tuple[Any, ...], said: str) -> None:
    assert sentence(*terms) == said


def test_the_sentence_heads_the_answer_and_a_private_network_is_in_no_scope(own: Ask) -> None:
    told = own("check", "no", "--scope", "mobile", "--allow", "permitted,restricted")
    first, *_, last = told.out.splitlines()
    assert first == "Passes if Huawei may supply mobile networks there (restricted included)."
    assert last == "The log does not cover private companies' own networks."


def test_every_scope_that_fails_is_shown_with_its_event(own: Ask) -> None:
    told = own("check", "de", "--scope", "core", "--scope", "ran", "--scope", "cloud", "--json")
    (row,) = envelope(told)["results"]
    held = envelope(own("status", "de", "--json"))["results"][0]["scopes"]
    assert [each["scope"] for each in row["failures"]] == ["core", "ran", "cloud"]
    assert row["failures"][0]["event"] == held["core"]["decided_by"][0]
    said = [each["reason"].removesuffix("; allowed: permitted") for each in row["failures"]]
    assert row["reason"] == f"{'; '.join(said)}; allowed: permitted"


def test_a_row_that_passes_names_every_scope_asked_about(own: Ask) -> None:
    told = own(
        "check", "de", "--scope", "core", "--scope", "ran", "--json",
        "--allow", "banned,restricted,permitted,undecided,none",
    )  # fmt: skip
    (row,) = envelope(told)["results"]
    assert [part.rpartition(" in ")[2] for part in row["reason"].split("; ")] == ["core", "ran"]


def test_an_unknown_name_is_not_said_to_lack_a_position(own: Ask, tmp_path: Path) -> None:
    filed = tmp_path / "filed.json"
    filed.write_text(own("check", "de", "--json").out, encoding="utf-8")
    told = own("check", "de", "nonesuch", "--baseline", str(filed)).out
    row = next(line for line in told.splitlines() if line.startswith("nonesuch"))
    assert "fails" in row and "no position on record" not in row


def test_a_code_that_hides_another_bearer_says_so_in_its_row(own: Ask) -> None:
    told = own("check", "ARM", "--json")
    (row,) = envelope(told)["results"]
    assert row["entity"] == "am"
    assert row["others"] == [
        {"entity": "arm", "name": "Arm", "kind": "company", "role": "chip maker"}
    ]
    assert "Armenia (not the chip maker arm)" in own("check", "ARM").out


def test_kind_role_and_group_decide_who_is_meant(own: Ask) -> None:
    def one(*words: str) -> str | None:
        return asked(own("check", *words, "--json"))[0][1]

    assert (one("ARM"), one("ARM", "--kind", "company")) == ("am", "arm")
    assert one("Claro", "--in", "br") == "claro-brasil"
    assert one("bt", "--role", "operator") == "bt-group"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_check_holds_what_is_needed_to_file_and_repeat_it(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "own.jsonl"
    log.write_text("\n", encoding="utf-8")
    told = ask(
        "check", "suppliers.csv", "--column", "country", "--data", str(log), "--json",
        "--allow", "none,permitted", "--scope", "mobile", "--strict", "--horizon", "18m",
        "--max-age", "9y", "--min-action", "report", "--kind", "country", "--in", "europe",
    )  # fmt: skip
    answer = envelope(told)
    assert answer["version"] == __version__
    assert (answer["data_version"], answer["as_of"]) == (bundled.about().data_version, TODAY)
    assert answer["lists"] == [
        {"file": "suppliers.csv", "column": "country", "sha256": sha256(DATA / "suppliers.csv")}
    ]
    assert answer["logs"] == [
        {"log": "bundled", "sha256": sha256(bundled.data_file(bundled.LOG))},
        {"log": str(log), "sha256": sha256(log)},
    ]
    rule = answer["rule"]
    assert rule.pop("sentence").startswith("passes if Huawei may supply mobile networks there, ")
    assert rule == {
        "allow": ["permitted", "none"], "scopes": ["mobile"], "strict": True, "horizon": "18m",
        "min_action": "report", "max_age": "9y", "kinds": ["country"], "roles": [],
        "groups": ["europe"],
    }  # fmt: skip
    assert answer["limits"] == {"min_action": "report", "since": "2017-11-22"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes of POSIX here")
def test_a_log_that_is_gone_once_read_has_no_sum(
    process: Callable[..., Told], tmp_path: Path
) -> None:
    pipe = tmp_path / "log.jsonl"
    os.mkfifo(pipe)
    text = (DATA / "log.jsonl").read_bytes()
    writer = threading.Thread(target=pipe.write_bytes, args=[text])
    writer.start()
    told = process("check", "no", "--data-only", "--data", str(pipe), "--json")
    writer.join()
    assert told.code == 0
    assert envelope(told)["logs"] == [{"log": str(pipe), "sha256": None}]


@pytest.fixture
def audit(ask: Ask, tmp_path: Path) -> Callable[..., Told]:
    """Holds a check against an earlier one, each of a list and a log of its own."""
    log = tmp_path / "own.jsonl"
    shutil.copy(DATA / "log.jsonl", log)
    names = tmp_path / "names.csv"
    names.write_text("country\nno\nse\nde\nzqxj\n", encoding="utf-8")
    words = [str(names), "--column", "country", "--data-only", "--data", str(log), "--json"]
    old = tmp_path / "old.json"

    def first(*rule: str) -> None:
        old.write_text(ask("check", *words, *rule).out, encoding="utf-8")

    def held(*rule: str) -> Told:
        if not old.exists():
            first(*rule)
        return ask("check", *words, "--baseline", str(old), *rule)

    held.first, held.log, held.names, held.old = first, log, names, old  # type: ignore[attr-defined]
    return held


def moves(told: Told) -> list[tuple[str, bool | None, bool | None, list[str]]]:
    return [
        (row["asked"], row["was_passed"], row["passed"], row["moved_by"])
        for row in envelope(told)["results"]
    ]


def test_what_has_not_moved_is_no_news(audit: Any) -> None:
    told = audit()
    assert (told.code, moves(told)) == (0, [])
    answer = envelope(told)
    assert answer["schema"] == "huaweiban/check-changes/1"
    assert answer["baseline"]["sha256"] == sha256(audit.old)
    assert answer["counts"] == answer["baseline"]["counts"]


def test_the_list_moves_verdicts_of_the_names_that_come_and_go(audit: Any) -> None:
    audit()
    audit.names.write_text("country\nno\nde\nfi\nzqxj\n", encoding="utf-8")
    told = audit()
    assert told.code == 1
    assert moves(told) == [("fi", None, False, ["list"]), ("se", False, None, ["list"])]


def test_the_data_move_verdicts(audit: Any) -> None:
    audit()
    line = {
        "id": "no-2026-11-01-a-ban", "entity": "no", "date": "2026-11-01", "summary": "A ban.",
        "stance": "banned", "scope": ["mobile"], "action": "law", "actor": "legislature",
        "sources": [{"publisher": "Example", "url": "https://news.example.org/ban"}],
        "added": "2026-11-02",
    }  # fmt: skip
    with audit.log.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    told = audit()
    assert (told.code, moves(told)) == (1, [("no", True, False, ["data"])])
    (row,) = envelope(told)["results"]
    assert (row["was_stance"], row["stance"]) == ("permitted", "banned")
    assert row["url"] == "https://news.example.org/ban"


def test_the_rule_moves_verdicts(audit: Any) -> None:
    audit()
    assert moves(audit("--allow", "permitted,banned")) == [("se", False, True, ["rule"])]


def test_the_day_moves_verdicts_where_the_events_were_known(audit: Any) -> None:
    audit.first("--as-of", "2019-01-01")
    told = audit()
    assert told.code == 1
    assert {tuple(by) for *_, by in moves(told)} == {("day",)}


def test_an_event_of_the_time_between_two_checks_is_news_of_the_data(audit: Any) -> None:
    """The monthly audit: another day, and a log that has gained an event since."""
    audit.first("--as-of", "2026-10-22")
    old = json.loads(audit.old.read_text(encoding="utf-8"))
    old["data_version"] = "2026.10.20"
    audit.old.write_text(json.dumps(old), encoding="utf-8")
    line = {
        "id": "no-2026-11-01-a-ban", "entity": "no", "date": "2026-11-01", "summary": "A ban.",
        "stance": "banned", "scope": ["mobile"], "action": "law", "actor": "legislature",
        "sources": [{"publisher": "Example", "url": "https://news.example.org/ban"}],
        "added": "2026-11-02",
    }  # fmt: skip
    with audit.log.open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    assert moves(audit()) == [("no", True, False, ["data"])]


def test_another_version_of_the_tool_is_named(audit: Any) -> None:
    audit()
    old = json.loads(audit.old.read_text(encoding="utf-8"))
    old["version"], old["results"][0]["passed"] = "0.0.1", False
    audit.old.write_text(json.dumps(old), encoding="utf-8")
    assert moves(audit()) == [("no", False, True, ["tool"])]


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"schema": "huaweiban/status/1"}', "nonsense", '{"schema": []}']
)
def test_what_is_no_earlier_check_is_refused(audit: Any, text: str) -> None:
    audit.old.write_text(text, encoding="utf-8")
    told = audit()
    assert (told.code, told.out) == (4, "")
    assert told.err.startswith(f"{audit.old}: is not an earlier check; ")


def test_the_answers_about_a_list_are_the_ones_promised(
    own: Ask, snapshot: Callable[[str, str], None], tmp_path: Path
) -> None:
    words = ["check", "suppliers.csv", "--column", "country", "--scope", "mobile"]
    for format, ending in (("table", "txt"), ("json", "json"), ("csv", "csv"), ("md", "md")):
        snapshot(f"check-list.{ending}", own(*words, "--format", format).out)
        snapshot(f"check-rows.{ending}", own(*words, "--keep", "--format", format).out)
        told = own(*words, "--baseline", "earlier.json", "--format", format)
        assert told.code == 1
        snapshot(f"check-changes.{ending}", told.out)


PRODUCTS = {
    "phone": ["devices"],
    "Phones": ["devices"],
    "inverter": ["energy"],
    "5G": ["mobile"],
    "tenders": ["procurement"],
    "router": ["fixed", "private networks"],
    "switches": ["private networks"],
    "Wi-Fi": ["private networks"],
    "wifi": ["private networks"],
    "storage": ["private networks"],
}


@pytest.mark.parametrize(("word", "terms"), PRODUCTS.items())
def test_words_of_products_find_their_scope_or_that_there_is_none(
    ask: Ask, word: str, terms: list[str]
) -> None:
    told = ask("codebook", word, "--format", "plain", "--fields", "term")
    assert (told.code, told.out.splitlines()) == (0, terms)
    refused = ask("check", "de", "--scope", word)
    assert (refused.code, refused.out) == (2, "")
    for term in terms:
        said = "own networks" if term == "private networks" else f"belongs to the scope {term}"
        assert said in refused.err


@pytest.mark.parametrize("command", [["check", "de", "--allow", "none"], ["status", "de"], ["map"]])
def test_an_empty_own_log_alone_does_not_look_clean(
    ask: Ask, tmp_path: Path, command: list[str]
) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text("", encoding="utf-8")
    told = ask(*command, "--data-only", "--data", str(path))
    assert told.code == 0
    assert told.err == f"{path}: has no events, so --data-only leaves no position on record\n"
    assert ask(*command, "--data", str(path)).err == ""
