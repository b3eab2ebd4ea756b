"""What somebody wants to hear, and what happens then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventSubscriptionError
from domains.core.unit_of_work import Transaction

E = TypeVar("E", bound=BaseEvent)

LONGEST_NAME = 128
"""What the columns that keep a subscription's name have room for."""

Effect = Callable[[E, Transaction], Awaitable[None]]
"""Changes state, and only state: runs once, in one transaction with its inbox row."""

Reaction = Callable[[E], Awaitable[None]]
"""Touches the outside world: runs at least once, after the fact is stored."""


class Scope(Enum):
    """Who hears a durable event."""

    ONCE_PER_CLUSTER = "once per cluster"
    EVERY_INSTANCE = "every instance"


@dataclass(frozen=True, slots=True, eq=False)
class Subscription:
    """A named wish to hear events.

    The name is stable: inbox, retries and dead letters are kept under it. Events with the
    same key arrive one at a time, in the order published. Make one with `effect` or
    `reaction`.
    """

    name: str
    patterns: tuple[str, ...]
    service: str
    handle_in_transaction: Effect[Any] | None = None
    handle: Reaction[Any] | None = None
    scope: Scope = Scope.ONCE_PER_CLUSTER
    is_grouped: bool = False
    """May deliveries of several keys share one transaction when many wait?"""
    timeout_seconds: float | None = None
    """How long the handler may take; None: as long as the bus allows all of them."""

    def __post_init__(self) -> None:
        if not self.patterns:
            raise EventSubscriptionError(f"{self.name!r} listens to nothing")
        if len(self.name) > LONGEST_NAME:
            raise EventSubscriptionError(f"{self.name!r} is longer than {LONGEST_NAME}")
        if (self.handle is None) == (self.handle_in_transaction is None):
            raise EventSubscriptionError(f"{self.name!r} needs exactly one handler")

    def matches(self, event_type: str) -> bool:
        """Exact types, `*` for everything, or a prefix such as `gamification.*`."""
        return any(
            pattern in (event_type, "*")
            or (pattern.endswith(".*") and event_type.startswith(pattern[:-1]))
            for pattern in self.patterns
        )


def effect(
    name: str, event: type[E], handler: Effect[E], *, is_grouped: bool = True
) -> Subscription:
    """A reaction that changes this module's own state. Applied exactly once.

    `handler(event, tx)` runs in a transaction with its inbox row; events it publishes through
    `tx` commit with it. When many wait, several share one transaction (docs/decisions/0010):
    one that fails rolls all back, and each is then done by itself. Not `is_grouped`: always by
    itself. A `DomainError` it raises is permanent; other errors are retried.
    """
    return Subscription(
        name=name,
        patterns=(event.event_type,),
        service=name.partition(".")[0],
        handle_in_transaction=handler,
        is_grouped=is_grouped,
    )


def reaction(
    name: str, event: type[E], handler: Reaction[E], scope: Scope = Scope.ONCE_PER_CLUSTER
) -> Subscription:
    """A reaction outside the database. Happens at least once: after a crash it may repeat."""
    return Subscription(
        name=name,
        patterns=(event.event_type,),
        service=name.partition(".")[0],
        handle=handler,
        scope=scope,
    )
