"""A result as named text fields, which `plain` and `csv` print and `--fields` chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huaweiban.errors import BadUsage
from huaweiban.events import CELLS

if TYPE_CHECKING:
    from huaweiban.answers import Answer

# Reasons are a tree; they are read in the table and in JSON.
_TREES = {"why"}
# Keys that also exist for each scope, and can be chosen as `scope.core.since`.
_OF_A_SCOPE = ("since", "confirmed", "certain", "action", "deadline")


def names(keys: Iterable[str]) -> list[str]:
    """The flat field names of a result with these keys, in order."""
    found: list[str] = []
    for key in keys:
        if key == "scopes":
            found += [f"scope.{cell}" for cell in CELLS]
        elif key == "headline":
            found += ["headline.stance", "headline.headline_scope"]
        elif key not in _TREES:
            found.append(key)
    return found


def keys(answer: Answer[Any, Any]) -> list[str]:
    """The keys of an answer's results."""
    from huaweiban.results import SHAPES

    if columns := getattr(answer.results, "columns", None):
        return [*columns]
    return [*SHAPES[answer.question.name].__annotations__]


def of_answer(answer: Answer[Any, Any]) -> list[str]:
    """The flat field names of an answer's results, in order."""
    if hasattr(answer.results, "columns"):
        # A column of the user's list may have any name.
        return keys(answer)
    return names(keys(answer))


def check(answer: Answer[Any, Any], chosen: Sequence[str]) -> None:
    """Raise BadUsage if a chosen field is not a key or flat name of the results."""
    every = keys(answer)
    known = list(dict.fromkeys([*every, *names(every)]))
    inner = _of_scopes(every)
    for name in chosen:
        if name not in known and name not in inner:
            also = f", {inner[0]} and the like" if inner else ""
            raise BadUsage(f"unknown field {name!r}; known fields: {', '.join(known)}{also}")


def _of_scopes(keys: Sequence[str]) -> list[str]:
    if "scopes" not in keys:
        return []
    return [f"scope.{cell}.{key}" for cell in CELLS for key in _OF_A_SCOPE if key in keys]


def narrowed(result: Mapping[str, Any], chosen: Sequence[str]) -> dict[str, Any]:
    """The chosen fields of a result in that order, with unchanged values."""
    return {name: result[name] if name in result else value(result, name) for name in chosen}


def value(result: Mapping[str, Any], name: str) -> Any:
    """The value of a flat name: `scope.core` is the stance of that cell.

    `scope.core.since` is another key of it; null if nothing is known there.
    """
    if name in result:
        return result[name]
    head, _, tail = name.partition(".")
    if head == "scope":
        scope, _, key = tail.partition(".")
        cell = result["scopes"].get(scope)
        return cell[key or "stance"] if isinstance(cell, dict) else cell
    return result[head][tail]


def text(result: Mapping[str, Any], name: str) -> str:
    """A flat field as text: nested values joined with `; `, null as empty."""
    return _text(value(result, name))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(map(_text, value))
        case dict():
            return " ".join(filter(None, map(_text, _leaves(value))))
        case _:
            return str(value)


def _leaves(value: Mapping[str, Any]) -> Iterable[Any]:
    return (each for each in value.values() if each is not None)
