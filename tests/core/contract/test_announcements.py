"""What the bus says of itself is said in the time of its own clock."""

from __future__ import annotations

from domains.core import BreakerOpenedEvent
from domains.core.testing import FaultPlan
from tests.core.contract.stage import Stage, noting, points


async def test_an_announcement_carries_the_time_of_the_buss_clock(stage: Stage) -> None:
    plan = FaultPlan().fail("test.note", calls=range(1, 99))
    kit = await stage.open(plan, breaker_failures=1)
    await kit.start([noting([])])
    await kit.publish(points())
    opened = await kit.expect(BreakerOpenedEvent).within("1s")
    assert abs((opened.timestamp - kit.clock.now()).total_seconds()) < 60
