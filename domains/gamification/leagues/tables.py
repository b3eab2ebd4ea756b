"""Tables of leagues."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, metadata
from domains.core.privacy import Erasure

cohort = sa.Table(
    "gamification_league",
    metadata,
    sa.Column("cohort_id", BigId, primary_key=True, autoincrement=True),
    sa.Column("week", sa.String(16), nullable=False),
    sa.Column("tier", sa.SmallInteger, nullable=False),
    sa.Column("band", sa.SmallInteger, nullable=False, comment="tenth of last week's activity"),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("seat_table", sa.SmallInteger, nullable=False),
    sa.Column("seated", sa.Integer, nullable=False),
    sa.UniqueConstraint("week", "tier", "band", "round", "seat_table"),
)

member = sa.Table(
    "gamification_league_member",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("week", sa.String(16), primary_key=True),
    sa.Column("cohort_id", sa.BigInteger, nullable=False),
    sa.Column("tier", sa.SmallInteger, nullable=False),
)
sa.Index("ix_gamification_league_member_cohort_id", member.c.cohort_id)

PRIVACY = {cohort.name: Erasure.NOT_PERSONAL, member.name: Erasure.DELETE}
