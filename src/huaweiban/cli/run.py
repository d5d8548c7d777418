"""Run a command line; however it ends, the exit code is a documented one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from huaweiban import __version__, interrupts
from huaweiban.cli.output import mute, note
from huaweiban.errors import BadData, BadOutput, BadUsage, HuaweibanError, ReaderGone

OUR_BUG, INTERRUPTED = 70, 130
# The variable that a completion script sets; completion exits with 1 if it finds nothing.
COMPLETE = "_HUAWEIBAN_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """The exit code of a command line; its answer goes to standard output."""
    try:
        from huaweiban.cli.app import command

        if COMPLETE in os.environ:
            from typer.completion import completion_init  # type: ignore[attr-defined]

            _check_completion(os.environ)
            completion_init()
        if sys.stdout is None and not {"-h", "--help"}.isdisjoint(arguments):
            # Typer prints help itself, without an error.
            raise BadOutput("standard output is closed")
        result = command().main(list(arguments), "huaweiban", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except ReaderGone:
        mute()
        return 0
    except HuaweibanError as error:
        note(*error.lines)
        return error.exit_code
    except OSError as error:
        note(f"{error.filename or 'standard output'}: {error.strerror or error}")
        return BadData.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as exit:
        return _exited(exit)
    except Exception as error:
        # Code that is not Python can turn what a signal raised into another error.
        return interrupts.ended[0] if interrupts.ended else _typer_or_bug(error)


def _check_completion(environment: Mapping[str, str]) -> None:
    # Typer expects the variables that bash sets for completion functions.
    told = "COMP_WORDS" in environment and environment.get("COMP_CWORD", "").isdecimal()
    if environment["_HUAWEIBAN_COMPLETE"] == "complete_bash" and not told:
        raise BadUsage("_HUAWEIBAN_COMPLETE is set, but not by the completion of a shell; unset it")


def _exited(exit: SystemExit) -> int:
    if exit.code != 1 or COMPLETE in os.environ:
        return exit.code if isinstance(exit.code, int) else OUR_BUG
    # Typer prints help itself, and exits with 1 only if the reader has closed the pipe.
    mute()
    return 0


def _typer_or_bug(error: Any) -> int:
    # Typer vendors its usage errors without exporting their base class; this method marks them.
    tell = getattr(error, "format_message", None)
    if tell is not None:
        if options := getattr(error, "possibilities", None):
            error.possibilities = _near(error.option_name, options)
        note(f"{tell()}{_help_hint(error)}")
        return 2
    if os.environ.get("HUAWEIBAN_DEBUG") == "1":
        import traceback

        note(*traceback.format_exc().splitlines())
    kind, words = type(error).__name__, " ".join(str(error).split())
    note(
        f"huaweiban {__version__}: internal error: {kind}: {words} "
        "(please report it; HUAWEIBAN_DEBUG=1 shows where)"
    )
    return OUR_BUG


def _near(option: str, options: Sequence[str]) -> list[str]:
    # All options begin with dashes, which would make any two look similar.
    from huaweiban.cli.suggest import near

    alike = near(option.strip("-"), [each.strip("-") for each in options])
    return [each for each in options if each.strip("-") in alike]


def _help_hint(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f" (see '{context.command_path} --help')" if context is not None else ""
