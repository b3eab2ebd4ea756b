"""SQL of the gateway: chats that refuse us."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.gateway.tables import chat
from domains.core.unit_of_work import Transaction


async def mark_unreachable(tx: Transaction, chat_id: int, reason: str) -> bool:
    """Note that a chat refuses us. False when that was known; the first instant stays."""
    result = await tx.execute(
        tx.insert(chat)
        .values(chat_id=chat_id, unreachable_since=tx.now, reason=reason)
        .on_conflict_do_update(
            index_elements=["chat_id"],
            set_={"unreachable_since": tx.now, "reason": reason},
            where=chat.c.unreachable_since.is_(None),
        )
        .returning(chat.c.chat_id)
    )
    return result.first() is not None


async def mark_reachable(
    tx: Transaction, chat_id: int, refused_before: datetime | None = None
) -> bool:
    """Note that a chat is open again. False when it was.

    With `refused_before` a refusal since that instant stands.
    """
    query = sa.update(chat).where(chat.c.chat_id == chat_id, chat.c.unreachable_since.is_not(None))
    if refused_before is not None:
        query = query.where(chat.c.unreachable_since < refused_before)
    result = await tx.execute(query.values(unreachable_since=None, reason=None))
    return result.rowcount == 1


async def is_reachable(tx: Transaction, chat_id: int) -> bool:
    """Does the chat take messages, as far as we know?"""
    since = await tx.scalar(sa.select(chat.c.unreachable_since).where(chat.c.chat_id == chat_id))
    return since is None
