"""Giving: the thing leaves one bag at once, and enters the other when it is accepted (A7)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.core.events import GiftAnsweredEvent, GiftOfferedEvent, GiftWaitEndedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.gifts.errors import (
    GiftOverError,
    GiftToSelfError,
    NotGiftableError,
    TooManyGiftsError,
    UnknownRecipientError,
)
from domains.gamification.gifts.model import Gift, State
from domains.gamification.gifts.repository import GiftRows
from domains.gamification.inventory.service import Inventory
from domains.gamification.points.repository import Accounts
from domains.gamification.rules.service import Rulebook


class Gifts:
    """What players give one another. Each public call but `expire` is a transaction."""

    def __init__(self, uow: UnitOfWork, book: Rulebook, inventory: Inventory) -> None:
        self._uow = uow
        self._book = book
        self._inventory = inventory
        self._rows = GiftRows()
        self._accounts = Accounts()

    async def offer(self, user_id: int, item_id: str, recipient_id: int, version: int) -> Gift:
        """Offer one copy to somebody who plays. It waits for `GivingRules.days` days.

        Raises NotGiftableError, GiftToSelfError, UnknownRecipientError, TooManyGiftsError,
        and what taking it out of the bag raises.
        """
        if not self._inventory.items.get(item_id).is_giftable:
            raise NotGiftableError(item=item_id)
        if recipient_id == user_id:
            raise GiftToSelfError
        rules, gift_id = self._book.now.giving, uuid7()
        async with self._uow() as tx:
            if await self._accounts.get(tx, recipient_id) is None:
                raise UnknownRecipientError
            await self._accounts.lock(tx, user_id)
            today = tx.now.replace(hour=0, minute=0, second=0, microsecond=0)
            if await self._rows.offered_since(tx, user_id, today) >= rules.per_day:
                raise TooManyGiftsError(limit=rules.per_day)
            await self._inventory.take(tx, user_id, item_id, 1, f"gift:{gift_id}", version)
            ends_at = tx.now + timedelta(days=rules.days)
            gift = Gift(gift_id, user_id, recipient_id, item_id, State.OFFERED.value, ends_at)
            await self._rows.add(tx, gift)
            tx.publish(
                GiftOfferedEvent(
                    user_id=recipient_id, giver_user_id=user_id, gift_id=gift_id, item_id=item_id
                )
            )
            tx.publish(GiftWaitEndedEvent(user_id=recipient_id, gift_id=gift_id), at=ends_at)
        return gift

    async def waiting(self, user_id: int) -> tuple[Gift, ...]:
        """What somebody may take, the oldest first."""
        async with self._uow.reading() as tx:
            return tuple(await self._rows.waiting(tx, user_id))

    async def accept(self, user_id: int, gift_id: UUID) -> Gift:
        """Put it into the recipient's bag. Raises GiftOverError."""
        async with self._uow() as tx:
            gift = await self._rows.answer(tx, gift_id, State.ACCEPTED, user_id)
            if gift is None:
                raise GiftOverError
            await self._inventory.grant(tx, user_id, gift.item_id, 1, f"gift:{gift_id}")
            self._tell_giver(tx, gift)
        return gift

    async def decline(self, user_id: int, gift_id: UUID) -> Gift:
        """Let it go back. Raises GiftOverError."""
        async with self._uow() as tx:
            gift = await self._rows.answer(tx, gift_id, State.DECLINED, user_id)
            if gift is None:
                raise GiftOverError
            await self._return(tx, gift)
        return gift

    async def expire(self, tx: Transaction, gift_id: UUID) -> None:
        """Let it go back if nobody has answered."""
        gift = await self._rows.answer(tx, gift_id, State.EXPIRED)
        if gift is not None:
            await self._return(tx, gift)

    async def _return(self, tx: Transaction, gift: Gift) -> None:
        if gift.giver_user_id is not None:
            key = f"gift_back:{gift.id}"
            await self._inventory.grant(tx, gift.giver_user_id, gift.item_id, 1, key)
            self._tell_giver(tx, gift)

    def _tell_giver(self, tx: Transaction, gift: Gift) -> None:
        if gift.giver_user_id is None or gift.recipient_user_id is None:
            return
        tx.publish(
            GiftAnsweredEvent(
                user_id=gift.giver_user_id,
                recipient_user_id=gift.recipient_user_id,
                gift_id=gift.id,
                item_id=gift.item_id,
                answer=gift.state,
            )
        )
