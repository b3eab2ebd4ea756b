"""Waits that can be cut short, and only they."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.gateway.patience import insist
from domains.core.clock import VirtualClock
from domains.core.waiting import Interruptible
from tests.bot.support import until


async def test_a_wait_ends_when_its_time_has_come() -> None:
    clock, wait = VirtualClock(), Interruptible()
    task = asyncio.ensure_future(wait.until(clock, clock.now() + timedelta(seconds=5)))
    await asyncio.sleep(0)
    assert not task.done()
    clock.advance(5)
    await until(task.done)


async def test_interruptions_in_a_row_end_one_wait() -> None:
    clock, wait = VirtualClock(), Interruptible()
    task = asyncio.ensure_future(wait.until(clock, clock.now() + timedelta(seconds=5)))
    await asyncio.sleep(0)
    for _ in range(3):
        wait.interrupt()
        await asyncio.sleep(0)
    await until(task.done)
    assert task.exception() is None


async def test_an_interruption_between_waits_ends_the_next_one_only() -> None:
    clock, wait = VirtualClock(), Interruptible()
    wait.interrupt()
    await wait.until(clock, clock.now() + timedelta(days=1))
    task = asyncio.ensure_future(wait.until(clock, clock.now() + timedelta(seconds=5)))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not task.done()
    wait.interrupt()
    await until(task.done)


async def test_what_the_work_gives_and_raises_passes_through() -> None:
    wait = Interruptible()

    async def answer() -> int:
        return 42

    async def fail() -> int:
        raise TimeoutError

    assert await wait.run(answer()) == 42
    with pytest.raises(TimeoutError):
        await wait.run(fail())


async def test_insisting_writes_until_it_is_written() -> None:
    clock, failures = VirtualClock(), [OSError(), OSError()]

    async def write() -> str:
        if failures:
            raise failures.pop()
        return "written"

    task = asyncio.ensure_future(insist(clock, write))
    await until(task.done, lambda: clock.advance(1))
    assert await task == "written"
