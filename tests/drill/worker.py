"""One process of the drill: publishes its share, handles what it hears, until it is told to end.

python -m tests.drill.worker --database URL --publisher a --share 1000 --keys 50 --seed 7
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import random
import signal

import structlog

from bot.logs import configure_logs
from domains.core import EventBus, EventBusConfig, Kernel
from domains.core.clock import SystemClock
from domains.core.database import open_database
from domains.core.tasks import TaskSupervisor
from tests.drill import ledger

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 5
"""Events in one transaction."""

PATIENT = {"max_retry_attempts": 1_000, "retry_delay_seconds": 0.2}


def open_kernel(database_url: str, redis_url: str | None) -> Kernel:
    """With a Redis URL the bus is shared, without one it is not."""
    supervisor, clock = TaskSupervisor(), SystemClock()
    database = open_database(database_url)
    bus_class: type[EventBus] = EventBus
    config = EventBusConfig.model_validate(PATIENT)
    if redis_url is not None:
        bus_class = importlib.import_module("domains.core.bus.redis_event_bus").RedisEventBus
        config = EventBusConfig.model_validate({**PATIENT, "redis_url": redis_url})
    bus = bus_class(config, database=database, clock=clock, supervisor=supervisor)
    assert bus.unit_of_work is not None
    return Kernel(database, bus, bus.unit_of_work, clock, supervisor)


async def publish_share(kernel: Kernel, arguments: argparse.Namespace) -> None:
    """Go on where the last life of this publisher ended, through every outage."""
    name, share = arguments.publisher, arguments.share
    while True:
        try:
            async with kernel.uow() as tx:
                done = await ledger.published(tx, name)
                if done >= share:
                    return
                if not done:
                    for _ in range(arguments.poison):
                        await ledger.publish(tx, name, ledger.POISON_KEY)
                luck = random.Random(f"{arguments.seed}:{name}:{done}")
                count = min(luck.randint(1, MOST_AT_ONCE), share - done)
                # In one order everywhere, so that publishers wait for each other and never in
                # a circle.
                for key in sorted(luck.choices(range(1, arguments.keys + 1), k=count)):
                    await ledger.publish(tx, name, key)
                await ledger.advance(tx, name, done + count)
            await asyncio.sleep(arguments.pause)
        except Exception as error:  # noqa: BLE001 - whatever PostgreSQL does: the row knows
            log.warning("drill.again", error=repr(error))
            await asyncio.sleep(0.2)


async def start(kernel: Kernel) -> None:
    """The database may be away just now."""
    kernel.bus.add(ledger.modules())
    while True:
        try:
            await kernel.bus.initialize()
        except Exception as error:  # noqa: BLE001 - as above
            log.warning("drill.start_again", error=repr(error))
            await asyncio.sleep(0.2)
        else:
            return


async def main(arguments: argparse.Namespace) -> None:
    configure_logs("warning", "json")
    told_to_end = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, told_to_end.set)
    kernel = open_kernel(arguments.database, arguments.redis)
    await start(kernel)
    await publish_share(kernel, arguments)
    await told_to_end.wait()
    await kernel.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--redis")
    parser.add_argument("--publisher", required=True)
    parser.add_argument("--share", type=int, required=True)
    parser.add_argument("--keys", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--poison", type=int, default=0)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between transactions")
    asyncio.run(main(parser.parse_args()))
