"""Debts, and accounts that do not add up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from domains.core import DayPassedEvent, Kernel
from domains.core.clock import VirtualClock
from domains.core.events import AccountFrozenEvent, AccountThawedEvent
from domains.core.testing import Record
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import AccountFrozenError, NotEnoughBesitosError
from domains.gamification.points.model import Amount, Entry, Kind
from domains.gamification.points.tables import account
from tests.domains.gamification.conftest import Say

PLAYER, OTHER = 7, 8


async def give(kernel: Kernel, game: GamificationModule, key: str, to: int, amount: int) -> None:
    async with kernel.uow() as tx:
        await game.rewards.give(tx, to, amount, key, "welcome", tx.now)


async def claw_back(kernel: Kernel, game: GamificationModule, amount: int) -> None:
    async with kernel.uow() as tx:
        entry = Entry("refund:1", Kind.CLAWBACK, "refund", Amount(-amount), tx.now)
        await game.points.claw_back(tx, PLAYER, entry)


async def test_a_refund_takes_all_and_what_is_spent_is_owed(
    kernel: Kernel, game: GamificationModule
) -> None:
    await give(kernel, game, "bought", PLAYER, 100)
    await game.service.spend(PLAYER, 90, "buy", "shop")
    for _ in range(2):
        await claw_back(kernel, game, 100)
    purse = await game.purses.purse(PLAYER)
    assert (purse.balance, purse.debt) == (0, 90)
    await give(kernel, game, "earned", PLAYER, 70)
    with pytest.raises(NotEnoughBesitosError) as refused:
        await game.service.spend(PLAYER, 1, "another", "shop")
    assert refused.value.params["missing"] == 21
    await give(kernel, game, "more", PLAYER, 70)
    purse = await game.purses.purse(PLAYER)
    assert (purse.balance, purse.debt) == (50, 0)
    assert await game.service.audit() == ()


async def tamper(kernel: Kernel, besitos: int) -> None:
    async with kernel.uow() as tx:
        await tx.execute(
            sa.update(account)
            .where(account.c.user_id == PLAYER)
            .values(balance=account.c.balance + besitos)
        )


async def test_an_account_that_does_not_add_up_spends_nothing_until_it_does_and_others_do(
    kernel: Kernel, game: GamificationModule, say: Say, clock: VirtualClock, record: Record
) -> None:
    for player in (PLAYER, OTHER):
        await give(kernel, game, "cause", player, 10)
    await tamper(kernel, 5)
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    day = DayPassedEvent(started_at=midnight - timedelta(days=1))
    with capture_logs() as logs:
        await say(day)
    assert [log["event"] for log in logs if log["log_level"] == "error"] == [
        "alert.account_frozen"
    ]
    (alert,) = record.of(AccountFrozenEvent)
    assert (alert.user_id, alert.balance, alert.ledger_balance) == (PLAYER, 15, 10)
    with pytest.raises(AccountFrozenError):
        await game.service.spend(PLAYER, 1, "buy", "shop")
    assert (await game.purses.purse(PLAYER)).is_frozen
    await game.service.spend(OTHER, 1, "buy", "shop")
    await give(kernel, game, "still earning", PLAYER, 1)
    (found,) = await game.service.audit()
    assert (found.user_id, found.balance, found.ledger_balance) == (PLAYER, 16, 11)
    await tamper(kernel, -5)
    assert await game.service.audit() == ()
    await game.service.spend(PLAYER, 1, "buy", "shop")
    assert len(record.of(AccountFrozenEvent)) == len(record.of(AccountThawedEvent)) == 1
