"""SQL that fills the boards in bulk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.leaderboards.loading.model import Extra
from domains.gamification.leaderboards.model import BoardKind, Tally
from domains.gamification.leaderboards.tables import player, score, tally

BATCH = 10_000


async def is_empty(tx: Transaction) -> bool:
    """Has nobody ever had a score or a name here?"""
    for table in (score, player):
        if (await tx.execute(sa.select(sa.literal(1)).select_from(table).limit(1))).first():
            return False
    return True


async def add(tx: Transaction, people: Sequence[Extra], boards: Mapping[BoardKind, int]) -> None:
    """Write people and their scores, all shown. The histogram is written at the end."""
    await tx.execute(
        sa.insert(player),
        [
            {"user_id": each.user_id, "alias": each.name, "is_hidden": False, "is_banned": False}
            for each in people
        ],
    )
    await tx.execute(
        sa.insert(score),
        [
            {
                "board_id": boards[kind],
                "user_id": each.user_id,
                "score": place.score,
                "neg_reached": place.neg_reached,
                "neg_user": place.neg_user,
                "is_shown": True,
            }
            for each in people
            for kind, place in each.places.items()
        ],
    )


async def write_histogram(tx: Transaction, counts: Counter[Tally]) -> None:
    """Write the whole histogram of the boards."""
    names = ("board_id", "level", "score", "slot")
    keys = iter(sorted(counts))
    while chunk := list(islice(keys, BATCH)):
        rows = [{**dict(zip(names, key, strict=True)), "members": counts[key]} for key in chunk]
        await tx.execute(sa.insert(tally), rows)


async def analyze(tx: Transaction) -> None:
    """Let the database look at what it holds, as it does by itself after a while."""
    await tx.execute(sa.text("ANALYZE"))
