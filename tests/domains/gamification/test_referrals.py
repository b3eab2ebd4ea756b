"""Invitations: attributed once, paid for real players, looked at when too many come at once."""

from __future__ import annotations

import asyncio

import pytest

from domains.core import (
    DayPassedEvent,
    Kernel,
    PointsAwardedEvent,
    ReferralRewardedEvent,
    ReferralsHeldEvent,
    StoryChapterCompletedEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
)
from domains.core.testing import BusHarness, Record, SteppedClock
from domains.gamification.module import GamificationModule
from domains.gamification.referrals.errors import NoSuchCaseError
from domains.gamification.referrals.model import Invitation
from tests.domains.gamification.conftest import Say

HOST, GUEST, OTHER = 1, 7, 8
DAY = 86_400


def visit(user_id: int) -> UserActivityDetectedEvent:
    return UserActivityDetectedEvent(user_id=user_id, activity="update")


def chapter(user_id: int) -> StoryChapterCompletedEvent:
    return StoryChapterCompletedEvent(user_id=user_id, chapter_id="ch1")


async def payload_of(game: GamificationModule, user_id: int = HOST) -> str:
    return f"r_{(await game.goals.referrals.invitation(user_id)).code}"


async def counts(game: GamificationModule, user_id: int = HOST) -> tuple[int, int, int]:
    found: Invitation = await game.goals.referrals.invitation(user_id)
    return found.on_the_way, found.under_review, found.rewarded


async def stay(say: Say, clock: SteppedClock, *guests: int) -> None:
    """Three days, and a chapter."""
    for _ in range(4):
        await say(*(visit(guest) for guest in guests))
        clock.advance(DAY)
    await say(*(chapter(guest) for guest in guests))


async def test_a9_t1_ones_own_link_a_second_link_and_an_old_acquaintance_count_for_nothing(
    game: GamificationModule, say: Say
) -> None:
    mine, theirs = await payload_of(game), await payload_of(game, OTHER)
    await say(UserRegisteredEvent(user_id=HOST, start_payload=mine))
    assert await counts(game) == (0, 0, 0)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=mine))
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=theirs))
    assert (await counts(game), await counts(game, OTHER)) == ((1, 0, 0), (0, 0, 0))
    for wrong in ("r_nobody", "d_12345678", "anything", None):
        await say(UserRegisteredEvent(user_id=99, start_payload=wrong))
    assert await counts(game) == (1, 0, 0)


async def test_a9_t2_twenty_who_come_within_a_minute_earn_nothing_and_are_one_case(
    game: GamificationModule, say: Say, clock: SteppedClock, record: Record
) -> None:
    link = await payload_of(game)
    crowd = range(100, 120)
    for guest in crowd:
        await say(UserRegisteredEvent(user_id=guest, start_payload=link))
        clock.advance(3)
    assert await counts(game) == (0, 20, 0)
    await stay(say, clock, *crowd)
    assert record.of(ReferralRewardedEvent) == []
    (held,) = record.of(ReferralsHeldEvent)
    (case,) = await game.goals.referrals.cases()
    assert (case.id, case.referrer_id, case.held) == (held.case_id, HOST, 20)


async def test_a9_t3_a_guest_who_stays_pays_both_once_however_often_it_is_said(
    game: GamificationModule, say: Say, clock: SteppedClock, record: Record, kit: BusHarness
) -> None:
    link = await payload_of(game)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    await say(visit(GUEST), chapter(GUEST))
    assert await counts(game) == (1, 0, 0)
    await stay(say, clock, GUEST)
    everything = list(record.events)
    for _ in range(2):
        kit.redeliver(everything)
        await kit.settle()
    await say(visit(GUEST), chapter(GUEST))
    assert await counts(game) == (0, 0, 1)
    paid = {
        e.event_id: (e.user_id, e.points_amount)
        for e in record.of(PointsAwardedEvent)
        if e.action_type.startswith("referral")
    }
    assert sorted(paid.values()) == [(HOST, 500), (GUEST, 100)]


async def test_a9_t4_who_leaves_and_comes_back_by_a_link_is_not_new(
    game: GamificationModule, say: Say, clock: SteppedClock, record: Record
) -> None:
    link = await payload_of(game)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    await stay(say, clock, GUEST)
    await game.service.erase(GUEST)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    await stay(say, clock, GUEST)
    assert len(record.of(ReferralRewardedEvent)) == 1
    assert await counts(game) == (0, 0, 0)


async def test_who_only_passes_by_earns_nobody_anything(
    game: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    link = await payload_of(game)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link), chapter(GUEST))
    for _ in range(2):
        await say(visit(GUEST))
        clock.advance(DAY)
    clock.advance(10 * DAY)
    assert await counts(game) == (1, 0, 0)


async def test_only_so_many_are_paid_in_a_day_and_the_others_wait(
    game: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    link = await payload_of(game)
    guests = range(100, 107)
    for guest in guests:
        await say(UserRegisteredEvent(user_id=guest, start_payload=link))
        clock.advance(3_600)
    await stay(say, clock, *guests)
    assert await counts(game) == (2, 0, 5)
    clock.advance(DAY)
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    await say(DayPassedEvent(started_at=midnight))
    assert await counts(game) == (0, 0, 7)


async def decide(kernel: Kernel, game: GamificationModule, case_id: int, *, approve: bool) -> int:
    """As a custodian; how many invitations that concerned."""
    async with kernel.uow() as tx:
        ruling = await game.goals.referrals.decide(tx, case_id, 1003, approve=approve)
    return ruling.invitations


async def test_a_case_is_decided_once(
    kernel: Kernel, game: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    link = await payload_of(game)
    crowd = range(100, 106)
    await say(*(UserRegisteredEvent(user_id=g, start_payload=link) for g in crowd))
    (case,) = await game.goals.referrals.cases()
    outcomes = await asyncio.gather(
        *(decide(kernel, game, case.id, approve=True) for _ in range(4)),
        return_exceptions=True,
    )
    assert sorted(map(str, outcomes)) == ["6", *["referral.no_such_case()"] * 3]
    assert await counts(game) == (6, 0, 0)
    await stay(say, clock, *crowd)
    assert (await counts(game))[2] == 5
    with pytest.raises(NoSuchCaseError):
        await decide(kernel, game, 2**70, approve=True)


async def test_a_case_that_is_rejected_ends_its_invitations(
    kernel: Kernel, game: GamificationModule, say: Say, clock: SteppedClock
) -> None:
    link = await payload_of(game)
    crowd = range(100, 106)
    await say(*(UserRegisteredEvent(user_id=g, start_payload=link) for g in crowd))
    (case,) = await game.goals.referrals.cases()
    assert await decide(kernel, game, case.id, approve=False) == 6
    await stay(say, clock, *crowd)
    assert await counts(game) == (0, 0, 0)


async def test_two_who_bring_each_other_bring_nobody(game: GamificationModule, say: Say) -> None:
    guests_link = await payload_of(game, GUEST)
    await say(UserRegisteredEvent(user_id=HOST, start_payload=guests_link))
    link = await payload_of(game)
    await say(UserRegisteredEvent(user_id=GUEST, start_payload=link))
    assert (await counts(game), await counts(game, GUEST)) == ((0, 0, 0), (1, 0, 0))
