"""Attributing, qualifying, paying and reviewing invitations."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from domains.core.days import utc_day
from domains.core.events import ReferralRewardedEvent, ReferralsHeldEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.bans.repository import BanRows
from domains.gamification.draws.repository import Salt
from domains.gamification.players.repository import Players
from domains.gamification.referrals.errors import NoSuchCaseError
from domains.gamification.referrals.model import (
    PREFIX,
    Case,
    Invitation,
    Referral,
    Ruling,
    State,
)
from domains.gamification.referrals.repository import Referrals
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook

REWARD, WELCOME = "referral", "referral_welcome"
"""Rule codes of the ledger."""
WELCOME_KEY: Final = "referral_welcome"
"""The ledger's key for what a guest is paid: once in a life."""
_OPEN = (State.ATTRIBUTED, State.QUALIFIED)
SWEEP = 200
SHOWN = 10


class ReferralService:
    """One level, real players, at most so many a day. Nobody is new twice."""

    def __init__(self, uow: UnitOfWork, book: Rulebook, rewards: Rewards) -> None:
        self._uow = uow
        self._book = book
        self._rewards = rewards
        self._salt = Salt()
        self._players = Players()
        self._referrals = Referrals()
        self._bans = BanRows()

    # -- use cases ----------------------------------------------------------------------

    async def invitation(self, user_id: int) -> Invitation:
        """Somebody's link, and how many came by it."""
        rules = self._book.now.referrals
        async with self._uow() as tx:
            code = await self._referrals.code_of(tx, user_id)
            counts = await self._referrals.count(tx, user_id)
        return Invitation(
            code=code,
            on_the_way=counts.get(State.ATTRIBUTED, 0) + counts.get(State.QUALIFIED, 0),
            under_review=counts.get(State.HELD, 0),
            rewarded=counts.get(State.REWARDED, 0),
            reward=rules.reward,
            welcome=rules.welcome,
        )

    async def cases(self) -> Sequence[Case]:
        """What waits for a custodian, the oldest first."""
        async with self._uow.reading() as tx:
            return await self._referrals.cases(tx, SHOWN)

    # -- inside a transaction -----------------------------------------------------------

    async def decide(
        self, tx: Transaction, case_id: int, decided_by: int, *, approve: bool
    ) -> Ruling:
        """Let the invitations of a case go on, or end them. Once.

        The caller has checked that `decided_by` may. Raises NoSuchCaseError.
        """
        state = State.ATTRIBUTED if approve else State.REJECTED
        decision = "approved" if approve else "rejected"
        if not 0 < case_id < 2**63:
            raise NoSuchCaseError
        ruling = await self._referrals.decide(tx, case_id, decision, state, decided_by)
        if ruling is None:
            raise NoSuchCaseError
        return ruling

    async def attribute(
        self, tx: Transaction, invitee_id: int, payload: str | None, at: datetime
    ) -> None:
        """Somebody came for the first time ever. A link that is nobody's, or theirs, is none."""
        if payload is None or not payload.startswith(PREFIX):
            return
        owner = await self._referrals.owner_of(tx, payload.removeprefix(PREFIX))
        if owner is None or owner == invitee_id or await self._was_here(tx, invitee_id):
            return
        await self._referrals.lock(tx, owner)
        former = await self._referrals.get(tx, owner)
        is_circle = former is not None and former.referrer_id == invitee_id
        state = State.REJECTED if is_circle else State.ATTRIBUTED
        new = Referral(invitee_id, owner, state.value, at)
        if await self._referrals.attribute(tx, new) and not is_circle:
            await self._look_for_burst(tx, new)

    async def follow(self, tx: Transaction, invitee_id: int) -> None:
        """Somebody did something: are they a player by now? Pays both, once."""
        found = await self._referrals.get(tx, invitee_id)
        if found is None or found.state not in _OPEN:
            return
        is_banned = await self._bans.first(tx, invitee_id) is not None
        is_player = found.state == State.QUALIFIED or await self._is_player(tx, found)
        if not is_banned and not is_player:
            return
        # Before the first change: a ban locks in this order, too, and would wait for us for ever.
        await self._referrals.lock(tx, found.referrer_id)
        if await self._bans.first(tx, invitee_id) is not None:
            # Heard of before the invitation was: else the ban itself would have ended it.
            for state in _OPEN:
                await self._referrals.change(tx, invitee_id, state, State.REJECTED)
            return
        await self._referrals.change(tx, invitee_id, State.ATTRIBUTED, State.QUALIFIED)
        await self._pay(tx, found)

    async def sweep(self, tx: Transaction) -> int:
        """Pay those whom a full day or month has kept waiting; how many were looked at."""
        ripe = tx.now - timedelta(hours=self._book.now.referrals.min_hours)
        waiting = await self._referrals.waiting(tx, ripe, SWEEP)
        for invitee_id in waiting:
            await self.follow(tx, invitee_id)
        return len(waiting)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return await self._referrals.export(tx, user_id)

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Forget somebody, but for a mark that nobody can read back."""
        await self._referrals.remember(tx, await self._mark(tx, user_id))
        await self._referrals.forget(tx, user_id)

    # -- inside -------------------------------------------------------------------------

    async def _look_for_burst(self, tx: Transaction, new: Referral) -> None:
        rules = self._book.now.referrals
        since = new.attributed_at - timedelta(minutes=rules.burst_minutes)
        is_open = await self._referrals.case_of(tx, new.referrer_id) is not None
        many = await self._referrals.since(tx, new.referrer_id, since)
        if many < rules.burst and not is_open:
            return
        case_id, is_new = await self._referrals.open_case(tx, new.referrer_id)
        held = await self._referrals.hold(tx, new.referrer_id, since, case_id)
        if is_new:
            tx.publish(ReferralsHeldEvent(user_id=new.referrer_id, case_id=case_id, held=held))

    async def _is_player(self, tx: Transaction, referral: Referral) -> bool:
        rules = self._book.now.referrals
        player = await self._players.get(tx, referral.invitee_id)
        if player is None or player.active_days < rules.active_days:
            return False
        if tx.now < referral.attributed_at + timedelta(hours=rules.min_hours):
            return False
        return len(await self._players.chapters(tx, referral.invitee_id)) >= rules.chapters

    async def _pay(self, tx: Transaction, referral: Referral) -> None:
        """The owner is locked: nobody else counts their rewards meanwhile."""
        rules, owner, invitee = (
            self._book.now.referrals,
            referral.referrer_id,
            referral.invitee_id,
        )
        today = datetime.combine(utc_day(tx.now), time(), UTC)
        if await self._referrals.rewarded_since(tx, owner, today) >= rules.per_day:
            return
        month = today.replace(day=1)
        if await self._referrals.rewarded_since(tx, owner, month) >= rules.per_month:
            return
        if not await self._referrals.change(
            tx, invitee, State.QUALIFIED, State.REWARDED, rewarded_at=tx.now
        ):
            return
        payments = {
            owner: (rules.reward, reward_key(invitee), REWARD),
            invitee: (rules.welcome, WELCOME_KEY, WELCOME),
        }
        for user_id, (amount, key, rule) in sorted(payments.items()):
            await self._rewards.give(tx, user_id, amount, key, rule, tx.now)
        tx.publish(
            ReferralRewardedEvent(
                user_id=owner, referred_user_id=invitee, points_reward=rules.reward
            )
        )

    async def _was_here(self, tx: Transaction, user_id: int) -> bool:
        return await self._referrals.is_known(tx, await self._mark(tx, user_id))

    async def _mark(self, tx: Transaction, user_id: int) -> str:
        salt = await self._salt.get(tx)
        return hmac.digest(salt, f"known:{user_id}".encode(), hashlib.sha256).hex()


def reward_key(invitee_id: int) -> str:
    """The ledger's key for what a guest brings whoever invited them."""
    return f"referral:{invitee_id}"
