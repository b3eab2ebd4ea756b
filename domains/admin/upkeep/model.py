"""What custodians do to the event bus."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2s

from domains.core.operations.model import DeadLetter, Status

REPLAY, DISCARD, PAUSE, RESUME = "bus.replay", "bus.discard", "bus.pause", "bus.resume"
"""The audit's names."""

MOST_LETTERS = 200
"""Dead letters that a custodian's screen looks at; more are mended on the command line."""


@dataclass(frozen=True, slots=True)
class BusView:
    """The bus at a glance, and its first dead letters."""

    status: Status
    letters: tuple[DeadLetter, ...]


def handle_of(*parts: object) -> str:
    """A short name for what is too long for a button; 16 characters."""
    return blake2s("/".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def handle_of_letter(letter: DeadLetter) -> str:
    """The short name of a dead letter; it says too which death is meant."""
    return handle_of(letter.event_id, letter.subscription, letter.failed_at.timestamp())
