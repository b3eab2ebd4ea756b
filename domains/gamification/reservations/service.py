"""Setting besitos aside, and spending them or giving them back: each exactly once."""

from __future__ import annotations

from uuid import UUID

import structlog

from domains.core.events import (
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
)
from domains.core.unit_of_work import Transaction
from domains.gamification.points.errors import LedgerConflictError
from domains.gamification.points.model import Account, Amount, Entry, Kind
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.reservations.errors import (
    ReservationConflictError,
    UnknownReservationError,
)
from domains.gamification.reservations.model import (
    EXPIRED,
    NOT_ENOUGH,
    WITHDRAWN,
    Hold,
    State,
    Wish,
)
from domains.gamification.reservations.repository import Holds
from domains.gamification.rules.service import Rulebook

log = structlog.get_logger(__name__)

SWEEP = 100
"""Expired reservations ended in one transaction."""


class Reservations:
    """Works inside the caller's transaction; the account is locked first, as everywhere.

    Held besitos have left the balance and are not spent: the ledger gets its line when they
    are captured. Every wish is answered by one event: reserved, or refused with a reason.
    """

    def __init__(self, book: Rulebook | None = None) -> None:
        self._book = book or Rulebook()
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._holds = Holds()

    async def reserve(self, tx: Transaction, wish: Wish) -> None:
        """Set besitos aside, all or none. A wish that was answered before changes nothing.

        Raises LedgerConflictError when the id was used for another amount.
        """
        account = await self._accounts.lock(tx, wish.user_id)
        if not await self._holds.open(tx, account.id, wish):
            await self._answer_again(tx, account, wish)
            return
        after = await self._accounts.hold(tx, account.id, wish.amount)
        if after is None:
            await self._holds.end(tx, wish.reservation_id, State.REFUSED, NOT_ENOUGH)
            available = 0 if account.debt or account.frozen_at else account.balance
            tx.publish(_refused(wish, NOT_ENOUGH, available))
            return
        hold = await self._held(tx, wish.reservation_id)
        tx.publish(
            PointsReservedEvent(
                user_id=wish.user_id,
                reservation_id=wish.reservation_id,
                amount=wish.amount,
                available_after=after.balance,
                expires_at=hold.expires_at,
            )
        )

    async def capture(self, tx: Transaction, user_id: int, reservation_id: UUID) -> None:
        """Spend what was set aside: one line of the ledger. Again: nothing.

        A reservation that has expired meanwhile is collected all the same, for what it paid
        for has been given: from the balance, and as a debt where that is not enough.
        Raises UnknownReservationError, ReservationConflictError.
        """
        account = await self._accounts.lock(tx, user_id)
        hold = await self._held(tx, reservation_id)
        if hold.state == State.CAPTURED:
            return
        if await self._holds.end(tx, reservation_id, State.CAPTURED):
            account = await self._accounts.debit_held(tx, account.id, hold.amount)
        elif await self._holds.recapture(tx, reservation_id, EXPIRED):
            log.warning("reservation.captured_late", reservation_id=str(reservation_id))
            account = await self._accounts.overdraw(tx, account.id, hold.amount)
        else:
            raise _conflict(hold, "captured")
        entry = Entry(
            f"reservation:{reservation_id}",
            Kind.SPENT,
            hold.purpose,
            Amount(-hold.amount),
            tx.now,
        )
        await self._ledger.append(tx, account.id, entry, -hold.amount, self._book.version)
        self._publish_spent(tx, user_id, hold, account)

    async def release(
        self, tx: Transaction, user_id: int, reservation_id: UUID, purpose: str
    ) -> None:
        """Give back what was set aside. Again, or for a refused wish: nothing.

        A wish that has not been heard yet is refused when it comes. Raises
        ReservationConflictError when the besitos are spent.
        """
        account = await self._accounts.lock(tx, user_id)
        hold = await self._holds.get(tx, reservation_id)
        if hold is None:
            wish = Wish(reservation_id, user_id, 0, purpose)
            await self._holds.keep_out(tx, account.id, wish, WITHDRAWN)
        elif hold.state == State.CAPTURED:
            raise _conflict(hold, "released")
        elif await self._holds.end(tx, reservation_id, State.RELEASED, WITHDRAWN):
            await self._give_back(tx, account.id, user_id, hold, WITHDRAWN)

    async def release_expired(self, tx: Transaction) -> int:
        """Give back what nobody asked for again; at most `SWEEP`. Returns how many."""
        expired = await self._holds.expired(tx, tx.now, SWEEP)
        for reservation_id, account_id, user_id in expired:
            hold = await self._held(tx, reservation_id)
            if user_id is not None:
                await self._accounts.lock(tx, user_id)
            if await self._holds.end(tx, reservation_id, State.RELEASED, EXPIRED):
                log.warning("reservation.expired", reservation_id=str(reservation_id))
                await self._give_back(tx, account_id, user_id, hold, EXPIRED)
        return len(expired)

    async def _give_back(
        self, tx: Transaction, account_id: int, user_id: int | None, hold: Hold, reason: str
    ) -> None:
        await self._accounts.let_go(tx, account_id, hold.amount)
        if user_id is not None:
            tx.publish(
                ReservationReleasedEvent(
                    user_id=user_id,
                    reservation_id=hold.reservation_id,
                    amount=hold.amount,
                    reason=reason,
                )
            )

    async def _answer_again(self, tx: Transaction, account: Account, wish: Wish) -> None:
        hold = await self._held(tx, wish.reservation_id)
        if hold.account_id != account.id or hold.amount not in (0, wish.amount):
            raise LedgerConflictError(
                key=str(wish.reservation_id),
                user_id=wish.user_id,
                first=hold.amount,
                second=wish.amount,
            )
        if hold.amount == 0:  # withdrawn before it was heard
            tx.publish(_refused(wish, WITHDRAWN, account.balance))

    async def _held(self, tx: Transaction, reservation_id: UUID) -> Hold:
        hold = await self._holds.get(tx, reservation_id)
        if hold is None:
            raise UnknownReservationError(reservation_id=str(reservation_id))
        return hold

    def _publish_spent(self, tx: Transaction, user_id: int, hold: Hold, after: Account) -> None:
        tx.publish(
            PointsDeductedEvent(
                user_id=user_id,
                points_amount=hold.amount,
                action_type=hold.purpose,
                total_points_after=after.balance,
            )
        )
        tx.publish(
            ReservationCapturedEvent(
                user_id=user_id,
                reservation_id=hold.reservation_id,
                amount=hold.amount,
                total_points_after=after.balance,
            )
        )


def _refused(wish: Wish, reason: str, available: int) -> ReservationRefusedEvent:
    return ReservationRefusedEvent(
        user_id=wish.user_id,
        reservation_id=wish.reservation_id,
        amount=wish.amount,
        reason=reason,
        available=available,
    )


def _conflict(hold: Hold, wanted: str) -> ReservationConflictError:
    return ReservationConflictError(
        reservation_id=str(hold.reservation_id), state=hold.state, wanted=wanted
    )
