"""A4.6, A3: what custodians give, take and mend for players: bounded, once, on record."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from domains.admin import module as admin_module
from domains.admin.errors import (
    NotAllowedError,
    OutrankedError,
    ReasonMissingError,
    SeenToAlreadyError,
    UnknownPersonError,
)
from domains.admin.honours.service import HonoursDesk
from domains.admin.mending.model import Ground
from domains.admin.mending.service import MendingDesk
from domains.admin.model import Actor, AuditLine
from domains.core import UserActivityDetectedEvent
from domains.core.events import (
    AchievementRevokedEvent,
    AchievementUnlockedEvent,
    StreakMendedEvent,
)
from domains.core.testing import BusHarness, Record
from domains.gamification import module as game_module
from domains.gamification.achievements.errors import UnknownAchievementError
from domains.gamification.achievements.model import Catalogue
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.module import GamificationModule
from domains.gamification.rules import GameRules
from domains.gamification.streaks.errors import NotRepairableError, QuoteStaleError
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House

DAY = 86_400
CODE = "by_his_hand"
WHO = PLAYER.id


@dataclass
class Care:
    """Two desks over the game's own rooms."""

    kit: BusHarness
    house: House
    game: GamificationModule
    honours: HonoursDesk
    mending: MendingDesk

    async def lines(self) -> list[AuditLine]:
        return list((await self.house.admin.admin.audit_log(OWNER, limit=50)).lines)

    async def visit(self, days_later: float = 0) -> None:
        self.kit.clock.advance(days_later * DAY)
        await self.kit.publish(UserActivityDetectedEvent(user_id=WHO, activity="update"))
        await self.kit.settle()

    async def break_streak(self) -> None:
        """Three days in a row, two missed, and here again today."""
        for later in (0, 1, 1, 3):
            await self.visit(later)

    async def mend(self, actor: Actor = MODERATOR, reason: str = "the lift was stuck") -> int:
        _, streak = await self.mending.broken(actor, WHO)
        return await self.mending.mend(actor, WHO, streak.version, Ground.HOUSE_FAULT, reason)


@pytest.fixture
async def care(kit: BusHarness, house: House) -> Care:
    manual = Catalogue(each for each in CATALOGUE.newest if each.is_manual)
    game = game_module.build(kit.kernel, GameRules(), manual)
    kit.add(game.subscriptions)
    users = house.user.users
    honours = admin_module.build_honours_desk(kit.kernel, users, game.achievements)
    mending = admin_module.build_mending_desk(kit.kernel, users, game.care)
    return Care(kit, house, game, honours, mending)


# -- by hand -------------------------------------------------------------------------------


async def test_what_is_given_by_hand_is_on_record_and_paid_once(
    care: Care, record: Record
) -> None:
    (offered,) = await care.honours.offered(ADMIN, WHO)
    assert (offered.code, offered.standing, offered.reward) == (CODE, "free", 200)
    for _ in range(3):
        await care.honours.give(ADMIN, WHO, CODE, 1, "for the lamp", "press 1")
    await care.kit.settle()
    assert record.of(AchievementUnlockedEvent).one().user_id == WHO
    (line,) = await care.lines()
    assert (line.action, line.actor_id, line.target_user_id, line.reason) == (
        "achievement.give",
        ADMIN.id,
        WHO,
        "for the lamp",
    )
    assert line.details == {"achievement": CODE, "tier": 1}
    (offered,) = await care.honours.offered(ADMIN, WHO)
    assert offered.standing == "held"
    assert (await care.game.purses.purse(WHO)).balance == 200


async def test_of_many_who_give_it_at_once_one_does(care: Care, record: Record) -> None:
    outcomes = await asyncio.gather(
        *(care.honours.give(ADMIN, WHO, CODE, 1, "why", f"press {n}") for n in range(5)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, SeenToAlreadyError) for each in outcomes) == 4
    assert len(await care.lines()) == 1
    assert len(record.of(AchievementUnlockedEvent)) == 1


async def test_what_is_taken_is_taken_for_good_and_the_player_reads_why(
    care: Care, record: Record
) -> None:
    await care.honours.give(ADMIN, WHO, CODE, 1, "a mistake", "press 1")
    for _ in range(2):
        await care.honours.take(ADMIN, WHO, CODE, "somebody else's lamp", "press 2")
    taken = record.of(AchievementRevokedEvent).one()
    assert (taken.achievement_id, taken.tiers, taken.reason) == (CODE, 1, "somebody else's lamp")
    (offered,) = await care.honours.offered(ADMIN, WHO)
    assert offered.standing == "taken"
    with pytest.raises(SeenToAlreadyError):
        await care.honours.give(ADMIN, WHO, CODE, 1, "again", "press 3")
    with pytest.raises(SeenToAlreadyError):
        await care.honours.take(ADMIN, WHO, CODE, "again", "press 4")
    assert [line.action for line in await care.lines()] == ["achievement.take", "achievement.give"]
    assert (await care.game.purses.purse(WHO)).balance == 200


async def test_only_what_is_given_by_hand_is_and_only_with_a_reason(care: Care) -> None:
    with pytest.raises(UnknownAchievementError):
        await care.honours.give(ADMIN, WHO, "first_step", 1, "why", "press 1")
    with pytest.raises(UnknownAchievementError):
        await care.honours.give(ADMIN, WHO, CODE, 2, "why", "press 2")
    with pytest.raises(ReasonMissingError):
        await care.honours.give(ADMIN, WHO, CODE, 1, " ", "press 3")
    with pytest.raises(UnknownPersonError):
        await care.honours.give(ADMIN, 404, CODE, 1, "why", "press 4")
    assert await care.lines() == []


@pytest.mark.parametrize("actor", [MODERATOR, PLAYER, Actor(4, "owner")])
async def test_nobody_else_gives_or_takes_and_a_try_is_on_record(care: Care, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        await care.honours.offered(actor, WHO)
    with pytest.raises(NotAllowedError):
        await care.honours.give(actor, WHO, CODE, 1, "why", "press 1")
    with pytest.raises(NotAllowedError):
        await care.honours.take(actor, WHO, CODE, "why", "press 2")
    assert [line.result for line in await care.lines()] == ["denied", "denied"]


async def test_nobody_decorates_themselves_or_strips_an_equal(care: Care) -> None:
    with pytest.raises(OutrankedError):
        await care.honours.give(ADMIN, ADMIN.id, CODE, 1, "why", "press 1")
    await care.honours.give(OWNER, 5, CODE, 1, "why", "press 2")
    with pytest.raises(OutrankedError):
        await care.honours.take(ADMIN, 5, CODE, "why", "press 3")
    assert [line.result for line in await care.lines()] == ["denied", "done", "denied"]


# -- mending -------------------------------------------------------------------------------


async def test_a_streak_is_mended_for_nothing_with_a_ground_and_the_player_reads_why(
    care: Care, record: Record
) -> None:
    await care.break_streak()
    before = (await care.game.purses.purse(WHO)).balance
    assert await care.mend() == 4
    await care.kit.settle()
    mended = record.of(StreakMendedEvent).one()
    assert (mended.user_id, mended.length, mended.missed) == (WHO, 4, 2)
    assert mended.reason == "the lift was stuck"
    (line,) = await care.lines()
    assert (line.action, line.actor_id, line.target_user_id) == ("streak.mend", 3, WHO)
    assert line.details == {"ground": "house_fault", "days": 4}
    history = (await care.game.purses.history(WHO)).lines
    assert not any(each.rule_code == "streak_repair" for each in history)
    assert (await care.game.purses.purse(WHO)).balance >= before
    kinds = [day.kind for day in (await care.game.service.streak_view(WHO)).days[-6:]]
    assert kinds == ["action", "action", "action", "repair", "repair", "action"]


async def test_of_many_menders_one_mends(care: Care, record: Record) -> None:
    await care.break_streak()
    _, streak = await care.mending.broken(MODERATOR, WHO)
    outcomes = await asyncio.gather(
        *(
            care.mending.mend(actor, WHO, streak.version, Ground.TRAVEL, "why")
            for actor in (MODERATOR, ADMIN, OWNER)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(each, QuoteStaleError) for each in outcomes) == 2
    assert len(record.of(StreakMendedEvent)) == 1
    assert len(await care.lines()) == 1


async def test_a3_the_house_keeps_to_the_bounds_of_a_paid_repair(care: Care) -> None:
    with pytest.raises(NotRepairableError, match="nothing_broken"):
        await care.mend()
    await care.break_streak()
    assert await care.mend() == 4
    await care.visit(3)
    _, again = await care.mending.broken(MODERATOR, WHO)
    assert again.obstacle == "too_soon"
    with pytest.raises(NotRepairableError, match="too_soon"):
        await care.mend()
    await care.visit(40)
    _, late = await care.mending.broken(MODERATOR, WHO)
    assert late.obstacle == "too_late"
    with pytest.raises(NotRepairableError, match="too_late"):
        await care.mend()
    assert len(await care.lines()) == 1


async def test_a3_whoever_is_not_here_today_is_waited_for(care: Care) -> None:
    for later in (0, 1, 1):
        await care.visit(later)
    care.kit.clock.advance(2.5 * DAY)
    _, streak = await care.mending.broken(MODERATOR, WHO)
    assert (streak.length, streak.obstacle) == (3, "not_here_today")
    with pytest.raises(NotRepairableError, match="not_here_today"):
        await care.mend()


async def test_the_hours_of_the_house_are_a_number_of_the_book(care: Care) -> None:
    await care.break_streak()
    for later in (1, 1):
        await care.visit(later)
    _, late = await care.mending.broken(MODERATOR, WHO)
    assert late.obstacle == "too_late"
    now = care.game.book.now
    longer = now.streak.model_copy(update={"support_hours": 720})
    care.game.book.replace(now.model_copy(update={"streak": longer}))
    _, streak = await care.mending.broken(MODERATOR, WHO)
    assert streak.obstacle is None


async def test_a3_t8_mending_for_nothing_pays_no_milestone_twice(care: Care) -> None:
    await care.break_streak()

    async def milestones() -> list[int]:
        history = (await care.game.purses.history(WHO)).lines
        return [each.amount for each in history if each.rule_code == "streak_milestone"]

    assert await milestones() == [30]
    await care.mend()
    await care.kit.settle()
    assert await milestones() == [30]


@pytest.mark.parametrize("actor", [PLAYER, Actor(4, "owner"), Actor(7, "moderator")])
async def test_nobody_else_mends_and_a_try_is_on_record(care: Care, actor: Actor) -> None:
    await care.break_streak()
    with pytest.raises(NotAllowedError):
        await care.mending.broken(actor, WHO)
    with pytest.raises(NotAllowedError):
        await care.mending.mend(actor, WHO, 4, Ground.TRAVEL, "why")
    assert [line.result for line in await care.lines()] == ["denied"]


async def test_nobody_mends_their_own_or_without_words(care: Care) -> None:
    await care.break_streak()
    with pytest.raises(OutrankedError):
        await care.mending.mend(MODERATOR, MODERATOR.id, 0, Ground.TRAVEL, "why")
    with pytest.raises(ReasonMissingError):
        await care.mend(reason="\u200b")
    with pytest.raises(UnknownPersonError):
        await care.mending.mend(MODERATOR, 404, 0, Ground.TRAVEL, "why")
    assert [line.result for line in await care.lines()] == ["denied"]
