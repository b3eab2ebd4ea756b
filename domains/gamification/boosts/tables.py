"""Tables of the boosts."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

boost = sa.Table(
    "gamification_boost",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(160), primary_key=True, comment="the cause, by name"),
    sa.Column("bps", sa.Integer, nullable=False, comment="10 000 is ×1"),
    sa.Column("starts_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    comment="intervals; those of one strength never overlap",
)
sa.Index("ix_gamification_boost_ends_at", boost.c.user_id, boost.c.ends_at)

PRIVACY = {boost.name: Erasure.DELETE}
