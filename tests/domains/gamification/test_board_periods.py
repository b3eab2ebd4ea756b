"""A period of a board ends once, in UTC, and pays once (A8)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from domains.core import (
    Kernel,
    LeaderboardUpdatedEvent,
    SeasonClosedEvent,
    Transaction,
)
from domains.core.testing import BusHarness
from domains.gamification.leaderboards.archive.service import Archive
from domains.gamification.leaderboards.model import BoardKind, period_before, period_of
from domains.gamification.leaderboards.tables import board, score, standing
from domains.gamification.module import GamificationModule
from domains.gamification.points.service import Points
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.editions import MONDAY, award, pass_by


@pytest.mark.parametrize(("kind", "first"), [("week", 1_000), ("month", 2_000), ("season", 5_000)])
async def test_a8_t5_a_period_closed_twice_pays_once(
    kit: BusHarness, game: GamificationModule, say: Say, kind: str, first: int
) -> None:
    await say(*(award(user, 100 * user) for user in range(1, 13)))
    end = period_of(BoardKind(kind), kit.clock.now()).ends_at
    assert end is not None
    await pass_by(kit, end + timedelta(hours=2))
    await pass_by(kit, end + timedelta(hours=5))
    [gold] = [line for line in await prizes(game, 12) if line == first] or [0]
    assert gold == first
    assert first not in await prizes(game, 1)
    places = await game.boards.leaderboards.final_places(12)
    assert [place.prize for place in places if place.kind == kind] == [first]
    moved = [each for each in kit.published.events if isinstance(each, LeaderboardUpdatedEvent)]
    winners = [each.user_id for each in moved if each.board == kind and each.new_rank == 1]
    assert winners == [12]
    closed = [each for each in kit.published.events if isinstance(each, SeasonClosedEvent)]
    assert [each.participants for each in closed] == ([] if kind == "week" else [12])


async def prizes(game: GamificationModule, user_id: int) -> list[int]:
    lines = await game.service.history(user_id, 100)
    return [line.amount for line in lines if line.rule_code == "leaderboard_prize"]


async def test_a8_t5_two_instances_that_close_at_the_same_time_pay_once(
    kit: BusHarness, game: GamificationModule, say: Say, prepared_url: str
) -> None:
    await say(*(award(user, 100 * user) for user in range(1, 13)))
    kit.clock.advance(timedelta(days=8).total_seconds())
    other = Kernel.open(prepared_url, kit.clock)
    archives = [closing(kernel) for kernel in (kit.kernel, other, kit.kernel, other)]
    await asyncio.gather(*archives)
    await other.close()
    async with kit.kernel.uow.reading() as tx:
        week = await board_id_of(tx, "2026-w10")
        rows = await tx.execute(sa.select(standing).where(standing.c.board_id == week))
        assert sorted(row.rank for row in rows) == list(range(1, 13))
    assert (await prizes(game, 12)).count(1_000) == 1


async def closing(kernel: Kernel) -> None:
    book = Rulebook()
    archive = Archive(kernel.uow, book, Rewards(book, Points()))
    async with kernel.uow() as tx:
        await archive.close_due(tx)


async def board_id_of(tx: Transaction, period: str) -> int:
    return int(await tx.scalar(sa.select(board.c.board_id).where(board.c.period == period)))


async def test_a8_t6_an_event_of_sunday_delivered_on_monday_counts_for_last_week(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(award(1, 10))
    sunday = MONDAY + timedelta(days=7, seconds=-1)
    kit.clock.advance((sunday + timedelta(seconds=3) - kit.clock.now()).total_seconds())
    await say(award(1, 5, at=sunday))
    assert (await game.boards.leaderboards.view("week", 1)).me is None
    last = await game.boards.leaderboards.view("week", 1, previous=True)
    assert last.me is not None
    assert last.me.score == 15


async def test_news_later_than_the_grace_count_for_boards_that_are_open(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(award(1, 10))
    await pass_by(kit, MONDAY + timedelta(days=7, hours=1))
    await say(award(1, 5, at=MONDAY + timedelta(days=1)))
    last = await game.boards.leaderboards.view("week", 1, previous=True)
    ever = await game.boards.leaderboards.view("all", 1)
    assert last.me is not None
    assert ever.me is not None
    assert (last.me.score, ever.me.score) == (10, 15)


async def test_old_scores_are_deleted_and_the_places_stay(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(award(1, 10))
    for days in (8, 45):
        await pass_by(kit, MONDAY + timedelta(days=days))
    async with kit.kernel.uow.reading() as tx:
        week = await board_id_of(tx, "2026-w10")
        left = await tx.scalar(
            sa.select(sa.func.count()).select_from(score).where(score.c.board_id == week)
        )
    assert left == 0
    assert [place.rank for place in await game.boards.leaderboards.final_places(1)][-1:] == [1]


def test_periods_are_those_of_utc() -> None:
    last_second = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert period_of(BoardKind.WEEK, last_second + timedelta(seconds=1)).code == "2026-w53"
    assert period_of(BoardKind.MONTH, last_second).code == "2026-12"
    assert period_of(BoardKind.SEASON, last_second).code == "2026-q4"
    assert period_before(BoardKind.SEASON, MONDAY).code == "2025-q4"
    assert period_before(BoardKind.MONTH, datetime(2026, 1, 5, tzinfo=UTC)).code == "2025-12"
    assert period_of(BoardKind.ALL, MONDAY) == period_before(BoardKind.ALL, last_second)
