"""Stronger or newer evidence only: which stance-bearing events a question lets count."""

from __future__ import annotations

from typing import NamedTuple

from huaweiban.events import Action, Event


def no_position(limited: bool) -> str:
    """How a missing position is told; `limited` where a sieve may have kept its evidence out."""
    return "no position by the evidence let count" if limited else "no position on record"


class Sieve(NamedTuple):
    """The weakest action and the earliest day (ISO) that count; null lets all through."""

    min_action: Action | None = None
    since: str | None = None

    def __str__(self) -> str:
        action = (
            f"evidence of the kind {self.min_action} or stronger" if self.min_action else "evidence"
        )
        return f"{action} since {self.since}" if self.since else action

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return self.min_action is None and self.since is None

    def passes(self, event: Event) -> bool:
        """Whether an event counts. Context moves nothing, so it always may stay."""
        if event.stance is None:
            return True
        strong = self.min_action is None or _STRENGTH[event.action] <= _STRENGTH[self.min_action]
        return strong and (self.since is None or event.last >= self.since)


_STRENGTH = {action: place for place, action in enumerate(Action)}
