"""Tables of what is known of players."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

player = sa.Table(
    "gamification_player",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("timezone", sa.String(64), nullable=False),
    sa.Column("first_seen_at", UtcDateTime, nullable=False),
    sa.Column("last_day", sa.Date, comment="the last UTC day they were here"),
    sa.Column("active_days", sa.Integer, nullable=False, comment="different UTC days"),
    sa.Column("has_acted", sa.Boolean, nullable=False),
)

finished = sa.Table(
    "gamification_player_chapter",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chapter_id", sa.String(64), primary_key=True),
)

PRIVACY = {player.name: Erasure.DELETE, finished.name: Erasure.DELETE}
