"""One event on its way to one subscription."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domains.core.bus.subscription import Subscription
from domains.core.events.base import BaseEvent


class Delivery:
    """An event on its way to one subscription."""

    __slots__ = (
        "attempts",
        "event",
        "failure",
        "is_dead",
        "is_replay",
        "is_suspect",
        "key",
        "not_before",
        "size",
        "subscription",
    )

    def __init__(
        self,
        event: BaseEvent,
        subscription: Subscription,
        attempts: int = 0,
        not_before: datetime | None = None,
        *,
        is_replay: bool = False,
        is_suspect: bool = False,
    ) -> None:
        self.event = event
        self.subscription = subscription
        self.key = event.key
        self.attempts = attempts
        self.not_before = not_before
        self.is_replay = is_replay
        self.is_suspect = is_suspect
        self.is_dead = False
        self.size = 0
        self.failure: Exception | None = None
        """How it failed in a shared transaction, until that is counted."""

    @property
    def lane_id(self) -> tuple[str, str]:
        """The subscription's name and the event's key."""
        return (self.subscription.name, self.key)

    @property
    def is_plain(self) -> bool:
        """Nothing has happened to it yet: it may share a transaction with others."""
        return not (
            self.attempts or self.failure or self.is_replay or self.is_suspect or self.not_before
        )


def plain(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """As many from the start as nothing has happened to yet."""
    found = []
    for delivery in deliveries:
        if not delivery.is_plain:
            break
        found.append(delivery)
    return found


def hold_back(deliveries: Iterable[Delivery], now: datetime) -> None:
    """What was to be replayed waits once more, behind what has just died."""
    for delivery in deliveries:
        if delivery.is_replay:
            delivery.is_replay, delivery.not_before = False, now
