"""The ledger on a real database: once per cause, exact under concurrency, never changed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.testing import Record
from domains.gamification import module
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import LedgerConflictError, NotEnoughBesitosError
from domains.gamification.points.model import half_up
from domains.gamification.points.tables import account, ledger
from domains.gamification.rules import GameRules
from domains.gamification.rules.model import PointRules
from tests.architecture.source import ROOT
from tests.domains.gamification import claim

PLAYER = 7


async def earn(kernel: Kernel, game: GamificationModule, key: str, base: int) -> None:
    async with kernel.uow() as tx:
        await game.rewards.earn(tx, PLAYER, base, key, "decision", tx.now)


async def give(kernel: Kernel, game: GamificationModule, key: str, amount: int) -> None:
    async with kernel.uow() as tx:
        await game.rewards.give(tx, PLAYER, amount, key, "welcome", tx.now)


async def lines(kernel: Kernel) -> int:
    async with kernel.uow.reading() as tx:
        return int(await tx.scalar(sa.select(sa.func.count()).select_from(ledger)))


async def spread(
    kernel: Kernel, count: int, work: Callable[[int], Awaitable[object]]
) -> list[object]:
    """Run `work` so many times at once; results and exceptions, in order."""

    async def connect() -> None:
        async with kernel.uow.reading() as tx:
            await tx.execute(sa.select(1))

    # Connecting takes longer than the work: without open connections nobody would meet.
    await asyncio.gather(*(connect() for _ in range(20)))
    return await asyncio.gather(*(work(n) for n in range(count)), return_exceptions=True)


async def test_a1_t1_one_cause_claimed_fifty_times_by_two_processes_is_one_entry(
    kernel: Kernel, game: GamificationModule, prepared_url: str
) -> None:
    rivals = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", claim.__name__, prepared_url, str(PLAYER), "25", cwd=ROOT
        )
        for _ in range(2)
    ]
    assert [await rival.wait() for rival in rivals] == [0, 0]
    assert await lines(kernel) == 1
    assert (await game.service.profile(PLAYER)).balance == 10


async def test_a1_t1_one_cause_claimed_fifty_times_at_once_is_one_entry(
    kernel: Kernel, game: GamificationModule, record: Record
) -> None:
    outcomes = await spread(kernel, 50, lambda n: give(kernel, game, "one cause", 10))
    assert [outcome for outcome in outcomes if outcome is not None] == []
    assert await lines(kernel) == 1
    assert record.types() == ["gamification.points.awarded"]


async def test_a1_t2_an_exact_balance_buys_once(kernel: Kernel, game: GamificationModule) -> None:
    await give(kernel, game, "savings", 100)
    outcomes = await spread(
        kernel, 50, lambda n: game.service.spend(PLAYER, 100, f"buy:{n}", "shop")
    )
    refusals = [outcome for outcome in outcomes if isinstance(outcome, NotEnoughBesitosError)]
    assert len(refusals) == 49
    assert refusals[0].params == {"missing": 100, "balance": 0, "price": 100}
    assert (await game.service.profile(PLAYER)).balance == 0
    assert await game.service.audit() == ()


async def test_a_purchase_told_twice_is_paid_once(
    kernel: Kernel, game: GamificationModule, record: Record
) -> None:
    await give(kernel, game, "savings", 100)
    first = await game.service.spend(PLAYER, 60, "order:1", "shop")
    again = await game.service.spend(PLAYER, 60, "order:1", "shop")
    assert (first.amount, first.is_new) == (-60, True)
    assert (again.amount, again.is_new) == (-60, False)
    assert (await game.service.profile(PLAYER)).balance == 40
    assert [line.amount for line in await game.service.history(PLAYER)] == [-60, 100]
    assert record.types().count("gamification.points.deducted") == 1


UNBOUND = GameRules(points=PointRules(daily_cap=1_000_000, velocity_limit=10_000))


async def test_a_thousand_awards_at_once_are_exact(kernel: Kernel) -> None:
    game = module.build(kernel, UNBOUND)
    outcomes = await spread(kernel, 1_000, lambda n: earn(kernel, game, f"cause:{n}", 10))
    assert [outcome for outcome in outcomes if outcome is not None] == []
    profile = await game.service.profile(PLAYER)
    assert (profile.xp, profile.level) == (10_000, 14)
    assert profile.balance == 1_000 * 11 + sum(20 * level for level in range(2, 15))
    assert await game.service.audit() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE gamification_ledger SET amount = 1000000",
        "UPDATE gamification_ledger SET note = NULL WHERE id = 1",
        "DELETE FROM gamification_ledger",
    ],
)
async def test_a1_t6_raw_sql_cannot_change_the_ledger(
    kernel: Kernel, game: GamificationModule, statement: str
) -> None:
    await give(kernel, game, "cause", 10)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        async with kernel.uow() as tx:
            await tx.execute(sa.text(statement))
    (line,) = await game.service.history(PLAYER)
    assert line.amount == 10


async def test_the_balance_cannot_fall_below_zero_even_in_raw_sql(
    kernel: Kernel, game: GamificationModule
) -> None:
    await give(kernel, game, "cause", 10)
    with pytest.raises(sa.exc.IntegrityError):
        async with kernel.uow() as tx:
            await tx.execute(sa.update(account).values(balance=-1))


async def test_a1_t7_one_key_for_two_amounts_is_an_alert(
    kernel: Kernel, game: GamificationModule
) -> None:
    await give(kernel, game, "cause", 10)
    with capture_logs() as logs, pytest.raises(LedgerConflictError) as refused:
        await give(kernel, game, "cause", 11)
    assert refused.value.params == {
        "key": "cause",
        "user_id": PLAYER,
        "first": 10,
        "second": 11,
    }
    assert [(log["event"], log["log_level"]) for log in logs] == [
        ("alert.ledger_conflict", "error")
    ]
    with pytest.raises(LedgerConflictError):
        await game.service.spend(PLAYER, 10, "cause", "shop")
    assert await lines(kernel) == 1
    assert (await game.service.profile(PLAYER)).balance == 10


async def test_a1_t8_a_vip_earns_eight_for_five(
    kernel: Kernel, clock: VirtualClock, game: GamificationModule
) -> None:
    vip = module.build(kernel, GameRules(streak_multipliers=()))
    async with kernel.uow() as tx:
        await vip.rewards.follow_plan(tx, PLAYER, "vip", tx.now)
        await vip.rewards.earn(tx, PLAYER, 5, "cause", "decision", tx.now)
    (line,) = await game.service.history(PLAYER)
    assert (line.base_amount, line.multiplier_bps, line.raw_amount, line.amount) == (
        5,
        15_000,
        8,
        8,
    )


async def test_a_refused_purchase_leaves_the_callers_transaction_usable(
    kernel: Kernel, game: GamificationModule
) -> None:
    async with kernel.uow() as tx:
        with pytest.raises(NotEnoughBesitosError):
            await game.points.spend(tx, PLAYER, 10, "buy", "shop")
        await game.rewards.give(tx, PLAYER, 3, "consolation", "welcome", tx.now)
    assert [line.amount for line in await game.service.history(PLAYER)] == [3]


@pytest.mark.parametrize(
    ("base", "bps", "expected"),
    [(5, 15_000, 8), (1, 11_000, 1), (0, 15_000, 0), (10, 10_000, 10), (3, 15_000, 5)],
)
def test_half_up(base: int, bps: int, expected: int) -> None:
    assert half_up(base, bps) == expected
