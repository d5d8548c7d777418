"""What a person types finds what they mean, or the next thing to type."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import OWN, Ask, Told

from huaweiban.cli.suggest import meant

SPELLINGS = [
    ("DE", "de"),
    ("deu", "de"),
    ("germany", "de"),
    ("Deutschland", "de"),
    ("cote d'ivoire", "ci"),
    ("Côte d’Ivoire", "ci"),
    ("uk", "gb"),
    ("eu", "european-union"),
    ("holland", "nl"),
    ("burma", "mm"),
    ("georgia", "ge"),
]


@pytest.mark.parametrize(("typed", "id"), SPELLINGS)
def test_a_name_finds_what_a_person_means(own: Ask, typed: str, id: str) -> None:
    told = own("status", typed, "--format", "plain", "--fields", "entity")
    assert (told.code, told.out, told.err) == (0, f"{id}\n", "")


def test_a_code_that_hides_another_bearer_is_told(own: Ask) -> None:
    told = own("status", "bt", "--format", "plain", "--fields", "entity")
    assert (told.code, told.out) == (0, "bt\n")
    assert told.err == "bt is Bhutan, not the operator bt-group\n"


@pytest.mark.parametrize("format", ["table", "json", "jsonl", "plain", "csv", "md"])
@pytest.mark.parametrize("command", ["status", "timeline", "history"])
def test_an_unknown_name_leaves_stdout_empty_and_is_never_guessed(
    own: Ask, command: str, format: str
) -> None:
    told = own(command, "germny", "--format", format)
    assert (told.code, told.out) == (3, "")
    message = "unknown entity 'germny'. Did you mean Germany (de)?\n"
    assert told.err.removeprefix("huaweiban: ") == message


def test_an_ambiguous_name_lists_its_bearers(own: Ask) -> None:
    told = own("status", "korea")
    assert (told.code, told.out) == (3, "")
    assert "North Korea (kp)" in told.err
    assert "South Korea (kr)" in told.err


def test_a_name_of_two_words_without_quotes_gets_a_hint(own: Ask) -> None:
    told = own("status", "south", "korea")
    assert (told.code, told.out) == (3, "")
    assert "'south korea'" in told.err
    assert own("status", "south korea").code == 0


def test_a_stance_or_a_continent_is_no_name(own: Ask) -> None:
    for typed, hint in (("banned", "--stance banned"), ("europe", "--in europe")):
        told = own("status", typed)
        assert (told.code, told.out) == (3, "")
        assert hint in told.err


def test_a_name_where_a_command_belongs_gets_a_hint(ask: Ask) -> None:
    told = ask("germany")
    assert (told.code, told.out) == (2, "")
    assert "huaweiban status germany" in told.err


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("is huawei banned in germany", "Germany"),
        ("can deutsche telekom use huawei --json", '"Deutsche Telekom"'),
        ("south korea", '"South Korea"'),
        ("what is the stance of côte d'ivoire today", '"Côte d\'Ivoire"'),
    ],
)
def test_a_sentence_gets_the_question_it_asks(ask: Ask, typed: str, name: str) -> None:
    told = ask(*typed.split(" "))
    assert (told.code, told.out) == (2, "")
    assert told.err.endswith(f"Did you mean 'huaweiban status {name}'?\n")


@pytest.mark.parametrize("typed", ["version", "Help"])
def test_an_option_without_its_hyphens_gets_a_hint(ask: Ask, typed: str) -> None:
    told = ask(typed)
    words = f"no such command: '{typed}'. Did you mean 'huaweiban --{typed.lower()}'?\n"
    assert (told.code, told.out, told.err) == (2, "", words)


def test_where_no_name_is_near_the_lists_are_named_and_hold_them(ask: Ask) -> None:
    told = ask("status", "xyzzyx")
    lists = re.findall(r"'(?:huaweiban status )?(--[a-z -]+)'", told.err)
    assert lists == ["--all", "--kind company"]
    for kind, lines in (("country", ["--all"]), ("company", lists)):
        asked = " ".join(lines).split()
        kinds = ask("status", *asked, "--format", "plain", "--fields", "kind").out.splitlines()
        assert set(kinds) == {kind} and len(kinds) > 200


@pytest.mark.parametrize("typed", ["europe", "Oceania"])
def test_a_continent_where_a_command_belongs_gets_a_hint(ask: Ask, typed: str) -> None:
    told = ask(typed)
    assert (told.code, told.out) == (2, "")
    assert f"huaweiban status --in {typed.lower()}" in told.err


@pytest.mark.parametrize(
    ("command", "typed", "said"),
    [
        ("show", "nz-2018-11-28", "'nz-2018-11-28-spark-veto'"),
        ("show", "nz-2018-11-28-spark-vote", "'nz-2018-11-28-spark-veto'"),
        ("show", "nope", "timeline --match WORDS"),
        ("schema", "stauts", "'status'"),
        ("schema", "nope", "Known: changes, check"),
        ("codebook", "permited", "'permitted'"),
        ("codebook", "xyz", "huaweiban codebook"),
    ],
)
def test_what_is_not_known_gets_a_suggestion_or_a_way_to_find_it(
    ask: Ask, command: str, typed: str, said: str
) -> None:
    told = ask(command, typed, *(OWN if command == "show" else ()))
    assert (told.code, told.out) == (3, "")
    assert said in told.err


def test_words_that_go_on_are_nearer_than_words_that_look_alike() -> None:
    assert meant("de", ["de-a", "de-b", "d"]) == " Did you mean 'de-a' or 'de-b'?"
    many = [f"de-{n}" for n in range(9)]
    assert meant("de-", many).count("'") == 4
    assert meant("", ["a"]) == meant("zzz", ["a"]) == ""


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        (("--scope", "cloud"), "no position on record in cloud"),
        (("--stance", "undecided"), "not undecided"),
        (("--scope", "core", "--stance", "permitted"), "not permitted in core"),
        (("--kind", "company"), "not of the kind, role or group asked for"),
        (("--in", "oceania"), "not of the kind, role or group asked for"),
    ],
)
def test_what_was_named_and_filtered_out_is_told(
    own: Ask, filters: tuple[str, ...], why: str
) -> None:
    told = own("status", "germany", *filters)
    assert told.code == 0
    assert told.err == f"Germany (de) is omitted: {why}\n"


def test_without_a_position_nothing_is_on_record_and_of_many_the_first_are_told(own: Ask) -> None:
    told = own("status", "va", "sm", "mc", "li", "ad", "mt", "--stance", "banned")
    *first, last = told.err.splitlines()
    assert len(first) == 5
    assert all(line.endswith("is omitted: no position on record") for line in first)
    assert last == "1 more are omitted"


@pytest.mark.parametrize(("typed", "right"), [("sttaus", "status"), ("histroy", "history")])
def test_a_misspelt_command_gets_a_suggestion(ask: Ask, typed: str, right: str) -> None:
    told = ask(typed, "germany")
    assert (told.code, told.out) == (2, "")
    assert f"huaweiban {right}" in told.err


def test_of_several_names_the_good_ones_are_answered_and_the_code_is_the_worst(own: Ask) -> None:
    told = own(
        "status", "sweden", "germny", "DE", "germany", "--format", "plain", "--fields", "entity"
    )
    assert (told.code, told.out) == (3, "se\nde\n")
    assert "germny" in told.err


def test_of_several_ids_the_good_ones_are_shown(own: Ask) -> None:
    good = "nz-2018-11-28-spark-veto"
    told = own("show", "nope", good, "--format", "plain", "--fields", "id")
    assert (told.code, told.out) == (3, f"{good}\n")
    assert "nope" in told.err
    alone = own("show", "nope")
    assert (alone.code, alone.out) == (3, "")


def test_the_subject_of_the_log_is_told_in_a_sentence(own: Ask) -> None:
    told = own("status", "huawei")
    assert told.code == 0
    assert "subject" in told.err
    assert "history huawei" in told.err


def test_no_position_on_record_is_an_answer(own: Ask) -> None:
    told = own("status", "vatican")
    assert (told.code, told.err) == (0, "")
    assert "no position on record" in told.out
    assert "undecided" not in told.out


@pytest.mark.parametrize(
    "stdin",
    [
        b"de\nse\n",
        b"\xef\xbb\xbfde\r\n\r\n# a comment\r\nse\r\n",
        b"\n\n  Germany  \n#nl\nSVERIGE",
    ],
)
def test_names_are_read_from_stdin(process: Callable[..., Told], stdin: bytes) -> None:
    told = process("status", "-", "--format", "plain", "--fields", "entity", stdin=stdin)
    assert (told.code, told.out, told.err) == (0, "de\nse\n", "")


def test_a_bad_name_on_stdin_is_told_and_the_others_are_answered(process) -> None:
    told = process(
        "status", "fr", "-", "--format", "plain", "--fields", "entity", stdin=b"germny\nde\n"
    )
    assert (told.code, told.out) == (3, "fr\nde\n")
    assert "germny" in told.err


def test_ids_are_read_from_stdin(process: Callable[..., Told]) -> None:
    ids = b"nz-2018-11-28-spark-veto\r\n\n# x\ngb-2024-01-core-missed\n"
    told = process(
        "show",
        "-",
        "--format",
        "plain",
        "--fields",
        "entity",
        "--data-only",
        "--data",
        "log.jsonl",
        stdin=ids,
    )
    assert (told.code, told.out) == (0, "nz\ngb\n")
