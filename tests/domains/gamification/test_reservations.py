"""Besitos set aside: spent or given back exactly once, whatever comes late, twice or reversed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.core import BaseEvent, Kernel
from domains.core.clock import VirtualClock
from domains.core.events import (
    PointsDeductedEvent,
    PointsReservedEvent,
    ReservationCapturedEvent,
    ReservationRefusedEvent,
    ReservationReleasedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
)
from domains.core.store.tables import delivery
from domains.core.testing import Record
from domains.gamification import module
from domains.gamification.module import GamificationModule
from domains.gamification.points.model import Amount, Entry, Kind
from domains.gamification.points.tables import account
from domains.gamification.reservations.model import USUAL_HOLD
from tests.domains.gamification.conftest import Say

PLAYER = 7


async def give(kernel: Kernel, game: GamificationModule, amount: int, user: int = PLAYER) -> None:
    async with kernel.uow() as tx:
        entry = Entry(f"gift:{uuid4()}", Kind.REWARD, "gift", Amount(amount), tx.now)
        await game.points.credit(tx, user, entry)
    await kernel.bus.settle()


def wish(reservation: UUID, amount: int, user: int = PLAYER) -> StoryDecisionCostRequestedEvent:
    return StoryDecisionCostRequestedEvent(
        user_id=user,
        reservation_id=reservation,
        amount=amount,
        chapter_id="ch01",
        decision_id="bribe",
        occasion="1:1",
    )


def confirm(reservation: UUID) -> StoryDecisionCostConfirmedEvent:
    return StoryDecisionCostConfirmedEvent(user_id=PLAYER, reservation_id=reservation)


def withdraw(reservation: UUID) -> StoryDecisionCostWithdrawnEvent:
    return StoryDecisionCostWithdrawnEvent(
        user_id=PLAYER, reservation_id=reservation, reason="timed_out"
    )


async def purse(kernel: Kernel) -> tuple[int, int, int]:
    """Spendable, held, owed."""
    async with kernel.uow.reading() as tx:
        columns = (account.c.balance, account.c.held, account.c.debt)
        row = (await tx.execute(sa.select(*columns).where(account.c.user_id == PLAYER))).one()
    return row.balance, row.held, row.debt


def of(record: Record, event: type[BaseEvent]) -> list[BaseEvent]:
    return [each for each in record.events if isinstance(each, event)]


async def test_what_is_set_aside_leaves_the_balance_and_becomes_one_line_when_spent(
    kernel: Kernel, game: GamificationModule, say: Say, record: Record
) -> None:
    await give(kernel, game, 50)
    one = uuid4()
    await say(wish(one, 20))
    assert await purse(kernel) == (30, 20, 0)
    assert (await game.service.profile(PLAYER)).balance == 30
    (reserved,) = of(record, PointsReservedEvent)
    assert isinstance(reserved, PointsReservedEvent)
    assert reserved.available_after == 30
    assert await game.service.audit() == ()
    await say(confirm(one))
    assert await purse(kernel) == (30, 0, 0)
    line = (await game.service.history(PLAYER))[0]
    assert (line.amount, line.rule_code) == (-20, "decision_price")
    assert len(of(record, PointsDeductedEvent)) == len(of(record, ReservationCapturedEvent)) == 1
    assert await game.service.audit() == ()


async def test_what_is_withdrawn_is_free_again_and_leaves_no_line(
    kernel: Kernel, game: GamificationModule, say: Say, record: Record
) -> None:
    await give(kernel, game, 50)
    one = uuid4()
    for event in (wish(one, 20), withdraw(one), withdraw(one)):
        await say(event)
    assert await purse(kernel) == (50, 0, 0)
    assert len(of(record, ReservationReleasedEvent)) == 1
    assert [line.amount for line in await game.service.history(PLAYER)] == [50]


async def test_who_has_less_is_refused_with_what_there_is(
    kernel: Kernel, game: GamificationModule, say: Say, record: Record
) -> None:
    await give(kernel, game, 15)
    await say(wish(uuid4(), 20))
    (refused,) = of(record, ReservationRefusedEvent)
    assert isinstance(refused, ReservationRefusedEvent)
    assert (refused.reason, refused.available, refused.amount) == ("not_enough", 15, 20)
    assert await purse(kernel) == (15, 0, 0)


async def test_a_withdrawal_that_overtakes_its_wish_keeps_it_out(
    kernel: Kernel, game: GamificationModule, say: Say, record: Record
) -> None:
    await give(kernel, game, 50)
    one = uuid4()
    await say(withdraw(one))
    await say(wish(one, 20))
    (refused,) = of(record, ReservationRefusedEvent)
    assert isinstance(refused, ReservationRefusedEvent)
    assert refused.reason == "withdrawn"
    assert await purse(kernel) == (50, 0, 0)


async def test_what_nobody_comes_for_is_given_back_after_a_day(
    kernel: Kernel, game: GamificationModule, say: Say, record: Record, clock: VirtualClock
) -> None:
    await give(kernel, game, 50)
    await say(wish(uuid4(), 20))
    clock.advance((USUAL_HOLD - timedelta(hours=1)).total_seconds())
    await kernel.bus.settle()
    assert await purse(kernel) == (30, 20, 0)
    clock.advance(3_600)
    await kernel.bus.settle()
    assert await purse(kernel) == (50, 0, 0)
    (released,) = of(record, ReservationReleasedEvent)
    assert isinstance(released, ReservationReleasedEvent)
    assert released.reason == "expired"


async def test_what_was_given_for_it_is_paid_even_when_the_hold_has_expired(
    kernel: Kernel, game: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await give(kernel, game, 25)
    one = uuid4()
    await say(wish(one, 20))
    clock.advance(USUAL_HOLD.total_seconds())
    await kernel.bus.settle()
    await say(wish(uuid4(), 20))  # five are left to spend
    await say(confirm(one), confirm(one))
    assert await purse(kernel) == (0, 20, 15)
    assert await game.service.audit() == ()


async def test_spending_what_was_given_back_is_a_mistake_and_a_dead_letter(
    kernel: Kernel, game: GamificationModule, say: Say
) -> None:
    await give(kernel, game, 50)
    one = uuid4()
    for event in (wish(one, 20), withdraw(one), confirm(one), confirm(uuid4())):
        await say(event)
    assert await purse(kernel) == (50, 0, 0)
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(delivery.c.state, delivery.c.error))
        errors = {(row.state, str(row.error).partition(":")[0]) for row in rows}
    assert errors == {
        ("dead", "ReservationConflictError"),
        ("parked", "behind a dead letter"),
    }


async def test_a1_t2_fifty_wishes_for_an_exact_balance_give_one_reservation(
    prepared_postgres_url: str,
) -> None:
    clock = VirtualClock()
    kernels = [Kernel.open(prepared_postgres_url, clock) for _ in range(2)]
    games = [module.build(kernel) for kernel in kernels]
    record = Record()
    for kernel, game in zip(kernels, games, strict=True):
        kernel.bus.add(game.subscriptions)
        kernel.bus.observe(record)
        await kernel.bus.initialize()
    await give(kernels[0], games[0], 20)
    wishes = [kernels[n % 2].bus.publish(wish(uuid4(), 20)) for n in range(50)]
    await asyncio.gather(*wishes)
    for kernel in kernels:
        await kernel.bus.settle()
    assert len(of(record, PointsReservedEvent)) == 1
    assert len(of(record, ReservationRefusedEvent)) == 49
    assert await purse(kernels[0]) == (0, 20, 0)
    assert record.failures == []
    for kernel in kernels:
        await kernel.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(["wish", "confirm", "withdraw", "gift"]), st.integers(0, 3)),
    min_size=1,
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
async def test_a1_t3_any_history_keeps_the_sums_and_no_balance_below_zero(
    steps: list[tuple[str, int]], prepared_sqlite_url: str
) -> None:
    """The same file serves every example: histories pile up on one account."""
    clock = VirtualClock()
    kernel = Kernel.open(prepared_sqlite_url, clock)
    game = module.build(kernel)
    kernel.bus.add(game.subscriptions)
    await kernel.bus.initialize()
    ids = [uuid4() for _ in range(4)]
    for action, number in steps:
        one = ids[number]
        if action == "gift":
            await give(kernel, game, number + 1)
        else:
            event = wish(one, number + 1) if action == "wish" else None
            await kernel.bus.publish(
                event or (confirm(one) if action == "confirm" else withdraw(one))
            )
        await kernel.bus.settle()
        assert await game.service.audit() == ()
        async with kernel.uow.reading() as tx:
            low = sa.select(sa.func.min(account.c.balance), sa.func.min(account.c.held))
            assert all(value is None or value >= 0 for value in (await tx.execute(low)).one())
    await kernel.close()
