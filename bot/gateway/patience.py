"""Writing that does not give up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from domains.core.clock import Clock, sleep

log = structlog.get_logger(__name__)

T = TypeVar("T")

DATABASE_AWAY_SECONDS = 1.0
"""Pause before something is written again that could not be written."""


async def insist(clock: Clock, write: Callable[[], Awaitable[T]]) -> T:
    """Write until it succeeds: for marks that keep a thing from being done twice."""
    while True:
        try:
            return await write()
        except Exception:  # whatever the driver raises while the database is away
            log.exception("database.away")
            await sleep(clock, DATABASE_AWAY_SECONDS)
