"""Which update and which event we are acting for: correlation and causation.

A context variable, because it must follow awaits without every signature carrying it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Cause:
    """What began this work (`correlation_id`) and what directly led to it (`causation_id`)."""

    correlation_id: str | None = None
    causation_id: UUID | None = None


_cause: ContextVar[Cause] = ContextVar("cause", default=Cause())  # noqa: B039 - frozen


def current_cause() -> Cause:
    """The cause of the work that runs now; an empty one outside of any."""
    return _cause.get()


@contextmanager
def acting_for(correlation_id: str | None, causation_id: UUID | None = None) -> Iterator[None]:
    """Events published inside carry these ids unless they bring their own."""
    token = _cause.set(Cause(correlation_id, causation_id))
    try:
        yield
    finally:
        _cause.reset(token)
