"""Three clients, each configured for what it does.

What is set here and why (redis-py 6.2 to 7):
- a timeout applies to blocking reads too, so BLOCK must be shorter than `socket_timeout`;
- the library's own retries send a command again after a timeout, up to tens of seconds later,
  while the caller waits: none here, every loop reconnects on its own;
- a timer around each of hundreds of replies costs more than the replies: the writer sets one
  around a whole pipeline instead;
- RESP2 is asked for, because replies are shaped differently in RESP3;
- an idle connection is probed before it is used (`health_check_interval`).
"""

from __future__ import annotations

from uuid import UUID

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError

from domains.core.bus.redis_options import MirrorOptions

Client = Redis
"""What a part of the mirror talks through. It owns its connection alone."""

Away = (RedisError, OSError)
"""The server cannot be reached, or refuses for the moment: try again later."""

PROBE_SECONDS = 15
CONNECTIONS = 2
"""Of one client. Each is used by one loop, one command after another."""


CONNECT_SECONDS = 1.0


def connect(url: str, instance: UUID, timeout: float | None) -> Client:
    """A client that has not connected yet. Raises ValueError for a URL that is none.

    Without `timeout` its user must set one around everything.
    """
    return Redis.from_url(
        url,
        socket_timeout=timeout,
        socket_connect_timeout=min(timeout or CONNECT_SECONDS, CONNECT_SECONDS),
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=PROBE_SECONDS,
        max_connections=CONNECTIONS,
        client_name=str(instance),
        protocol=2,
    )


class Clients:
    """The writer's, the readers', and the one that asks and tidies."""

    def __init__(self, url: str, instance: UUID, options: MirrorOptions) -> None:
        self.writer = connect(url, instance, None)
        self.broadcast = connect(url, instance, options.reader_timeout)
        self.partitions = connect(url, instance, options.reader_timeout)
        self.control = connect(url, instance, options.control_timeout)

    async def close(self) -> None:
        for client in (self.writer, self.broadcast, self.partitions, self.control):
            try:
                await client.aclose()
            except Away:  # it is gone already, which is what we wanted
                continue


def is_missing(error: ResponseError) -> bool:
    """Does the error say that a stream or its group does not exist (any more)?"""
    text = str(error)
    return text.startswith(("NOGROUP", "UNBLOCKED")) or "no such key" in text
