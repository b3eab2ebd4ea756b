"""Editions of boards, and what counts for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from domains.core import (
    Kernel,
    PointsAwardedEvent,
    Transaction,
    UserRegisteredEvent,
)
from domains.core.testing import BusHarness
from domains.gamification.leaderboards.model import BoardKind, Tally, period_of, tallies
from domains.gamification.leaderboards.repository import Boards, Scores
from domains.gamification.leaderboards.service import Scoring
from domains.gamification.leaderboards.tables import score, tally

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


async def differences(tx: Transaction, board_ids: Collection[int]) -> list[Tally]:
    """Rows of the histogram that do not say what the scores say. Reads everything."""
    wrong: list[Tally] = []
    for board_id in board_ids:
        counted: dict[Tally, int] = {}
        rows = await tx.execute(
            sa.select(score.c.user_id).where(score.c.board_id == board_id, score.c.is_shown)
        )
        for user_id in rows.scalars().all():
            place = (await Scores().places(tx, user_id, [board_id]))[board_id]
            for key in tallies(board_id, place):
                counted[key] = counted.get(key, 0) + 1
        stored = {
            (row.board_id, row.level, row.score, row.slot): row.members
            for row in await tx.execute(sa.select(tally).where(tally.c.board_id == board_id))
        }
        keys = counted.keys() | stored.keys()
        wrong += sorted(key for key in keys if counted.get(key, 0) != stored.get(key, 0))
    return wrong
