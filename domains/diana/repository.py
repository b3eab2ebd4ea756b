"""SQL of the diana module.

Different kinds of events arrive in any order, so each statement touches only its own columns
and the later fact wins by its own time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.database import UtcDateTime
from domains.core.unit_of_work import Transaction
from domains.diana.model import MISSED_AFTER, Acquaintance, Chapter
from domains.diana.tables import chapter, player

_BLANK = {"decisions": 0, "streak": 0, "relationship": 0, "rises": 0, "falls": 0}

_KNOWN = [player.c[name] for name in Acquaintance.__dataclass_fields__ if name != "chapters"]


class Acquaintances:
    """What is known about each person."""

    async def get(self, tx: Transaction, user_id: int) -> Acquaintance:
        """What is known; a blank page for somebody unheard of."""
        row = (await tx.execute(sa.select(*_KNOWN).where(player.c.user_id == user_id))).first()
        rows = await tx.execute(
            sa.select(chapter.c.chapter_id, chapter.c.started_at, chapter.c.completed_at)
            .where(chapter.c.user_id == user_id)
            .order_by(chapter.c.chapter_id)
        )
        chapters = tuple(Chapter(**chapter_row._mapping) for chapter_row in rows)
        facts = dict(row._mapping) if row is not None else {}
        return Acquaintance(**facts, chapters=chapters)

    async def registered(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """They met."""
        await self._learn(tx, user_id, {"registered_at": at})

    async def seen(self, tx: Transaction, user_id: int, at: datetime) -> None:
        """They were here; after a long absence it is remembered when they left."""
        was_long = player.c.last_seen_at <= at - MISSED_AFTER
        await self._learn(
            tx,
            user_id,
            {"last_seen_at": at},
            last_seen_at=_later(player.c.last_seen_at, at),
            left_at=sa.case((was_long, player.c.last_seen_at), else_=player.c.left_at),
            returned_at=sa.case((was_long, _instant(at)), else_=player.c.returned_at),
        )

    async def decided(self, tx: Transaction, user_id: int) -> None:
        """They decided something in the story."""
        await self._learn(tx, user_id, {"decisions": 1}, decisions=player.c.decisions + 1)

    async def streak(self, tx: Transaction, user_id: int, days: int, at: datetime) -> None:
        """Their streak is so many days."""
        await self._learn_latest(tx, user_id, "streak", days, at)

    async def unlocked(self, tx: Transaction, user_id: int, code: str, at: datetime) -> None:
        """They unlocked an achievement."""
        await self._learn_latest(tx, user_id, "last_unlock", code, at)

    async def relationship(
        self, tx: Transaction, user_id: int, value: int, change: int, at: datetime
    ) -> None:
        """The relationship moved."""
        await self._learn_latest(tx, user_id, "relationship", value, at)
        swing = player.c.rises if change > 0 else player.c.falls
        if change:
            await tx.execute(
                sa.update(player).where(player.c.user_id == user_id).values({swing: swing + 1})
            )

    async def chapter_started(
        self, tx: Transaction, user_id: int, chapter_id: str, at: datetime
    ) -> None:
        """They began a chapter, or began it again."""
        await self._chapter(tx, user_id, chapter_id, "started_at", at)

    async def chapter_completed(
        self, tx: Transaction, user_id: int, chapter_id: str, at: datetime
    ) -> None:
        """They reached a chapter's end."""
        await self._chapter(tx, user_id, chapter_id, "completed_at", at)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row about somebody, instants as ISO text."""
        exported = {}
        for table in (player, chapter):
            rows = await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            exported[table.name] = [_plain(dict(row._mapping)) for row in rows]
        return exported

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete every row about somebody."""
        for table in (chapter, player):
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))

    async def _learn(
        self, tx: Transaction, user_id: int, facts: dict[str, Any], **changes: Any
    ) -> None:
        await tx.execute(
            tx.insert(player)
            .values({"user_id": user_id, **_BLANK, **facts})
            .on_conflict_do_update(index_elements=["user_id"], set_=changes or facts)
        )

    async def _learn_latest(
        self, tx: Transaction, user_id: int, column: str, value: Any, at: datetime
    ) -> None:
        known_at = player.c[f"{column}_at"]
        facts = {column: value, known_at.name: at}
        await tx.execute(
            tx.insert(player)
            .values({"user_id": user_id, **_BLANK, **facts})
            .on_conflict_do_update(
                index_elements=["user_id"],
                set_=facts,
                where=sa.or_(known_at.is_(None), known_at <= at),
            )
        )

    async def _chapter(
        self, tx: Transaction, user_id: int, chapter_id: str, column: str, at: datetime
    ) -> None:
        await tx.execute(
            tx.insert(chapter)
            .values({"user_id": user_id, "chapter_id": chapter_id, column: at})
            .on_conflict_do_update(
                index_elements=["user_id", "chapter_id"],
                set_={column: _later(chapter.c[column], at)},
            )
        )


def _instant(at: datetime) -> sa.BindParameter[datetime]:
    return sa.literal(at, UtcDateTime)


def _later(column: sa.Column[Any], at: datetime) -> sa.Case[Any]:
    return sa.case((column > at, column), else_=_instant(at))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
