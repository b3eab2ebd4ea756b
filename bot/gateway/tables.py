"""Tables of everything outgoing: who can be reached, and what they still have to be told."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

chat = sa.Table(
    "telegram_chat",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("unreachable_since", UtcDateTime),
    sa.Column("reason", sa.String(16), comment="blocked, deactivated, never_started, forbidden"),
    comment="only chats that refused us once have a row",
)

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
    sa.Column("due_at", UtcDateTime, nullable=False),
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

PRIVACY = {
    chat.name: Erasure.DELETE,
    notification.name: Erasure.DELETE,
}
