"""One randomised schedule: what happens to some processes, and what must be true afterwards."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
import structlog

from domains.core import EventBus, EventBusConfig
from domains.core.database import Database
from domains.core.store.instances import LEASE
from domains.core.store.tables import event_log
from domains.core.tasks import TaskSupervisor
from domains.core.testing import (
    AnswerLostError,
    BusHarness,
    DatabaseAwayError,
    FaultPlan,
    ProcessDied,
    SteppedClock,
)
from tests.chaos import world as w

log = structlog.get_logger(__name__)

PATIENT = EventBusConfig(max_retry_attempts=50)
ROUNDS = 60
"""Of time passing, after which everything must be through."""

T = TypeVar("T")
OpenBus = Callable[..., EventBus]
Mishap = Callable[[int], Awaitable[None]]
"""Something that befalls a process, given by its number."""


class Schedule:
    """Some processes on one database, and a stream of events and mishaps made from a seed.

    `mishaps` of the caller's own are mixed in.
    """

    def __init__(
        self,
        database: Database,
        seed: int,
        *,
        instances: int = 1,
        open_bus: OpenBus = EventBus,
        mishaps: Sequence[Mishap] = (),
    ) -> None:
        self._further_mishaps = mishaps
        self._database = database
        random.seed(seed)  # the bus spreads its retries with it
        self._luck = random.Random(seed)
        self._clock = SteppedClock()
        self._open_bus = open_bus
        self._world = w.World(self._luck, failing=self._luck.choice((0.0, 0.1, 0.3)))
        self._lives = dict.fromkeys(range(instances), 1)
        self._numbers: dict[str, int] = {}
        self._keeps_order = True
        self._kits = {number: self._kit() for number in self._lives}

    async def run(self) -> None:
        """Live through everything and check what is left."""
        mishaps = self._mishaps()
        try:
            for number in self._kits:
                await self._start(number)
            for _ in range(self._luck.randint(12, 20)):
                number = self._luck.choice(list(self._kits))
                act = self._luck.choice(mishaps) if self._luck.random() < 0.4 else self._publish
                await self._survive(number, act)
            await self._finish()
            await self._check()
        finally:
            for kit in self._kits.values():
                await kit.die()

    # -- what happens -------------------------------------------------------------------

    def _mishaps(self) -> list[Mishap]:
        """Some kinds for each schedule, so that every combination comes."""
        kinds = [self._die_soon, self._fall_away, self._repeat, self._go_deaf, self._be_slow]
        chosen = self._luck.sample(kinds, self._luck.randint(1, len(kinds)))
        return [*chosen, *self._further_mishaps, self._let_time_pass]

    async def _publish(self, number: int) -> None:
        kit = self._kits[number]
        publisher = f"p{number}.{self._lives[number]}"
        for _ in range(self._luck.randint(1, 3)):
            # Counted before the commit, whose answer may be lost: a gap is fine, a double not.
            count = self._numbers[publisher] = self._numbers.get(publisher, 0) + 1
            player = self._luck.choice(w.PLAYERS)
            await self._hasten(self._write(kit, player, publisher, count))
        for _ in range(self._luck.randint(0, 12)):
            await asyncio.sleep(0)

    async def _write(self, kit: BusHarness, player: int, publisher: str, count: int) -> None:
        async with kit.kernel.uow() as tx:
            await w.write(tx, player, publisher, count)

    async def _die_soon(self, number: int) -> None:
        self._kits[number].faults.crash_after(self._luck.randint(1, 60))

    async def _fall_away(self, number: int) -> None:
        kit = self._kits[number]
        kit.faults.is_away = True
        await self._pass(self._luck.choice((0, 1, 7)))
        kit.faults.is_away = False

    async def _repeat(self, number: int) -> None:
        """Completed events come again, as if their marks had been lost with their owner."""
        await self._hasten(self._forget_completions())

    async def _forget_completions(self) -> None:
        async with self._database.writing() as connection:
            rows = await connection.execute(sa.select(event_log.c.seq))
            seqs = [seq for seq in rows.scalars() if self._luck.random() < 0.5]
            again = sa.update(event_log).where(event_log.c.seq.in_(seqs), ~event_log.c.pending)
            await connection.execute(again.values(pending=True, owner=UUID(int=0)))

    async def _go_deaf(self, number: int) -> None:
        # What was stored unheard is taken up later than its successors: see the bus's page.
        self._keeps_order = False
        self._kits[number].faults.answers_to_lose = 1

    async def _be_slow(self, number: int) -> None:
        self._kits[number].faults.slow_commit(self._luck.randint(1, 6))

    async def _let_time_pass(self, number: int) -> None:
        await self._pass(self._luck.choice((0, 0.05, 3, 30)))

    async def _hasten(self, work: Awaitable[T]) -> T:
        """Let time pass for as long as a slow commit holds the work up."""
        working = asyncio.ensure_future(work)
        while not (await asyncio.wait({working}, timeout=0.002))[0]:
            if any(kit.faults.holding for kit in self._kits.values()):
                self._clock.advance(1)
        return working.result()

    async def _survive(self, number: int, act: Callable[[int], Awaitable[None]]) -> None:
        """A process that dies may be back at once, or only when its lease has run out."""
        try:
            await act(number)
        except (ProcessDied, DatabaseAwayError, AnswerLostError) as mishap:
            log.debug("chaos.mishap", error=repr(mishap))
        for each, kit in self._kits.items():
            if kit.faults.is_dead and self._luck.random() < 0.7:
                await self._hasten(self._restart(each))

    # -- processes ----------------------------------------------------------------------

    def _kit(self) -> BusHarness:
        def open_bus(database: Database, supervisor: TaskSupervisor) -> EventBus:
            return self._open_bus(
                PATIENT, database=database, clock=self._clock, supervisor=supervisor
            )

        return BusHarness(self._database, self._clock, FaultPlan(), open_bus, is_clock_shared=True)

    async def _start(self, number: int) -> None:
        kit = self._kits[number]
        await kit.start(self._world.modules(kit.faults))

    async def _restart(self, number: int) -> None:
        self._lives[number] += 1
        try:
            if self._luck.random() < 0.7:
                await self._kits[number].restart()
                return
            await self._kits[number].die()
            await self._outlast_its_lease()  # it was on another host: nobody knows
            self._kits[number] = self._kit()
            await self._start(number)
        except AnswerLostError:
            await self._kits[number].bus.initialize()  # a start that failed may be tried again

    async def _outlast_its_lease(self) -> None:
        if any(not kit.faults.is_dead for kit in self._kits.values()):
            await self._pass(LEASE.total_seconds() + 1)  # the living go on beating
        else:
            self._clock.advance(LEASE.total_seconds() + 1)

    async def _pass(self, seconds: float) -> None:
        alive = [kit for kit in self._kits.values() if not kit.faults.is_dead]
        if alive:
            await self._luck.choice(alive).advance(seconds)

    # -- what must be true ----------------------------------------------------------------

    async def _finish(self) -> None:
        for number, kit in self._kits.items():
            kit.faults.is_away = False
            if kit.faults.is_dead:
                await self._hasten(self._restart(number))
            kit.faults.revive()
        for _ in range(ROUNDS):
            for kit in self._kits.values():
                await kit.settle()
            rows = await self._hasten(w.pending(self._database))
            if not rows:
                return
            await self._pass(10)
        raise AssertionError(f"still pending after {ROUNDS} rounds: {rows}")

    async def _check(self) -> None:
        expected = await w.orders(self._database, w.written)
        for table in (w.copied, w.recopied):
            found = await w.orders(self._database, table)
            assert _sorted(found) == _sorted(expected), f"{table.name}: lost or doubled"
            assert not self._keeps_order or found == expected, f"{table.name}: out of order"
        heard = {key: w.first_times(numbers) for key, numbers in self._world.heard.items()}
        assert _sorted(heard) == _sorted(expected), "heard: lost"
        assert not self._keeps_order or heard == expected, "heard: out of order"
        assert await w.unfinished(self._database) == 0
        for kit in self._kits.values():
            assert (await kit.bus.get_metrics())["backlog"] == 0


def _sorted(order: w.Order) -> dict[tuple[int, str], list[int]]:
    return {key: sorted(numbers) for key, numbers in order.items()}
