"""Which update and which event we are acting for: correlation and causation.

A context variable, because it must follow awaits without every signature carrying it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cause:
    """What began this work (`correlation_id`) and what directly led to it (`causation_id`)."""

    correlation_id: str | None = None
    causation_id: UUID | None = None


class Handled(Protocol):
    """An event whose handler is running."""

    @property
    def event_id(self) -> UUID: ...
    @property
    def correlation_id(self) -> str | None: ...


_NOTHING = Cause()
_cause: ContextVar[Cause | Handled] = ContextVar("cause", default=_NOTHING)


def current_cause() -> Cause:
    """The cause of the work that runs now; an empty one outside of any."""
    cause = _cause.get()
    return cause if isinstance(cause, Cause) else Cause(cause.correlation_id, cause.event_id)


def cause_outside_handlers() -> Cause | None:
    """As `current_cause`; None where a handler of the bus runs."""
    cause = _cause.get()
    return cause if isinstance(cause, Cause) else None


def is_handling() -> bool:
    """Does a handler of the bus run here?"""
    return not isinstance(_cause.get(), Cause)


@contextmanager
def acting_for(correlation_id: str | None, causation_id: UUID | None = None) -> Iterator[None]:
    """Events published inside carry these ids unless they bring their own."""
    token = _cause.set(Cause(correlation_id, causation_id))
    try:
        yield
    finally:
        _cause.reset(token)


def begin_handling(event: Handled) -> Token[Cause | Handled]:
    """As `acting_for` an event, for the bus: no generator, no object. Undo with the token."""
    return _cause.set(event)


def end_handling(token: Token[Cause | Handled]) -> None:
    """Act again for whom we acted before `begin_handling`."""
    _cause.reset(token)
