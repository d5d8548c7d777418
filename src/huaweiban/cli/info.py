"""The command `info`, and the first screen of a bare `huaweiban`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from huaweiban import __version__
from huaweiban.answers import Answer
from huaweiban.bundled import about, data_file
from huaweiban.cli.output import screen, write
from huaweiban.cli.question import Call, question
from huaweiban.clock import today
from huaweiban.settings import config_file, settings

if TYPE_CHECKING:
    from huaweiban.results import InfoResult

_EXAMPLES = (
    "huaweiban status germany",
    "huaweiban status --in eu",
    "huaweiban history sweden",
    "huaweiban changes --since 1y",
    "huaweiban --help",
)


def overview() -> int:
    """Print the first screen."""
    from huaweiban.log import Logs, Opener
    from huaweiban.render import overview as drawing
    from huaweiban.render.formats import drawn
    from huaweiban.render.text import countries, footer
    from huaweiban.views.overview import overview

    chosen, day = settings(os.environ), today()
    logs = Opener(Logs(chosen.own_logs))
    shown = overview(logs.everything(), day)
    foot = footer(question("overview", logs, day, None), countries(sum(shown.counts.values())))
    write(drawn(drawing.blocks(shown, _EXAMPLES, foot), screen(chosen)))
    return 0


def info(call: Call) -> Answer[None, InfoResult]:
    """Tell versions, counts, paths and settings.

    \b
    huaweiban info
    huaweiban info --json
    """
    from huaweiban.views.info import counted

    logs = call.logs()
    own, alone = call.asks.own, call.asks.only
    data = about()
    result: InfoResult = {
        "version": __version__,
        "data_version": data.data_version,
        "brought_to": None if alone else data.brought_to,
        **counted(logs.everything(), call.today),
        "code_licence": "MIT",
        "data_licence": "CC BY 4.0",
        "log": ", ".join(own) if alone else str(data_file("events.jsonl")),
        "registry": str(data_file("entities.toml")),
        "config": str(config_file(os.environ)),
        "settings": [
            {
                "name": "color",
                "value": call.settings.color.value,
                "origin": call.settings.color.origin,
            },
            {
                "name": "data",
                "value": call.settings.data.value or "bundled",
                "origin": call.settings.data.origin,
            },
            {
                "name": "data-only",
                "value": "yes" if alone else "no",
                "origin": "flag" if alone else "default",
            },
        ],
    }
    return Answer(question("info", logs, call.today, None), [result])
