"""Giving besitos and taking them back: bounded, with a reason, once, and on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.admin.adjustments.service import Adjustments
from domains.admin.errors import (
    AmountOutOfBoundsError,
    CauseUnfitError,
    DailyLimitError,
    KeyReusedError,
    OutrankedError,
    ReasonMissingError,
    UnknownPersonError,
)
from domains.admin.grants.model import ASK, Bounds, Cause, Grant, Limit, Wanted, causes_of
from domains.admin.model import (
    LONGEST_KEY,
    LONGEST_REASON,
    POINTS_GRANT,
    Actor,
    Directory,
    Gatekeeper,
    Permission,
    may,
    outranks,
)
from domains.admin.pending.model import Pending
from domains.admin.pending.repository import PendingRows
from domains.admin.pending.service import CONFIRMERS
from domains.admin.repository import Allowances, Audit, People
from domains.core.days import utc_day
from domains.core.errors import DomainError
from domains.core.events import (
    AdminActionPerformedEvent,
    PointsAdjustmentDeferredEvent,
    PointsAdjustmentRequestedEvent,
)
from domains.core.text import is_visible, one_line
from domains.core.unit_of_work import Transaction, UnitOfWork

MOST_CONFIRMERS = 100


class GrantService:
    """Moves nobody's besitos itself: gamification does, when it hears the event."""

    def __init__(
        self,
        uow: UnitOfWork,
        directory: Directory,
        bounds: Bounds,
        adjustments: Adjustments,
    ) -> None:
        self._uow = uow
        self._adjustments = adjustments
        self._directory = directory
        self._gate = Gatekeeper(directory)
        self._bounds = bounds
        self._pending = PendingRows()
        self._people = People()
        self._audit = Audit()
        self._allowances = Allowances()

    def limit_of(self, role: str) -> Limit:
        """What this role may move now."""
        return self._bounds.limit(role)

    def needs_second(self, amount: int) -> bool:
        """Is it so much that somebody else must say yes?"""
        return abs(amount) > self._bounds.alone_up_to

    async def grant_besitos(
        self,
        admin: Actor,
        target_user_id: int,
        amount: int,
        cause: Cause,
        reason: str,
        key: str,
    ) -> Grant:
        """Give besitos, or take them back with a negative amount.

        The audit line and the events commit together; gamification moves the besitos when
        it hears the event. `key` names the occasion (the update's id): a second call with
        it does nothing and returns the same grant. A refusal leaves a `denied` line. What
        became of it is said by a second line and PointsAdjustmentSettledEvent, a moment later.
        What `needs_second` is only asked for: see `SecondOpinions` (A1.10).

        Raises UnknownPersonError, OutrankedError (taking from an equal; giving to oneself,
        which only an owner may), AmountOutOfBoundsError, DailyLimitError, CauseUnfitError (not
        one of `causes_of`), ReasonMissingError, KeyReusedError.
        """
        if not 1 <= len(key) <= LONGEST_KEY:
            raise ValueError(f"a key has 1 to {LONGEST_KEY} characters, not {len(key)}")
        text = one_line(reason, 2 * LONGEST_REASON)
        wanted = Wanted(target_user_id, amount, cause, text, key)
        try:
            admin = await self._check(admin, wanted)
            if self.needs_second(amount):
                return await self._ask(admin, wanted)
            return await self._grant(admin, wanted)
        except DomainError as refusal:
            await self._record_refusal(admin, wanted, refusal.code)
            raise

    async def _record_refusal(self, admin: Actor, wanted: Wanted, code: str) -> None:
        is_known = await self._directory.get(wanted.target_id) is not None
        async with self._uow() as tx:
            await self._write_line(
                tx,
                admin,
                wanted.target_id if is_known else None,
                id=uuid7(),
                key=f"denied:{wanted.key}",
                details={**_details(wanted), "code": code},
                reason=wanted.reason[:LONGEST_REASON] or None,
                result="denied",
            )

    async def _check(self, admin: Actor, wanted: Wanted) -> Actor:
        target_id, amount = wanted.target_id, wanted.amount
        permission = Permission.POINTS_GRANT if amount >= 0 else Permission.POINTS_TAKE
        admin = await self._gate.authorise(admin, permission)
        target = await self._directory.get(target_id)
        if target is None:
            raise UnknownPersonError(user_id=target_id)
        if amount < 0 and not outranks(admin.role, target.role):
            raise OutrankedError(user_id=target_id)
        if admin.id == target_id and not may(admin.role, Permission.ROLE_WRITE):
            raise OutrankedError(user_id=target_id)
        limit = self._bounds.limit(admin.role).per_grant
        if not 1 <= abs(amount) <= limit:
            raise AmountOutOfBoundsError(amount=amount, limit=limit)
        if wanted.cause not in causes_of(amount):
            raise CauseUnfitError(cause=wanted.cause.value)
        if not is_visible(wanted.reason) or len(wanted.reason) > LONGEST_REASON:
            raise ReasonMissingError(longest=LONGEST_REASON)
        return admin

    async def _grant(self, admin: Actor, wanted: Wanted) -> Grant:
        adjustment_id, target_id, amount = uuid7(), wanted.target_id, wanted.amount
        async with self._uow() as tx:
            if not await self._write_line(
                tx,
                admin,
                target_id,
                id=adjustment_id,
                key=wanted.key,
                details=_details(wanted),
                reason=wanted.reason,
                result="done",
            ):
                return await self._repeated(tx, admin, wanted)
            await self._use_allowance(tx, admin, amount)
            await self._adjustments.begin(tx, adjustment_id, amount)
            tx.publish(
                PointsAdjustmentRequestedEvent(
                    user_id=target_id,
                    amount=amount,
                    reason=wanted.reason,
                    adjustment_id=adjustment_id,
                    admin_user_id=admin.id,
                    cause=wanted.cause.value,
                )
            )
            _publish_act(tx, admin, wanted, POINTS_GRANT, adjustment_id)
        return Grant(adjustment_id, target_id, amount, is_repeat=False)

    async def _ask(self, admin: Actor, wanted: Wanted) -> Grant:
        line_id, target_id, amount = uuid7(), wanted.target_id, wanted.amount
        people = await self._directory.with_roles(CONFIRMERS)
        others = [each.id for each in people if each.id not in (admin.id, target_id)]
        async with self._uow() as tx:
            expires_at = tx.now + self._bounds.patience
            if not await self._write_line(
                tx,
                admin,
                target_id,
                id=line_id,
                key=wanted.key,
                action=ASK,
                details=_details(wanted),
                reason=wanted.reason,
                result="done",
            ):
                return await self._repeated(tx, admin, wanted)
            await self._use_allowance(tx, admin, amount)
            await self._open(tx, admin, wanted, line_id, expires_at)
            tx.publish(
                PointsAdjustmentDeferredEvent(
                    admin_user_id=admin.id,
                    user_id=target_id,
                    adjustment_id=line_id,
                    amount=amount,
                    expires_at=expires_at,
                    confirmer_user_ids=tuple(others[:MOST_CONFIRMERS]),
                )
            )
            _publish_act(tx, admin, wanted, ASK, line_id)
        return Grant(line_id, target_id, amount, is_repeat=False, is_pending=True)

    async def _open(
        self,
        tx: Transaction,
        admin: Actor,
        wanted: Wanted,
        line_id: UUID,
        expires_at: datetime,
    ) -> None:
        pending = Pending(
            id=line_id,
            asker_id=admin.id,
            target_id=wanted.target_id,
            amount=wanted.amount,
            cause=wanted.cause,
            reason=wanted.reason,
            day=utc_day(tx.now),
            asked_at=tx.now,
            expires_at=expires_at,
        )
        subjects = await self._people.subjects(tx, {admin.id, wanted.target_id})
        await self._pending.open(tx, pending, subjects[admin.id], subjects[wanted.target_id])

    async def _write_line(
        self, tx: Transaction, admin: Actor, target_id: int | None, **line: Any
    ) -> bool:
        concerned = {admin.id} if target_id is None else {admin.id, target_id}
        subjects = await self._people.subjects(tx, concerned)
        return await self._audit.add(
            tx,
            {
                "actor": subjects[admin.id],
                "actor_role": admin.role[:16],
                "action": POINTS_GRANT,
                "target": None if target_id is None else subjects[target_id],
                **line,
            },
        )

    async def _repeated(self, tx: Transaction, admin: Actor, wanted: Wanted) -> Grant:
        line = await self._audit.by_key(tx, wanted.key)
        if (
            line is None
            or line.action not in (POINTS_GRANT, ASK)
            or (admin.id, wanted.target_id) != (line.actor_id, line.target_user_id)
            or dict(line.details) != _details(wanted)
        ):
            raise KeyReusedError(key=wanted.key)
        # Judged by the line: the threshold may have been another one then.
        is_pending = line.action == ASK
        return Grant(
            line.id, wanted.target_id, wanted.amount, is_repeat=True, is_pending=is_pending
        )

    async def _use_allowance(self, tx: Transaction, admin: Actor, amount: int) -> None:
        day, limit = utc_day(tx.now), self._bounds.limit(admin.role).per_day
        if not await self._allowances.use(tx, admin.id, day, abs(amount), limit):
            used = await self._allowances.used(tx, admin.id, day)
            raise DailyLimitError(amount=amount, limit=limit, left=max(0, limit - used))


def _details(wanted: Wanted) -> dict[str, Any]:
    return {"amount": wanted.amount, "cause": wanted.cause.value}


def _publish_act(
    tx: Transaction, admin: Actor, wanted: Wanted, action: str, line_id: UUID
) -> None:
    tx.publish(
        AdminActionPerformedEvent(
            admin_user_id=admin.id,
            action_type=action,
            target_user_id=wanted.target_id,
            action_details={**_details(wanted), "audit_id": str(line_id)},
            admin_timestamp=tx.now,
        )
    )
