"""The workers: they take deliveries out of the lanes and see each through to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

import structlog

from domains.core.bus.deliverer import Deliverer, Verdict
from domains.core.bus.delivery import Delivery, hold_back, plain
from domains.core.bus.gates import Gates
from domains.core.bus.lane import ALONE, Lane
from domains.core.bus.lanes import Lanes
from domains.core.bus.turns import Turns
from domains.core.clock import Clock
from domains.core.events.base import BaseEvent
from domains.core.tasks import TaskSupervisor

log = structlog.get_logger(__name__)

LANE_SLICE = 16
"""Deliveries a worker takes from one lane before others get their turn."""

GROUP_SLICE = 64
"""Deliveries that share one transaction at most."""

DATABASE_AWAY = timedelta(seconds=1)
"""Pause of a lane when even its failure could not be written down."""


class Workers:
    """Runs deliveries: in order inside a lane, up to `limit` workers at a time.

    Workers exist only while there is work: an idle bus costs nothing.
    """

    def __init__(
        self,
        deliverer: Deliverer,
        lanes: Lanes,
        gates: Gates,
        turns: Turns,
        clock: Clock,
        supervisor: TaskSupervisor,
        *,
        limit: int,
    ) -> None:
        self.quiet = asyncio.Event()
        self.quiet.set()
        self.outstanding: dict[UUID, int] = {}
        """Durable events in hand, and how many of their deliveries are not settled."""
        self.parked: set[tuple[str, str]] = set()
        """Sequences of which something was parked, or died, since this was cleared."""
        self.parking: set[tuple[str, str]] = set()
        """Sequences of which something is being parked now."""
        self.on_complete: Callable[[UUID], None] = lambda _event_id: None
        self.on_settled: Callable[[Delivery], None] = lambda _delivery: None
        self.may_begin: Callable[[], bool] = lambda: True
        """Asked before anything is begun: an instance that lost its lease begins nothing."""
        self._deliverer = deliverer
        self._lanes = lanes
        self._gates = gates
        self._turns = turns
        self._clock = clock
        self._supervisor = supervisor
        self._limit = limit
        self._hired = 0
        self._is_open = False
        self._resting: dict[Lane, datetime] = {}
        self._quarantine = asyncio.Lock()
        self._progress = asyncio.Event()
        gates.on_open = self.hire

    @property
    def hired(self) -> int:
        """How many work right now."""
        return self._hired

    @property
    def is_busy(self) -> bool:
        """Is anything running, or resting although its time has come?"""
        now = self._clock.now()
        return self._hired > 0 or any(
            at <= now and self._gates.is_open(lane.id[0]) for lane, at in self._resting.items()
        )

    def take(self, event: BaseEvent, deliveries: Sequence[Delivery], size: int = 0) -> None:
        """Accept the deliveries of one event. Never waits, never fails."""
        persisted = sum(map(self._deliverer.is_persisted, deliveries))
        if persisted:
            known = self.outstanding.get(event.event_id, 0)
            self.outstanding[event.event_id] = known + persisted
        self._turns.started(event, len(deliveries))
        for delivery in deliveries:
            delivery.size = size
            self._lanes.push(delivery)
        self.hire()

    def open(self) -> None:
        """Begin to work. What was taken before has waited in its lanes."""
        self._is_open = True
        self.hire()

    def close(self) -> None:
        """Begin nothing new. What runs may end."""
        self._is_open = False

    def hire(self) -> None:
        """Let as many work as there is work for."""
        if not self._is_open or self._hired >= self._limit or self._supervisor.is_closing:
            return
        for _ in range(min(self._lanes.ready, self._limit - self._hired)):
            self._hired += 1
            self.quiet.clear()
            self._supervisor.spawn("bus.worker", self._work())

    def drop(self, unwanted: Callable[[Delivery], bool]) -> list[Delivery]:
        """Forget deliveries that have not begun, and tell which: others will make them."""
        dropped = self._lanes.drop(unwanted)
        for delivery in dropped:
            self.outstanding.pop(delivery.event.event_id, None)
            self._turns.finished(delivery.event)
        self.moved()
        return dropped

    async def fail(self, delivery: Delivery, error: Exception) -> None:
        """What a first attempt outside the lanes has failed is retried inside them."""
        verdict = await self._deliverer.fail(delivery, error)
        self._judge(delivery, verdict, is_trial=False)
        if verdict.retry_at is not None:
            delivery.not_before = verdict.retry_at
            self._turns.started(delivery.event, 1)
            self._lanes.push(delivery)

    def moved(self) -> None:
        """A key is free: whoever waits in `progress` looks again."""
        self._progress.set()

    async def progress(self) -> None:
        """Return when something more was settled, or a key was let go."""
        self._progress.clear()
        await self._progress.wait()

    async def _work(self) -> None:
        try:
            while self._is_open and self.may_begin() and (group := self._lanes.next()):
                await self._serve(group)
        finally:
            self._hired -= 1
            if not self._hired:
                self.quiet.set()

    async def _serve(self, group: Sequence[Lane]) -> None:
        shares = self._shares(group)
        together = [delivery for share in shares.values() for delivery in share]
        if len(group) == 1 and len(together) < 2:  # noqa: PLR2004 - nothing to share
            await self._serve_alone(group[0])
            return
        for lane, share in shares.items():
            lane.begun = len(share)
        done = len(together) > 1 and await self._share(together)
        for lane in group:
            self._served(lane, shares.get(lane, ()) if done else ())
        # What cannot share, or has spoilt it, gets its turn by itself.
        alone = len(group) - len(shares) if done else ALONE
        self._lanes.shared(group[0].line, alone, is_group=len(group) > 1)
        self.hire()

    async def _share(self, together: Sequence[Delivery]) -> bool:
        undone = await self._deliverer.attempt_together(together)
        if undone is not None and undone.culprit is not None:
            undone.culprit.failure = undone.error
        return undone is None

    def _served(self, lane: Lane, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self.settled(delivery)
            if not self._lanes.advance(lane):
                return
        self._lanes.release(lane)

    def _shares(self, group: Sequence[Lane]) -> dict[Lane, list[Delivery]]:
        """What may share a transaction: the first deliveries of each lane, keys in one order.

        The same order of keys everywhere, so that two groups that lock the same rows do not
        wait for each other.
        """
        line = group[0].line
        if not line.subscription.is_grouped or line.alone or line.trials is not None:
            return {}
        size = max(1, min(LANE_SLICE, GROUP_SLICE // len(group)))
        return {
            lane: share
            for lane in sorted(group, key=lambda lane: lane.key)
            if lane.id not in self._lanes.blocked and (share := plain(islice(lane.queue, size)))
        }

    async def _serve_alone(self, lane: Lane) -> None:
        subscription = lane.line.subscription
        for _ in range(1 if self._gates.is_trying(subscription.name) else LANE_SLICE):
            delivery = lane.queue[0]
            resume_at = await self._see_through(delivery)
            if resume_at is not None:
                self._rest(lane, resume_at)
                return
            self.settled(delivery)
            if not self._lanes.advance(lane):
                return
            if not (self._is_open and self.may_begin() and self._gates.is_open(subscription.name)):
                break
        self._lanes.release(lane)

    async def _see_through(self, delivery: Delivery) -> datetime | None:
        """None when the delivery is settled, else when to try again."""
        subscription = delivery.subscription
        is_trial = self._gates.is_trying(subscription.name)
        if delivery.not_before is not None and delivery.not_before > self._clock.now():
            if is_trial:
                self._gates.undecided(subscription)
            return delivery.not_before
        try:
            if delivery.lane_id in self._lanes.blocked and not delivery.is_replay:
                await self._park(delivery)
                if is_trial:
                    self._gates.undecided(subscription)
                return None
            verdict = await self._attempt(delivery, is_trial=is_trial)
        except Exception as error:  # noqa: BLE001 - it could not be written down: no database
            log.warning("bus.database_away", by=subscription.name, error=type(error).__name__)
            if is_trial:
                self._gates.failed(subscription)
            return self._clock.now() + DATABASE_AWAY
        self._judge(delivery, verdict, is_trial=is_trial)
        delivery.not_before = verdict.retry_at
        return verdict.retry_at

    async def _park(self, delivery: Delivery) -> None:
        self.parking.add(delivery.lane_id)
        try:
            await self._deliverer.park(delivery)
            self.parked.add(delivery.lane_id)
            self._lanes.blocked.add(delivery.lane_id)
        finally:
            self.parking.discard(delivery.lane_id)

    async def _attempt(self, delivery: Delivery, *, is_trial: bool) -> Verdict:
        failure, delivery.failure = delivery.failure, None
        if failure is not None:  # in a shared transaction, just now
            return await self._deliverer.fail(delivery, failure)
        if not delivery.is_suspect:
            return await self._deliverer.attempt(delivery, is_trial=is_trial)
        async with self._quarantine:  # one at a time, so that a death names its cause
            return await self._deliverer.attempt(delivery, is_trial=is_trial)

    def _judge(self, delivery: Delivery, verdict: Verdict, *, is_trial: bool) -> None:
        if verdict.is_contagious:
            self._gates.failed(delivery.subscription)
        elif is_trial and verdict.error is None:
            self._gates.succeeded(delivery.subscription)
        elif is_trial:
            self._gates.undecided(delivery.subscription)

    def _rest(self, lane: Lane, until: datetime) -> None:
        lane.begun = 0
        self._resting[lane] = until
        if not self._supervisor.is_closing:
            self._supervisor.spawn("bus.retry", self._resume(lane, until))

    async def _resume(self, lane: Lane, at: datetime) -> None:
        await self._clock.sleep_until(at)
        if self._resting.pop(lane, None) is not None and lane.queue:
            self._lanes.release(lane)
            self.hire()

    def settled(self, delivery: Delivery) -> None:
        """The head of a lane is done, dead or parked."""
        if delivery.is_dead:
            self._lanes.blocked.add(delivery.lane_id)
            self.parked.add(delivery.lane_id)  # a heartbeat under way must not unblock it
            lane = self._lanes.line(delivery.subscription).lanes[delivery.key]
            hold_back(lane.queue, self._clock.now())
        self._turns.finished(delivery.event)
        self.on_settled(delivery)
        self._progress.set()
        if not self._deliverer.is_persisted(delivery):
            return
        event_id = delivery.event.event_id
        left = self.outstanding.get(event_id, 0) - 1
        if left > 0:
            self.outstanding[event_id] = left
        elif self.outstanding.pop(event_id, None) is not None:
            self.on_complete(event_id)
