"""Table of duels."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

duel = sa.Table(
    "gamification_duel",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("code", sa.String(12), nullable=False, unique=True, comment="of the invitation"),
    sa.Column("challenger_id", sa.BigInteger, nullable=False),
    sa.Column("opponent_id", sa.BigInteger),
    sa.Column("stake", sa.Integer, nullable=False),
    sa.Column("questions", sa.Text, nullable=False, comment="JSON, ids in order"),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("challenger_hold", sa.Uuid, nullable=False, comment="the reservation"),
    sa.Column("opponent_hold", sa.Uuid, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("challenger_score", sa.Integer),
    sa.Column("opponent_score", sa.Integer),
)
_UNDER_WAY = sa.text("state IN ('open', 'running')")
sa.Index(
    "ix_gamification_duel_under_way",
    duel.c.ends_at,
    sqlite_where=_UNDER_WAY,
    postgresql_where=_UNDER_WAY,
)
sa.Index(
    "ix_gamification_duel_open",
    duel.c.challenger_id,
    unique=True,
    sqlite_where=sa.text("state = 'open'"),
    postgresql_where=sa.text("state = 'open'"),
)
sa.Index("ix_gamification_duel_challenger_id", duel.c.challenger_id)
sa.Index("ix_gamification_duel_opponent_id", duel.c.opponent_id)

PRIVACY = {duel.name: Erasure.DELETE}
