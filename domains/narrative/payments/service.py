"""The saga of a decision that costs besitos: reserve → apply → confirm, or refund."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from domains.core.errors import DomainError
from domains.core.events import (
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    SagaTimedOutEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
)
from domains.core.saga import At, Compensated, Completed, Next, Reaction, Saga, after, on
from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import Run
from domains.narrative.engine.view import ViewChoice
from domains.narrative.payments.model import PATIENCE, Payment, Price, State
from domains.narrative.payments.repository import Payments
from domains.narrative.turns.service import Turns

log = structlog.get_logger(__name__)

RESERVING: Final = "reserving"
CONFIRMING: Final = "confirming"
WITHDRAWING: Final = "withdrawing"

OVERTAKEN: Final = "overtaken"
"""The story has moved on meanwhile: the decision cannot be applied any more."""
TIMED_OUT: Final = "timed_out"


class PaidDecisions(Saga[Price]):
    """Nothing is applied before the besitos are set aside, nothing is spent before it is applied.

    reserving ── reserved ──► applied ──► confirming ── captured ──► completed
        │           └── cannot be applied ─┐
        ├── refused ──► compensated        ▼
        └── no answer ──────────────► withdrawing ── released ──► compensated
    """

    name: ClassVar[str] = "narrative.paid_decision"
    state_type: ClassVar[type[Price]] = Price

    def __init__(self, turns: Turns) -> None:
        super().__init__()
        self._turns = turns
        self._payments = Payments()

    def flow(self) -> Iterable[Reaction]:
        yield on(PointsReservedEvent, RESERVING, self.apply)
        yield on(ReservationRefusedEvent, RESERVING, self.refuse)
        yield after(RESERVING, self.call_off)
        yield on(ReservationCapturedEvent, CONFIRMING, self.finish)
        yield on(ReservationReleasedEvent, WITHDRAWING, self.give_up)
        yield on(ReservationRefusedEvent, WITHDRAWING, self.give_up)

    def saga_id_of(self, event: Any) -> str | None:
        return str(event.reservation_id)

    async def reserve(
        self, tx: Transaction, run: Run, chosen: ViewChoice, language: str
    ) -> Payment:
        """Begin: ask for the besitos. The run is locked and waits for no other decision."""
        wanted = Payment(
            reservation_id=uuid7(),
            user_id=run.user_id,
            run_id=run.run_id,
            turn=run.turn,
            choice=chosen.index,
            price=chosen.cost,
            language=language,
            state=State.PENDING.value,
            available=None,
        )
        await self._payments.ask(tx, wanted)
        price = Price(besitos=chosen.cost)
        await self.start(tx, str(wanted.reservation_id), Next(RESERVING, price, PATIENCE))
        tx.publish(
            StoryDecisionCostRequestedEvent(
                user_id=run.user_id,
                reservation_id=wanted.reservation_id,
                amount=chosen.cost,
                chapter_id=run.chapter_id,
                decision_id=chosen.id,
                occasion=f"{run.run_id}:{run.depth}",
            )
        )
        return wanted

    async def apply(
        self, at: At[Price], event: PointsReservedEvent, tx: Transaction
    ) -> Next[Price]:
        payment = await self._payments.get(tx, event.reservation_id)
        if payment is None or not await self._take(tx, payment):
            return await self._withdraw(tx, at, event.user_id, OVERTAKEN)
        await self._payments.settle(tx, event.reservation_id, State.APPLIED)
        tx.publish(
            StoryDecisionCostConfirmedEvent(
                user_id=event.user_id, reservation_id=event.reservation_id
            )
        )
        return Next(CONFIRMING, at.state)

    async def refuse(
        self, at: At[Price], event: ReservationRefusedEvent, tx: Transaction
    ) -> Compensated[Price]:
        await self._payments.settle(tx, event.reservation_id, State.REFUSED, event.available)
        return Compensated(at.state, event.reason)

    async def call_off(
        self, at: At[Price], _event: SagaTimedOutEvent, tx: Transaction
    ) -> Next[Price] | Compensated[Price]:
        payment = await self._payments.get(tx, UUID(at.saga_id))
        if payment is None:  # the player was forgotten; the hold expires by itself
            return Compensated(at.state, TIMED_OUT)
        return await self._withdraw(tx, at, payment.user_id, TIMED_OUT)

    async def finish(
        self, at: At[Price], _event: ReservationCapturedEvent, _tx: Transaction
    ) -> Completed[Price]:
        return Completed(at.state)

    async def give_up(
        self,
        at: At[Price],
        _event: ReservationReleasedEvent | ReservationRefusedEvent,
        _tx: Transaction,
    ) -> Compensated[Price]:
        return Compensated(at.state, at.state.reason)

    async def _withdraw(
        self, tx: Transaction, at: At[Price], user_id: int, reason: str
    ) -> Next[Price]:
        reservation_id = UUID(at.saga_id)
        await self._payments.settle(tx, reservation_id, State.WITHDRAWN)
        tx.publish(
            StoryDecisionCostWithdrawnEvent(
                user_id=user_id, reservation_id=reservation_id, reason=reason
            )
        )
        return Next(WITHDRAWING, at.state.model_copy(update={"reason": reason}))

    async def _take(self, tx: Transaction, payment: Payment) -> bool:
        """False when the story has moved on, or cannot be told: nothing has been changed then."""
        try:
            await self._turns.take_paid(tx, payment)
        except DomainError as error:
            log.info("narrative.payment_overtaken", run_id=payment.run_id, code=error.code)
            return False
        return True
