"""Table of gifts."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

gift = sa.Table(
    "gamification_gift",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True, comment="the player's own day"),
    sa.Column("number", sa.Integer, nullable=False, comment="of the player's gifts, from 1"),
    sa.Column("prize", sa.String(32), nullable=False),
    sa.Column("besitos", sa.Integer, nullable=False),
    sa.Column("item", sa.String(64)),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("seed", sa.String(16), nullable=False, comment="what it was drawn with"),
    sa.Column("timezone", sa.String(64), nullable=False),
    sa.Column("claimed_at", UtcDateTime, nullable=False),
)

PRIVACY = {gift.name: Erasure.DELETE}
