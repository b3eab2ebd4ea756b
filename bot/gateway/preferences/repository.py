"""SQL of what people want to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.gateway.preferences.model import (
    SWITCHABLE,
    Category,
    Choices,
    Level,
    Nudge,
)
from bot.gateway.preferences.tables import choice, nudge
from domains.core.unit_of_work import Transaction


async def choices_of(tx: Transaction, user_id: int) -> Choices:
    """What somebody chose, or the defaults."""
    row = (await tx.execute(sa.select(choice).where(choice.c.user_id == user_id))).first()
    if row is None:
        return Choices()
    levels = {category: Level(row._mapping[category.value]) for category in SWITCHABLE}
    return Choices(levels, row.quiet_from, row.quiet_until)


async def write(tx: Transaction, user_id: int, **values: Any) -> None:
    """Write what somebody chose; what they did not mention stays."""
    standard = Choices()
    new = {
        "user_id": user_id,
        **{category.value: standard.of(category).value for category in SWITCHABLE},
        "quiet_from": standard.quiet_from,
        "quiet_until": standard.quiet_until,
        **values,
    }
    await tx.execute(
        tx.insert(choice)
        .values(new)
        .on_conflict_do_update(index_elements=["user_id"], set_=values)
    )


async def last_nudge(tx: Transaction, user_id: int, category: Category) -> Nudge | None:
    """The latest nudge of a category."""
    row = (
        await tx.execute(
            sa.select(nudge.c.sent_at, nudge.c.unanswered, nudge.c.notification_id).where(
                nudge.c.user_id == user_id, nudge.c.category == category.value
            )
        )
    ).first()
    return Nudge(**row._mapping) if row is not None else None


async def take_turn(
    tx: Transaction, user_id: int, category: Category, mine: Nudge, last_sent_at: datetime | None
) -> bool:
    """Be the nudge that goes out. False when another one was quicker since `last_sent_at`."""
    new = tx.insert(nudge).values(
        user_id=user_id,
        category=category.value,
        sent_at=mine.sent_at,
        unanswered=mine.unanswered,
        notification_id=mine.notification_id,
    )
    if last_sent_at is None:
        new = new.on_conflict_do_nothing()
    else:
        columns = ("sent_at", "unanswered", "notification_id")
        new = new.on_conflict_do_update(
            index_elements=["user_id", "category"],
            set_={name: new.excluded[name] for name in columns},
            where=nudge.c.sent_at == last_sent_at,
        )
    taken = await tx.execute(new.returning(nudge.c.user_id))
    return taken.first() is not None
