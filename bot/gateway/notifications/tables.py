"""Table of what people still have to be told, and were told lately."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

notification = sa.Table(
    "telegram_notification",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("params", sa.Text, nullable=False, comment="JSON"),
    sa.Column("dedupe_key", sa.String(128), nullable=False, unique=True),
    sa.Column("correlation_id", sa.String(128), nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("claimed_by", sa.String(160), comment="turn:<correlation> or sender:<instance>"),
    sa.Column("claimed_at", UtcDateTime),
    sa.Column("category", sa.String(16), nullable=False),
    sa.Column("priority", sa.SmallInteger, nullable=False, comment="the lower, the sooner"),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, comment="from then on nobody wants to know"),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
sa.Index(
    "ix_telegram_notification_due",
    notification.c.due_at,
    sqlite_where=sa.text("state = 'pending'"),
    postgresql_where=sa.text("state = 'pending'"),
)
sa.Index(
    "ix_telegram_notification_claimed",
    notification.c.claimed_at,
    sqlite_where=sa.text("state = 'claimed'"),
    postgresql_where=sa.text("state = 'claimed'"),
)
sa.Index("ix_telegram_notification_turn", notification.c.user_id, notification.c.correlation_id)
sa.Index("ix_telegram_notification_created_at", notification.c.created_at)

PRIVACY = {notification.name: Erasure.DELETE}
