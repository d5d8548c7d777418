"""Checks that every command line goes through before its command runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from typer.core import TyperCommand

from huaweiban.errors import BadData, BadUsage
from huaweiban.settings import settings

# Parameters that read standard input if they are `-`.
_READERS = ("names", "ids", "files", "data", "watch")
# Unknown facts about a source are given as '', so that the others stay aligned.
_MAY_BE_EMPTY = ("source_title", "source_url", "source_published", "source_via")


class Strict(TyperCommand):
    """A command that rejects empty values of options, and reading standard input twice.

    A script passes an empty value if its variable is not set; treating the option as not given
    would answer another question.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Click does; raises BadUsage."""
        rest: list[str] = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            # The line is being completed, so it is not complete yet.
            return rest
        for parameter in self.params:
            value = ctx.params.get(parameter.name)
            if parameter.param_type_name == "option" and parameter.name not in _MAY_BE_EMPTY:
                values = value if isinstance(value, (list, tuple)) else [value]
                if "" in values:
                    raise BadUsage(
                        f"{parameter.opts[0]}: is empty; give a value or omit the option"
                    )
        readers = list(_readers(self, ctx))
        if len(readers) > 1:
            names = " and ".join(dict.fromkeys(readers))
            raise BadUsage(f"{names}: standard input can be read only once; use '-' only once")
        return rest


def _readers(command: Any, ctx: Any) -> Iterator[str]:
    for parameter in command.params:
        value = ctx.params.get(parameter.name)
        if parameter.name == "data" and not value:
            # A faulty config file is reported by the command, which may answer without it.
            with suppress(BadData):
                chosen = settings(os.environ)
                yield from ("HUAWEIBAN_DATA" for log in chosen.own_logs if log == "-")
        elif parameter.name in _READERS:
            values = value if isinstance(value, (list, tuple)) else [value]
            option = parameter.param_type_name == "option"
            name = parameter.opts[0] if option else parameter.metavar.strip("[].")
            yield from (name for each in values if each == "-")
