"""What happens when the time of a page is up."""

from __future__ import annotations

import structlog

from domains.core import (
    StoryDecisionDefaultedEvent,
    StoryReopenedEvent,
    StoryTimerEndedEvent,
    StoryWaitEndedEvent,
    Subscription,
    Transaction,
    effect,
)
from domains.core.errors import DomainError
from domains.core.events.base import BaseEvent
from domains.narrative.engine.run import Run
from domains.narrative.repository import Runs
from domains.narrative.turns.service import Turns

log = structlog.get_logger(__name__)


class WaitSubscribers:
    """An alarm of a page that was left meanwhile rings for nobody."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._runs = Runs()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("narrative.open_doors", StoryWaitEndedEvent, self.open_doors),
            effect("narrative.take_default", StoryTimerEndedEvent, self.take_default),
        )

    async def open_doors(self, event: StoryWaitEndedEvent, tx: Transaction) -> None:
        run = await self._rung(tx, event, event.user_id, event.story_arc)
        if run is None or await self._runs.open_doors(tx, run) is None:
            return
        if run.reader.news:
            tx.publish(
                StoryReopenedEvent(
                    user_id=run.user_id, story_arc=run.story_id, chapter_id=run.chapter_id
                )
            )

    async def take_default(self, event: StoryTimerEndedEvent, tx: Transaction) -> None:
        run = await self._rung(tx, event, event.user_id, event.story_arc)
        if run is None:
            return
        try:
            taken = await self._turns.take_default(tx, run, event.choice)
        except DomainError as error:  # raised before anything was changed
            log.warning("narrative.no_default", run_id=run.run_id, code=error.code)
            await self._runs.open_doors(tx, run)
            return
        tx.publish(
            StoryDecisionDefaultedEvent(
                user_id=run.user_id,
                story_arc=run.story_id,
                chapter_id=run.chapter_id,
                decision_text=taken.step.chosen_text[:200],
            )
        )

    async def _rung(
        self, tx: Transaction, event: BaseEvent, user_id: int, story_id: str
    ) -> Run | None:
        run = await self._runs.current(tx, user_id, story_id, lock=True)
        if run is None or run.alarm is None or run.alarm.event_id != event.event_id:
            return None
        return run
