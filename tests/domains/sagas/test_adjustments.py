"""An admin's grant or take-back: booked, refused or withdrawn, and always on record."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from domains.admin import module as admin
from domains.admin.adjustments.model import PATIENCE
from domains.admin.adjustments.service import REQUESTED, WITHDRAWING
from domains.admin.grants.model import Cause
from domains.admin.model import Actor, AuditLine, Wallet
from domains.core import EventBusConfig, Kernel
from domains.core.clock import VirtualClock
from domains.core.events import PointsAdjustmentRequestedEvent, PointsAdjustmentSettledEvent
from domains.core.saga import COMPENSATED, COMPLETED
from domains.core.store.tables import saga
from domains.core.testing import Record
from domains.gamification import module as gamification
from domains.gamification.service import GamificationService
from domains.user import module as user
from domains.user.model import TelegramIdentity
from tests.domains.sagas.sleep import Sleep

OWNER, PLAYER = Actor(1, "owner"), 7


class Wallets:
    def __init__(self, service: GamificationService) -> None:
        self._service = service

    async def wallet_of(self, user_id: int) -> Wallet:
        profile = await self._service.profile(user_id)
        return Wallet(profile.balance, profile.level, profile.streak)


class Bureau:
    """User, gamification and admin on one bus."""

    def __init__(self, kernel: Kernel, clock: VirtualClock) -> None:
        self.kernel, self.clock, self.sleep, self.record = kernel, clock, Sleep(), Record()
        self.game = gamification.build(kernel)
        self.user = user.build(kernel, owner_ids=[OWNER.id])
        self.admin = admin.build(kernel, self.user.users, Wallets(self.game.service))
        kernel.bus.add(self.sleep.around(self.game.subscriptions))
        kernel.bus.add([*self.user.subscriptions, *self.admin.subscriptions])
        kernel.bus.observe(self.record)

    async def adjust(self, amount: int) -> None:
        """As the owner, with a reason; then wait until everything is still."""
        await self.admin.grants.grant_besitos(
            OWNER, PLAYER, amount, Cause.CORRECTION, "why", f"u{uuid4()}"
        )
        await self.kernel.bus.settle()

    async def outcome(self) -> AuditLine:
        """The newest line of the audit."""
        return (await self.admin.admin.audit_log(OWNER)).lines[0]

    async def balance(self) -> int:
        return (await self.game.service.profile(PLAYER)).balance

    async def steps(self) -> list[str]:
        return [row.step for row in await self._rows(sa.select(saga.c.step))]

    async def used(self) -> int:
        """Of the owner's allowance."""
        exported = await self.admin.admin.export(OWNER.id)
        return sum(row["used"] for row in exported["admin_allowance"])

    def settled(self) -> list[PointsAdjustmentSettledEvent]:
        events = self.record.events
        return [event for event in events if isinstance(event, PointsAdjustmentSettledEvent)]

    async def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        async with self.kernel.uow.reading() as tx:
            return (await tx.execute(query)).all()


@pytest.fixture
async def bureau(prepared_url: str, clock: VirtualClock) -> AsyncIterator[Bureau]:
    kernel = Kernel.open(prepared_url, clock, EventBusConfig(max_retry_attempts=100))
    bureau = Bureau(kernel, clock)
    await kernel.bus.initialize()
    for user_id in (OWNER.id, PLAYER):
        await bureau.user.users.touch(TelegramIdentity(user_id, f"user{user_id}", "Name"))
    await kernel.bus.settle()
    start = await bureau.balance()
    if start:
        await bureau.game.service.spend(PLAYER, start, "test:start", "test")
    yield bureau
    await kernel.close()


async def test_a_grant_is_booked_and_the_audit_says_so(bureau: Bureau) -> None:
    await bureau.adjust(50)
    line = await bureau.outcome()
    assert (line.action, line.result) == ("points.outcome", "done")
    assert (line.actor_id, line.target_user_id, line.reason) == (OWNER.id, PLAYER, "why")
    assert line.details["outcome"] == "applied"
    assert (line.details["amount"], line.details["balance"]) == (50, await bureau.balance())
    assert await bureau.steps() == [COMPLETED]
    (told,) = bureau.settled()
    assert (told.moved, told.outcome, told.admin_user_id) == (50, "applied", OWNER.id)


async def test_a1_10_taking_back_stops_at_zero_and_only_what_moved_counts(bureau: Bureau) -> None:
    await bureau.adjust(30)
    used = await bureau.used()
    await bureau.adjust(-50)
    line = await bureau.outcome()
    assert (line.details["amount"], line.details["asked"]) == (-30, -50)
    assert await bureau.balance() == 0
    assert await bureau.used() == used + 30


async def test_from_an_empty_purse_nothing_is_taken_and_the_allowance_comes_back(
    bureau: Bureau,
) -> None:
    await bureau.adjust(-50)
    line = await bureau.outcome()
    assert (line.result, line.details["outcome"]) == ("denied", "refused")
    assert line.details["code"] == "nothing_to_take"
    assert await bureau.steps() == [COMPENSATED]
    assert await bureau.used() == 0
    assert [told.outcome for told in bureau.settled()] == ["refused"]


async def test_what_nobody_answers_is_withdrawn_and_never_booked(bureau: Bureau) -> None:
    bureau.sleep.is_asleep = True
    await bureau.adjust(50)
    assert await bureau.steps() == [REQUESTED]
    bureau.clock.advance(PATIENCE.total_seconds())
    await bureau.kernel.bus.settle()
    assert await bureau.steps() == [WITHDRAWING]
    await bureau.sleep.end(bureau.kernel, bureau.clock)
    (told,) = bureau.settled()
    booked = told.outcome == "applied"  # the request may still be faster than its withdrawal
    assert await bureau.balance() == (50 if booked else 0)
    assert await bureau.used() == (50 if booked else 0)
    assert await bureau.steps() == [COMPLETED if booked else COMPENSATED]
    assert (await bureau.outcome()).details["outcome"] == told.outcome


async def test_a_request_that_comes_after_its_withdrawal_books_nothing(bureau: Bureau) -> None:
    requested: list[PointsAdjustmentRequestedEvent] = []
    await bureau.kernel.bus.unsubscribe("gamification.adjust_points_on_request")
    await bureau.adjust(50)
    requested += [e for e in bureau.record.events if isinstance(e, PointsAdjustmentRequestedEvent)]
    bureau.clock.advance(PATIENCE.total_seconds())
    await bureau.kernel.bus.settle()
    assert [told.outcome for told in bureau.settled()] == ["timed_out"]
    bureau.kernel.bus.add(
        each
        for each in bureau.game.subscriptions
        if each.name == "gamification.adjust_points_on_request"
    )
    bureau.kernel.bus.engine.outbox.deliver(requested)  # late, by a replay
    await bureau.kernel.bus.settle()
    assert await bureau.balance() == 0
    assert await bureau.used() == 0
    assert await bureau.steps() == [COMPENSATED]


async def test_who_was_forgotten_meanwhile_is_told_nothing(bureau: Bureau) -> None:
    bureau.sleep.is_asleep = True
    await bureau.adjust(50)
    await bureau.admin.admin.erase(PLAYER)
    bureau.clock.advance((PATIENCE + timedelta(seconds=1)).total_seconds())
    await bureau.kernel.bus.settle()
    assert await bureau.steps() == [COMPENSATED]
    assert bureau.settled() == []
