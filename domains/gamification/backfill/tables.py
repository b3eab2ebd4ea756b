"""Reviews of the past: asked for, under way, done."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

review = sa.Table(
    "gamification_achievement_review",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("code", sa.String(48), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("cursor", sa.String(128), nullable=False, comment="the last player seen"),
    sa.Column("players", sa.BigInteger, nullable=False, comment="to look at, when it was asked"),
    sa.Column("done", sa.BigInteger, nullable=False),
    sa.Column("unlocked", sa.BigInteger, nullable=False, comment="tiers"),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("leased_until", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
)
sa.Index(
    "ix_gamification_achievement_review_open",
    review.c.id,
    sqlite_where=sa.text("finished_at IS NULL"),
    postgresql_where=sa.text("finished_at IS NULL"),
)

PRIVACY = {review.name: Erasure.NOT_PERSONAL}
