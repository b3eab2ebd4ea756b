"""Editions of boards, and what counts for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from domains.core import (
    Kernel,
    PointsAwardedEvent,
    UserRegisteredEvent,
)
from domains.core.testing import BusHarness
from domains.gamification.leaderboards.model import BoardKind, period_of
from domains.gamification.leaderboards.repository import Boards
from domains.gamification.leaderboards.service import Scoring

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def award(user_id: int, xp: int, at: datetime | None = None) -> PointsAwardedEvent:
    return PointsAwardedEvent(
        user_id=user_id, points_amount=xp, action_type="decision", xp_amount=xp, occurred_at=at
    )


def named(user_id: int, name: str) -> UserRegisteredEvent:
    return UserRegisteredEvent(user_id=user_id, first_name=name)


async def fill(kernel: Kernel, awards: Sequence[tuple[int, int, datetime]]) -> None:
    scoring = Scoring()
    async with kernel.uow() as tx:
        for user_id, xp, at in awards:
            await scoring.earned(tx, user_id, xp, at)


async def board_id(kernel: Kernel, kind: BoardKind, at: datetime) -> int:
    async with kernel.uow.reading() as tx:
        found = await Boards().get(tx, [period_of(kind, at)])
    return found[kind].board_id


async def pass_by(kit: BusHarness, instant: datetime) -> None:
    """Time jumps there, and what is then due happens."""
    kit.clock.advance((instant - kit.clock.now()).total_seconds())
    await kit.advance(timedelta(seconds=2))
