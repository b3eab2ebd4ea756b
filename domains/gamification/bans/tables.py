"""Bans as the game has heard of them."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

ban = sa.Table(
    "gamification_ban",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("case_id", sa.Uuid, primary_key=True),
    sa.Column("banned_at", UtcDateTime, comment="empty: only its end was heard of so far"),
    sa.Column("ended_at", UtcDateTime, comment="empty: in force"),
    comment="who is banned, case by case, in whatever order it was heard",
)

PRIVACY = {ban.name: Erasure.DELETE}
