"""Rate lanes by the clock: bursts, steady pace, pauses, the living before the mailing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta

import pytest

from bot.gateway.limits import Limits, RateLimiter, TooSlowError, broadcasting
from domains.core.clock import VirtualClock


class Traffic:
    """Calls on their way through a limiter; notes who left at which second."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.clock = VirtualClock()
        self.limiter = RateLimiter(self.clock, limits or Limits())
        self.left: list[tuple[str, float]] = []
        self._started = self.clock.now()
        self._tasks: list[asyncio.Task[None]] = []

    def call(self, name: str, chat_id: int | None, *, broadcast: bool = False) -> None:
        async def pass_by() -> None:
            await self.limiter.admit(chat_id, None)
            self.left.append((name, (self.clock.now() - self._started).total_seconds()))

        self._start(pass_by, broadcast)

    def _start(self, work: Callable[[], Coroutine[None, None, None]], broadcast: bool) -> None:
        if not broadcast:
            self._tasks.append(asyncio.ensure_future(work()))
            return
        with broadcasting():
            self._tasks.append(asyncio.ensure_future(work()))

    async def run(self) -> None:
        while not all(task.done() for task in self._tasks):
            for _ in range(5):
                await asyncio.sleep(0)
            if self.clock.next_wake is not None:
                self.clock.advance((self.clock.next_wake - self.clock.now()).total_seconds())


def at(traffic: Traffic, name: str) -> list[float]:
    return [round(second, 2) for who, second in traffic.left if who == name]


async def test_one_chat_gets_three_at_once_then_one_a_second() -> None:
    traffic = Traffic()
    for _ in range(6):
        traffic.call("a", 1)
    await traffic.run()
    assert at(traffic, "a") == [0, 0, 0, 1, 2, 3]


async def test_a_rested_chat_may_burst_again() -> None:
    traffic = Traffic()
    for _ in range(3):
        traffic.call("a", 1)
    await traffic.run()
    traffic.clock.advance(10)
    for _ in range(4):
        traffic.call("b", 1)
    await traffic.run()
    assert at(traffic, "b") == [10, 10, 10, 11]


async def test_all_chats_together_get_thirty_a_second() -> None:
    traffic = Traffic()
    for chat_id in range(90):
        traffic.call("a", chat_id)
    await traffic.run()
    seconds = at(traffic, "a")
    assert seconds[:30] == [0] * 30
    assert seconds[-1] == pytest.approx(2, abs=0.05)


async def test_an_answer_overtakes_a_mailing() -> None:
    traffic = Traffic(Limits(global_per_second=10, global_burst=1))
    for chat_id in range(50):
        traffic.call("mailing", chat_id, broadcast=True)
    for _ in range(5):
        await asyncio.sleep(0)
    traffic.call("answer", 100)
    await traffic.run()
    assert at(traffic, "answer")[0] <= 0.2
    assert at(traffic, "mailing")[-1] == pytest.approx(5, abs=0.2)


async def test_a_pause_holds_the_chat_and_every_mailing_but_no_other_answer() -> None:
    traffic = Traffic()
    traffic.limiter.pause(1, 5)
    traffic.call("same", 1)
    traffic.call("other", 2)
    traffic.call("mailing", 3, broadcast=True)
    await traffic.run()
    assert (at(traffic, "same"), at(traffic, "other"), at(traffic, "mailing")) == ([5], [0], [5])


async def test_a_pause_reaches_those_who_wait_already() -> None:
    traffic = Traffic()
    for _ in range(4):
        traffic.call("a", 1)
    for _ in range(5):
        await asyncio.sleep(0)
    traffic.limiter.pause(1, 8)
    await traffic.run()
    assert at(traffic, "a") == [0, 0, 0, 8]


async def test_who_would_wait_too_long_is_told_at_once() -> None:
    traffic = Traffic()
    traffic.limiter.pause(1, 60)
    deadline: datetime = traffic.clock.now() + timedelta(seconds=10)
    with pytest.raises(TooSlowError) as refusal:
        await traffic.limiter.admit(1, deadline)
    assert refusal.value.seconds == 60
