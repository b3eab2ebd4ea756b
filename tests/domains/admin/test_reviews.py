"""What came too fast is decided about by people who may, once, on record."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from domains.admin import module as admin_module
from domains.admin.errors import NotAllowedError, ReasonMissingError, SeenToAlreadyError
from domains.admin.model import Actor
from domains.admin.reviews.service import ReviewsDesk
from domains.core import Kernel
from domains.gamification import module as game_module
from domains.gamification.module import GamificationModule
from domains.gamification.rules import GameRules
from domains.gamification.rules.model import PointRules
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House


@dataclass
class Affair:
    """A player with one line that waits."""

    desk: ReviewsDesk
    game: GamificationModule
    line_id: int


@pytest.fixture
async def affair(house: House, kernel: Kernel) -> Affair:
    rules = GameRules(points=PointRules(velocity_limit=2), streak_multipliers=(), level_reward=0)
    game = game_module.build(kernel, rules)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(3):
        async with kernel.uow() as tx:
            await game.rewards.earn(tx, PLAYER.id, 50, f"key:{number}", "decision", now)
    desk = admin_module.build_reviews_desk(kernel, house.user.users, game.reviews)
    (line,) = await desk.waiting(ADMIN)
    assert (line.user_id, line.amount, line.rule_code) == (PLAYER.id, 50, "decision")
    return Affair(desk, game, line.line_id)


@pytest.mark.parametrize("actor", [MODERATOR, PLAYER, Actor(4, "owner")])
async def test_nobody_else_may_look_or_decide(affair: Affair, actor: Actor) -> None:
    for attempt in (
        affair.desk.waiting(actor),
        affair.desk.approve(actor, affair.line_id),
        affair.desk.reject(actor, affair.line_id, "a machine"),
    ):
        with pytest.raises(NotAllowedError):
            await attempt
    assert (await affair.game.purses.purse(PLAYER.id)).pending == 50


async def test_of_many_decisions_at_once_one_is_made_and_written_down(
    affair: Affair, house: House
) -> None:
    outcomes = await asyncio.gather(
        *(affair.desk.approve(ADMIN, affair.line_id) for _ in range(4)),
        *(affair.desk.reject(OWNER, affair.line_id, "a machine") for _ in range(4)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, SeenToAlreadyError) for each in outcomes) == 7
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    purse = await affair.game.purses.purse(PLAYER.id)
    kept = 150 if line.action == "review.approve" else 100
    assert (purse.balance, purse.pending) == (kept, 0)
    assert (line.target_user_id, line.details["amount"]) == (PLAYER.id, 50)
    assert await affair.desk.waiting(ADMIN) == []


async def test_taking_back_needs_a_reason_that_the_player_reads(affair: Affair) -> None:
    with pytest.raises(ReasonMissingError):
        await affair.desk.reject(ADMIN, affair.line_id, " ")
    await affair.desk.reject(ADMIN, affair.line_id, "a machine")
    newest = (await affair.game.purses.history(PLAYER.id)).lines[0]
    assert (newest.kind, newest.note, newest.amount) == ("reversal", "a machine", -50)
    assert newest.actor_id == ADMIN.id
