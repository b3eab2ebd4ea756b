"""Tables of the bag."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

owned = sa.Table(
    "gamification_item",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("item_id", sa.String(20), primary_key=True),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False, comment="grows with every change"),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("quantity >= 0", name="quantity"),
    comment="what a player owns now: the sum of the moves",
)

move = sa.Table(
    "gamification_item_move",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(160), primary_key=True, comment="the cause, by name"),
    sa.Column("item_id", sa.String(20), nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False, comment="signed"),
    sa.Column("at", UtcDateTime, nullable=False),
    comment="every change of a bag, once per cause",
)

worn = sa.Table(
    "gamification_item_worn",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("slot", sa.String(8), primary_key=True),
    sa.Column("item_id", sa.String(20), nullable=False),
)

PRIVACY = {
    owned.name: Erasure.DELETE,
    move.name: Erasure.DELETE,
    worn.name: Erasure.DELETE,
}
