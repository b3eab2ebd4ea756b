"""The dispatcher with its mirror, under the name and signature that the brief gave it."""

from __future__ import annotations

from domains.core.bus.dispatcher import EventBus
from domains.core.bus.redis_mirror import RedisMirror
from domains.core.bus.redis_options import MirrorOptions
from domains.core.clock import Clock, SystemClock
from domains.core.database import Database
from domains.core.events.factory import EventFactory
from domains.core.interfaces import EventBusConfig
from domains.core.tasks import TaskSupervisor


class RedisEventBus(EventBus):
    """An EventBus whose events reach other instances through `config.redis_url`.

    Without a server it works alone and catches up when one comes.
    """

    def __init__(
        self,
        config: EventBusConfig | None = None,
        *,
        database: Database | None = None,
        clock: Clock | None = None,
        supervisor: TaskSupervisor | None = None,
        factory: EventFactory | None = None,
    ) -> None:
        config = config or EventBusConfig()
        clock = clock or SystemClock()
        supervisor = supervisor or TaskSupervisor()
        options = MirrorOptions(
            retention=config.event_ttl_seconds,
            upkeep_interval=config.health_check_interval_seconds,
        )
        mirror = RedisMirror(config.redis_url, options=options, clock=clock, supervisor=supervisor)
        super().__init__(
            config,
            database=database,
            clock=clock,
            supervisor=supervisor,
            factory=factory,
            mirror=mirror,
        )

    async def initialize(self) -> None:
        """As EventBus. Raises EventBusError when the redis package is missing."""
        RedisMirror.require()
        await super().initialize()
