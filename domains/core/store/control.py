"""What operators have ordered: subscriptions that are paused on every instance."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from domains.core.database import Connection, insert_into
from domains.core.store.tables import paused as table


async def paused(connection: Connection) -> frozenset[str]:
    """The names of the paused subscriptions."""
    return frozenset((await connection.execute(sa.select(table.c.subscription))).scalars())


async def pause(connection: Connection, subscription: str, reason: str, now: datetime) -> bool:
    """False when it is paused already."""
    result = await connection.execute(
        insert_into(table, connection.dialect)
        .values(subscription=subscription, reason=reason, paused_at=now)
        .on_conflict_do_nothing()
    )
    return result.rowcount == 1


async def resume(connection: Connection, subscription: str) -> bool:
    """False when it was not paused."""
    result = await connection.execute(sa.delete(table).where(table.c.subscription == subscription))
    return result.rowcount == 1
