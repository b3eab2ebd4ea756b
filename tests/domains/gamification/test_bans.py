"""A8.3, A9: who is banned is on no board; what was paid for a guest who was none is taken back."""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
import sqlalchemy as sa

from domains.core import (
    BaseEvent,
    Kernel,
    PointsAwardedEvent,
    UserBannedEvent,
    UserRegisteredEvent,
    UserUnbannedEvent,
)
from domains.core.events import ReferralReversedEvent, ReferralRewardedEvent
from domains.core.events.identity import new_event_id
from domains.core.testing import BusHarness, Record, SteppedClock
from domains.gamification.bans.service import Bans
from domains.gamification.leaderboards.model import BoardKind
from domains.gamification.module import GamificationModule
from domains.gamification.players.repository import Players
from domains.gamification.referrals.repository import Referrals
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.editions import award, named, pass_by
from tests.domains.gamification.test_referrals import (
    DAY,
    GUEST,
    HOST,
    chapter,
    counts,
    payload_of,
    stay,
    visit,
)

CASE, ANOTHER = UUID(int=1), UUID(int=2)
CHEAT = 2
NEXT_MONDAY = datetime(2026, 3, 9, tzinfo=UTC)


def ban(user_id: int = CHEAT, case: UUID = CASE) -> UserBannedEvent:
    return UserBannedEvent(user_id=user_id, case_id=case, reason="cheating")


def unban(user_id: int = CHEAT, case: UUID = CASE) -> UserUnbannedEvent:
    return UserUnbannedEvent(user_id=user_id, case_id=case, reason="a mistake")


@pytest.fixture
def hearing(kit: BusHarness, game: GamificationModule) -> GamificationModule:
    """The game where bans are published."""
    kit.add(game.of_bans)
    return game


async def shown(game: GamificationModule, reader: int = 1) -> list[str]:
    """Whom somebody sees on the board of the week."""
    view = await game.boards.leaderboards.view("week", reader)
    return [each.name for each in (*view.top, *view.around)]


async def purse(game: GamificationModule, user_id: int) -> tuple[int, int]:
    found = await game.purses.purse(user_id)
    return found.balance, found.debt


async def paid(game: GamificationModule, user_id: int) -> int:
    """What an invitation has brought somebody, all in all."""
    lines = (await game.purses.history(user_id)).lines
    return sum(line.amount for line in lines if line.rule_code.startswith("referral"))


# -- boards --------------------------------------------------------------------------------


async def test_who_is_banned_is_on_no_board_and_comes_back_with_every_point(
    hearing: GamificationModule, say: Say
) -> None:
    await say(*(named(user, f"Player {user}") for user in (1, 2, 3)))
    await say(award(1, 10), award(CHEAT, 90), award(3, 5))
    await say(ban())
    assert await shown(hearing) == ["Player 1", "Player 3"]
    boards = hearing.boards.leaderboards
    assert await boards.own_rank(BoardKind.WEEK, CHEAT) is None
    assert await boards.own_rank(BoardKind.WEEK, 1) == 1
    own = await boards.view("week", CHEAT)
    assert (own.me, own.around, own.players, own.is_hidden) == (None, (), 2, True)
    await say(award(CHEAT, 5), unban())
    assert await shown(hearing) == ["Player 2", "Player 1", "Player 3"]
    assert await boards.own_rank(BoardKind.WEEK, CHEAT) == 1


async def test_nobody_sits_beside_who_is_banned_and_their_prize_goes_to_the_next(
    hearing: GamificationModule, kit: BusHarness, say: Say
) -> None:
    await say(award(1, 10), award(CHEAT, 90), award(3, 5))
    leagues = hearing.boards.leagues
    league = await leagues.view(1)
    assert league is not None
    assert len(league.entries) == 3
    await say(ban())
    league = await leagues.view(1)
    assert league is not None
    assert [entry.score for entry in league.entries] == [10, 5]
    assert await leagues.view(CHEAT) is None
    await pass_by(kit, NEXT_MONDAY + timedelta(hours=2))
    places = await hearing.boards.leaderboards.final_places(1)
    assert [(each.rank, each.prize) for each in places if each.kind == "week"] == [(1, 1_000)]
    assert await hearing.boards.leaderboards.final_places(CHEAT) == ()


async def test_the_end_of_one_ban_ends_no_other_one(hearing: GamificationModule, say: Say) -> None:
    await say(named(CHEAT, "Cheat"), award(CHEAT, 90))
    await say(ban(), ban(case=ANOTHER), unban())
    assert await shown(hearing) == []
    await say(unban(case=ANOTHER))
    assert await shown(hearing) == ["Cheat"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_the_order_of_the_news_does_not_matter_nor_does_hearing_it_twice(
    hearing: GamificationModule, kit: BusHarness, say: Say, order: tuple[int, ...]
) -> None:
    await say(named(CHEAT, "Cheat"), award(CHEAT, 90))
    news: tuple[BaseEvent, ...] = (ban(), unban(), ban(case=ANOTHER))
    for number in order:
        await say(news[number])
    kit.redeliver([each for each in kit.published.events if each.user_id == CHEAT])  # type: ignore[attr-defined]
    await kit.settle()
    assert await shown(hearing) == []
    await say(unban(case=ANOTHER))
    assert await shown(hearing) == ["Cheat"]


async def test_who_hides_by_choice_stays_hidden_after_a_ban(
    hearing: GamificationModule, say: Say
) -> None:
    await say(named(CHEAT, "Cheat"), award(CHEAT, 90))
    await hearing.boards.leaderboards.hide(CHEAT, is_hidden=True)
    await say(ban(), unban())
    assert await shown(hearing) == []
    await hearing.boards.leaderboards.hide(CHEAT, is_hidden=False)
    assert await shown(hearing) == ["Cheat"]


# -- invitations ---------------------------------------------------------------------------


async def come_and_stay(game: GamificationModule, say: Say, clock: SteppedClock) -> None:
    """A guest who needs only a chapter to be a player."""
    link = await payload_of(game)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    for _ in range(4):
        await say(visit(GUEST))
        clock.advance(DAY)


async def bring(game: GamificationModule, say: Say, clock: SteppedClock) -> None:
    """A guest who becomes a player; both are paid."""
    link = await payload_of(game)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    await stay(say, clock, GUEST)
    assert await counts(game) == (0, 0, 1)


async def test_a9_what_was_paid_for_a_banned_guest_is_taken_back_from_both_once(
    hearing: GamificationModule, kit: BusHarness, say: Say, clock: SteppedClock, record: Record
) -> None:
    await bring(hearing, say, clock)
    before = await purse(hearing, HOST)
    clock.advance(29 * DAY)
    await say(ban(GUEST))
    assert await purse(hearing, HOST) == (before[0] - 500, 0)
    assert (await paid(hearing, HOST), await paid(hearing, GUEST)) == (0, 0)
    assert record.of(ReferralReversedEvent).one().points_taken == 500
    kit.redeliver(list(record.events))
    await say(ban(GUEST, ANOTHER), unban(GUEST), unban(GUEST, ANOTHER), visit(GUEST))
    assert (await paid(hearing, HOST), await paid(hearing, GUEST)) == (0, 0)
    assert len({each.event_id for each in record.of(ReferralReversedEvent)}) == 1
    assert await counts(hearing) == (0, 0, 0)
    assert await hearing.service.audit() == ()


async def test_a9_what_was_spent_already_is_owed(
    hearing: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    await bring(hearing, say, clock)
    balance, _ = await purse(hearing, HOST)
    await hearing.service.spend(HOST, balance, "all of it", "shop")
    await say(ban(GUEST))
    assert await purse(hearing, HOST) == (0, 500)


async def test_a9_after_thirty_days_it_stands(
    hearing: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    await bring(hearing, say, clock)
    clock.advance(31 * DAY)
    await say(ban(GUEST))
    assert (await paid(hearing, HOST), await paid(hearing, GUEST)) == (500, 100)


async def test_a9_a_guest_who_is_banned_first_never_pays_also_when_the_ban_is_over(
    hearing: GamificationModule, say: Say, clock: SteppedClock, record: Record
) -> None:
    link = await payload_of(hearing)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link), visit(GUEST))
    await say(ban(GUEST), unban(GUEST))
    await stay(say, clock, GUEST)
    assert record.of(ReferralRewardedEvent) == []
    assert await counts(hearing) == (0, 0, 0)


async def test_a9_a_ban_that_is_heard_before_the_invitation_counts(
    hearing: GamificationModule, say: Say, clock: SteppedClock, record: Record
) -> None:
    link = await payload_of(hearing)
    await say(ban(GUEST), unban(GUEST))
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    await stay(say, clock, GUEST)
    assert record.of(ReferralRewardedEvent) == []


async def test_a9_whatever_is_heard_first_nobody_is_paid_in_the_end(
    hearing: GamificationModule, kernel: Kernel, kit: BusHarness, say: Say, clock: SteppedClock
) -> None:
    await come_and_stay(hearing, say, clock)
    await kit.publish(chapter(GUEST), ban(GUEST), unban(GUEST))
    await kit.settle()
    assert (await paid(hearing, HOST), await paid(hearing, GUEST)) == (0, 0)


async def _blocked(kernel: Kernel, many: int) -> None:
    """Wait until so many transactions wait for a lock; at once where there are no such locks."""
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while kernel.database.dialect == "postgresql":
        async with kernel.database.reading() as connection:
            if (await connection.execute(waiting)).scalar_one() >= many:
                return
        await asyncio.sleep(0)


async def test_a9_a_ban_and_a_reward_at_the_same_instant_wait_for_each_other_and_not_for_ever(
    hearing: GamificationModule, kernel: Kernel, kit: BusHarness, say: Say, clock: SteppedClock
) -> None:
    await come_and_stay(hearing, say, clock)
    await kit.settle()  # the day's own look at who waits is over
    async with kernel.uow() as tx:  # a chapter that no subscriber has followed up yet
        await Players().finish(tx, GUEST, "ch1")
    bans = Bans(hearing.book, hearing.boards.scoring, hearing.reversals)

    async def annul() -> None:
        async with kernel.uow() as tx:
            await bans.annul(tx, GUEST, CASE, tx.now)

    async def follow() -> None:
        async with kernel.uow() as tx:
            await hearing.goals.referrals.follow(tx, GUEST)

    outside = copy_context()
    async with asyncio.timeout(30), asyncio.TaskGroup() as both, kernel.uow() as tx:
        await Referrals().lock(tx, HOST)  # somebody decides about the host's invitations
        both.create_task(annul(), context=outside.copy())
        await _blocked(kernel, 1)
        both.create_task(follow(), context=outside.copy())
        await _blocked(kernel, 2)
    assert (await paid(hearing, HOST), await paid(hearing, GUEST)) == (0, 0)


async def test_a_reward_that_was_taken_back_leaves_room_for_another_guest_that_day(
    hearing: GamificationModule, say: Say, clock: SteppedClock, record: Record
) -> None:
    link = await payload_of(hearing)
    guests = range(100, 106)
    for guest in guests:
        await say(UserRegisteredEvent(user_id=guest, start_payload=link))
        clock.advance(3_600)
    await stay(say, clock, *guests)
    assert await counts(hearing) == (1, 0, 5)
    first = record.of(ReferralRewardedEvent)[0].referred_user_id
    await say(ban(first))
    unpaid = {*guests} - {each.referred_user_id for each in record.of(ReferralRewardedEvent)}
    await say(*(visit(guest) for guest in unpaid))
    assert await counts(hearing) == (0, 0, 5)


async def test_who_is_forgotten_takes_their_bans_along(
    hearing: GamificationModule, say: Say
) -> None:
    await say(ban())
    exported = await hearing.service.export(CHEAT)
    assert len(exported["gamification_ban"]) == 1
    await hearing.service.erase(CHEAT)
    assert (await hearing.service.export(CHEAT))["gamification_ban"] == []


async def test_a_ban_of_somebody_nobody_knows_is_no_error(
    hearing: GamificationModule, kit: BusHarness, say: Say
) -> None:
    await say(ban(999), unban(999, new_event_id()))
    assert kit.failures == []
    assert [each for each in kit.published.events if isinstance(each, PointsAwardedEvent)] == []
