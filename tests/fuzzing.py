"""Command lines, logs and surroundings as no sane person makes them, and what must hold of answers.

The grammar is read off the program, so a new command or option is covered when it appears.
"""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from huaweiban.cli import run as running
from huaweiban.cli.app import COMMANDS, command
from huaweiban.events import Action, Actor, Outcome, Scope, Stance

SGR = re.compile("\x1b\\[[0-9;]*m")
# What a terminal obeys: C0 but tab and line ends, DEL, C1, and marks that turn the direction.
OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
FORMATS = ("table", "plain", "json", "jsonl", "csv", "md")
FORMULA = tuple("=+-@\t\r＝＋－＠")
CODES = {0, 1, 2, 3, 4}

NASTY = (
    "", " ", "-", "--", "[bold]x[/bold]", "[/]", ":warning:", "%s%n", "%(x)s", "{0}", "${HOME}",
    "../../etc/passwd", "a/b", "\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "\x7f", "a\tb\nc\rd",
    "\u202eevil", "\u200f\u061cmark", "\u2066x", "a\u2028b\u2029c\x85d", "\ufeff", "e\u0301" * 20,
    "日本語", "🇩🇪👩‍👩‍👧", "\udcff\ud800", "=1+1", "+1", "-1+1", "@x", "＝1", "=HYPERLINK(\"x\")",
    "<script>alert(1)</script>", "a|b\\|c", "`x`*_", "]]>", "' OR 1=1 --", "\"", "\\", "x" * 3000,
    "9" * 5000, "NaN", "null", "𝔡𝔢", "ﬀ", "İ", "ß", "٢٠٢٠",
)  # fmt: skip
DATES = (
    "2020", "2020-07", "2020-07-14", "today", "30d", "6m", "2y", "9999y", "9999m", "0d", "1000",
    "2999", "2999-12-31", "1000-01-01", "2020-02-30", "14/07/2020", "2026.11.22", "2026.11.24",
    "0000", "99999d", "-1d",
)  # fmt: skip
WORDS = (
    "de", "germany", "DEU", "Côte d’Ivoire", "korea", "south", "uk", "bt", "eu", "europe", "nato",
    "huawei", "germny", "none", "permitted,none", "banned", "core", "mobile", "all", "country",
    "entity,stance", "id,summary", "scope.core,headline.stance", "scopes,why", "status", "event",
    "de-2020-01-02-hostile", "se-2021-06-22-court-upholds", "auto", "always", "3", "0", "-5", "1e9",
    "table", "plain", "json", "jsonl", "csv", "md", "cite", "bibtex", "csl", "ics", "sqlite",
    "stance", "year", "publisher", "operator", "company", "bash", *Stance, *Scope, *Action,
)  # fmt: skip

wild = st.text(st.characters(exclude_characters="\0"), max_size=20)
texts = st.one_of(st.sampled_from(NASTY), wild)
# What no encoding holds cannot stand in JSON.
whole_texts = texts.map(lambda text: re.sub("[\ud800-\udfff]", "?", text))
# Prepared in the folder that a fuzzed command line runs in; none leads out of it.
FILES = (
    "log.jsonl", "hostile.jsonl", "faulty.jsonl", "over.jsonl", "drawn.jsonl", "drawn.jsonl",
    "names.txt", "table.csv", "empty", "folder", "missing.jsonl", "loop", ".", "-", "\udcff.jsonl",
)  # fmt: skip
PLACES = ("out.sqlite", "out", "folder", "log.jsonl/x", "no/such/x", "loop", "", "..", "new\udcff")
paths = st.sampled_from(FILES)


@functools.cache
def parameters(name: str) -> tuple[tuple[bool, tuple[str, ...], bool, tuple[str, ...]], ...]:
    """Of a command: whether each parameter is an option, its spellings, a flag, its choices."""
    made = command().get_command(None, name) if name else command()
    return tuple(
        (
            each.param_type_name == "option",
            tuple(each.opts),
            bool(getattr(each, "is_flag", False)),
            tuple(map(str, getattr(each.type, "choices", ()))),
        )
        for each in made.params
    )


NAMES = ("de", "germany", "sweden", "vatican", "huawei", "bt", "european-union", "-", "korea",
         "south korea", "CÔTE D'IVOIRE", "x\x1b[31m")  # fmt: skip
TAKEN = {
    "show": ("x-0", "x-1", "de-2020-01-02-hostile", "-", "se-2020-10-20-ban"),
    "codebook": ("restricted", "mobile", "law"),
    "schema": ("status", "event", "entity", "x"),
    "completion": ("bash", "zsh", "fish", "powershell"),
    "validate": FILES,
    "info": (),
    "stats": (),
}
GIVEN = {
    "--data": FILES, "--in": ("eu", "europe", "nato", "asia", "germany", "x"),
    "--fields": ("entity", "id,summary,sources", "stance,headline.stance", "scopes,why", "name"),
    "--limit": ("1", "3", "0"), "--match": ("huawei", "ban core"), "--column": ("country", "=x"),
    "--allow": ("permitted", "none,banned", "x"),
    **dict.fromkeys(
        ("--as-of", "--since", "--until", "--within", "--max-age", "--data-since"), DATES
    ),
}  # fmt: skip
ONCE = {"history", "codebook", "schema", "completion"}
NEEDS = {"history", "schema", "completion", "show", "check"}


@st.composite
def command_lines(draw: st.DrawFn, wildness: int = 2) -> list[str]:
    """Command lines, mostly well-formed, so that they get past the door; so many words in ten wild.

    As root nothing would stop an export: its place is always one of the folder's.
    """
    name = draw(st.sampled_from([*COMMANDS]))
    options = [each for each in parameters(name) if each[0]] or [_HELP]
    anything = st.one_of(st.sampled_from(WORDS), st.sampled_from(DATES), paths, texts)

    def one(sane: Sequence[str]) -> str:
        tame = bool(sane) and draw(st.integers(0, 9)) >= wildness
        return draw(st.sampled_from(sane) if tame else anything)

    line: list[str] = []
    for _ in range(draw(st.integers(0, 4))):
        _, spellings, is_flag, choices = draw(st.sampled_from(options))
        line.append(draw(st.sampled_from(spellings)))
        if not is_flag:
            formats = (*FORMATS, *COMMANDS[name].formats)
            sane = choices or GIVEN.get(spellings[0], ())
            line.append(one(formats if spellings[0] == "--format" and not choices else sane))
    if name == "export":
        return [name, *line, draw(st.sampled_from(PLACES))]
    pool = TAKEN.get(name, NAMES)
    most = 1 if name in ONCE else 3 if pool else 0
    if wildness and not draw(st.integers(0, 9)):
        most += 1
    names = [one(pool) for _ in range(draw(st.integers(min(most, int(name in NEEDS)), most)))]
    split = draw(st.integers(0, len(names)))
    return [name, *names[:split], *line, *names[split:]]


_HELP = (True, ("-h", "--help"), True, ())


def _tokens() -> st.SearchStrategy[str]:
    spelt = [opt for name in COMMANDS for each in parameters(name) for opt in each[1] if each[0]]
    safe = [name for name in COMMANDS if name != "export"]
    return st.one_of(st.sampled_from([*spelt, *safe]), st.sampled_from(WORDS), paths, texts)


noise = st.lists(_tokens(), max_size=6).filter(lambda line: "export" not in line)

_shells = st.sampled_from(["", "x", "_", "complete_bash", "complete_zsh", "source_fish", "a_b_c"])
surroundings = st.just({}) | st.fixed_dictionaries(
    {},
    optional={
        "HUAWEIBAN_TODAY": st.sampled_from(["2026-11-22", "1000-01-01", "2999-12-31", "x", ""]),
        "HUAWEIBAN_COLOR": st.sampled_from(["always", "never", "", "x\x1b[31m"]),
        "HUAWEIBAN_DATA": st.sampled_from(["", ":", "log.jsonl", "drawn.jsonl:over.jsonl", "-"]),
        "NO_COLOR": st.sampled_from(["", "1"]),
        "FORCE_COLOR": st.sampled_from(["", "0", "1"]),
        "COLUMNS": st.sampled_from(["1", "2", "7", "20", "40", "80", "0", "-3", "x", "99999"]),
        "TERM": st.sampled_from(["", "dumb", "xterm"]),
        "XDG_CONFIG_HOME": st.sampled_from(["config", "missing", "log.jsonl", ""]),
        "HOME": st.sampled_from(["", "~nobody-of-this-name", "/nonexistent", "home"]),
    },
)
shell_words = st.fixed_dictionaries(
    {"_HUAWEIBAN_COMPLETE": _shells},
    optional={
        "COMP_WORDS": texts,
        "COMP_CWORD": st.sampled_from(["0", "1", "99", "x", "-1"]),
        "_TYPER_COMPLETE_ARGS": texts,
        "_TYPER_COMPLETE_FISH_ACTION": st.sampled_from(["get-args", "is-args", "x"]),
    },
).filter(lambda told: all(_environment_holds(value) for value in told.values()))


def _environment_holds(value: str) -> bool:
    try:
        os.fsencode(value)
    except UnicodeEncodeError:
        return False
    return True


_dates = st.sampled_from(["2020", "2020-07", "2020-07-14", "2019-12-31", "2999", "1000-01-01"])
_ids = st.sampled_from(["a", "b", "c", "d", "e-2020"])


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """An event that the schema takes, with texts that it should not harm to show."""
    told = whole_texts.filter(str.strip)
    maybe = st.none() | told.map(lambda text: text[:200])
    tail = whole_texts.map(lambda text: re.sub(r"\s", "", text))
    source = st.fixed_dictionaries(
        {"publisher": told},
        optional={
            "title": maybe,
            "via": maybe,
            "published": st.none() | _dates,
            "url": st.none() | tail.map(lambda end: f"https://a.example/{end}"),
        },
    )
    stance = draw(st.none() | st.sampled_from([*map(str, Stance)]))
    return {
        "id": draw(_ids),
        "entity": draw(st.sampled_from(["de", "se", "huawei", "bt-group", "european-union", "va"])),
        "date": draw(_dates),
        "summary": draw(told)[:240],
        "stance": stance,
        "scope": draw(st.lists(st.sampled_from([*map(str, Scope)]), min_size=bool(stance))),
        "action": draw(st.sampled_from([*map(str, Action)])),
        "actor": draw(st.sampled_from([*map(str, Actor)])),
        "related": draw(st.lists(st.sampled_from(["us", "gb"]), max_size=2)),
        "effective": draw(st.none() | _dates),
        "deadline": draw(st.none() | st.sampled_from(["2999", "2999-12-31", "2021-01"])),
        "sources": draw(st.lists(source, min_size=1, max_size=2)),
        "note": draw(maybe),
        "added": "2026-11-01",
    }


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("id", "entity", "date", "summary", "stance", "scope", "sources", "not_before", "follows",
          "outcome", "withdrawn", "\x1b[31m", "__class__")  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """A line of a log: an event, one with a fault, some JSON, or bytes."""
    kind = draw(st.integers(0, 5))
    if kind <= 2:
        event = draw(events())
        if kind == 2:
            event[draw(st.sampled_from(FIELDS))] = draw(
                st.one_of(_json, st.sampled_from([*Outcome, "2020", "a", "2020-01-01"]))
            )
        return json.dumps(event, ensure_ascii=draw(st.booleans())).encode(errors="replace")
    if kind == 3:
        return json.dumps(draw(_json)).encode()
    if kind == 4:
        line = bytearray(json.dumps(draw(events())).encode())
        for _ in range(draw(st.integers(1, 3))):
            line[draw(st.integers(0, len(line) - 1))] = draw(st.integers(0, 255))
        return bytes(line)
    return draw(st.binary(max_size=60))


logs = st.lists(lines(), max_size=5).map(b"\n".join)


class Told(NamedTuple):
    """How a command line ended."""

    code: int
    out: bytes
    err: bytes


class _Stream(io.TextIOWrapper):
    # In memory, and a terminal where that is asked for.
    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def in_process(
    line: Sequence[str], environment: Mapping[str, str], stdin: bytes, terminal: bool
) -> Told:
    """Runs a command line in this process, its streams in memory."""
    out, err = _Stream(io.BytesIO(), "utf-8"), _Stream(io.BytesIO(), "utf-8", "backslashreplace")
    out.terminal = terminal
    given = _Stream(io.BytesIO(stdin), "utf-8")
    with _standing(sys.stdin, given, sys.stdout, out, sys.stderr, err), _in(environment):
        code = running.run(line)
        out.flush()
        err.flush()
    return Told(code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


@contextlib.contextmanager
def _standing(*streams: Any) -> Iterator[None]:
    was_in, sys.stdin, was_out, sys.stdout, was_err, sys.stderr = streams
    mute, running.mute = running.mute, lambda: None
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = was_in, was_out, was_err
        running.mute = mute


@contextlib.contextmanager
def _in(environment: Mapping[str, str]) -> Iterator[None]:
    was = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(was)


def prepare(folder: Path, data: Path) -> None:
    """The files that a fuzzed command line can name."""
    for name in ("log.jsonl", "hostile.jsonl", "faulty.jsonl", "over.jsonl"):
        (folder / name).write_bytes((data / name).read_bytes())
    (folder / "names.txt").write_bytes("de\n# x\r\nfr\n\x1b[31mx\n\n".encode("utf-8-sig"))
    (folder / "table.csv").write_text('country,=x\nde,1\n"a\nb",2\n,3\nse\n')
    (folder / "empty").touch()
    (folder / "folder").mkdir()
    (folder / "config" / "huaweiban").mkdir(parents=True)
    (folder / "home").mkdir()
    (folder / "loop").symlink_to("loop2")
    (folder / "loop2").symlink_to("loop")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.jsonl")).write_bytes(
        (data / "over.jsonl").read_bytes()
    )


def faults(line: Sequence[str], told: Told) -> list[str]:
    """What must hold of every answer and does not hold of this one."""
    err = told.err.decode()
    found = [] if told.code in CODES else [f"exit code {told.code}"]
    found += ["a traceback"] if "Traceback" in err or "internal error" in err else []
    found += ["standard error obeyed"] if OBEYED.search(err) else []
    found += ["nothing said"] if told.code >= 2 and not told.err and not told.out else []
    try:
        out = told.out.decode()
    except UnicodeDecodeError:
        return [*found, "no UTF-8"]
    found += ["standard output obeyed"] if OBEYED.search(SGR.sub("", out)) else []
    # These answer whatever is wrong with a log, and say with 4 that something is.
    always = "validate" in line or "info" in line or not set(line) & set(COMMANDS)
    if out and (told.code == 2 or (told.code == 4 and not always)):
        found.append("half an answer")
    if out and not out.endswith("\n"):
        found.append("no end of line")
    if "-h" not in line and "--help" not in line and line and line[0] in ANSWERS and out:
        found += _shape(_format(line), out)
    return found


def _format(line: Sequence[str]) -> str:
    given = [after for before, after in pairwise(line) if before == "--format"]
    return "json" if "--json" in line else (given[-1] if given else "table")


def _shape(format: str, out: str) -> list[str]:
    try:
        match format:
            case "json":
                told = json.loads(out)
                assert told["total"] == len(told["results"]), "total"
            case "csl":
                json.loads(out)
            case "jsonl":
                assert all(isinstance(json.loads(each), dict) for each in out.splitlines())
            case "csv":
                header, *rows = csv.reader(io.StringIO(out, newline=""), strict=True)
                assert all(len(row) == len(header) for row in rows), "ragged"
                assert not any(cell.startswith(FORMULA) for row in rows for cell in row), "formula"
            case "plain":
                assert len({each.count("\t") for each in out.split("\n")[:-1]}) <= 1, "ragged"
            case "ics":
                assert out.endswith("END:VCALENDAR\r\n"), "cut"
            case _:
                pass
    except (AssertionError, ValueError, KeyError) as error:
        return [f"{format} of another shape: {error!r}"]
    return []


ANSWERS = {name for name, spec in COMMANDS.items() if spec.answer}
