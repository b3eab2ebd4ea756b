"""Readers, and what they own: a projection of other modules' events, and preferences."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

reader = sa.Table(
    "narrative_reader",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("plan", sa.String(64), nullable=False, comment="as the user module says"),
    sa.Column("plan_ends_at", UtcDateTime),
    sa.Column("plan_said_at", UtcDateTime, comment="when that was said: older news is no news"),
    sa.Column("level", sa.Integer, nullable=False, comment="as gamification says"),
    sa.Column("timezone", sa.String(64), nullable=False, comment="as the user module says"),
    sa.Column("speed", sa.String(8), nullable=False, comment="normal, fast or instant"),
    sa.Column("timers", sa.Boolean, nullable=False, comment="wishes decisions against the clock"),
    sa.Column("waits", sa.Boolean, nullable=False, comment="wishes doors that open later"),
    sa.Column("news", sa.Boolean, nullable=False, comment="wishes to hear when they open"),
    sa.Column("book", sa.String(32), comment="the story that lies open; NULL: the house's own"),
)

holding = sa.Table(
    "narrative_holding",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("item_id", sa.String(64), primary_key=True),
    sa.Column("quantity", sa.Integer, nullable=False),
    comment="what players own, for has_item()",
)

PRIVACY = {reader.name: Erasure.DELETE, holding.name: Erasure.DELETE}
