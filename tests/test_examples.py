"""The examples do what they show, with Redis and without."""

from __future__ import annotations

import importlib.util
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
import redis

import domains.core

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
WRITTEN_URL = "redis://localhost:6379/0"


def runner() -> Any:
    """`docs/examples/run.py`, without its folder becoming a package."""
    spec = importlib.util.spec_from_file_location("examples_run", EXAMPLES / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("localhost", port)) == 0


async def test_with_redis_the_handler_is_called_and_the_events_are_mirrored(
    redis_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = await runner().run({WRITTEN_URL: redis_url})
    assert said(capsys) == 1
    assert names["event_bus"].config.redis_url == redis_url
    with redis.Redis.from_url(redis_url) as client:
        mirrored = str(client.xrange("diana:all"))
    assert str(names["event"].event_id) in mirrored


@pytest.mark.skipif(listens(6379), reason="a Redis listens on port 6379 of this machine")
async def test_as_written_with_no_redis_the_handler_is_called_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = await runner().run()
    assert said(capsys) == 1
    assert names["event_bus"].config.redis_url == WRITTEN_URL
    metrics = await names["event_bus"].get_metrics()
    assert metrics["mirror"]["connected"] is False
    performance = names["handler"].get_performance()
    assert (performance["success_count"], performance["error_count"]) == (1, 0)


def said(capsys: pytest.CaptureFixture[str]) -> int:
    """How often the handler of the example spoke."""
    return capsys.readouterr().out.count("Processing points: {'user_id': 12345,")


@pytest.mark.parametrize(
    "name",
    [
        "BaseEvent",
        "BaseEventHandler",
        "EventBusConfig",
        "EventFactory",
        "EventPriority",
        "EventStatus",
        "EventType",
        "IEvent",
        "IEventBus",
        "IEventHandler",
        "IEventMetrics",
        "IEventStore",
        "EventBusError",
        "EventHandlingError",
        "EventPublishError",
        "EventSerializationError",
        "EventSubscriptionError",
        "EventValidationError",
        "AchievementUnlockedEvent",
        "PointsAwardedEvent",
        "RedisEventBus",
        "UserRegisteredEvent",
    ],
)
def test_the_names_of_the_contract_are_in_domains_core(name: str) -> None:
    assert name in domains.core.__all__
    assert hasattr(domains.core, name)
