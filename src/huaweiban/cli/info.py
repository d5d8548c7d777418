"""The command `info`, and the first screen of a bare `huaweiban`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from huaweiban import __version__
from huaweiban.answers import Answer
from huaweiban.bundled import about, data_file
from huaweiban.cli.output import note, screen, write
from huaweiban.cli.question import Call, chosen_settings, namer, question
from huaweiban.clock import latest, today
from huaweiban.errors import BUNDLED, BadData, label
from huaweiban.settings import config_file

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

    (chosen, faults), day = chosen_settings(always=True), today()
    logs = Opener(Logs(chosen.own_logs), latest=latest() if chosen.own_logs else None)
    log, found = logs.readable()
    shown = overview(log, day)
    asked = question("overview", logs, day, None)
    foot = footer(asked, countries(sum(shown.counts.values())))
    write(drawn(drawing.blocks(shown, _EXAMPLES, foot), screen(chosen)))
    wrong = (*faults, *found, *namer(found, chosen), *asked.data.refused)
    note(*wrong, *asked.data.warned)
    return BadData.exit_code if wrong else 0


def info(call: Call) -> Answer[None, InfoResult]:
    """Show versions, counts, paths and settings.

    It also answers if the config file or your own log is faulty, and says what is wrong.

    \b
    huaweiban info
    huaweiban info --json
    """
    from huaweiban.views.info import counted

    logs = call.logs()
    log, found = logs.readable()
    own, alone = call.asks.own, call.asks.only
    data = about()
    result: InfoResult = {
        "version": __version__,
        "data_version": data.data_version,
        "brought_to": None if alone else data.brought_to,
        **counted(log, call.today),
        "code_licence": "MIT",
        "data_licence": "CC BY 4.0",
        "log": ", ".join(map(label, own)) if alone else str(data_file("events.jsonl")),
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
                "value": label(call.settings.data.value) if own else BUNDLED,
                "origin": call.settings.data.origin,
            },
            {
                "name": "data-only",
                "value": "yes" if alone else "no",
                "origin": "flag" if alone else "default",
            },
        ],
    }
    asked = question("info", logs, call.today, None)
    wrong = (*call.faults, *found, *namer(found, call.settings))
    return Answer(asked, [result], wrong, BadData.exit_code if wrong else 0)
