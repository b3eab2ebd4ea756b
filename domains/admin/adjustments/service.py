"""The saga of an adjustment: requested → applied, refused, or withdrawn in time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from domains.admin.adjustments.model import (
    APPLIED,
    OUTCOME,
    PATIENCE,
    REFUSED,
    TIMED_OUT,
    Adjustment,
)
from domains.admin.repository import Allowances, Audit
from domains.core.days import utc_day
from domains.core.events import (
    PointsAdjustedEvent,
    PointsAdjustmentRefusedEvent,
    PointsAdjustmentSettledEvent,
    PointsAdjustmentWithdrawnEvent,
    SagaTimedOutEvent,
)
from domains.core.saga import At, Compensated, Completed, Next, Reaction, Saga, after, on
from domains.core.unit_of_work import Transaction

log = structlog.get_logger(__name__)

REQUESTED: Final = "requested"
WITHDRAWING: Final = "withdrawing"

FORGOTTEN: Final = "forgotten"
"""Admin or player asked to be forgotten meanwhile: there is nobody to tell."""


class Adjustments(Saga[Adjustment]):
    """Every request gets a second audit line that says what became of it.

    requested ── booked ──► completed
        ├── refused ──► the allowance is given back ──► compensated
        └── no answer ──► withdrawing ── kept out ──► the same
                               └── had been booked ──► completed
    """

    name: ClassVar[str] = "admin.adjustment"
    state_type: ClassVar[type[Adjustment]] = Adjustment

    def __init__(self) -> None:
        super().__init__()
        self._audit = Audit()
        self._allowances = Allowances()

    def flow(self) -> Iterable[Reaction]:
        yield on(PointsAdjustedEvent, REQUESTED, self.applied)
        yield on(PointsAdjustmentRefusedEvent, REQUESTED, self.refused)
        yield after(REQUESTED, self.withdraw)
        yield on(PointsAdjustedEvent, WITHDRAWING, self.applied)
        yield on(PointsAdjustmentRefusedEvent, WITHDRAWING, self.timed_out)

    def saga_id_of(self, event: Any) -> str | None:
        return str(event.adjustment_id)

    async def begin(self, tx: Transaction, adjustment_id: UUID, amount: int) -> None:
        """Wait for the answer to a request that is published in the same transaction."""
        state = Adjustment(amount=amount, day=utc_day(tx.now))
        await self.start(tx, str(adjustment_id), Next(REQUESTED, state, PATIENCE))

    async def applied(
        self, at: At[Adjustment], event: PointsAdjustedEvent, tx: Transaction
    ) -> Completed[Adjustment]:
        await self._settle(tx, at, event, APPLIED, moved=event.amount)
        return Completed(at.state)

    async def refused(
        self, at: At[Adjustment], event: PointsAdjustmentRefusedEvent, tx: Transaction
    ) -> Compensated[Adjustment]:
        await self._settle(tx, at, event, REFUSED, reason=event.reason)
        return Compensated(at.state, event.reason)

    async def timed_out(
        self, at: At[Adjustment], event: PointsAdjustmentRefusedEvent, tx: Transaction
    ) -> Compensated[Adjustment]:
        await self._settle(tx, at, event, TIMED_OUT, reason=event.reason)
        return Compensated(at.state, TIMED_OUT)

    async def withdraw(
        self, at: At[Adjustment], _event: SagaTimedOutEvent, tx: Transaction
    ) -> Next[Adjustment] | Compensated[Adjustment]:
        line = await self._audit.by_id(tx, UUID(at.saga_id))
        if line is None or line.actor_id is None or line.target_user_id is None:
            return Compensated(at.state, FORGOTTEN)
        log.warning("admin.adjustment_unanswered", adjustment_id=at.saga_id)
        tx.publish(
            PointsAdjustmentWithdrawnEvent(
                user_id=line.target_user_id,
                amount=at.state.amount,
                adjustment_id=UUID(at.saga_id),
                admin_user_id=line.actor_id,
            )
        )
        return Next(WITHDRAWING, at.state)

    async def _settle(
        self,
        tx: Transaction,
        at: At[Adjustment],
        event: PointsAdjustedEvent | PointsAdjustmentRefusedEvent,
        outcome: str,
        *,
        moved: int = 0,
        reason: str | None = None,
    ) -> None:
        """Write the second line, give back what was not moved, tell the admin."""
        details: dict[str, Any] = {
            "amount": moved,
            "asked": at.state.amount,
            "balance": event.balance,
            "outcome": outcome,
            "audit_id": at.saga_id,
            "code": reason,
        }
        line = {
            "id": uuid7(),
            "key": f"outcome:{at.saga_id}",
            "action": OUTCOME,
            "details": details,
            "result": "done" if outcome == APPLIED else "denied",
        }
        await self._audit.follow_up(tx, event.adjustment_id, line)
        if unused := abs(at.state.amount) - abs(moved):
            await self._allowances.give_back(tx, event.admin_user_id, at.state.day, unused)
        tx.publish(
            PointsAdjustmentSettledEvent(
                admin_user_id=event.admin_user_id,
                user_id=event.user_id,
                adjustment_id=event.adjustment_id,
                amount=at.state.amount,
                moved=moved,
                balance=event.balance,
                outcome=outcome,
                reason=reason,
            )
        )
