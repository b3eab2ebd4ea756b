"""Tables of streaks."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

streak = sa.Table(
    "gamification_streak",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("run_id", sa.String(40), nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("length", sa.Integer, nullable=False, comment="0: broken"),
    sa.Column("best", sa.Integer, nullable=False),
    sa.Column("deadline_at", UtcDateTime, nullable=False),
    sa.Column("timezone", sa.String(64), nullable=False),
    sa.Column("freezes", sa.Integer, nullable=False, comment="owned, not yet used"),
    sa.Column("broken_at", UtcDateTime),
    sa.Column("broken_length", sa.Integer, nullable=False),
    sa.Column("previous_run_id", sa.String(40)),
    sa.Column("previous_first_day", sa.Date),
    sa.Column("previous_last_day", sa.Date),
    sa.Column("previous_length", sa.Integer, nullable=False),
    sa.Column("previous_broken_at", UtcDateTime),
    sa.Column("timezone_changed_at", UtcDateTime),
    sa.Column("repaired_at", UtcDateTime),
    sa.Column("version", sa.Integer, nullable=False, comment="of this row: counts its changes"),
)
sa.Index(
    "ix_gamification_streak_deadline_at",
    streak.c.deadline_at,
    sqlite_where=sa.text("length > 0"),
    postgresql_where=sa.text("length > 0"),
)

streak_day = sa.Table(
    "gamification_streak_day",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True, comment="the player's own day"),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("run_id", sa.String(40), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

streak_grant = sa.Table(
    "gamification_streak_grant",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(160), primary_key=True, comment="the cause, by name"),
    sa.Column("count", sa.Integer, nullable=False, comment="freezes given"),
    sa.Column("at", UtcDateTime, nullable=False),
    comment="where freezes came from; each cause gives once",
)

PRIVACY = {
    streak.name: Erasure.DELETE,
    streak_day.name: Erasure.DELETE,
    streak_grant.name: Erasure.DELETE,
}
