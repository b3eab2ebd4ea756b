"""The module on its bus: what a player does, and what that is worth."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from domains.core import (
    AchievementUnlockedEvent,
    Kernel,
    LevelReachedEvent,
    PointsAdjustmentRequestedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    StoryChapterCompletedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
    UserSubscriptionChangedEvent,
)
from domains.core.clock import VirtualClock
from domains.core.testing import Record
from domains.gamification import module
from domains.gamification.adjustments.model import cause_of
from domains.gamification.module import GamificationModule
from domains.gamification.rules import GameRules
from tests.domains.gamification.conftest import Say

PLAYER = 7
ADMIN = 1


def decision(turn: int, points: int = 10, user_id: int = PLAYER) -> StoryDecisionMadeEvent:
    return StoryDecisionMadeEvent(
        user_id=user_id, chapter_id="one", decision_id="door", occasion=f"r:{turn}", points=points
    )


def chapter(*, first_time: bool = True) -> StoryChapterCompletedEvent:
    return StoryChapterCompletedEvent(user_id=PLAYER, chapter_id="one", first_time=first_time)


def visit(timezone: str = "UTC") -> UserActivityDetectedEvent:
    return UserActivityDetectedEvent(user_id=PLAYER, activity="update", timezone=timezone)


def plan(name: str) -> UserSubscriptionChangedEvent:
    return UserSubscriptionChangedEvent(user_id=PLAYER, previous_plan="free", new_plan=name)


def adjustment(
    amount: int, reason: str = "for the trouble", cause: str | None = None
) -> PointsAdjustmentRequestedEvent:
    return PointsAdjustmentRequestedEvent(
        user_id=PLAYER,
        amount=amount,
        reason=reason,
        adjustment_id=uuid4(),
        admin_user_id=ADMIN,
        cause=cause,
    )


async def test_a_newcomer_is_welcomed_once(game: GamificationModule, say: Say) -> None:
    registered = UserRegisteredEvent(user_id=PLAYER)
    await say(registered, UserRegisteredEvent(user_id=PLAYER))
    profile = await game.service.profile(PLAYER)
    assert (profile.balance, profile.xp, profile.level) == (10, 0, 1)
    (line,) = await game.service.history(PLAYER)
    assert (line.rule_code, line.kind, line.amount) == ("welcome", "reward", 10)


async def test_somebody_unknown_owns_nothing(game: GamificationModule) -> None:
    profile = await game.service.profile(PLAYER)
    assert (profile.balance, profile.level, profile.streak) == (0, 1, 0)
    assert (profile.level_floor_xp, profile.next_level_xp) == (0, 100)
    assert (profile.unlocked, profile.achievements) == (0, 3)
    assert await game.service.history(PLAYER) == ()
    assert (await game.service.streak_view(PLAYER)).deadline_at is None


async def test_a_decision_pays_besitos_and_experience(
    game: GamificationModule, say: Say, record: Record
) -> None:
    await say(decision(1))
    profile = await game.service.profile(PLAYER)
    # ×1.1 of the first day is 11, and the first step of all is an achievement worth 20.
    assert (profile.balance, profile.xp) == (31, 10)
    award = next(
        e
        for e in record.events
        if isinstance(e, PointsAwardedEvent) and e.action_type == "decision"
    )
    assert (award.points_amount, award.xp_amount, award.multiplier) == (11, 10, 1.1)
    assert award.total_points_after in {11, 31}  # before or after the achievement's


async def test_the_same_decision_told_by_two_events_pays_once(
    game: GamificationModule, say: Say
) -> None:
    await say(decision(1), decision(1), decision(2))
    assert (await game.service.profile(PLAYER)).xp == 20


async def test_a_replayed_chapter_pays_nothing(game: GamificationModule, say: Say) -> None:
    await say(chapter(), chapter(first_time=False), chapter())
    profile = await game.service.profile(PLAYER)
    assert (profile.xp, profile.level) == (150, 2)
    assert profile.balance == 165 + 2 * 20 + 50


async def test_a_plan_multiplies_what_is_earned_later(game: GamificationModule, say: Say) -> None:
    for turn, name in enumerate(("free", "vip", "premium", "free")):
        await say(plan(name))
        await say(decision(turn, 100))
    lines = [line for line in await game.service.history(PLAYER) if line.kind == "earned"]
    assert [line.amount for line in reversed(lines)] == [110, 165, 220, 110]
    assert [line.multiplier_bps for line in reversed(lines)] == [11_000, 16_500, 22_000, 11_000]


async def test_a_plan_told_late_does_not_undo_a_newer_one(
    kernel: Kernel, game: GamificationModule, say: Say
) -> None:
    late = plan("vip").model_copy(update={"timestamp": kernel.clock.now() - timedelta(hours=1)})
    await say(plan("premium"), late)
    await say(decision(1, 100))
    (earned,) = [line for line in await game.service.history(PLAYER) if line.kind == "earned"]
    assert earned.multiplier_bps == 22_000


async def test_a_grant_arrives_with_its_reason(
    game: GamificationModule, say: Say, record: Record
) -> None:
    await say(adjustment(50, "thank you"))
    (line,) = await game.service.history(PLAYER)
    assert (line.amount, line.kind, line.note) == (50, "adjustment", "thank you")
    award = record.of(PointsAwardedEvent)[0]
    assert (award.note, award.action_type) == ("thank you", "admin_adjustment")
    assert (await game.service.profile(PLAYER)).xp == 0


@pytest.mark.parametrize("amount", [50, -5])
async def test_a1_10_the_line_of_an_adjustment_keeps_the_code_of_its_reason(
    game: GamificationModule, say: Say, amount: int
) -> None:
    await say(decision(1, 100))
    await say(adjustment(amount, "the race", "correction"))
    lines = await game.service.history(PLAYER)
    (line,) = [line for line in lines if line.kind == "adjustment"]
    assert (line.amount, cause_of(line.rule_code)) == (amount, "correction")
    assert cause_of("admin_adjustment") is cause_of("decision") is None


async def test_taking_back_stops_at_zero_and_the_line_says_so(
    game: GamificationModule, say: Say, record: Record
) -> None:
    await say(adjustment(30), adjustment(-50), adjustment(-5), adjustment(0))
    assert (await game.service.profile(PLAYER)).balance == 0
    lines = await game.service.history(PLAYER)
    assert [(line.raw_amount, line.amount) for line in lines] == [(-5, 0), (-50, -30), (30, 30)]
    deducted = record.of(PointsDeductedEvent)
    assert [(e.points_amount, e.total_points_after) for e in deducted] == [(30, 0)]
    assert record.failures == []


async def test_a3_a_visit_a_day_grows_the_streak_and_pays_once_a_day(
    game: GamificationModule, say: Say, clock: VirtualClock, record: Record
) -> None:
    for _ in range(4):
        await say(visit(), visit())
        clock.advance(86_400)
    streaks = record.of(StreakUpdatedEvent)
    assert [(e.previous_streak, e.current_streak) for e in streaks] == [
        (0, 1),
        (1, 2),
        (2, 3),
        (3, 4),
    ]
    assert [e.streak_bonus_earned for e in streaks] == [0, 0, 30, 0]
    codes = [line.rule_code for line in await game.service.history(PLAYER)]
    assert codes.count("daily_visit") == 4
    assert codes.count("streak_milestone") == 1
    assert codes.count("achievement") == 1
    assert (await game.service.profile(PLAYER)).recent_unlocks[0].code == "faithful"


async def test_a2_t1_a_jump_reaches_every_level_in_order_and_pays_each_once(
    kernel: Kernel, game: GamificationModule, record: Record
) -> None:
    async with kernel.uow() as tx:
        await game.rewards.earn(tx, PLAYER, 10_000, "jump", "decision", tx.now)
    async with kernel.uow() as tx:
        await game.rewards.earn(tx, PLAYER, 10_000, "jump", "decision", tx.now)
    reached = [e.level for e in record.of(LevelReachedEvent)]
    assert reached == list(range(2, 15))
    paid = [e for e in await game.service.history(PLAYER, 100) if e.rule_code == "level_reward"]
    assert [line.amount for line in reversed(paid)] == [20 * level for level in range(2, 15)]
    assert (await game.service.profile(PLAYER)).level == 14


async def test_a2_t3_a_level_once_reached_survives_every_curve(
    kernel: Kernel, game: GamificationModule, record: Record
) -> None:
    async with kernel.uow() as tx:
        await game.rewards.earn(tx, PLAYER, 1_000, "jump", "decision", tx.now)
    before = await game.service.profile(PLAYER)
    record.clear()
    for step in (500, 50, 500):
        other = module.build(kernel, GameRules(level_step=step))
        async with kernel.uow() as tx:
            await other.rewards.earn(tx, PLAYER, 1, f"again:{step}", "decision", tx.now)
            await other.rewards.earn(tx, PLAYER, 1, f"once:{step}", "decision", tx.now)
        assert (await other.service.profile(PLAYER)).level == before.level == 5
    assert not record.of(LevelReachedEvent)


async def test_a4_unlock_reward_and_event_come_together(
    game: GamificationModule, say: Say, record: Record
) -> None:
    await say(decision(1), decision(2))
    unlocked = record.of(AchievementUnlockedEvent)
    assert [(e.achievement_id, e.tier, e.points_reward) for e in unlocked] == [
        ("first_step", 1, 20)
    ]
    first, chapter_one, faithful = await game.service.achievements_view(PLAYER)
    assert (first.code, first.steps, first.goal) == ("first_step", 2, 1)
    assert first.unlocked_at is not None
    assert (chapter_one.steps, chapter_one.unlocked_at) == (0, None)
    assert (faithful.goal, faithful.tiers) == (3, 1)
