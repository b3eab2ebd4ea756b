"""The shared kernel, opened: what every module is built from."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass

from domains.core.bus.dispatcher import EventBus
from domains.core.bus.redis_event_bus import RedisEventBus
from domains.core.clock import Clock
from domains.core.database import Database, open_database
from domains.core.interfaces import EventBusConfig
from domains.core.tasks import TaskSupervisor
from domains.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Kernel:
    """One database, one bus, one clock, one owner of background tasks."""

    database: Database
    bus: EventBus
    uow: UnitOfWork
    clock: Clock
    supervisor: TaskSupervisor

    @classmethod
    def open(
        cls,
        database_url: str,
        clock: Clock,
        config: EventBusConfig | None = None,
        *,
        with_redis: bool = False,
    ) -> Kernel:
        """Connect the parts. Nothing runs until `bus.initialize()`.

        `with_redis`: events are mirrored through `config.redis_url`, and instances that share
        a PostgreSQL database share the work. Raises ValueError for a database URL that is
        neither SQLite nor PostgreSQL.
        """
        supervisor = TaskSupervisor()
        database = open_database(database_url)
        kind = RedisEventBus if with_redis else EventBus
        bus = kind(config, database=database, clock=clock, supervisor=supervisor)
        if bus.unit_of_work is None:
            raise ValueError("the product needs its event store: event_store_enabled is off")
        return cls(database, bus, bus.unit_of_work, clock, supervisor)

    async def close(self) -> None:
        """Drain the bus, end the tasks, close the database, in this order."""
        async with AsyncExitStack() as closing:  # each step, even after one that failed
            closing.push_async_callback(self.database.close)
            closing.push_async_callback(self.supervisor.close)
            await self.bus.shutdown()
