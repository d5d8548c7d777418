"""Help that runs, a version that costs nothing, and words about the tool itself."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, Ask, Told

from huaweiban import __version__
from huaweiban.bundled import about, data_file
from huaweiban.cli.app import command
from huaweiban.entities import Kind
from huaweiban.events import Action, Scope, Stance

COMMANDS = command().list_commands(None)
BASH = shutil.which("bash")


def help_of(ask: Ask, name: str) -> str:
    told = ask(*name.split(), "--help")
    assert (told.code, told.err) == (0, "")
    return told.out


def examples(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("  huaweiban ")]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_asked_for_either_way_and_shows_examples_first(ask: Ask, name: str) -> None:
    text = help_of(ask, name)
    assert ask(*name.split(), "-h").out == text
    assert examples(text)
    assert text.index("  huaweiban ") < text.index("Options:")


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_example_of_the_help_runs(
    ask: Ask, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the bundled data, with the files that the examples speak of."""
    shutil.copy(DATA / "over.jsonl", tmp_path / "my-events.jsonl")
    (tmp_path / "names.txt").write_text("germany\nfrance\n")
    (tmp_path / "suppliers.csv").write_text("name,country\nA,germany\nB,France\n")
    for folder in (".local/share/bash-completion/completions", ".zfunc"):
        (tmp_path / folder).mkdir(parents=True)
    for line in examples(help_of(ask, name)):
        verdicts = {0, 1} if re.search("check|--exit-code", line) else {0}
        if not re.search("[|<>]", line) and "completion" not in line:
            monkeypatch.chdir(tmp_path)
            told = ask(*shlex.split(line)[1:])
            assert told.code in verdicts, f"{line}: {told.err}"
            continue
        done = subprocess.run(
            [BASH, "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "HOME": str(tmp_path)},
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode in verdicts, f"{line}: {done.stderr}"
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_who_is_listed_where_no_name_is_given(ask: Ask, name: str) -> None:
    told = ask(name, "--help").out
    assert ("[NAME]..." in told) is ("Without a name:" in told)


def test_help_names_every_command(ask: Ask) -> None:
    text = help_of(ask, "")
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in COMMANDS)


def test_help_has_no_markup(ask: Ask) -> None:
    for name in ("", *COMMANDS):
        assert not re.search(r"\[/|\[bold|:\w+:", help_of(ask, name))


def test_the_version_is_told_with_the_datas(ask: Ask, process: Callable[..., Told]) -> None:
    expected = f"huaweiban {__version__} (data {about().data_version})\n"
    assert ask("--version") == Told(0, expected, "")
    assert process("--version") == Told(0, expected, "")


def imported(*arguments: str) -> tuple[set[str], list[str]]:
    """The packages that a command line imports, and the files that it opens for reading."""
    program = (
        "import json, os, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda name, given: name == 'open' and opened.append(str(given[0])))\n"
        "from huaweiban.cli.run import run\n"
        "code = run(sys.argv[1:])\n"
        "told = {'code': code, 'modules': sorted(sys.modules), 'opened': opened}\n"
        "print(json.dumps(told), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=DATA,
    )
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] == 0
    return {name.partition(".")[0] for name in told["modules"]}, told["opened"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["status", "germany", "--json"],
        ["status", "germany"],
        ["timeline", "--format", "csv"],
        ["status", "--help"],
    ],
    ids=" ".join,
)
def test_what_a_question_does_not_need_is_not_imported(arguments: list[str]) -> None:
    packages, _ = imported(*arguments)
    assert not packages & {"rich", "pydantic", "pydantic_core", "tomli"}


def test_the_version_loads_no_events() -> None:
    _, opened = imported("--version")
    assert not [path for path in opened if path.endswith("events.jsonl")]
    _, opened = imported("status", "de", "--json")
    assert [path for path in opened if path.endswith("events.jsonl")]


def test_the_bare_command_gives_an_overview(ask: Ask) -> None:
    told = ask()
    assert (told.code, told.err) == (0, "")
    for words in (
        "✗ banned",
        "◐ restricted",
        "✓ permitted",
        "? undecided",
        "no position on record",
    ):
        assert words in told.out
    tried = [line[15:] for line in told.out.splitlines() if line[15:].startswith("huaweiban ")]
    assert len(tried) == 5
    for line in tried:
        assert ask(*line.split()[1:]).code == 0


def test_a_footer_tells_the_newest_event_and_the_day_the_log_was_brought_to(
    ask: Ask, own: Ask
) -> None:
    bundled, alone = ask("status", "de").out, own("status", "de").out
    assert f"covering events to {about().brought_to}; later changes are not included" in bundled
    assert "newest event 2026-11" in alone
    (info,) = json.loads(ask("info", "--json").out)["results"]
    assert (info["newest_event"], info["brought_to"]) == (about().newest, about().brought_to)


def test_info_tells_the_day_of_the_positions_it_counts(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEIBAN_TODAY", "2019-01-01")
    (info,) = json.loads(ask("info", "--json").out)["results"]
    held = f"countries with position  {info['countries_with_position']}, on 2019-01-01\n"
    assert held in ask("info").out


def test_info_tells_versions_counts_licences_and_paths(ask: Ask) -> None:
    (info,) = json.loads(ask("info", "--json").out)["results"]
    assert (info["version"], info["data_version"]) == (__version__, about().data_version)
    assert (info["code_licence"], info["data_licence"]) == ("MIT", "CC BY 4.0")
    assert (info["log"], info["registry"]) == (
        str(data_file("events.jsonl")),
        str(data_file("entities.toml")),
    )
    assert info["entities"] == about().entities
    shown = ask("info").out
    assert all(str(info[key]) in shown for key in ("version", "newest_event", "config", "log"))


def test_info_tells_the_day_of_what_depends_on_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def positions() -> list[str]:
        return [line for line in ask("info").out.splitlines() if "with position" in line]

    now = positions()
    monkeypatch.setenv("HUAWEIBAN_TODAY", "2019-01-01")
    assert positions() != now
    assert positions()[0].endswith(", on 2019-01-01")


def test_info_of_an_own_log_alone_says_nothing_of_the_bundled_one(ask: Ask, own: Ask) -> None:
    (info,) = json.loads(own("info", "--json").out)["results"]
    assert (info["brought_to"], info["log"]) == (None, "log.jsonl")
    assert info["settings"][-1] == {"name": "data-only", "value": "yes", "origin": "flag"}
    shown = own("info").out
    assert "covers events to" not in shown
    assert "events.jsonl" not in shown
    (over,) = json.loads(ask("info", "--data", "over.jsonl", "--json").out)["results"]
    assert (over["brought_to"], over["log"]) == (
        about().brought_to, str(data_file("events.jsonl"))
    )  # fmt: skip
    assert over["settings"][-1]["value"] == "no"


@pytest.mark.parametrize("term", [*Stance, *Scope, *Action, *Kind])
def test_the_codebook_defines_every_word_of_its_closed_sets(ask: Ask, term: str) -> None:
    told = ask("codebook", term, "--json")
    assert (told.code, told.err) == (0, "")
    for each in json.loads(told.out)["results"]:
        assert each["term"].lower() == term
        assert each["text"]


def test_the_codebook_in_markdown_is_its_own(ask: Ask) -> None:
    """What is printed has the codebook's headings, and nothing of its text is escaped."""
    from huaweiban.cli.codebook import codebook_terms

    told = ask("codebook", "--format", "md").out
    assert "## Stances\n\n### banned\n\nBy decision or announcement" in told
    for each in codebook_terms():
        assert f"### {each['term']}\n\n{each['text']}\n" in told
    one = ask("codebook", "software", "--format", "md").out
    assert [line for line in one.splitlines() if line.startswith("#")] == [
        "## Roles", "### software", "## Scopes", "### software"
    ]  # fmt: skip
    assert "| term |" in ask("codebook", "core", "--format", "md", "--fields", "term").out


def test_a_rule_is_found_by_its_number(ask: Ask) -> None:
    told = ask("codebook", "9").out
    assert told.startswith("rule 9 ")
    for same in (["Rule 9"], ["rule", "9"], ["Rule 09"], ["09"]):
        assert ask("codebook", *same).out == told


@pytest.mark.parametrize(
    ("asked", "term"),
    [("on record since", "since"), ("Last confirmed", "confirmed"), ("planned", "planned date"),
     ("ahead", "planned date"), ("passed", "planned date"), ("met", "planned date"),
     ("missed", "planned date"), ("planned  date", "planned date"), ("moved", "moved"),
     ("power", "reach"), ("Criteria", "reach"), ("treaty", "kind of instrument")],
)  # fmt: skip
def test_heads_of_tables_and_words_in_them_are_defined(ask: Ask, asked: str, term: str) -> None:
    for words in ([asked], asked.split()):
        told = json.loads(ask("codebook", *words, "--json").out)
        assert [each["term"] for each in told["results"]] == [term]


def test_what_the_terms_of_a_section_are_gives_them_all(ask: Ask) -> None:
    def terms(word: str) -> list[str]:
        return [each["term"] for each in json.loads(ask("codebook", word, "--json").out)["results"]]

    assert terms("kind") == [*Kind]
    assert terms("stance") == [*Stance, "context"]
    assert terms("rule")[:2] == ["rule 1", "rule 2"]


def test_an_option_is_suggested_only_where_it_is_near(ask: Ask) -> None:
    assert ask("codebook", "--as-of", "2019").err == (
        "No such option: --as-of (see 'huaweiban codebook --help')\n"
    )
    assert "--min-action" in ask("status", "--minaction", "law").err


def test_the_codebook_prints_the_definition_of_a_term(ask: Ask) -> None:
    told = ask("codebook", "restricted")
    assert told.code == 0
    assert "Huawei may take part" in told.out
    assert len(json.loads(ask("codebook", "--json").out)["results"]) > len(Stance)


def test_an_unknown_term_is_suggested_or_told_how_to_list(ask: Ask) -> None:
    near, far = ask("codebook", "restrictd"), ask("codebook", "qqqqq")
    assert [(told.code, told.out) for told in (near, far)] == [(3, ""), (3, "")]
    assert "Did you mean 'restricted'" in near.err
    assert "huaweiban codebook" in far.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_completion_script_is_printed_for_its_own_shell(ask: Ask, shell: str) -> None:
    told = ask("completion", shell)
    assert (told.code, told.err) == (0, "")
    marks = {
        "bash": "complete -",
        "zsh": "#compdef huaweiban",
        "fish": "complete --command huaweiban",
        "powershell": "Register-ArgumentCompleter",
    }
    assert marks[shell] in told.out
    assert not any(marks[other] in told.out for other in marks if other not in (shell, "bash"))
    assert ask("completion", "csh").code == 2


@pytest.mark.skipif(BASH is None, reason="bash is not installed")
def test_a_name_is_completed(process: Callable[..., Told]) -> None:
    env = {
        "_HUAWEIBAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "huaweiban status germ",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        ["huaweiban"], env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.split()
    env = {**env, "COMP_WORDS": "huaweiban sta", "COMP_CWORD": "1"}
    done = subprocess.run(
        ["huaweiban"], env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    assert "status" in done.stdout.split()
