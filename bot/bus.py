"""The bus that the settings ask for, on the database that they name."""

from __future__ import annotations

import structlog

from bot.settings import Settings
from domains.core import EventBusConfig, Kernel
from domains.core.clock import Clock

log = structlog.get_logger(__name__)


def open_kernel(settings: Settings, clock: Clock, config: EventBusConfig | None = None) -> Kernel:
    """A kernel whose bus is mirrored to Redis when REDIS_URL is set. Nothing runs yet.

    `config` is everything about the bus but its Redis. Raises ValueError for a database URL
    that is neither SQLite nor PostgreSQL.
    """
    config = config or EventBusConfig()
    if settings.redis_url is None:
        return Kernel.open(settings.database_url, clock, config)
    url = settings.redis_url.get_secret_value()
    config = config.model_copy(update={"redis_url": url})
    kernel = Kernel.open(settings.database_url, clock, config, with_redis=True)
    if kernel.database.dialect != "postgresql":
        log.warning(
            "bus.not_shared",
            database=kernel.database.dialect,
            reason="events are mirrored, but only instances on one PostgreSQL share the work: "
            "run one instance",
        )
    return kernel
