"""What an award asks of the database. A bound of statements, not of time: equal everywhere.

On PostgreSQL each is a round trip, so this is most of what an award costs there.
"""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from domains.core import Kernel
from domains.core.testing import BusHarness
from domains.gamification import module
from domains.gamification.bounds.tables import tally
from domains.gamification.module import GamificationModule
from domains.gamification.points.tables import account, ledger
from domains.gamification.rules.model import GameRules, PointRules
from tests.support.statements import statements

PLAYER = 7
MOST = {"postgresql": 4, "sqlite": 6}
"""The account with all that multiplies; the day so far; the credit; its event.

SQLite writes lines, day and account one after the other.
"""


@pytest.fixture
async def game(kit: BusHarness) -> GamificationModule:
    """A game whose events nobody hears, so that only the awards are counted."""
    await kit.start()
    return module.build(kit.kernel)


async def award(kernel: Kernel, game: GamificationModule, key: str) -> list[str]:
    with statements() as run:
        async with kernel.uow() as tx:
            receipt = await game.rewards.earn(tx, PLAYER, 10, key, "decision", tx.now)
    assert receipt is not None
    return run


async def test_an_ordinary_award_asks_the_database_a_few_times(
    kernel: Kernel, game: GamificationModule
) -> None:
    await award(kernel, game, "first")  # opens the account
    run = await award(kernel, game, "second")
    assert len(run) <= MOST[kernel.database.dialect], "\n".join(run)


async def test_an_award_of_the_same_cause_writes_nothing(
    kernel: Kernel, game: GamificationModule
) -> None:
    await award(kernel, game, "first")
    before = await everything(kernel)
    await award(kernel, game, "first")
    assert await everything(kernel) == before


async def test_a_payment_that_waits_for_a_review_gets_no_experience_by_being_said_again(
    kernel: Kernel, game: GamificationModule
) -> None:
    hasty = GameRules(points=PointRules(velocity_limit=2, velocity_seconds=60))
    game.book.replace(hasty)
    for key in ("first", "second", "in haste"):
        await award(kernel, game, key)
    assert (await game.purses.purse(PLAYER)).pending == 11
    game.book.replace(GameRules(points=PointRules(velocity_limit=100)))
    before = await everything(kernel)
    await award(kernel, game, "in haste")
    assert await everything(kernel) == before
    assert await game.service.audit() == ()


async def everything(kernel: Kernel) -> dict[str, list[Any]]:
    async with kernel.uow.reading() as tx:
        return {
            table.name: list(await tx.execute(sa.select(table)))
            for table in (account, ledger, tally)
        }
