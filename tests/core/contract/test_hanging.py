"""An effect that hangs with its transaction open costs others time, never attempts."""

from __future__ import annotations

from domains.core.testing import FaultPlan
from tests.core.contract.stage import Stage, noting, points


async def test_who_waits_for_a_hanging_effect_has_not_failed(stage: Stage) -> None:
    kit = await stage.open(FaultPlan().hang("a.note"), handler_timeout_seconds=0.1)
    seen: list[int] = []
    await kit.start([noting([], "a.note"), *(noting(seen, f"b.note{n}") for n in range(5))])
    await kit.publish(points(1))
    await kit.advance("1m")
    assert {failure.subscription for failure in kit.failures} == {"a.note"}
    assert seen == [1] * 5
