"""Every day the log forgets what was finished longer ago than the settings say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import structlog

from domains.core import DayPassedEvent, Subscription, reaction
from domains.core.operations.retention import Retention

log = structlog.get_logger(__name__)

AT_MOST_SECONDS = 600.0
"""What is not done by then is done by a later try: each page is a transaction of its own."""


class LogRetention:
    """One instance does it, once a day. With 0 days everything is kept."""

    def __init__(self, retention: Retention, days: int) -> None:
        self._retention = retention
        self._kept = timedelta(days=days)

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        if not self._kept:
            return ()
        daily = reaction("bot.forget_old_events", DayPassedEvent, self._forget)
        return (replace(daily, timeout_seconds=AT_MOST_SECONDS),)

    async def _forget(self, event: DayPassedEvent) -> None:
        pruned = await self._retention.prune(event.ended_at - self._kept)
        log.info("log.pruned", events=pruned.events, kept=pruned.kept, sagas=pruned.sagas)
