"""Tables of achievements."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

definition = sa.Table(
    "gamification_achievement_definition",
    metadata,
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("body", sa.Text, nullable=False, comment="the definition as JSON"),
    sa.Column("revision", sa.Integer, nullable=False, unique=True, comment="of all of them"),
    sa.Column("defined_at", UtcDateTime, nullable=False),
    comment="added or eased at run time, over those of the program",
)

progress = sa.Table(
    "gamification_achievement_state",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("period", sa.String(8), primary_key=True, comment="empty: for ever"),
    sa.Column("steps", sa.BigInteger, nullable=False, comment="only grows"),
    sa.Column("state", sa.Text, nullable=False, comment="JSON, as its criterion has it"),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

unlock = sa.Table(
    "gamification_achievement_unlock",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("source_event", sa.Uuid, nullable=False, comment="what completed it"),
    sa.Column("unlocked_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime, comment="by a custodian, for proven cheating"),
    sa.Column("decided_by", sa.BigInteger, comment="who gave it by hand, or took it"),
    sa.Column("note", sa.String(200), comment="why they did"),
)
sa.Index("ix_gamification_achievement_unlock_code", unlock.c.code, unlock.c.tier)

stats = sa.Table(
    "gamification_achievement_stats",
    metadata,
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("holders", sa.BigInteger, nullable=False),
    sa.Column("players", sa.BigInteger, nullable=False, comment="how many there were then"),
)

PRIVACY = {
    definition.name: Erasure.NOT_PERSONAL,
    progress.name: Erasure.DELETE,
    unlock.name: Erasure.DELETE,
    stats.name: Erasure.NOT_PERSONAL,
}
