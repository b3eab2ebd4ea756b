"""The door for updates: stored first, then handled once, in order per person.

Guarantees, on any number of instances that share a database:
- an update whose `accept` returned is handled, whatever process dies afterwards; one that was
  handled when its process died before saying so is handled again, so handlers are idempotent;
- the same update id is handled once, however often Telegram sends it;
- updates of one person are handled one at a time, in the order of their ids as far as they
  have arrived; a pre-checkout query waits for nobody;
- an update that fails or kills the process three times is set aside and the rest goes on;
- while the bus is full nothing but pre-checkout queries is taken: Telegram keeps the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from aiogram import Bot

from bot.intake import repository
from bot.intake.envelope import Envelope, is_express, open_envelope, update_id_of
from bot.intake.errors import IntakeClosedError, IntakeFullError
from bot.intake.lane import Feed, LaneRunner
from bot.intake.repository import Backlog
from domains.core import Kernel, Transaction
from domains.core.clock import sleep

log = structlog.get_logger(__name__)

LANES_AT_ONCE = 64
RECOVERY_SECONDS = 5.0
DRAIN_SECONDS = 10.0
PATIENCE_SECONDS = 3.0
"""How long `accept` waits for room in the bus. Less than a webhook's sender is patient."""
DELETE_EVERY = timedelta(hours=1)
DELETE_BATCH = 500
KEEP = {repository.DONE: timedelta(days=3), repository.FAILED: timedelta(days=14)}
"""How long settled updates are kept. Telegram repeats an update for a day at most."""


class Intake:
    """Receives raw updates and feeds them to one handler.

    `feed` gets each update parsed and raw; with `bot` it is mounted on that bot already. The
    bus must be initialized before `start`: its heartbeat is what keeps our lanes ours.
    `patience`: seconds that `accept` waits for room in the bus.
    """

    def __init__(
        self,
        kernel: Kernel,
        feed: Feed,
        *,
        bot: Bot | None = None,
        limit: int = LANES_AT_ONCE,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._kernel = kernel
        self._bot = bot
        self._patience = patience
        self._me = kernel.bus.instance_id
        self._runner = LaneRunner(kernel, feed, bot, limit)
        self._running: dict[str, object] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._is_open = True
        self._forgotten: set[str] = set()
        self._delete_at: datetime | None = None

    # -- life ---------------------------------------------------------------------------

    async def start(self) -> None:
        """Take up what former lives and dead instances left; keep looking every 5 s."""
        await self.recover()
        self._kernel.supervisor.keep_running("intake.recovery", self._keep_recovering)

    async def drain(self, timeout: float = DRAIN_SECONDS) -> None:
        """Accept nothing more and wait up to `timeout` s for what is being handled.

        What waits stays stored, for another instance or our next life.
        """
        self._is_open = False
        self._runner.draining = True
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait()
        except TimeoutError:
            log.warning("intake.drain_timeout", lanes=len(self._running))

    @property
    def lanes(self) -> int:
        """Lanes that this instance handles now."""
        return len(self._running)

    async def settle(self) -> None:
        """Return when this instance handles nothing any more. For tests and scripts."""
        await self._idle.wait()

    async def backlog(self) -> Backlog:
        """What waits over all instances, for health checks."""
        async with self._kernel.uow.reading() as tx:
            return await repository.backlog(tx)

    # -- accepting ----------------------------------------------------------------------

    async def accept(self, raw_updates: Sequence[object]) -> int:
        """Store updates, then schedule them. Returns how many were new, once committed.

        What has no usable update id cannot be stored and is skipped with a warning. Raises
        IntakeClosedError while draining, IntakeFullError when the bus is full for longer than
        our patience, and the driver's errors while the database is away: then at most
        pre-checkout queries were stored, and the sender must send all of it again.
        """
        envelopes = self._opened(raw_updates)
        urgent = [each for each in envelopes if each.is_express]
        others = [each for each in envelopes if not each.is_express]
        new = await self._take(urgent) if urgent else 0
        if others:
            if not await self._kernel.bus.relief(self._patience):
                raise IntakeFullError("the bus is full")
            new += await self._take(others)
        return new

    async def _take(self, envelopes: Sequence[Envelope]) -> int:
        if not self._is_open:
            raise IntakeClosedError("the intake is closing")
        heads = _heads(envelopes)
        async with self._kernel.uow() as tx:
            fresh, inherited = await self._enter(tx, heads)
            begun = self._begun(heads, fresh)
            new = await repository.store(tx, envelopes, begun)
        for key in fresh:
            head = heads[key] if heads[key].update_id in begun & new else None
            self._run(key, head)
        for key in sorted(inherited):
            self._run(key, None)
        for each in envelopes:
            if each.error is not None and each.update_id in new:
                log.error("update.malformed", update_id=each.update_id, reason=each.error)
        return len(new)

    def _opened(self, raw_updates: Iterable[object]) -> list[Envelope]:
        opened: dict[int, Envelope] = {}
        for raw in raw_updates:
            number = update_id_of(raw)
            if number is None or not isinstance(raw, Mapping):
                log.warning("update.without_id", type=type(raw).__name__)
            elif number not in opened:
                opened[number] = open_envelope(raw, self._bot)
        return [opened[number] for number in sorted(opened)]

    async def _enter(
        self, tx: Transaction, heads: Mapping[str, Envelope]
    ) -> tuple[set[str], set[str]]:
        """Announce updates to their lanes: which of them are new and ours, which inherited.

        Lanes that run here or elsewhere find their new updates themselves: they look once
        more, under the same lock, before they close.
        """
        visits = await repository.visit_lanes(tx, heads.keys(), self._me)
        fresh = {visit.key for visit in visits if visit.is_new}
        others = {visit.key for visit in visits if visit.owner != self._me}
        if not others:
            return fresh, set()
        living = await repository.living(tx, self._me)
        return fresh, await repository.take_over(tx, others, self._me, living)

    def _begun(self, heads: Mapping[str, Envelope], fresh: Iterable[str]) -> set[int]:
        """Updates that will be handled at once: counting their attempt here saves a write."""
        return {heads[key].update_id for key in fresh if is_express(key) or self._runner.has_room}

    def _run(self, key: str, head: Envelope | None) -> None:
        token = object()
        self._kernel.supervisor.spawn("intake.lane", self._run_lane(key, head, token))
        self._running[key] = token
        self._idle.clear()

    async def _run_lane(self, key: str, head: Envelope | None, token: object) -> None:
        try:
            await self._runner.run(key, head, express=is_express(key))
        finally:
            # A lane that closed may have been opened again before we got here.
            if self._running.get(key) is token:
                del self._running[key]
            if not self._running:
                self._idle.set()

    # -- recovering ---------------------------------------------------------------------

    async def recover(self) -> int:
        """Take up lanes that nobody handles. Returns how many."""
        async with self._kernel.uow.reading() as tx:
            forgotten = await repository.lanes_of(tx, self._me) - self._running.keys()
            orphans = await repository.orphans(tx, self._me)
        adopted: set[str] = set()
        if orphans and self._is_open:
            async with self._kernel.uow() as tx:
                adopted = await repository.adopt(tx, orphans, self._me)
        # Seen once, a lane may belong to an `accept` that is just returning from its commit.
        # Seen twice, its runner is gone: the database failed it in an unforeseen way.
        again = (forgotten & self._forgotten) - self._running.keys()
        self._forgotten = forgotten - again
        for key in [*(key for key in orphans if key in adopted), *again]:
            self._run(key, None)
        if adopted or again:
            log.info("intake.recovered", lanes=len(adopted | again))
        return len(adopted | again)

    async def _keep_recovering(self) -> None:
        while self._is_open:
            await sleep(self._kernel.clock, RECOVERY_SECONDS)
            await self.recover()
            now = self._kernel.clock.now()
            if self._delete_at is None or self._delete_at <= now:
                await self.delete_old(now)
                self._delete_at = now + DELETE_EVERY

    async def delete_old(self, now: datetime) -> int:
        """Delete settled updates that have been kept long enough, in small batches."""
        deleted = 0
        for state, age in KEEP.items():
            while True:
                async with self._kernel.uow() as tx:
                    count = await repository.delete_received_before(
                        tx, state, now - age, DELETE_BATCH
                    )
                deleted += count
                if count < DELETE_BATCH:
                    break
        return deleted


def _heads(envelopes: Iterable[Envelope]) -> dict[str, Envelope]:
    """The first readable update of each lane."""
    heads: dict[str, Envelope] = {}
    for envelope in envelopes:
        if envelope.update is not None:
            heads.setdefault(envelope.lane, envelope)
    return heads
