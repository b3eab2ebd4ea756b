"""The life of one lane in this instance: its updates one by one, until none is left."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.types import Update

from bot.gateway.patience import insist
from bot.intake import repository
from bot.intake.envelope import Envelope, open_envelope
from domains.core import Kernel, Transaction
from domains.core.clock import sleep
from domains.core.context import acting_for

log = structlog.get_logger(__name__)

T = TypeVar("T")

Feed = Callable[[Update, Mapping[str, Any]], Awaitable[None]]
"""Handles one update, given parsed and as received. Should word its own errors."""

MAX_ATTEMPTS = 3
"""An update that was begun so often without an end is set aside."""
RETRY_SECONDS = 1.0
"""Pause before an update whose handler raised is tried again."""
KILLED = "its handling was begun three times and never ended"


@dataclass(frozen=True, slots=True)
class Task:
    """An update whose turn has come, for the `attempt`-th time."""

    envelope: Envelope
    attempt: int

    @property
    def is_last_chance(self) -> bool:
        """Did all earlier attempts end without a word, perhaps with the whole process?"""
        return self.attempt == MAX_ATTEMPTS


class LaneRunner:
    """Handles the updates of lanes that this instance owns.

    At most `limit` lanes run at once; express lanes do not count. Each update costs one
    transaction here: it marks one update done, counts the attempt of the next, or closes the
    lane when there is none.
    """

    def __init__(self, kernel: Kernel, feed: Feed, bot: Bot | None, limit: int) -> None:
        self._kernel = kernel
        self._feed = feed
        self._bot = bot
        self._me = kernel.bus.instance_id
        self._slots = asyncio.Semaphore(limit)
        self._last_chances = asyncio.Lock()
        self.draining = False

    @property
    def has_room(self) -> bool:
        """Would a lane start at once?"""
        return not self._slots.locked()

    async def run(self, key: str, first: Envelope | None, *, express: bool = False) -> None:
        """Handle the lane's updates until none is left, we drain, or the lane is not ours.

        `first` is an update whose first attempt has been counted.
        """
        task = Task(first, 1) if first is not None else None
        while not self.draining or task is not None:
            async with self._gate(task, express=express):
                task = await self._step(key, task)
            if task is None:
                return

    def _gate(self, task: Task | None, *, express: bool) -> AbstractAsyncContextManager[object]:
        if task is not None and task.is_last_chance:
            # It may be what killed the process. Counted and tried alone, one after another,
            # those that merely ran beside the culprit are not set aside for it.
            return self._last_chances
        return nullcontext() if express else self._slots

    async def _step(self, key: str, task: Task | None) -> Task | None:
        if task is None:
            return await self._written(lambda: self._advance(key))
        error = await self._handled(task)
        done = task.envelope.update_id
        if error is None:
            return await self._written(lambda: self._advance(key, done, repository.DONE))
        if task.attempt >= MAX_ATTEMPTS:
            log.error("update.failed", update_id=done, kind=task.envelope.kind)
            return await self._written(lambda: self._advance(key, done, repository.FAILED, error))
        await sleep(self._kernel.clock, RETRY_SECONDS)
        return await self._written(lambda: self._advance(key))

    async def _handled(self, task: Task) -> str | None:
        """Feed the update. Gives back what went wrong, if anything."""
        if task.is_last_chance:
            await self._written(lambda: self._count(task.envelope.update_id))
        return await self._fed(task.envelope)

    async def _fed(self, envelope: Envelope) -> str | None:
        if envelope.update is None:
            return envelope.error
        with acting_for(f"update:{envelope.update_id}"):
            try:
                await self._feed(envelope.update, envelope.raw)
            except Exception as error:  # the error router words errors; this one got past it
                log.exception("update.raised", update_id=envelope.update_id, kind=envelope.kind)
                return type(error).__name__
        return None

    async def _advance(
        self, key: str, ended: int | None = None, state: str = "", error: str | None = None
    ) -> Task | None:
        """Settle one update and begin the next; close the lane when there is none."""
        async with self._kernel.uow() as tx:
            is_ours = await repository.lock_lane(tx, key, self._me)
            if ended is not None:
                await repository.settle(tx, ended, state, error)
            if not is_ours:
                log.warning("lane.lost", lane=key)
                return None
            return await self._begin_next(tx, key)

    async def _begin_next(self, tx: Transaction, key: str) -> Task | None:
        while (stored := await repository.first_pending(tx, key)) is not None:
            if self.draining:
                return None  # the lane stays ours until we leave, then it is taken over
            if stored.attempts >= MAX_ATTEMPTS:
                log.error("update.set_aside", update_id=stored.update_id)
                await repository.settle(tx, stored.update_id, repository.FAILED, KILLED)
                continue
            task = Task(open_envelope(json.loads(stored.raw), self._bot), stored.attempts + 1)
            if not task.is_last_chance:
                await repository.count_attempt(tx, stored.update_id)
            return task
        await repository.close_lane(tx, key)
        return None

    async def _count(self, update_id: int) -> None:
        async with self._kernel.uow() as tx:
            await repository.count_attempt(tx, update_id)

    async def _written(self, write: Callable[[], Awaitable[T]]) -> T:
        return await insist(self._kernel.clock, write)
