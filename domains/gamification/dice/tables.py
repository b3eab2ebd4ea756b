"""Table of throws."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

throw = sa.Table(
    "gamification_throw",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("occasion", sa.String(64), nullable=False, comment="the press that asked for it"),
    sa.Column("stake", sa.Integer, nullable=False, comment="0: free"),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("value", sa.SmallInteger),
    sa.Column("payout", sa.Integer, nullable=False),
    sa.Column("utc_day", sa.Date, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("user_id", "occasion"),
)
sa.Index(
    "ix_gamification_throw_open",
    throw.c.opened_at,
    sqlite_where=sa.text("state = 'open'"),
    postgresql_where=sa.text("state = 'open'"),
)

PRIVACY = {throw.name: Erasure.DELETE}
