"""The event that all in-process contestants publish, and handlers that only count."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from domains.core.events.base import BaseEvent, Code, UserId
from domains.core.interfaces import Durability

KEYS = 128
PATIENCE = 100_000
"""Turns of the event loop after which an event counts as lost."""


class Noticed(BaseEvent):
    """Built like the catalogue's events: envelope, validated payload, a key. Memory only."""

    event_type: ClassVar[str] = "bench.noticed"
    source_service: ClassVar[str] = "bench"
    durability: ClassVar[Durability] = Durability.EPHEMERAL

    user_id: UserId
    points_amount: int
    action_type: Code


def notice(number: int) -> Noticed:
    """The next event; keys repeat."""
    return Noticed(user_id=number % KEYS + 1, points_amount=10, action_type="daily")


class Tally:
    """How many deliveries there were."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


def counters(tally: Tally, handlers: int) -> list[Callable[[Any], Awaitable[None]]]:
    """So many different handlers."""
    made: list[Callable[[Any], Awaitable[None]]] = []
    for number in range(handlers):

        async def handle(event: Any) -> None:
            tally.count += 1

        handle.__name__ = handle.__qualname__ = f"handle_{number}"
        made.append(handle)
    return made


async def until(tally: Tally, count: int) -> None:
    """Let the loop turn until so many deliveries have been counted.

    Free of charge when they already are. Raises RuntimeError when they do not come.
    """
    for _ in range(PATIENCE):
        if tally.count >= count:
            return
        await asyncio.sleep(0)
    raise RuntimeError(f"{count - tally.count} deliveries are missing")
