"""SQL of what is known of players."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from domains.core.database import insert_into
from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction
from domains.gamification.players.model import Player
from domains.gamification.players.tables import finished, player

_PLAYER = [player.c[name] for name in Player.__dataclass_fields__]
_NEW = {"timezone": "UTC", "active_days": 0, "last_day": None, "has_acted": False}
"""Somebody of whom nothing is known yet."""


@cache
def _saw(dialect: str) -> postgresql.Insert:
    new = insert_into(player, dialect)
    is_new = sa.or_(player.c.last_day.is_(None), player.c.last_day < new.excluded.last_day)
    return new.on_conflict_do_update(
        index_elements=["user_id"],
        set_={
            "timezone": new.excluded.timezone,
            "active_days": player.c.active_days + sa.case((is_new, 1), else_=0),
            "last_day": sa.case((is_new, new.excluded.last_day), else_=player.c.last_day),
        },
    )


@cache
def _acted(dialect: str) -> postgresql.Insert:
    return insert_into(player, dialect).on_conflict_do_update(
        index_elements=["user_id"], set_={"has_acted": True}, where=~player.c.has_acted
    )


class Players:
    """One row for everybody who was ever here."""

    async def meet(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """Somebody is here, perhaps for the first time."""
        met = {"user_id": user_id, "first_seen_at": at}
        await tx.execute(tx.insert(player).on_conflict_do_nothing(), _NEW | met)

    async def saw(self, tx: Transaction, user_id: int, at: datetime, timezone: str) -> None:
        """Somebody was here at `at`, by the clock of this zone. A day counts once."""
        seen = {"active_days": 1, "last_day": utc_day(at), "timezone": timezone}
        await tx.execute(_saw(tx.dialect), _NEW | {"user_id": user_id, "first_seen_at": at} | seen)

    async def move(self, tx: Transaction, user_id: int, timezone: str) -> None:
        """Somebody lives by another clock."""
        await tx.execute(
            sa.update(player).where(player.c.user_id == user_id).values(timezone=timezone)
        )

    async def acted(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """Somebody did something real."""
        did = {"user_id": user_id, "first_seen_at": at, "has_acted": True}
        await tx.execute(_acted(tx.dialect), _NEW | did)

    async def finish(self, tx: Transaction, user_id: int, chapter_id: str) -> None:
        """Somebody read a chapter to its end."""
        new = {"user_id": user_id, "chapter_id": chapter_id}
        await tx.execute(tx.insert(finished).values(new).on_conflict_do_nothing())

    async def get(self, tx: Transaction, user_id: int, *, lock: bool = False) -> Player | None:
        """The player, or None. With `lock` nobody else decides about them until we commit."""
        query = sa.select(*_PLAYER).where(player.c.user_id == user_id)
        row = (await tx.execute(query.with_for_update() if lock else query)).first()
        return Player(**row._mapping) if row is not None else None

    async def chapters(self, tx: Transaction, user_id: int) -> set[str]:
        """The chapters that somebody has read to their end."""
        rows = await tx.execute(
            sa.select(finished.c.chapter_id).where(finished.c.user_id == user_id)
        )
        return set(rows.scalars())

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in (player, finished)
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        for table in (player, finished):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))
