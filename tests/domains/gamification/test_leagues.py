"""Leagues: thirty seats by hash, up and down once a week (A8 rule 5)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from domains.core import LeagueJoinedEvent
from domains.core.testing import BusHarness
from domains.gamification.leagues.model import (
    LeagueRules,
    band,
    order_of_tables,
    tables_of_round,
)
from domains.gamification.leagues.tables import cohort, member
from domains.gamification.module import GamificationModule
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.editions import award, pass_by

NEXT_MONDAY = datetime(2026, 3, 9, tzinfo=UTC)


async def test_everybody_sits_at_one_table_and_no_table_has_more_than_thirty(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(*(award(user, 10) for user in range(1, 101)), *(award(user, 1) for user in (1, 2)))
    async with kit.kernel.uow.reading() as tx:
        seats = (await tx.execute(sa.select(member.c.cohort_id))).scalars().all()
        rows = await tx.execute(sa.select(cohort.c.cohort_id, cohort.c.seated))
        seated = {row.cohort_id: row.seated for row in rows}
    assert len(seats) == 100
    assert max(Counter(seats).values()) <= 30
    assert seated == dict(Counter(seats))


async def test_the_first_rise_and_the_last_fall_with_the_next_week(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(*(award(user, 10 * user) for user in range(1, 26)))
    view = await game.boards.leagues.view(25)
    assert view is not None
    assert (view.tier, view.rising, view.entries[0].is_me) == (1, 20, True)
    await pass_by(kit, NEXT_MONDAY + timedelta(hours=1, minutes=1))
    await say(award(25, 5), award(1, 5))
    joined = {
        each.user_id: (each.previous_tier, each.tier)
        for each in kit.published.events
        if isinstance(each, LeagueJoinedEvent) and each.week == "2026-w11"
    }
    assert joined == {25: (1, 2), 1: (1, 1)}


async def test_nobody_is_seated_before_last_week_is_final(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(award(1, 10))
    kit.clock.advance((NEXT_MONDAY + timedelta(minutes=5) - kit.clock.now()).total_seconds())
    await say(award(1, 10))
    assert await game.boards.leagues.view(1) is None
    await pass_by(kit, NEXT_MONDAY + timedelta(hours=1, minutes=1))
    await say(award(1, 10))
    view = await game.boards.leagues.view(1)
    assert view is not None
    assert view.tier == 2
    assert [entry.score for entry in view.entries] == [20]


async def test_a_hidden_rival_is_not_seen_and_sees_themselves(
    game: GamificationModule, say: Say
) -> None:
    await say(award(1, 10), award(2, 20))
    await game.boards.leaderboards.hide(2, is_hidden=True)
    seen, own = await game.boards.leagues.view(1), await game.boards.leagues.view(2)
    assert seen is not None
    assert own is not None
    assert [entry.score for entry in seen.entries] == [10]
    assert [entry.score for entry in own.entries] == [20, 10]


@pytest.mark.parametrize(
    ("tier", "rank", "seated", "after"),
    [
        (1, 20, 30, 2),
        (1, 21, 30, 1),
        (1, 30, 30, 1),
        (3, 10, 30, 4),
        (3, 11, 30, 3),
        (3, 24, 30, 2),
        (3, 9, 9, 4),
        (9, 5, 30, 10),
        (10, 1, 30, 10),
        (10, 24, 30, 9),
    ],
)
def test_who_rises_and_who_falls(tier: int, rank: int, seated: int, after: int) -> None:
    assert LeagueRules().next_tier(tier, rank, seated) == after


def test_the_table_follows_from_player_and_week_not_from_the_moment() -> None:
    orders = [order_of_tables(user, "2026-w10", 16) for user in range(1_000)]
    assert all(sorted(order) == list(range(16)) for order in orders)
    assert min(Counter(order[0] for order in orders).values()) > 30
    assert order_of_tables(7, "2026-w10", 16) == order_of_tables(7, "2026-w10", 16)
    assert [tables_of_round(number) for number in range(6)] == [1, 2, 4, 8, 16, 16]


def test_bands_are_tenths_of_activity_and_few_players_share_one() -> None:
    assert band(5, 400, 30) == 0
    assert [band(better, 100_000, 30) for better in (0, 9_999, 10_000, 99_999)] == [0, 0, 1, 9]
    assert band(100_000, 100_000, 30) == 9


async def test_who_is_forgotten_leaves_an_empty_seat(game: GamificationModule, say: Say) -> None:
    await say(award(1, 10), award(2, 20))
    [seat] = (await game.service.export(1))["gamification_league_member"]
    assert (seat["week"], seat["tier"]) == ("2026-w10", 1)
    for _ in range(2):
        await game.service.erase(1)
    assert (await game.service.export(1))["gamification_league_member"] == []
    view = await game.boards.leagues.view(2)
    assert view is not None
    assert len(view.entries) == 1
