"""Clocks wake whom they must; supervised tasks fail loudly and end together."""

from __future__ import annotations

import asyncio

import pytest

from domains.core.clock import SystemClock, VirtualClock, sleep
from domains.core.tasks import TaskSupervisor


async def test_a_virtual_clock_wakes_only_those_who_are_due() -> None:
    clock = VirtualClock()
    woken: list[str] = []

    async def wait(name: str, seconds: float) -> None:
        await sleep(clock, seconds)
        woken.append(name)

    waits = [asyncio.create_task(wait("soon", 10)), asyncio.create_task(wait("late", 100))]
    await asyncio.sleep(0)
    clock.advance(10)
    await waits[0]
    assert woken == ["soon"]
    clock.advance(90)
    await waits[1]
    assert woken == ["soon", "late"]


async def test_moving_the_system_clock_wakes_a_sleeper_a_day_early() -> None:
    clock = SystemClock()
    sleeper = asyncio.create_task(sleep(clock, 86_400))
    await asyncio.sleep(0)
    clock.advance(86_401)
    async with asyncio.timeout(2):
        await sleeper


@pytest.mark.parametrize("clock", [SystemClock(), VirtualClock()])
def test_no_clock_runs_back(clock: SystemClock | VirtualClock) -> None:
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)


async def test_a_crashed_loop_is_restarted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domains.core.tasks.RESTART_DELAYS", (0.0,))
    supervisor = TaskSupervisor()
    runs: list[int] = []

    async def loop() -> None:
        runs.append(len(runs))
        if len(runs) < 3:
            raise ValueError("again")

    await supervisor.keep_running("test", loop)
    assert runs == [0, 1, 2]
    await supervisor.close()


async def test_closing_ends_everything_and_refuses_more() -> None:
    supervisor = TaskSupervisor()
    forever = supervisor.spawn("test", asyncio.Event().wait())  # type: ignore[arg-type]
    await asyncio.sleep(0)
    await supervisor.close()
    assert forever.cancelled()
    with pytest.raises(RuntimeError, match="closing"):
        supervisor.spawn("late", asyncio.sleep(0))
