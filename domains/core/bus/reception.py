"""What reaches this instance over the wide path, and what it does about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from domains.core.bus.announcements import Announcements
from domains.core.bus.cluster import BEAT_NOW
from domains.core.bus.delivery import Delivery
from domains.core.bus.fetcher import Fetcher
from domains.core.bus.mirror import Entry
from domains.core.bus.routing import Router
from domains.core.bus.turns import Turns
from domains.core.bus.workers import Workers
from domains.core.clock import Clock
from domains.core.events.factory import EventFactory

log = structlog.get_logger(__name__)

REDIS_AWAY = "redis_away"


class Reception:
    """Implements the mirror's Receiver."""

    def __init__(
        self,
        clock: Clock,
        router: Router,
        factory: EventFactory,
        workers: Workers,
        turns: Turns,
        announce: Announcements,
        fetcher: Fetcher | None,
    ) -> None:
        self._clock = clock
        self._router = router
        self._factory = factory
        self._workers = workers
        self._turns = turns
        self._announce = announce
        self._fetcher = fetcher
        self.beat_now: Callable[[], None] = lambda: None
        self._degraded_at: datetime | None = None
        self.undecodable = 0

    def heard(self, entries: Sequence[Entry]) -> None:
        """Give broadcasts to those who hear their type in every instance."""
        for entry in entries:
            if self._router.of(entry.event_type).everywhere:
                self._hear(entry)

    async def handed_over(self, entries: Sequence[Entry]) -> None:
        """Fetch what was handed over from the log, where its order stands."""
        if self._fetcher is None:
            return
        for entry in entries:
            if entry.is_awaited:
                self._turns.ask(entry.event_id, entry.origin)
        await self._fetcher.fetch_with_room({entry.key for entry in entries})
        for entry in entries:
            if entry.is_awaited:
                self._turns.unask(entry.event_id)

    def reported(self, body: bytes) -> None:
        """What an event has caused elsewhere, or a hint that a partition is free."""
        if body == BEAT_NOW:
            self.beat_now()
        else:
            self._turns.reported(body)

    def missed(self, reason: str) -> None:
        log.warning("bus.broadcasts_missed", reason=reason)
        self._announce.missed(_code(reason))

    def degraded(self, reason: str) -> None:
        if self._degraded_at is None:
            self._degraded_at = self._clock.now()
            log.warning("bus.degraded", reason=reason)
            self._announce.degraded(REDIS_AWAY, reason)

    def recovered(self) -> None:
        if self._degraded_at is not None:
            seconds = (self._clock.now() - self._degraded_at).total_seconds()
            self._degraded_at = None
            log.info("bus.recovered", seconds=seconds)
            self._announce.recovered(REDIS_AWAY, max(0.0, seconds))

    def _hear(self, entry: Entry) -> None:
        try:
            event = self._factory.decode_text(entry.wire)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one entry, the others are heard
            self.undecodable += 1
            log.warning(
                "bus.unreadable_broadcast",
                event_id=str(entry.event_id),
                event_type=entry.event_type,
                error=type(error).__name__,
            )
            return
        everywhere = self._router.hearing(event).everywhere
        self._workers.take(event, [Delivery(event, s) for s in everywhere])


def _code(reason: str) -> str:
    """The reason as an event may carry it: lower case, no spaces."""
    return re.sub(r"[^a-z0-9_.:-]+", "_", reason.lower()).strip("_.:-")[:64] or "unknown"
