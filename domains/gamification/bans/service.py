"""Banned people leave the boards until the ban is over; what was paid for them is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from domains.core.events import ReferralReversedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.bans.repository import BanRows
from domains.gamification.leaderboards.service import Scoring
from domains.gamification.points.repository import Accounts, Ledger
from domains.gamification.referrals.model import Referral, State
from domains.gamification.referrals.repository import Referrals
from domains.gamification.referrals.service import WELCOME_KEY, reward_key
from domains.gamification.reversals.service import Reversals
from domains.gamification.rules.service import Rulebook

_UNPAID = (State.ATTRIBUTED, State.HELD, State.QUALIFIED)


class Bans:
    """Every method works inside the caller's transaction and may be called again.

    The boards know who is banned now; an invitation, whether its guest ever was (A9). So the
    order in which bans, their ends and rewards are heard of does not matter.
    """

    def __init__(self, book: Rulebook, scoring: Scoring, reversals: Reversals) -> None:
        self._book = book
        self._scoring = scoring
        self._reversals = reversals
        self._rows = BanRows()
        self._accounts = Accounts()
        self._ledger = Ledger()
        self._referrals = Referrals()

    async def hide(self, tx: Transaction, user_id: int, case_id: UUID, at: datetime) -> None:
        """A ban: nobody sees them on boards and in leagues, and they win no prizes."""
        await self._rows.impose(tx, user_id, case_id, at)
        await self._show_or_hide(tx, user_id)

    async def show(self, tx: Transaction, user_id: int, case_id: UUID, at: datetime) -> None:
        """The end of a ban: unless another one holds, they are back, with all their scores."""
        await self._rows.lift(tx, user_id, case_id, at)
        await self._show_or_hide(tx, user_id)

    async def annul(self, tx: Transaction, user_id: int, case_id: UUID, at: datetime) -> None:
        """A ban: the invitation by which they came pays nobody, for good.

        What it paid within `clawback_days` before the ban is taken back from both; what is
        spent already is owed.
        """
        await self._rows.impose(tx, user_id, case_id, at)
        found = await self._referrals.get(tx, user_id)
        if found is None:
            return
        await self._referrals.lock(tx, found.referrer_id)
        referral = await self._referrals.get(tx, user_id)
        if referral is None:
            return
        for state in _UNPAID:
            if await self._referrals.change(tx, user_id, state, State.REJECTED):
                return
        window = timedelta(days=self._book.now.referrals.clawback_days)
        paid_at = referral.rewarded_at
        if paid_at is None or at > paid_at + window:
            return
        if await self._referrals.change(tx, user_id, State.REWARDED, State.REVERSED):
            await self._take_back(tx, referral)

    async def _take_back(self, tx: Transaction, referral: Referral) -> None:
        owner, guest = referral.referrer_id, referral.invitee_id
        keys = {owner: reward_key(guest), guest: WELCOME_KEY}
        taken = {user: await self._reverse(tx, user, key) for user, key in sorted(keys.items())}
        tx.publish(
            ReferralReversedEvent(user_id=owner, referred_user_id=guest, points_taken=taken[owner])
        )

    async def _reverse(self, tx: Transaction, user_id: int, key: str) -> int:
        account = await self._accounts.lock(tx, user_id)
        line = await self._ledger.find(tx, account.id, key)
        if line is None or line.amount <= 0:
            return 0
        await self._reversals.reverse(tx, user_id, line.id, None, None)
        return line.amount

    async def _show_or_hide(self, tx: Transaction, user_id: int) -> None:
        is_banned = await self._rows.is_banned(tx, user_id)
        await self._scoring.show(tx, user_id, is_banned=is_banned)
