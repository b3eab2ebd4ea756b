"""Sends what no turn has shown: everything due for a person in one message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest

from bot.gateway.errors import Unreachable, is_passing, is_undelivered
from bot.gateway.limits import broadcasting
from bot.gateway.notifications import repository
from bot.gateway.notifications.gate import Gate
from bot.gateway.notifications.repository import BURST, DROPPED, SENT, Notification
from bot.gateway.patience import insist
from bot.ui.screen import Screen
from domains.core import Kernel
from domains.core.context import acting_for
from domains.core.waiting import Interruptible

log = structlog.get_logger(__name__)

AT_ONCE = 16
"""Persons who are being told something at the same moment, per instance."""
IDLE = timedelta(seconds=5)
"""How often an idle sender looks for what other instances left behind."""
SENDER = "sender:"
TURN_LIFE = timedelta(seconds=60)
"""A turn that has not shown after so long what it claimed never will."""
LIFE = timedelta(days=3)
"""What could not be told for so long is not worth telling."""
KEEP = timedelta(days=7)
FREE_EVERY = timedelta(seconds=15)
DELETE_EVERY = timedelta(hours=1)
DELETE_BATCH = 500
RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600))
DOUBTFUL_TRIES = 2
"""When a message may have arrived although sending failed, it is tried so often in all."""

Render = Callable[[Sequence[Notification]], Awaitable[Screen]]
"""Words the notifications of one person as one screen."""


class Painter(Protocol):
    """Brings a screen into a private chat."""

    async def send(self, chat_id: int, screen: Screen) -> object: ...


class Sender:
    """The loop behind NotificationCenter. Any number of instances may run one.

    A person is told by one task at a time. When the process dies after the message was sent
    and before it was marked, the person is told once more; never lost, never a third time
    for one crash.
    """

    def __init__(self, kernel: Kernel, painter: Painter, render: Render, gate: Gate) -> None:
        self._kernel = kernel
        self._clock = kernel.clock
        self._painter = painter
        self._render = render
        self._gate = gate
        self._claimer = f"{SENDER}{kernel.bus.instance_id}"
        self._busy: set[int] = set()
        self._wake = Interruptible()
        self._asleep_until = kernel.clock.now()
        self._expected: datetime | None = None
        self._free_at = kernel.clock.now()
        self._delete_at = kernel.clock.now()
        self._stopping = False
        self._quiet = asyncio.Event()
        self._quiet.set()

    def expect(self, instant: datetime) -> None:
        """Something will be due at `instant`, once the transaction behind it has committed."""
        if self._expected is None or instant < self._expected:
            self._expected = instant
            if instant < self._asleep_until:
                self._wake.interrupt()

    async def run(self) -> None:
        """Send for ever, or until `drain`."""
        while not self._stopping:
            await self._free_dead_claims()
            await self._delete_old()
            look_at = await self._send_due()
            self._asleep_until = look_at
            await self._wake.until(self._clock, look_at)

    async def drain(self, timeout: float) -> None:
        """Begin nothing new; wait up to `timeout` s for what is being sent."""
        self._stopping = True
        self._wake.interrupt()
        try:
            async with asyncio.timeout(timeout):
                await self._quiet.wait()
        except TimeoutError:
            log.warning("notifications.drain_timeout", persons=len(self._busy))

    async def _send_due(self) -> datetime:
        """Start telling everybody for whom something is due. Gives back when to look again."""
        room = AT_ONCE - len(self._busy)
        now = self._clock.now()
        if not room:
            return now + IDLE  # whoever finishes wakes us
        if self._expected is not None and self._expected <= now:
            self._expected = None
        async with self._kernel.uow.reading() as tx:
            waiting = await repository.next_due(tx, self._busy, room + 1)
            next_later = await repository.next_later(tx)
        due = [each.user_id for each in waiting if each.at <= now][:room]
        if due:
            async with self._kernel.uow() as tx:
                claimed = await repository.claim_due(tx, due, self._claimer)
            self._tell(claimed)
        later = [each.at for each in waiting if each.at > now]
        if next_later is not None:
            later.append(next_later - BURST)
        expected = [self._expected] if self._expected is not None else []
        return min([now + IDLE, *later, *expected])

    def _tell(self, claimed: Sequence[Notification]) -> None:
        by_user = sorted(claimed, key=lambda each: (each.user_id, each.id))
        for user_id, group in groupby(by_user, key=lambda each: each.user_id):
            self._busy.add(user_id)
            self._quiet.clear()
            self._kernel.supervisor.spawn(
                "notifications.tell", self._tell_one(user_id, list(group))
            )

    async def _tell_one(self, user_id: int, notifications: Sequence[Notification]) -> None:
        try:
            told, error = await self._admitted(user_id, notifications)
            if told and error is None:
                with acting_for(told[0].correlation_id), broadcasting():
                    error = await self._sent(user_id, told)
            if told:
                await insist(self._clock, lambda: self._write_down(told, error))
        finally:
            self._busy.discard(user_id)
            self._wake.interrupt()
            if not self._busy:
                self._quiet.set()

    async def _admitted(
        self, user_id: int, notifications: Sequence[Notification]
    ) -> tuple[Sequence[Notification], Exception | None]:
        try:
            return await self._gate.admit(user_id, notifications), None
        except Exception as error:  # noqa: BLE001 - as when sending fails: later again
            return notifications, error

    async def _sent(self, user_id: int, notifications: Sequence[Notification]) -> Exception | None:
        try:
            await self._painter.send(user_id, await self._render(notifications))
        except Exception as error:  # noqa: BLE001 - written down; one person never stops the rest
            return error
        return None

    async def _write_down(
        self, notifications: Sequence[Notification], error: Exception | None
    ) -> None:
        async with self._kernel.uow() as tx:
            ids = repository.ids(notifications)
            if error is None:
                await repository.settle(tx, ids, SENT)
                return
            await repository.count_failure(tx, ids)
            for notification in notifications:
                pause = _pause_before_retry(error, notification.attempts + 1)
                if pause is None:
                    await repository.settle(tx, [notification.id], DROPPED)
                else:
                    await repository.release(tx, [notification.id], tx.now + pause)
        if isinstance(error, Unreachable):
            log.info("notifications.unreachable", count=len(ids), reason=error.reason)
        else:
            log.error("notifications.not_sent", count=len(ids), exc_info=error)

    async def _free_dead_claims(self) -> None:
        now = self._clock.now()
        if now < self._free_at:
            return
        self._free_at = now + FREE_EVERY
        turns_before = now - TURN_LIFE
        async with self._kernel.uow.reading() as tx:
            if not await repository.has_foreign_claims(tx, turns_before, self._claimer):
                return
        async with self._kernel.uow() as tx:
            me = self._kernel.bus.instance_id
            freed = await repository.release_dead_claims(tx, turns_before, me, SENDER)
        if freed:
            log.info("notifications.freed", count=freed)

    async def _delete_old(self) -> None:
        now = self._clock.now()
        if now < self._delete_at:
            return
        self._delete_at = now + DELETE_EVERY
        async with self._kernel.uow() as tx:
            await repository.expire(tx, now - LIFE)
            await repository.delete_settled(tx, now - KEEP, DELETE_BATCH)


def _pause_before_retry(error: Exception, failures: int) -> timedelta | None:
    """How long to wait before the next try, or None when there must be none."""
    if isinstance(error, Unreachable | TelegramBadRequest) or failures > len(RETRY_AFTER):
        return None
    is_doubtful = isinstance(error, TelegramAPIError) and not is_undelivered(error)
    if is_doubtful and is_passing(error) and failures >= DOUBTFUL_TRIES:
        return None
    return RETRY_AFTER[failures - 1]
