"""Fields of EventBusConfig whose effect is still to come."""

from __future__ import annotations

import pytest

from domains.core import EventType
from tests.core.contract.stage import Counting, Stage, points


@pytest.mark.parametrize("is_enabled", [True, False])
async def test_metrics_enabled_decides_whether_anything_is_counted(
    stage: Stage, is_enabled: bool
) -> None:
    kit = await stage.open(metrics_enabled=is_enabled)
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, Counting())
    await kit.start()
    await kit.publish(points())
    await kit.settle()
    metrics = await kit.bus.get_metrics()
    counted = metrics.get("subscriptions", {}).get(name, {}).get("handled", 0)
    assert counted == int(is_enabled)
    assert metrics.get("published", {}).get(EventType.POINTS_AWARDED, 0) == int(is_enabled)
