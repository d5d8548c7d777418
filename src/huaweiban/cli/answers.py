"""An answer and how it leaves the house: rendered as asked, written whole, notes on stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from huaweiban.errors import BadOutput, ReaderGone
from huaweiban.render import fields as flat
from huaweiban.render.safe import one_line
from huaweiban.settings import Settings, color_wanted, colors_known

if TYPE_CHECKING:
    from huaweiban.render.blocks import Block

FORMATS = ("table", "plain", "json", "jsonl", "csv", "md")


class Answer(NamedTuple):
    """Results, the name of their shape in `results`, the envelope, and blocks for a reader.

    `blocks` is called only where something is drawn, and so is each of `others`, the formats that
    only this answer has, or that it makes in a way of its own. `notes` go to standard error;
    `exit_code` is the worst of what happened. `footed` says that the blocks
    end by telling the logs.
    """

    results: Collection[Mapping[str, Any]]
    shape: str
    envelope: Mapping[str, Any]
    blocks: Callable[[], list[Block]]
    notes: Sequence[str] = ()
    exit_code: int = 0
    others: Mapping[str, Callable[[], str]] = {}
    footed: bool = True


def show(answer: Answer, settings: Settings, format: str, fields: Sequence[str]) -> int:
    """Write an answer to standard output and its notes to standard error; gives the exit code."""
    if fields:
        flat.check(fields, _keys(answer))
    own_encoding = format in ("table", "plain", "md")
    write(rendered(answer, settings, format, fields), None if own_encoding else "utf-8")
    note(*answer.notes, *_over_the_bundled(answer, format, bool(fields)))
    return answer.exit_code


def _over_the_bundled(answer: Answer, format: str, chosen: bool) -> list[str]:
    # JSON tells its logs in the envelope, tables in the footer; other forms have no place for it.
    _, *own = answer.envelope["data"]
    told = format == "json" or (format in ("table", "md") and answer.footed and not chosen)
    return [] if told or not own else [f"with {', '.join(own)} laid over the bundled log"]


def rendered(
    answer: Answer, settings: Settings, format: str, fields: Sequence[str]
) -> str | Iterable[str | bytes]:
    """An answer in a format, whole or bit by bit; as bytes where the format prescribes them."""
    results = answer.results
    if format in answer.others and not fields:
        return answer.others[format]()
    match format:
        case "json" | "jsonl":
            from huaweiban.render import machine

            picked = (flat.narrowed(each, fields) for each in results) if fields else results
            if format == "jsonl":
                return machine.lines(picked)
            return machine.document(answer.envelope, picked)
        case "plain":
            from huaweiban.render.plain import plain

            return plain(results, fields or flat.names(_keys(answer)))
        case "csv":
            from huaweiban.render.comma import comma

            return comma(results, fields or flat.names(_keys(answer)))
        case "md":
            from huaweiban.render.markdown import markdown

            return markdown(_blocks(answer, fields))
        case _:
            return drawn(_blocks(answer, fields), settings)


def drawn(blocks: list[Block], settings: Settings) -> str | Iterable[str]:
    """Blocks as a person gets them: fitted on a terminal, as wide as they are elsewhere."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    color = color_wanted(settings.color.value, os.environ, terminal)
    if not terminal and not color:
        from huaweiban.render.wide import wide

        return wide(blocks)
    from huaweiban.render.blocks import on_paper
    from huaweiban.render.terminal import terminal as fitted

    colors = colors_known(os.environ)
    if not terminal:
        return fitted(on_paper(blocks), 10_000, color, colors)
    return fitted(blocks, shutil.get_terminal_size().columns, color, colors)


# A call to the system for each line of a long answer would cost more than the line.
_AT_ONCE = 16


def write(answer: str | Iterable[str | bytes], encoding: str | None = None) -> None:
    """Write to standard output, whole; text in an encoding or in the stream's own.

    Raises BadOutput where it cannot be written, ReaderGone where the pipe is closed.
    """
    stream = sys.stdout
    if stream is None:
        raise BadOutput("standard output is closed")
    codec = encoding or stream.encoding or "utf-8"
    parts = iter([answer] if isinstance(answer, str) else answer)
    try:
        stream.flush()
        while some := list(islice(parts, _AT_ONCE)):
            _write_whole(stream.buffer, b"".join([_encoded(part, codec) for part in some]))
        stream.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None
    except OSError as error:
        raise BadOutput(f"standard output: cannot be written: {error.strerror or error}") from None


def _write_whole(stream: BinaryIO, data: bytes) -> None:
    # An unbuffered stream may take less than it is given.
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def note(*lines: str) -> None:
    """Write lines to standard error; where that is closed or full, nobody listens."""
    if lines and sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write("".join(f"{one_line(line)}\n" for line in lines))
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


def _keys(answer: Answer) -> list[str]:
    from huaweiban import results

    return [*getattr(results, answer.shape).__annotations__]


def _blocks(answer: Answer, fields: Sequence[str]) -> list[Block]:
    if not fields:
        return answer.blocks()
    from huaweiban.render.facts import chosen

    return chosen(answer.results, fields)
