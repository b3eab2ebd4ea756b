"""Table of questions as they were asked."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

asked = sa.Table(
    "gamification_question",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("question_id", sa.String(32), nullable=False),
    sa.Column("mode", sa.String(8), nullable=False),
    sa.Column("occasion", sa.String(64), nullable=False),
    sa.Column("order", sa.String(4), nullable=False, comment="which option stands where"),
    sa.Column("shown_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("answer", sa.SmallInteger, comment="where somebody pressed"),
    sa.Column("answered_at", UtcDateTime),
    sa.Column("reward", sa.Integer, nullable=False, comment="besitos before multipliers"),
    sa.UniqueConstraint("user_id", "occasion"),
)

PRIVACY = {asked.name: Erasure.DELETE}
