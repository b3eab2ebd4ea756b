"""What is to go wrong, and when: one plan for a bus, its handlers and its database."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import Any, NoReturn

from domains.core.bus.subscription import Subscription
from domains.core.clock import Clock
from domains.core.events.base import BaseEvent
from domains.core.testing.clock import Sleeper, Span, span_of
from domains.core.unit_of_work import Transaction


class ProcessDied(BaseException):
    """As `kill -9`: nothing in the program may catch this."""


class AnswerLostError(ConnectionResetError):
    """The transaction was committed, but nobody heard."""


class Point(Enum):
    """When, in the course of one delivery, something goes wrong."""

    BEFORE_CALL = auto()
    BEFORE_COMMIT = auto()
    AFTER_COMMIT = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls one call: an error, a death, a hang or a wait."""

    point: Point
    error: Exception | None = None
    hangs: bool = False
    kills: bool = False
    wait: timedelta = timedelta()


class FaultPlan:
    """Composes faults; each method adds one and returns the plan.

    Calls are counted per subscription from 1, retries included, and go on counting through
    a restart. A plan that nothing was added to changes nothing.
    """

    def __init__(self) -> None:
        self.is_away = False
        """While true, the database refuses and breaks every transaction."""
        self.answers_to_lose = 0
        """So many of the next commits succeed, and their callers see an error."""
        self.is_dead = False
        self.holding = 0
        """How many tasks this plan keeps waiting on the clock now."""
        self.clock: Clock | None = None
        self.calls: Counter[str] = Counter()
        self._faults: defaultdict[str, dict[int, Fault]] = defaultdict(dict)
        self._steps_left: int | None = None
        self._doomed: dict[Sleeper, Point] = {}
        self._slow_commits: deque[timedelta] = deque()

    # -- handlers -----------------------------------------------------------------------

    def fail(
        self,
        subscription: str,
        error: Exception | None = None,
        *,
        calls: Iterable[int] = (1,),
        after_work: bool = False,
    ) -> FaultPlan:
        """These calls raise: a transient ConnectionError unless told otherwise.

        `after_work` lets the handler do its writing first, which must then be undone.
        """
        point = Point.BEFORE_COMMIT if after_work else Point.BEFORE_CALL
        fault = Fault(point, error or ConnectionError("planned: try again"))
        return self._add(subscription, calls, fault)

    def hang(self, subscription: str, *, calls: Iterable[int] = (1,)) -> FaultPlan:
        """These calls never return; only the handler's time limit ends them."""
        return self._add(subscription, calls, Fault(Point.BEFORE_CALL, hangs=True))

    def slow(self, subscription: str, span: Span, *, calls: Iterable[int] = (1,)) -> FaultPlan:
        """These calls hold their transaction open for a span of the clock's time."""
        return self._add(subscription, calls, Fault(Point.BEFORE_COMMIT, wait=span_of(span)))

    def crash(
        self, subscription: str, point: Point = Point.BEFORE_COMMIT, *, call: int = 1
    ) -> FaultPlan:
        """The process dies in this call."""
        return self._add(subscription, (call,), Fault(point, kills=True))

    def over(self, subscription: Subscription) -> Subscription:
        """The subscription with this plan's faults in its handler."""
        name = subscription.name
        if (effect := subscription.handle_in_transaction) is not None:

            async def change(event: BaseEvent, tx: Transaction) -> None:
                await self._call(name, lambda: effect(event, tx))

            return replace(subscription, handle_in_transaction=change)
        reaction = subscription.handle
        assert reaction is not None  # noqa: S101 - a subscription has exactly one handler

        async def react(event: BaseEvent) -> None:
            await self._call(name, lambda: reaction(event))

        return replace(subscription, handle=react)

    # -- the process and its database ------------------------------------------------------

    def crash_after(self, steps: int) -> FaultPlan:
        """The process dies at its n-th step from now.

        A step is the moment before or after a call, a statement or a commit, so that every
        instant of a transaction can be the last one.
        """
        self._steps_left = steps
        return self

    def slow_commit(self, span: Span) -> FaultPlan:
        """The next writing transaction waits that long before its commit."""
        self._slow_commits.append(span_of(span))
        return self

    def revive(self) -> None:
        """Another process starts: no death is planned any more, other faults stay."""
        self.is_dead = False
        self._steps_left = None
        self._doomed.clear()

    def step(self) -> None:
        """One more step was taken. Raises ProcessDied when it was the last, and ever after."""
        if self._steps_left is not None:
            self._steps_left -= 1
            self.is_dead = self.is_dead or self._steps_left <= 0
        if self.is_dead:
            raise ProcessDied

    def die(self) -> NoReturn:
        """The process dies here and now."""
        self.is_dead = True
        raise ProcessDied

    async def commits(self) -> None:
        """The current task is about to commit."""
        if self._slow_commits:
            await self.hold(self._slow_commits.popleft())
        self._die_at(Point.BEFORE_COMMIT)
        self.step()

    def committed(self) -> None:
        """The current task has committed."""
        self._die_at(Point.AFTER_COMMIT)
        self.step()

    async def hold(self, span: timedelta) -> None:
        """Keep the current task waiting on the clock."""
        if self.clock is None:
            raise RuntimeError("a plan that waits needs a clock: give it to a harness")
        self.holding += 1
        try:
            await self.clock.sleep_until(self.clock.now() + span)
        finally:
            self.holding -= 1

    def _add(self, subscription: str, calls: Iterable[int], fault: Fault) -> FaultPlan:
        self._faults[subscription].update(dict.fromkeys(calls, fault))
        return self

    async def _call(self, name: str, handle: Callable[[], Awaitable[Any]]) -> None:
        self.calls[name] += 1
        fault = self._faults[name].get(self.calls[name])
        self.step()
        if fault is None:
            await handle()
        elif fault.point is Point.BEFORE_CALL:
            await self._befall(fault)
        else:
            await handle()
            await self._befall(fault)
        self.step()

    async def _befall(self, fault: Fault) -> None:
        if fault.kills and fault.point is Point.AFTER_COMMIT:
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 - handlers run in tasks
            self._doomed[task] = fault.point
        elif fault.kills:
            self.die()
        elif fault.hangs:
            await asyncio.Event().wait()
        elif fault.error is not None:
            raise fault.error
        else:
            await self.hold(fault.wait)

    def _die_at(self, point: Point) -> None:
        task = asyncio.current_task()
        if task is not None and self._doomed.get(task) is point:
            self.die()
