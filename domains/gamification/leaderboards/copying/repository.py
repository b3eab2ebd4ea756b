"""SQL for copies of the boards: everybody in pages, and a few at random."""

from __future__ import annotations

import random

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.leaderboards.model import Place
from domains.gamification.leaderboards.tables import board, score


async def open_boards(tx: Transaction) -> list[int]:
    """Editions that still count."""
    rows = await tx.execute(
        sa.select(board.c.board_id).where(board.c.closed_at.is_(None)).order_by(board.c.board_id)
    )
    return [int(board_id) for board_id in rows.scalars()]


async def shown(tx: Transaction, board_id: int, after: int, limit: int) -> list[Place]:
    """Shown players by id, from behind one."""
    rows = await tx.execute(
        sa.select(score.c.score, score.c.neg_reached, score.c.neg_user)
        .where(score.c.board_id == board_id, score.c.user_id > after, score.c.is_shown)
        .order_by(score.c.user_id)
        .limit(limit)
    )
    return [Place(**row._mapping) for row in rows]


async def at_random(tx: Transaction, board_id: int, count: int) -> list[Place]:
    """Some shown players: those behind an id chosen at random, then on from the first."""
    highest = await tx.scalar(
        sa.select(sa.func.max(score.c.user_id)).where(score.c.board_id == board_id)
    )
    if highest is None:
        return []
    found = await shown(tx, board_id, random.randrange(int(highest)), count)
    if len(found) < count:
        seen = {place.user_id for place in found}
        first = await shown(tx, board_id, 0, count)
        found += [place for place in first if place.user_id not in seen]
    return found[:count]
