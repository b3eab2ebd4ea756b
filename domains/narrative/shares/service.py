"""What part of the readers decided alike. Told only after the decision, so it sways nobody."""

from __future__ import annotations

from datetime import datetime

from domains.core import HourPassedEvent, Subscription, Transaction, effect
from domains.narrative.engine.run import Run
from domains.narrative.shares.repository import ShareRows

ENOUGH_ANSWERS = 50
"""With fewer a share would say something about single people."""


class Shares:
    """Works inside the caller's transaction. Counts are kept here, up to two hours old."""

    def __init__(self) -> None:
        self._rows = ShareRows()
        self._kept: dict[tuple[str, str], tuple[datetime, dict[str, int]]] = {}

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("narrative.count_shares", HourPassedEvent, self.count_on_hour_passed),)

    async def count_on_hour_passed(self, _event: HourPassedEvent, tx: Transaction) -> None:
        await self._rows.count(tx)

    async def of(self, tx: Transaction, run: Run, choice: int) -> int | None:
        """How many percent of those who stood before a run's page chose this.

        None where the page had one choice only, or fewer than 50 have answered.
        """
        decisions = [offered.id for offered in run.page.choices if offered.lock is None]
        chosen = run.page.choices[choice].id
        if decisions == [chosen]:
            return None
        readers = await self._readers(tx, run.story_id, run.chapter_id)
        answers = sum(readers.get(decision, 0) for decision in decisions)
        if answers < ENOUGH_ANSWERS:
            return None
        return round(100 * readers.get(chosen, 0) / answers)

    async def _readers(self, tx: Transaction, story_id: str, chapter_id: str) -> dict[str, int]:
        hour = tx.now.replace(minute=0, second=0, microsecond=0)
        since, kept = self._kept.get((story_id, chapter_id), (None, {}))
        if since != hour:
            kept = await self._rows.readers(tx, story_id, chapter_id)
            self._kept[story_id, chapter_id] = hour, kept
        return kept
