"""Tables of achievements."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

progress = sa.Table(
    "gamification_achievement_progress",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(48), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("steps", sa.BigInteger, nullable=False, comment="only grows"),
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
)

PRIVACY = {progress.name: Erasure.DELETE, unlock.name: Erasure.DELETE}
