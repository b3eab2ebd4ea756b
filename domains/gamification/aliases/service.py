"""Choosing what one is called on boards."""

from __future__ import annotations

from datetime import datetime, timedelta

from domains.core.events import AliasResetEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.aliases.errors import AliasTooSoonError
from domains.gamification.aliases.model import AliasView, alias_of
from domains.gamification.leaderboards.repository import Player, Players
from domains.gamification.rules.service import Rulebook


class Aliases:
    """Opens its own transactions, but for what custodians do.

    A name holds on every board and in leagues at once.
    """

    def __init__(self, uow: UnitOfWork, book: Rulebook) -> None:
        self._uow = uow
        self._book = book
        self._players = Players()

    async def view(self, user_id: int) -> AliasView:
        """What somebody is called, and when they may choose anew."""
        async with self._uow.reading() as tx:
            player = await self._players.get(tx, user_id)
            now = tx.now
        if player is None:
            return AliasView("", None, None)
        due = self._due(player)
        change_at = due if due is not None and now < due else None
        return AliasView(player.shown_name, player.chosen_alias, change_at)

    async def choose(self, user_id: int, text: str) -> str:
        """Be called so; the name as it is shown. The present one again changes nothing.

        Raises AliasRefusedError, and AliasTooSoonError within `pause_days` of the last choice.
        """
        alias = alias_of(text, self._book.now.aliases)
        async with self._uow() as tx:
            player = await self._players.lock(tx, user_id)
            if player.chosen_alias == alias:
                return alias
            due = self._due(player)
            if due is not None and tx.now < due:
                raise AliasTooSoonError(retry_at=due)
            await self._players.change(tx, user_id, chosen_alias=alias, alias_chosen_at=tx.now)
        return alias

    async def drop(self, user_id: int) -> None:
        """Be called by one's own name again; always possible. The pause goes on."""
        async with self._uow() as tx:
            player = await self._players.lock(tx, user_id)
            if player.chosen_alias is not None:
                await self._players.change(tx, user_id, chosen_alias=None)

    # -- for custodians: inside the caller's transaction ---------------------------------

    async def chosen(self, tx: Transaction, user_id: int) -> str | None:
        """The name somebody has chosen, or None."""
        player = await self._players.get(tx, user_id)
        return player.chosen_alias if player is not None else None

    async def reset(self, tx: Transaction, user_id: int, alias: str, reason: str) -> bool:
        """Take this name from them; the pause until they may choose anew begins now.

        Publishes AliasResetEvent. False when they are not called so (any more).
        """
        player = await self._players.lock(tx, user_id)
        if player.chosen_alias != alias:
            return False
        await self._players.change(tx, user_id, chosen_alias=None, alias_chosen_at=tx.now)
        tx.publish(AliasResetEvent(user_id=user_id, reason=reason))
        return True

    def _due(self, player: Player) -> datetime | None:
        if player.alias_chosen_at is None:
            return None
        return player.alias_chosen_at + timedelta(days=self._book.now.aliases.pause_days)
