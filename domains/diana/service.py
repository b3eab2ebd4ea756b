"""Use cases of the diana module."""

from __future__ import annotations

from typing import Any

from domains.core.clock import Clock
from domains.core.unit_of_work import UnitOfWork
from domains.diana import model
from domains.diana.model import Action, Greeting
from domains.diana.repository import Acquaintances


class DianaService:
    """Speaks for Diana in keys; the words are in the catalogues."""

    def __init__(self, uow: UnitOfWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        self._acquaintances = Acquaintances()

    async def greet(self, user_id: int, name: str, timezone: str = "UTC") -> Greeting:
        """Her line for somebody, now, on the clock of their IANA zone.

        The same person on the same day in the same circumstances hears the same line.
        `params` hold what the text fills in, not escaped.
        """
        async with self._uow.reading() as tx:
            known = await self._acquaintances.get(tx, user_id)
        return model.greet(known, user_id, name, self._clock.now(), timezone)

    async def next_best_action(self, user_id: int, timezone: str = "UTC") -> Action:
        """What she would have somebody do next, now, counting days in their IANA zone."""
        async with self._uow.reading() as tx:
            known = await self._acquaintances.get(tx, user_id)
        return model.next_best_action(known, self._clock.now(), timezone)

    async def export(self, user_id: int) -> dict[str, Any]:
        """What this module keeps about somebody: table → rows, instants as ISO text."""
        async with self._uow.reading() as tx:
            return await self._acquaintances.export(tx, user_id)

    async def erase(self, user_id: int) -> None:
        """Forget somebody. Idempotent."""
        async with self._uow() as tx:
            await self._acquaintances.forget(tx, user_id)
