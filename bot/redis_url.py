"""Whether a REDIS_URL can be used at all, found out before anything starts."""

from __future__ import annotations

SHAPE = (
    "this is not an address of a Redis server: redis://host:6379/0, "
    "rediss://user:password@host:6379/0 (TLS) or unix:///path/to/socket"
)
REMEDY = "it needs the redis package: install 'redis[hiredis]>=6.2,<8'"


def checked_redis_url(url: str) -> str:
    """The same URL. Asks no server.

    Raises ValueError, in a sentence that never repeats the URL: it may hold a password.
    """
    try:
        from redis.asyncio.connection import parse_url  # noqa: PLC0415 - slow, and seldom needed
    except ImportError:
        raise ValueError(REMEDY) from None
    try:
        options = parse_url(url)
    except ValueError:
        raise ValueError(SHAPE) from None
    if not (options.get("host") or options.get("path")):
        raise ValueError(SHAPE)
    return url
