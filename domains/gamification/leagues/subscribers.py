"""What the leagues hear."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import PointsAwardedEvent
from domains.gamification.leagues.service import Leagues


class LeagueSubscribers:
    """Somebody who earns experience plays in a league."""

    def __init__(self, leagues: Leagues) -> None:
        self._leagues = leagues

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything the leagues hear. Not grouped: tables are locked in no common order."""
        return (
            effect(
                "gamification.seat_on_points_awarded",
                PointsAwardedEvent,
                self._seat,
                is_grouped=False,
            ),
        )

    async def _seat(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        if event.xp_amount:
            await self._leagues.seat(tx, event.user_id)
