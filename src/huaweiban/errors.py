"""What can go wrong, as one sentence each, with the exit code a script can rely on.

Sentences name the place and the remedy. The codes are documented in docs/exit-codes.md.
"""

from __future__ import annotations


class HuaweibanError(Exception):
    """A failure that the person at the prompt can do something about."""

    exit_code = 70

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class BadUsage(HuaweibanError):
    """The command line asks for something that does not exist or contradicts itself."""

    exit_code = 2


class UnknownName(HuaweibanError):
    """A name or an id that the registry or the log does not have, or that several share."""

    exit_code = 3


class BadData(HuaweibanError):
    """A log, registry or config file that cannot be read or does not hold to the codebook."""

    exit_code = 4


class ReaderGone(HuaweibanError):
    """Whoever read the answer has closed the pipe: no failure, and nothing to say."""

    exit_code = 0


class BadOutput(HuaweibanError):
    """The answer could not be written in full."""

    exit_code = 4
