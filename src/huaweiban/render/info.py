"""Facts about the tool and its data as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huaweiban.render.blocks import Block, fact

if TYPE_CHECKING:
    from huaweiban.answers import Answer
    from huaweiban.results import InfoResult


def blocks(answer: Answer[None, InfoResult]) -> list[Block]:
    """Facts, one per line; the number of positions is for the day asked about."""
    (result,), day = answer.results, answer.question.day
    facts = [
        (
            _label(key),
            f"{value}, on {day}" if key == _OF_A_DAY else str(value),
        )
        for key, value in result.items()
        if key != "settings" and value is not None
    ]
    facts += [
        (f"setting {each['name']}", f"{each['value']} ({each['origin']})")
        for each in result["settings"]
    ]
    hang = max(len(label) for label, _ in facts) + 2
    return [fact(label, value, hang) for label, value in facts]


_OF_A_DAY = "countries_with_position"


def _label(key: str) -> str:
    return "covers events to" if key == "brought_to" else key.replace("_", " ")
