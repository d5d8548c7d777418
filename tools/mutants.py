"""Change the core one small thing at a time, and see whether a test notices (docs/reliability.md).

    python tools/mutants.py [MODULE...]      all mutants of the modules in TESTS
    python tools/mutants.py --list stances   what would be tried

Each mutant runs in a process forked from one that has loaded pytest and what it needs, so hundreds
of them take minutes. One that runs longer than PATIENCE seconds counts as noticed. The exit code is
1 if one survives that EXPLAINED does not explain.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.util
import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path

# What the tests import, loaded once for all; of our own package only the root, because everything
# must import the mutant.
import hypothesis.strategies  # noqa: F401
import pydantic  # noqa: F401
import pytest
import typer.core  # noqa: F401
from hypothesis import Phase, settings

import huaweiban  # noqa: F401

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "huaweiban"
TESTS = {
    "dates": ["test_dates.py"],
    "events": ["test_events.py", "test_load.py"],
    "stances": ["test_headline.py", "test_planned.py", "test_stances.py"],
    "replay": ["test_replay.py", "test_stances.py"],
    "planned": ["test_planned.py"],
    "evidence": ["test_evidence.py"],
}
LAWS = "test_mutants.py"
PATIENCE = 60

# Survivors that change nothing observable, and why; the key is part of the name of the mutant.
EXPLAINED: dict[str, str] = {
    "'^$' -> '^$x'": "the patterns begin with ^ and end with $, and nothing is stripped inside",
    "(ValueError, OverflowError) -> (OverflowError, ValueError)": "the order changes nothing",
    "dates.py:117: 1 -> 2": "any day that every month has works: it is replaced on the next line",
    "-> (confirmation, first_word, narrower_ban, replacement)": "one needs a cell, one needs none",
    "-> (ban_of_one_part, both_parts_agree, one_part_known,": "one needs both, one needs one",
    "(known.get(Scope.CORE), known.get(Scope.RAN)) -> (known.get(Scope.RAN)": "they are equal",
    "if event.follows else position -> position._replace": "without another outcome it is the same",
    ": cell and stands -> stands": "an act has a cell: the test is for the type checker",
    "(self.before.headline, self.after.headline) -> (self.after": "inequality is symmetric",
    "events.py:286: 0 ->": "any number sorts after those of vague dates, which are negative",
    "-> (DAY, ID, PARTIAL_DATE": "each form is asked apart, in any order",
    "-> (Actor.REGULATOR, Actor.GOVERNMENT,": "a set has no order",
    "-> (Action.RULING, Action.LAW,": "a set has no order",
    "len(first) < 10 -> len(first) <= 10": "the number of an exact day also comes last",
    "10 -> 11": "the number of an exact day also comes last",
    "10 -> 9": "months and years are even shorter",
    "stances.py:143: 0 -> -1": "the first item of one is also the last",
    "stances.py:78: 0 -> -1": "the first item of one is also the last",
    "named > narrowest -> named >= narrowest": "of two equal values either works",
    "stances.py:464: '' -> 'x'": "what has ended has an end",
    "stances.py:464: each.until or ''": "what has ended has an end",
    "stances.py:450: ": "no event has an empty id, nor the id x",
    "stances.py:399: ": "a type hint",
    "-> cell.newest.id in unseen and last_day": "what is in `unseen` has an end",
    "-> until is not None and last_day(until) < day": "what ended where the log reaches has lapsed",
    "evidence.py:64: None -> 'x'": "what is in `unseen` has an end",
    "(cell.began, cell.newest) -> (cell.newest,": "the order changes nothing",
    "-> (Stance.UNDECIDED, Stance.PERMITTED)": "the order changes nothing",
    "a rule applies' -> 'if": "the message of an assertion that is always true is never shown",
}

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def mutants(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Each mutant of a module with its name: line, old code, new code."""
    for place, node in enumerate(_nodes(tree)):
        for number, changed in enumerate(_changes(node)):
            planted = copy.deepcopy(tree)
            target = _nodes(planted)[place]
            new = _changes(target)[number]
            _replace(planted, target, new)
            ast.fix_missing_locations(planted)
            was, now = (" ".join(ast.unparse(each).split()) for each in (node, changed))
            yield f"{getattr(node, 'lineno', 0)}: {was} -> {now}", planted


def _nodes(tree: ast.Module) -> list[ast.AST]:
    skipped = {id(inner) for node in ast.walk(tree) for part in _inert(node)
               for inner in ast.walk(part)}  # fmt: skip
    return [node for node in ast.walk(tree) if id(node) not in skipped]


def _inert(node: ast.AST) -> list[ast.AST]:
    # Docstrings, annotations, imports and class names have no effect.
    match node:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom():
            return [node]
        case ast.AnnAssign(annotation=annotation):
            return [annotation]
        case ast.arg(annotation=annotation) if annotation:
            return [annotation]
        case ast.FunctionDef(returns=returns) if returns:
            return [returns]
        case ast.Assign(targets=[ast.Name(id=name)]) if name in {
            "Id", "Day", "PartialDate", "Url", "Words", "Rule", "HeadlineRule", "Purpose", "Status",
        }:  # fmt: skip
            # Types: the tests of the schemas cover these.
            return [node]
        case _:
            return []


def _changes(node: ast.AST) -> list[ast.AST]:  # noqa: PLR0912 - one match over kinds of nodes
    made: list[ast.AST] = []

    def another(**fields: object) -> None:
        made.append(type(node)(**{**dict(ast.iter_fields(node)), **fields}))

    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            another(ops=[COMPARED[type(op)]()])
            if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                opposite = ast.GtE if isinstance(op, ast.Lt | ast.LtE) else ast.LtE
                another(ops=[opposite()])
        case ast.BinOp(op=op) if type(op) in COUNTED:
            another(op=COUNTED[type(op)]())
        case ast.BoolOp(op=op, values=[_, *_] as values):
            another(op=ast.Or() if isinstance(op, ast.And) else ast.And())
            for place in range(len(values)):
                rest = values[:place] + values[place + 1 :]
                made.append(rest[0] if len(rest) == 1 else ast.BoolOp(op, rest))
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            made.append(operand)
        case ast.IfExp(test=_, body=body, orelse=orelse):
            made += [body, orelse]
        case ast.If(test=test):
            another(test=ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[_, *_]):
            another(ifs=[])
        case ast.Constant(value=bool(value)):
            another(value=not value)
        case ast.Constant(value=int(value)):
            another(value=value + 1)
            another(value=value - 1)
        case ast.Constant(value=str(value)):
            another(value=f"{value}x")
        case ast.Constant(value=None):
            another(value="x")
        case ast.Return(value=value) if value is not None and not _is_none(value):
            another(value=ast.Constant(None))
        case ast.Tuple(elts=[_, _, *_] as elts, ctx=ast.Load()):
            for place in range(len(elts)):
                another(elts=elts[:place] + elts[place + 1 :])
            if ast.dump(elts[0]) != ast.dump(elts[1]):
                another(elts=[elts[1], elts[0], *elts[2:]])
        case ast.Call(func=ast.Name(id="max" | "min" | "sorted" as name), args=[first, *_]):
            if name == "sorted":
                made.append(ast.Call(ast.Name("list", ast.Load()), [first], []))
            else:
                other = ast.Name("min" if name == "max" else "max", ast.Load())
                another(func=other)
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper)) if lower and upper:
            another(slice=ast.Slice(lower, None))
        case _:
            pass
    return made


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return
            if isinstance(value, list) and any(each is old for each in value):
                setattr(parent, field, [new if each is old else each for each in value])
                return


def noticed(module: str, tree: ast.Module) -> bool:
    """Whether the tests fail with a mutant, in a forked process."""
    child = multiprocessing.get_context("fork").Process(target=_tried, args=(module, tree))
    child.start()
    child.join(PATIENCE)
    if child.is_alive():
        child.kill()
        child.join()
        return True
    return child.exitcode != 0


def _tried(module: str, tree: ast.Module) -> None:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    name, path = f"huaweiban.{module}", SOURCE / f"{module}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    sys.modules[name] = planted = importlib.util.module_from_spec(spec)
    setattr(sys.modules["huaweiban"], module, planted)
    try:
        exec(compile(tree, str(path), "exec"), planted.__dict__)
        code = _pytest(module)
    except BaseException:
        code = 1
    os._exit(code)


def _pytest(module: str) -> int:
    # Find any failing example, without shrinking, and always try the same ones.
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants", max_examples=50, deadline=None, derandomize=True, database=None, phases=phases
    )
    files = [ROOT / "tests" / each for each in (LAWS, *TESTS[module])]
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    options.append("--hypothesis-profile=mutants")
    # Already loaded here, so pytest cannot rewrite the assertions of a plugin.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(pytest.main([*options, *(str(each) for each in files if each.exists())]))


def main() -> int:
    """Try the mutants of some modules and print the survivors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(TESTS))
    parser.add_argument("--list", action="store_true", help="Only list them.")
    asked = parser.parse_args()
    if unknown := {*asked.modules} - {*TESTS}:
        parser.error(f"no tests are named for {', '.join(sorted(unknown))}")
    unexplained = 0
    for module in asked.modules or TESTS:
        text = (SOURCE / f"{module}.py").read_text(encoding="utf-8")
        made = [(f"{module}.py:{name}", tree) for name, tree in mutants(ast.parse(text))]
        if asked.list:
            print(*(name for name, _ in made), sep="\n")
            continue
        if noticed(module, ast.parse(text)):
            print(f"{module}: the tests fail without a mutant")
            return 1
        survivors = [name for name, tree in made if not noticed(module, tree)]
        for name in survivors:
            why = next((why for part, why in EXPLAINED.items() if part in name), None)
            unexplained += why is None
            print(f"{name}   [{why or 'not explained'}]", flush=True)
        print(f"{module}: {len(made)} mutants, {len(survivors)} survive", flush=True)
    return int(unexplained > 0)


if __name__ == "__main__":
    raise SystemExit(main())
