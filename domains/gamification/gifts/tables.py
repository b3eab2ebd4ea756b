"""Tables of the gifts."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

gift = sa.Table(
    "gamification_item_gift",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("giver_user_id", sa.BigInteger, comment="null: erased at their wish"),
    sa.Column("recipient_user_id", sa.BigInteger, comment="null: erased at their wish"),
    sa.Column("item_id", sa.String(20), nullable=False),
    sa.Column("state", sa.String(10), nullable=False, comment="offered, accepted, declined …"),
    sa.Column("offered_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    comment="each row is answered once; the thing is out of both bags meanwhile",
)
sa.Index("ix_gamification_item_gift_giver", gift.c.giver_user_id, gift.c.offered_at)
sa.Index("ix_gamification_item_gift_recipient", gift.c.recipient_user_id, gift.c.state)

PRIVACY = {gift.name: Erasure.PSEUDONYMISE}
