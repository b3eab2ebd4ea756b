"""Pausing a subscription on every instance, and letting it go on."""

from __future__ import annotations

from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.operations.errors import OperationRefusedError
from domains.core.store import control

LONGEST_REASON = 500


class Pauses:
    """Instances read them with their heartbeat, at most five seconds later.

    What a paused subscription should hear waits, in order, and nothing of it is lost.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def pause(self, subscription: str, reason: str) -> None:
        """Raises OperationRefusedError when it is paused already, or for a missing reason."""
        if not reason.strip() or len(reason) > LONGEST_REASON:
            raise OperationRefusedError(
                f"A pause has a reason of 1 to {LONGEST_REASON} characters."
            )
        async with self._database.writing() as connection:
            is_new = await control.pause(
                connection, subscription, reason.strip(), self._clock.now()
            )
        if not is_new:
            raise OperationRefusedError(f"{subscription} is paused already.")

    async def resume(self, subscription: str) -> None:
        """Raises OperationRefusedError when it is not paused."""
        async with self._database.writing() as connection:
            was_paused = await control.resume(connection, subscription)
        if not was_paused:
            raise OperationRefusedError(f"{subscription} is not paused.")
