"""The dispatcher with its mirror, as the brief names it; and the product without Redis."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from domains.core import EventBusConfig, RedisEventBus
from domains.core.bus.mirror import Mirror
from domains.core.bus.redis_mirror import RedisMirror
from tests.core.mirror.house import Witness
from tests.support import processes

ROOT = Path(__file__).parents[3]

WITHOUT_REDIS = """
import asyncio
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"redis", "hiredis"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())

import domains.core

async def main():
    bus = domains.core.EventBus()
    await bus.initialize()
    await bus.shutdown()
    mirrored = domains.core.RedisEventBus()
    try:
        await mirrored.initialize()
    except domains.core.EventBusError as error:
        print(error)

asyncio.run(main())
"""


def test_without_the_redis_package_all_but_the_mirror_works() -> None:
    told = _python(WITHOUT_REDIS)
    assert "install 'redis[hiredis]" in told


def test_importing_the_core_does_not_import_redis() -> None:
    told = _python("import sys, domains.core; print([m for m in sys.modules if 'redis' in m])")
    assert "'redis'" not in told
    assert "domains.core.bus.redis_event_bus" in told


def _python(program: str) -> str:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_a_bus_without_its_server_initialises_all_the_same() -> None:
    url = f"redis://127.0.0.1:{processes.spare_port()}/0"
    bus = RedisEventBus(EventBusConfig(redis_url=url))
    await bus.initialize()
    assert (await bus.get_metrics())["is_healthy"]
    await bus.shutdown()


def test_the_configuration_reaches_the_mirror() -> None:
    config = EventBusConfig(
        redis_url="redis://elsewhere:1/2", event_ttl_seconds=60, health_check_interval_seconds=7
    )
    mirror = RedisEventBus(config)._mirror
    assert isinstance(mirror, RedisMirror)
    assert mirror._url == "redis://elsewhere:1/2"
    assert mirror._options.retention == 60
    assert mirror._options.upkeep_interval == 7


def test_the_mirror_is_what_the_bus_asks_for() -> None:
    mirror: Mirror = RedisMirror("redis://localhost")
    assert not mirror.is_connected
    assert mirror.report()["connected"] is False


async def test_a_wrong_url_is_told_at_the_start() -> None:
    mirror = RedisMirror("not a url")
    with pytest.raises(ValueError, match="URL"):
        await mirror.start(uuid4(), Witness())
