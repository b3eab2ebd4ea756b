"""Whoever watches an auction sees it move; who was outbid, or has won, is told."""

from __future__ import annotations

from uuid import UUID

from bot.features.auctions import views
from bot.gateway.notifications import NotificationCenter
from bot.i18n import Translators
from bot.ui.show import ScreenPainter
from domains.core import (
    AuctionBidPlacedEvent,
    AuctionClosedEvent,
    AuctionOutbidEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from domains.gamification.auctions.model import CANCELLED
from domains.gamification.market.service import Market
from domains.user.service import UserService

MOST_WATCHERS = 50
"""Bidders whose open screens follow; the others press the button that looks again."""


class AuctionNotices:
    """Tells those whom an auction concerns, exactly once each."""

    def __init__(self, notifications: NotificationCenter, market: Market) -> None:
        self._notifications = notifications
        self._market = market

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            effect("bot.tell_outbid", AuctionOutbidEvent, self._outbid),
            effect("bot.tell_auction_closed", AuctionClosedEvent, self._closed),
        )

    async def _outbid(self, event: AuctionOutbidEvent, tx: Transaction) -> None:
        auction = await self._market.auctions.get(tx, event.auction_id)
        params: dict[str, object] = {
            "item": auction.item_id,
            "bid": event.bid,
            "highest": event.highest_bid,
        }
        await self._notifications.tell(tx, event, event.user_id, "auction.outbid", params)

    async def _closed(self, event: AuctionClosedEvent, tx: Transaction) -> None:
        params: dict[str, object] = {"item": event.item_id, "bid": event.winning_bid or 0}
        if event.winner_user_id is not None:
            await self._notifications.tell(tx, event, event.winner_user_id, "auction.won", params)
        elif event.reason == CANCELLED:
            leader = (await self._market.auctions.get(tx, event.auction_id)).leader_user_id
            if leader is not None:
                await self._notifications.tell(tx, event, leader, "auction.cancelled", params)


class AuctionRefresh:
    """Repaints the living message of bidders who look at the auction that moved."""

    def __init__(
        self, users: UserService, market: Market, painter: ScreenPainter, translators: Translators
    ) -> None:
        self._users = users
        self._market = market
        self._painter = painter
        self._translators = translators

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            reaction("bot.refresh_auction_on_bid", AuctionBidPlacedEvent, self._refresh),
            reaction("bot.refresh_auction_on_close", AuctionClosedEvent, self._refresh),
        )

    async def _refresh(self, event: AuctionBidPlacedEvent | AuctionClosedEvent) -> None:
        for user_id in await self._market.auctions.bidders(event.auction_id, MOST_WATCHERS):
            if user_id != getattr(event, "user_id", None):  # the bidder's own turn shows it
                await self._repaint(user_id, event.auction_id)

    async def _repaint(self, user_id: int, auction_id: UUID) -> None:
        if not await self._painter.shows(user_id, views.screen_of(auction_id)):
            return
        person = await self._users.get(user_id)
        if person is None:
            return
        view = await self._market.auctions.view(user_id, auction_id)
        item = self._market.bag.items.get(view.auction.item_id)
        t = self._translators.of(person.language or person.language_code)
        await self._painter.refresh(user_id, views.lot(view, item, user_id, t))
