"""Bidding: what is bid is set aside, what is outbid is free again, in one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.core.events import (
    AuctionBidPlacedEvent,
    AuctionClosedEvent,
    AuctionEndReachedEvent,
    AuctionOpenedEvent,
    AuctionOutbidEvent,
)
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.auctions.errors import (
    AlreadyLeadingError,
    AuctionOverError,
    AuctionUnfitError,
    BidTooHighError,
    BidTooLowError,
    UnknownAuctionError,
)
from domains.gamification.auctions.model import (
    CANCELLED,
    HIGHEST_BID,
    HOLD_MARGIN,
    SHOWN_BIDS,
    TIME,
    UNPAID,
    Auction,
    AuctionView,
    AuctionWish,
    State,
)
from domains.gamification.auctions.repository import AuctionRows
from domains.gamification.inventory.service import Inventory
from domains.gamification.points.errors import AccountFrozenError, NotEnoughBesitosError
from domains.gamification.points.model import Account
from domains.gamification.points.repository import Accounts
from domains.gamification.points.service import Points
from domains.gamification.reservations.model import State as HoldState
from domains.gamification.reservations.model import Wish
from domains.gamification.reservations.repository import Holds
from domains.gamification.reservations.service import Reservations
from domains.gamification.rules.service import Rulebook

BID: Final = "auction_bid"
"""The ledger's rule code."""


class Auctions:
    """`open`, `cancel` and `close` work inside the caller's transaction.

    The auction is locked before any account, and accounts in ascending order: two auctions
    with the same two bidders never wait for each other.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        book: Rulebook,
        inventory: Inventory,
        points: Points,
        reservations: Reservations,
    ) -> None:
        self._uow = uow
        self._book = book
        self._inventory = inventory
        self._points = points
        self._reservations = reservations
        self._rows = AuctionRows()
        self._accounts = Accounts()
        self._holds = Holds()

    # -- players ------------------------------------------------------------------------

    async def running(self) -> tuple[Auction, ...]:
        """What can be bid for, the one that ends first before the others."""
        async with self._uow.reading() as tx:
            return await self.open_now(tx)

    async def open_now(self, tx: Transaction) -> tuple[Auction, ...]:
        """As `running`, inside the caller's transaction."""
        return tuple(await self._rows.open(tx, tx.now))

    async def view(self, user_id: int, auction_id: UUID) -> AuctionView:
        """An auction as somebody sees it. Raises UnknownAuctionError."""
        async with self._uow.reading() as tx:
            auction = await self._rows.get(tx, auction_id)
            if auction is None:
                raise UnknownAuctionError
            bids = await self._rows.last_bids(tx, auction_id, SHOWN_BIDS)
            best = await self._rows.best_of(tx, auction_id, user_id)
            account = await self._accounts.get(tx, user_id)
            can_spend = account is not None and not account.debt and account.frozen_at is None
            balance = account.balance if account is not None and can_spend else 0
            return AuctionView(auction, tuple(bids), best, balance, tx.now)

    async def bidders(self, auction_id: UUID, limit: int) -> tuple[int, ...]:
        """Who has bid, whoever did last first."""
        async with self._uow.reading() as tx:
            return tuple(await self._rows.bidders(tx, auction_id, limit))

    async def get(self, tx: Transaction, auction_id: UUID) -> Auction:
        """The auction, inside the caller's transaction. Raises UnknownAuctionError."""
        auction = await self._rows.get(tx, auction_id)
        if auction is None:
            raise UnknownAuctionError
        return auction

    async def bid(self, user_id: int, auction_id: UUID, amount: int) -> Auction:
        """Lead an auction with `amount` besitos, which are set aside until somebody bids more.

        Raises UnknownAuctionError, AuctionOverError, AlreadyLeadingError, BidTooLowError,
        BidTooHighError, NotEnoughBesitosError, AccountFrozenError; then nothing has happened.
        """
        async with self._uow() as tx:
            auction = await self._locked(tx, auction_id)
            if not auction.is_open(tx.now):
                raise AuctionOverError
            if auction.leader_user_id == user_id:
                raise AlreadyLeadingError(bid=auction.highest_bid)
            if amount < auction.least:
                raise BidTooLowError(least=auction.least)
            if amount > HIGHEST_BID:
                raise BidTooHighError(highest=HIGHEST_BID)
            reservation_id = await self._set_aside(tx, auction, user_id, amount)
            late = timedelta(seconds=self._book.now.auctions.late_seconds)
            ends_at = auction.end_after(tx.now, late)
            await self._rows.place(tx, auction, user_id, amount, reservation_id, ends_at)
            if ends_at > auction.ends_at:
                tx.publish(AuctionEndReachedEvent(auction_id=auction_id), at=ends_at)
            tx.publish(
                AuctionBidPlacedEvent(
                    auction_id=auction_id, user_id=user_id, bid=amount, ends_at=ends_at
                )
            )
            return await self._locked(tx, auction_id)

    async def _set_aside(
        self, tx: Transaction, auction: Auction, user_id: int, amount: int
    ) -> UUID:
        account = await self._lock_accounts(tx, user_id, auction.leader_user_id)
        if account.frozen_at:
            raise AccountFrozenError
        if account.debt or account.balance < amount:
            raise NotEnoughBesitosError(
                missing=amount + account.debt - account.balance,
                balance=account.balance,
                price=amount,
            )
        reservation_id = uuid7()
        until = auction.latest_end_at + HOLD_MARGIN
        await self._reservations.reserve(tx, Wish(reservation_id, user_id, amount, BID, until))
        await self._let_go(tx, auction)
        if auction.leader_user_id is not None and auction.highest_bid is not None:
            tx.publish(
                AuctionOutbidEvent(
                    auction_id=auction.id,
                    user_id=auction.leader_user_id,
                    bid=auction.highest_bid,
                    highest_bid=amount,
                )
            )
        return reservation_id

    async def _lock_accounts(self, tx: Transaction, user_id: int, leader: int | None) -> Account:
        both = sorted({user_id} if leader is None else {user_id, leader})
        locked = {person: await self._accounts.lock(tx, person) for person in both}
        return locked[user_id]

    async def _let_go(self, tx: Transaction, auction: Auction) -> None:
        if auction.leader_user_id is not None and auction.reservation_id is not None:
            await self._reservations.release(
                tx, auction.leader_user_id, auction.reservation_id, BID
            )

    # -- custodians and time --------------------------------------------------------------

    async def open(self, tx: Transaction, wish: AuctionWish) -> Auction:
        """Put one copy up. Raises UnknownItemError, AuctionUnfitError."""
        self._inventory.items.get(wish.item_id)
        rules = self._book.now.auctions
        longest = rules.longest_minutes
        if not (1 <= wish.minutes <= longest and 1 <= wish.starting_price <= HIGHEST_BID):
            raise AuctionUnfitError(longest=longest, highest=HIGHEST_BID)
        ends_at = tx.now + timedelta(minutes=wish.minutes)
        auction = Auction(
            id=uuid7(),
            item_id=wish.item_id,
            starting_price=wish.starting_price,
            state=State.OPEN.value,
            opened_at=tx.now,
            ends_at=ends_at,
            latest_end_at=ends_at + timedelta(minutes=rules.most_extension_minutes),
            bids=0,
            highest_bid=None,
            leader_user_id=None,
            reservation_id=None,
            reason=None,
            increment=rules.increment,
            increment_bps=rules.increment_bps,
        )
        await self._rows.add(tx, auction)
        tx.publish(
            AuctionOpenedEvent(
                auction_id=auction.id,
                item_id=auction.item_id,
                starting_price=auction.starting_price,
                ends_at=auction.ends_at,
            )
        )
        tx.publish(AuctionEndReachedEvent(auction_id=auction.id), at=auction.ends_at)
        return auction

    async def cancel(self, tx: Transaction, auction_id: UUID) -> Auction:
        """Call it off: the leader's besitos are free again.

        Raises UnknownAuctionError, AuctionOverError.
        """
        auction = await self._locked(tx, auction_id)
        if not await self._rows.end(tx, auction_id, State.CANCELLED, CANCELLED):
            raise AuctionOverError
        await self._let_go(tx, auction)
        tx.publish(
            AuctionClosedEvent(auction_id=auction_id, item_id=auction.item_id, reason=CANCELLED)
        )
        return auction

    async def close(self, tx: Transaction, auction_id: UUID) -> None:
        """Let the hammer fall, if the end has come and nobody did before.

        The leader pays with what was set aside. Should that be gone after a long standstill,
        they pay from their balance, and win nothing when that is not enough.
        """
        auction = await self._rows.get(tx, auction_id, lock=True)
        if auction is None or auction.state != State.OPEN or tx.now < auction.ends_at:
            return
        winner = auction.leader_user_id
        is_paid = winner is not None and await self._collect(tx, auction, winner)
        reason = TIME if is_paid or winner is None else UNPAID
        await self._rows.end(tx, auction_id, State.CLOSED, reason)
        if winner is not None and is_paid:
            await self._inventory.grant(tx, winner, auction.item_id, 1, f"auction:{auction_id}")
        tx.publish(
            AuctionClosedEvent(
                auction_id=auction_id,
                item_id=auction.item_id,
                winner_user_id=winner if is_paid else None,
                winning_bid=auction.highest_bid if is_paid else None,
                reason=reason,
            )
        )

    async def _collect(self, tx: Transaction, auction: Auction, winner: int) -> bool:
        if auction.reservation_id is None or auction.highest_bid is None:
            return False
        await self._accounts.lock(tx, winner)
        hold = await self._holds.get(tx, auction.reservation_id)
        if hold is not None and hold.state == HoldState.HELD:
            await self._reservations.capture(tx, winner, auction.reservation_id)
            return True
        try:
            key = f"auction:{auction.id}"
            await self._points.spend(tx, winner, auction.highest_bid, key, BID)
        except (NotEnoughBesitosError, AccountFrozenError):
            return False
        return True

    async def _locked(self, tx: Transaction, auction_id: UUID) -> Auction:
        auction = await self._rows.get(tx, auction_id, lock=True)
        if auction is None:
            raise UnknownAuctionError
        return auction
