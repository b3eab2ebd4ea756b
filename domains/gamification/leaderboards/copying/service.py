"""The boards as their copies see them."""

from __future__ import annotations

from domains.core.unit_of_work import UnitOfWork
from domains.gamification.leaderboards.copying import repository
from domains.gamification.leaderboards.model import Place
from domains.gamification.leaderboards.repository import Scores


class BoardSource:
    """Reads for whoever keeps a copy. Nothing here changes anything."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def open_boards(self) -> list[int]:
        """Ids of the editions that still count."""
        async with self._uow.reading() as tx:
            return await repository.open_boards(tx)

    async def shown(self, board_id: int, after: int, limit: int) -> list[Place]:
        """Shown players of a board in the order of their ids, from behind `after`."""
        async with self._uow.reading() as tx:
            return await repository.shown(tx, board_id, after, limit)

    async def sample(self, board_id: int, count: int) -> tuple[list[Place], int]:
        """Some shown players, and how many there are in all."""
        async with self._uow.reading() as tx:
            places = await repository.at_random(tx, board_id, count)
            return places, await Scores().players(tx, board_id)
