"""Tables of missions."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

period = sa.Table(
    "gamification_mission_period",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("cadence", sa.String(8), primary_key=True),
    sa.Column("period", sa.String(16), primary_key=True),
    sa.Column("timezone", sa.String(64), nullable=False),
    sa.Column("assigned_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("rerolls", sa.Integer, nullable=False),
    sa.Column("bonus_at", UtcDateTime, comment="when the whole set was claimed"),
)

assignment = sa.Table(
    "gamification_mission",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("cadence", sa.String(8), nullable=False),
    sa.Column("period", sa.String(16), nullable=False),
    sa.Column("slot", sa.String(48), nullable=False),
    sa.Column("code", sa.String(48), nullable=False),
    sa.Column("criterion", sa.Text, nullable=False, comment="JSON, as it was when given"),
    sa.Column("goal", sa.Integer, nullable=False),
    sa.Column("reward", sa.Integer, nullable=False, comment="besitos"),
    sa.Column("state", sa.Text, nullable=False, comment="JSON, as its criterion has it"),
    sa.Column("status", sa.String(10), nullable=False),
    sa.Column("version", sa.Integer, nullable=False, comment="grows when exchanged"),
    sa.Column("assigned_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("claimable_until", UtcDateTime, nullable=False),
    sa.UniqueConstraint("user_id", "cadence", "period", "slot"),
)
sa.Index(
    "ix_gamification_mission_unclaimed",
    assignment.c.claimable_until,
    sqlite_where=sa.text("status = 'completed'"),
    postgresql_where=sa.text("status = 'completed'"),
)

PRIVACY = {period.name: Erasure.DELETE, assignment.name: Erasure.DELETE}
