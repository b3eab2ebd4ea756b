"""Who moves to another room of the league is told so."""

from __future__ import annotations

from bot.gateway.notifications import NotificationCenter
from domains.core import LeagueJoinedEvent, Subscription, Transaction, effect


class LeagueNotices:
    """One notification for each rise and each fall; who stays hears nothing."""

    def __init__(self, notifications: NotificationCenter) -> None:
        self._notifications = notifications

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("bot.tell_league", LeagueJoinedEvent, self._joined),)

    async def _joined(self, event: LeagueJoinedEvent, tx: Transaction) -> None:
        before = event.previous_tier
        if before is None or before == event.tier:
            return
        await self._notifications.request(
            tx,
            user_id=event.user_id,
            kind="league.risen" if event.tier > before else "league.fallen",
            params={"tier": event.tier},
            dedupe_key=f"league:{event.user_id}:{event.week}",
            correlation_id=event.correlation_id or event.event_id.hex,
        )
