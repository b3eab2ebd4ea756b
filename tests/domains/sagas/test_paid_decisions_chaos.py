"""A paid decision through crashes at random statements: paid and applied, or neither.

Each schedule lives many lives: the process starts, the player presses buttons, and at a random
step it dies; when nothing dies any more, what is left must be whole.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Awaitable

import pytest

from domains.core import EventBus, EventBusConfig, Kernel
from domains.core.clock import VirtualClock
from domains.core.database import Database, open_database
from domains.core.errors import DomainError
from domains.core.saga import COMPENSATED, COMPLETED
from domains.core.tasks import TaskSupervisor
from domains.core.testing import FaultPlan, FaultyDatabase, ProcessDied
from domains.narrative.engine.run import StoryView
from tests.domains.sagas.house import CLIMB, PAY, PLAYER, PRICE, House

SCHEDULES = 20


def boot(database: Database, clock: VirtualClock) -> House:
    supervisor = TaskSupervisor()
    config = EventBusConfig(max_retry_attempts=100)
    bus = EventBus(config, database=database, clock=clock, supervisor=supervisor)
    assert bus.unit_of_work is not None
    return House(Kernel(database, bus, bus.unit_of_work, clock, supervisor))


async def press_something(house: House, clock: VirtualClock, luck: random.Random) -> None:
    """An impatient player with two phones presses up to three buttons at once."""
    view: StoryView = await house.read()
    house.sleep.is_asleep = luck.random() < 0.2
    if luck.random() < 0.15:
        clock.advance(60)
    presses: list[Awaitable[object]] = []
    for _ in range(luck.randint(1, 3)):
        if view.turn == 0 and luck.random() < 0.8:
            presses.append(house.choose(view, luck.choice((PAY, PAY, CLIMB))))
        else:
            presses.append(house.story.restart(PLAYER, view.run_id, view.turn, "en"))
    for result in await asyncio.gather(*presses, return_exceptions=True):
        # An old button, or a decision that waits, is said kindly; anything else is the end.
        if isinstance(result, BaseException) and not isinstance(result, DomainError):
            raise result
    await house.kernel.bus.settle()


async def live(database: FaultyDatabase, clock: VirtualClock, luck: random.Random) -> bool:
    """True when this life came to its end without dying."""
    house = boot(database, clock)
    try:
        await house.kernel.bus.initialize()
        for _ in range(6):
            await press_something(house, clock, luck)
        await house.wake(clock)
    except ProcessDied:
        return False
    finally:
        await house.kernel.supervisor.close()
    return not database.faults.is_dead


@pytest.mark.parametrize("schedule", range(SCHEDULES))
async def test_paid_and_applied_or_neither(
    schedule: int, prepared_url: str, clock: VirtualClock
) -> None:
    luck = random.Random(schedule)
    house = await House.open(prepared_url, clock)
    await house.give(luck.choice((5, 25, 45, 200)))
    await house.kernel.close()
    for life in itertools.count(1):  # each may be longer than the one before
        database = open_database(prepared_url)
        plan = FaultPlan().crash_after(luck.randint(20, 400 * life))
        survived = await live(FaultyDatabase(database, plan), clock, luck)
        await database.close()
        clock.advance(40)  # the dead instance's lease runs out
        if survived:
            break
    house = await House.open(prepared_url, clock, retries=100)
    clock.advance(3_600)
    await house.wake(clock)
    await check(house)
    await house.kernel.close()


async def check(house: House) -> None:
    states = await house.sagas()
    assert set(states) <= {COMPLETED, COMPENSATED}
    assert await house.payments() == sorted(
        ["applied"] * states.count(COMPLETED)
        + [state for state in await house.payments() if state in {"refused", "withdrawn"}]
    )
    assert await house.spent() == PRICE * states.count(COMPLETED)
    assert (await house.purse())[1:] == (0, 0)
    assert await house.is_balanced()
    assert await house.paid_turns() == states.count(COMPLETED)
