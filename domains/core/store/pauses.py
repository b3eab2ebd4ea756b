"""Subscriptions that an operator has paused, for every instance."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.tables import paused


async def pause(connection: Connection, subscription: str, reason: str, now: datetime) -> bool:
    """False when it is paused already; its reason is replaced then."""
    values = {"subscription": subscription, "reason": reason, "paused_at": now}
    added = await connection.execute(
        insert_into(paused, connection.dialect).values(**values).on_conflict_do_nothing()
    )
    if added.rowcount == 1:
        return True
    await connection.execute(
        sa.update(paused).where(paused.c.subscription == subscription).values(reason=reason)
    )
    return False


async def resume(connection: Connection, subscription: str) -> bool:
    """False when it was not paused."""
    removed = await connection.execute(
        sa.delete(paused).where(paused.c.subscription == subscription)
    )
    return removed.rowcount == 1


async def names(connection: Connection) -> set[str]:
    """Every paused subscription."""
    rows = await connection.execute(sa.select(paused.c.subscription))
    return set(rows.scalars())
