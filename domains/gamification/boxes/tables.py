"""Tables of the boxes."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

draw = sa.Table(
    "gamification_box_draw",
    metadata,
    sa.Column("use_id", sa.Uuid, primary_key=True, comment="of the box that was used up"),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("item_id", sa.String(20), nullable=False, comment="the box"),
    sa.Column("prize_item_id", sa.String(20)),
    sa.Column("besitos", sa.Integer, nullable=False),
    sa.Column("is_rare", sa.Boolean, nullable=False),
    sa.Column("roll", sa.Integer, nullable=False, comment="from 0 to faces - 1"),
    sa.Column("faces", sa.Integer, nullable=False, comment="sum of the weights it was drawn by"),
    sa.Column("drawn_at", UtcDateTime, nullable=False),
    comment="every draw, so that it can be checked against the published odds",
)
sa.Index("ix_gamification_box_draw_user_id", draw.c.user_id, draw.c.drawn_at)

pity = sa.Table(
    "gamification_box_pity",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("item_id", sa.String(20), primary_key=True, comment="the box"),
    sa.Column("misses", sa.Integer, nullable=False, comment="in a row without a rare prize"),
)

PRIVACY = {draw.name: Erasure.DELETE, pity.name: Erasure.DELETE}
