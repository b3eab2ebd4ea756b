"""Sets the alarm of a page, and takes it back when the page is left."""

from __future__ import annotations

from datetime import timedelta

from domains.core import StoryTimerEndedEvent, StoryWaitEndedEvent
from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import Alarm, Run
from domains.narrative.engine.view import Page
from domains.narrative.readers.model import Reader


class Alarms:
    """Works inside the caller's transaction. A page has one alarm at most."""

    def set(self, tx: Transaction, reader: Reader, story_id: str, page: Page) -> Alarm | None:
        """Schedule what the page asks for, if its reader wishes such things.

        A page that closes its choices does not hurry anybody as well.
        """
        if page.ended:
            return None
        if page.wait_seconds and reader.waits:
            at = tx.now + timedelta(seconds=page.wait_seconds)
            opens = StoryWaitEndedEvent(user_id=reader.user_id, story_arc=story_id)
            return Alarm(at, tx.publish(opens, at).event_id, is_wait=True)
        if page.timer_seconds and not page.wait_seconds and reader.timers:
            at = tx.now + timedelta(seconds=page.timer_seconds)
            ends = StoryTimerEndedEvent(
                user_id=reader.user_id, story_arc=story_id, choice=page.timer_default
            )
            return Alarm(at, tx.publish(ends, at).event_id, is_wait=False)
        return None

    async def cancel(self, tx: Transaction, run: Run) -> None:
        """The page is left: what was scheduled for it must not happen."""
        if run.alarm is not None:
            await tx.cancel(run.alarm.event_id)
