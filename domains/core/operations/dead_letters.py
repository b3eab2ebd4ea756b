"""Dead letters: look at them, deliver them again, or give them up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.operations.errors import OperationRefusedError
from domains.core.operations.model import DeadLetter, Letters
from domains.core.store import dead_letters
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.inspection import EventFilter

BATCH = 500
"""Deliveries changed in one transaction."""

MOST_LETTERS = 10_000
"""What one call looks at. With more dead letters than that, call it again."""

LONGEST_REASON = 500

Progress = Callable[[int], None]
"""Is told how many more are done."""


def no_progress(_done: int) -> None:
    """Nobody watches."""


class DeadLetters:
    """Instances take up what is released here with their next heartbeat, in order."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def find(self, chosen: LetterFilter, limit: int = MOST_LETTERS) -> list[DeadLetter]:
        """Those that match, in the order of the log."""
        async with self._database.reading() as connection:
            rows = await dead_letters.letters(connection, chosen, limit)
        return [DeadLetter(**row._mapping) for row in rows]

    async def show(self, event_id: UUID, subscription: str | None = None) -> DeadLetter:
        """One dead letter, or a discarded one.

        Raises OperationRefusedError when there is none, or when the event is a dead letter
        for several subscriptions and none is named.
        """
        chosen = LetterFilter(subscription, EventFilter(event_id=event_id))
        found = await self.find(chosen) or await self.find(replace(chosen, discarded=True))
        return _only(found, event_id)

    async def plan(self, chosen: LetterFilter, limit: int = MOST_LETTERS) -> Letters:
        """What `replay` would do now. Changes nothing."""
        found = await self.find(replace(chosen, discarded=False), limit)
        async with self._database.reading() as connection:
            rows = await dead_letters.per_sequence(connection)
        left = {(row.subscription, row.key): row.number for row in rows}
        waiting = {(each.subscription, each.key): each.waiting for each in found}
        for each in found:
            left[each.subscription, each.key] -= 1
        return Letters(
            letters=tuple(found),
            waiting=sum(waiting.values()),
            still_blocked=sum(left[sequence] > 0 for sequence in waiting),
        )

    async def replay(
        self,
        chosen: LetterFilter,
        limit: int = MOST_LETTERS,
        progress: Progress = no_progress,
    ) -> Letters:
        """Deliver dead letters again, each followed by what waits behind it.

        Only the subscription that failed sees them again. A sequence with another dead
        letter goes on waiting for that one.
        """
        plan = await self.plan(chosen, limit)
        letters = plan.letters
        for start in range(0, len(letters), BATCH):
            await self._release(letters[start : start + BATCH])
            progress(len(letters[start : start + BATCH]))
        return plan

    async def discard(self, event_id: UUID, subscription: str | None, reason: str) -> DeadLetter:
        """Give a dead letter up for ever; what waits behind it flows again.

        The row stays, with the reason. Raises OperationRefusedError when there is no such
        dead letter, several, or when the reason is empty or longer than 500 characters.
        """
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise OperationRefusedError(
                f"A dead letter is discarded with a reason of 1 to {LONGEST_REASON} characters."
            )
        found = await self.find(LetterFilter(subscription, EventFilter(event_id=event_id)))
        letter = _only(found, event_id)
        chosen = (letter.event_id, letter.subscription)
        async with self._database.writing() as connection:
            now = self._clock.now()
            if not await dead_letters.discard(connection, chosen, reason.strip(), now):
                raise OperationRefusedError("Somebody else was faster: it is not dead any more.")
        return await self.show(letter.event_id, letter.subscription)

    async def _release(self, letters: Sequence[DeadLetter]) -> None:
        async with self._database.writing() as connection:
            await dead_letters.release(
                connection, [(letter.event_id, letter.subscription) for letter in letters]
            )


def _only(found: Sequence[DeadLetter], event_id: UUID) -> DeadLetter:
    if not found:
        raise OperationRefusedError(f"Event {event_id} is no dead letter.")
    if len(found) > 1:
        names = ", ".join(letter.subscription for letter in found)
        raise OperationRefusedError(f"Say for which subscription: {names}.")
    return found[0]
