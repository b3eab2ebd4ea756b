"""A module that does not answer for a while: its handlers fail, and the bus tries again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import sqlalchemy as sa

from domains.core import BaseEvent, Kernel, Subscription, Transaction
from domains.core.clock import VirtualClock
from domains.core.store.tables import event_log


class Sleep:
    """Whether somebody sleeps."""

    def __init__(self) -> None:
        self.is_asleep = False

    def around(self, subscriptions: Iterable[Subscription]) -> Iterator[Subscription]:
        """The same subscriptions; while we sleep every delivery fails."""
        return map(self._around, subscriptions)

    async def end(self, kernel: Kernel, clock: VirtualClock) -> None:
        """Wake up, and do what was missed."""
        self.is_asleep = False
        pending = sa.select(sa.func.count()).select_from(event_log).where(event_log.c.pending)
        while True:
            await kernel.bus.settle()
            async with kernel.uow.reading() as tx:
                if not await tx.scalar(pending):
                    return
            clock.advance(30)

    def _around(self, subscription: Subscription) -> Subscription:
        handle = subscription.handle_in_transaction
        if handle is None:  # a reaction: no part of any saga
            return subscription

        async def handle_when_awake(event: BaseEvent, tx: Transaction) -> None:
            if self.is_asleep:
                raise ConnectionError("nobody answers")
            await handle(event, tx)

        return replace(subscription, handle_in_transaction=handle_when_awake)
