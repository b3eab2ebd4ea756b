"""Bans and their ends."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import UserBannedEvent, UserUnbannedEvent
from domains.gamification.bans.service import Bans


class BanSubscribers:
    """To be added to the bus where bans are published."""

    def __init__(self, bans: Bans) -> None:
        self._bans = bans

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Boards and invitations hear for themselves: neither waits for the other's rows."""
        return (
            effect(
                "gamification.hide_on_user_banned", UserBannedEvent, self._hide, is_grouped=False
            ),
            effect(
                "gamification.show_on_user_unbanned",
                UserUnbannedEvent,
                self._show,
                is_grouped=False,
            ),
            effect(
                "gamification.annul_on_user_banned", UserBannedEvent, self._annul, is_grouped=False
            ),
        )

    async def _hide(self, event: UserBannedEvent, tx: Transaction) -> None:
        await self._bans.hide(tx, event.user_id, event.case_id, event.timestamp)

    async def _show(self, event: UserUnbannedEvent, tx: Transaction) -> None:
        await self._bans.show(tx, event.user_id, event.case_id, event.timestamp)

    async def _annul(self, event: UserBannedEvent, tx: Transaction) -> None:
        await self._bans.annul(tx, event.user_id, event.case_id, event.timestamp)
