"""Events published by themselves share a transaction when several come at once.

A commit costs the same for one event as for a hundred. Nobody waits for company: while one
transaction commits, whatever comes meanwhile makes up the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from domains.core.events.base import BaseEvent
from domains.core.tasks import TaskSupervisor
from domains.core.unit_of_work import UnitOfWork

MOST = 100
"""Events in one transaction."""

Waiting = tuple[BaseEvent, asyncio.Future[None]]


class Gathering:
    """Stores sealed events, each exactly if its publisher is told so."""

    def __init__(self, unit_of_work: UnitOfWork, supervisor: TaskSupervisor) -> None:
        self._uow = unit_of_work
        self._supervisor = supervisor
        self._waiting: list[Waiting] = []
        self._is_storing = False

    async def store(self, event: BaseEvent) -> None:
        """Return when the event is stored; raise what its own transaction would have raised.

        Raises NestedUnitOfWorkError inside an open unit of work.
        """
        self._uow.check_alone()
        if not self._is_storing:
            self._is_storing = True
            try:
                await self._store_together([event])
            finally:
                self._go_on()
            return
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((event, stored))
        await stored

    def _go_on(self) -> None:
        self._is_storing = bool(self._waiting) and not self._supervisor.is_closing
        if self._is_storing:
            self._supervisor.spawn("bus.gathering", self._store_waiting())
        for _, stored in self._waiting if not self._is_storing else ():
            stored.cancel()

    async def _store_waiting(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                group = [each for each in group if not each[1].done()]  # who gave up, gave up
                await self._store_group(group)
        finally:
            self._is_storing = False
            if self._waiting:
                self._go_on()

    async def _store_group(self, group: Sequence[Waiting]) -> None:
        try:
            await self._store_together([event for event, _ in group])
        except Exception as error:  # noqa: BLE001 - each publisher is told of its own event
            await self._store_each(group, error)
        else:
            for _, stored in group:
                if not stored.done():
                    stored.set_result(None)

    async def _store_each(self, group: Sequence[Waiting], first: Exception) -> None:
        for event, stored in group:
            error: Exception | None = first
            if len(group) > 1:
                try:
                    await self._store_together([event])
                    error = None
                except Exception as own:  # noqa: BLE001 - as above
                    error = own
            if stored.done():
                continue
            if error is None:
                stored.set_result(None)
            else:
                stored.set_exception(error)

    async def _store_together(self, events: Sequence[BaseEvent]) -> None:
        async with self._uow() as tx:
            for event in events:
                tx.publish(event)
