"""What other modules said about a player that changes what they earn."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

plan = sa.Table(
    "gamification_plan",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("plan", sa.String(64), nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
)

PRIVACY = {plan.name: Erasure.DELETE}
