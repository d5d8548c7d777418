"""Output: answers on standard output, notes on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from huaweiban.errors import BadData, BadOutput, ReaderGone, capped
from huaweiban.render.formats import Screen, rendered
from huaweiban.render.text import one_line
from huaweiban.settings import Settings, color_wanted, colors_known

if TYPE_CHECKING:
    from huaweiban.answers import Answer


def show(answer: Answer[Any, Any], settings: Settings, format: str, fields: Sequence[str]) -> int:
    """Write an answer to standard output and its notes to standard error; returns the exit code.

    Raises BadData if faults in own logs leave nothing to answer.
    """
    data = answer.question.data
    if data.refused and not answer.results:
        raise BadData(*data.refused)
    if fields:
        from huaweiban.render.fields import check

        check(answer, fields)
    own_encoding = format in ("table", "plain", "md")
    text = rendered(answer, format, fields, screen(settings))
    write(text, None if own_encoding else "utf-8")
    about = (*_outdated(answer), *_nothing(answer))
    others = (*data.warned, *about, *_own_logs(answer, format, bool(fields)))
    note(*answer.notes, *data.refused, *others)
    return BadData.exit_code if data.refused else answer.exit_code


def screen(settings: Settings) -> Screen:
    """Whether standard output is a terminal, its width, and how it is coloured."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if is_terminal else None
    color = color_wanted(settings.color.value, os.environ, is_terminal)
    return Screen(columns, color, colors_known(os.environ))


def _outdated(answer: Answer[Any, Any]) -> list[str]:
    question = answer.question
    if not question.outdated:
        return []
    reach = question.data.brought_to
    return [f"the data cover events to {reach}, more than six months before {question.day}"]


def _nothing(answer: Answer[Any, Any]) -> list[str]:
    data = answer.question.data
    if not data.has_nothing:
        return []
    return [f"{', '.join(data.own)}: has no events, so --data-only leaves no position on record"]


def _own_logs(answer: Answer[Any, Any], format: str, chosen: bool) -> list[str]:
    # JSON names its logs in the envelope, tables in the footer; other formats name none.
    _, *own = answer.question.data.labels
    footed = format in ("table", "md") and answer.question.footed and not chosen
    if format == "json" or footed or not own:
        return []
    return [f"with {', '.join(own)} added to the bundled log"]


# A system call for each line of a long answer would cost more than making the line.
_AT_ONCE = 16


def write(answer: str | Iterable[str] | Iterable[bytes], encoding: str | None = None) -> None:
    """Write to standard output, whole; text in an encoding or in the stream's own.

    Raises BadOutput if it cannot be written, ReaderGone if the pipe is closed.
    """
    stream = sys.stdout
    if stream is None:
        raise BadOutput("standard output is closed")
    codec = encoding or stream.encoding or "utf-8"
    parts: Iterator[str | bytes] = iter([answer] if isinstance(answer, str) else answer)
    try:
        stream.flush()
        while some := list(islice(parts, _AT_ONCE)):
            _write_whole(stream.buffer, b"".join([_encoded(part, codec) for part in some]))
        stream.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise BadOutput(f"standard output: cannot be written: {error.strerror or error}") from None


def mute() -> None:
    """Redirect standard output to the null device: Python flushes it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _write_whole(stream: BinaryIO, data: bytes) -> None:
    # An unbuffered stream may write less than it is given.
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def note(*lines: str) -> None:
    """Write lines to standard error, at most a hundred; nothing happens if it is closed."""
    if lines and sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write("".join(f"{one_line(line)}\n" for line in capped(lines)))
            sys.stderr.flush()


def _encoded(part: str | bytes, codec: str) -> bytes:
    if isinstance(part, bytes):
        return part
    try:
        return part.encode(codec)
    except UnicodeEncodeError:
        return part.translate(_plain_signs(codec)).encode(codec, "backslashreplace")


@cache
def _plain_signs(codec: str) -> Mapping[int, str]:
    from huaweiban.render.blocks import PLAIN_SIGNS

    lacking = [sign for sign in PLAIN_SIGNS if not sign.encode(codec, "ignore")]
    return {ord(sign): PLAIN_SIGNS[sign] for sign in lacking}
