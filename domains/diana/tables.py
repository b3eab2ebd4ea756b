"""Tables of the diana module: what she knows, all of it learnt from events."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

player = sa.Table(
    "diana_player",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("registered_at", UtcDateTime),
    sa.Column("last_seen_at", UtcDateTime),
    sa.Column("left_at", UtcDateTime, comment="last seen before the last long absence"),
    sa.Column("returned_at", UtcDateTime, comment="first seen after it"),
    sa.Column("decisions", sa.Integer, nullable=False),
    sa.Column("streak", sa.Integer, nullable=False, comment="days"),
    sa.Column("streak_at", UtcDateTime),
    sa.Column("last_unlock", sa.String(64), comment="an achievement's id"),
    sa.Column("last_unlock_at", UtcDateTime),
    sa.Column("relationship", sa.Integer, nullable=False),
    sa.Column("relationship_at", UtcDateTime),
    sa.Column("rises", sa.Integer, nullable=False),
    sa.Column("falls", sa.Integer, nullable=False),
)

chapter = sa.Table(
    "diana_chapter",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chapter_id", sa.String(64), primary_key=True),
    sa.Column("started_at", UtcDateTime),
    sa.Column("completed_at", UtcDateTime),
)

PRIVACY = {player.name: Erasure.DELETE, chapter.name: Erasure.DELETE}
