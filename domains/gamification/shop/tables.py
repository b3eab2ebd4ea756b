"""Tables of the shop."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

label = sa.Table(
    "gamification_shop_label",
    metadata,
    sa.Column("item_id", sa.String(20), primary_key=True),
    sa.Column("price", sa.Integer, comment="null: what the content says"),
    sa.Column("stock", sa.Integer, comment="what is left; null: no bound"),
    sa.Column("is_offered", sa.Boolean, comment="null: what the content says"),
    sa.CheckConstraint("price > 0", name="price"),
    sa.CheckConstraint("stock >= 0", name="stock"),
    comment="stock that is counted, and what an admin has changed",
)

quote = sa.Table(
    "gamification_shop_quote",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("item_id", sa.String(20), nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("price", sa.BigInteger, nullable=False, comment="besitos, of all together"),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime),
)
sa.Index("ix_gamification_shop_quote_user_id", quote.c.user_id)
sa.Index("ix_gamification_shop_quote_expires_at", quote.c.expires_at)

purchase = sa.Table(
    "gamification_shop_purchase",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True, comment="of the quote"),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("item_id", sa.String(20), nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("price", sa.BigInteger, nullable=False),
    sa.Column("bought_at", UtcDateTime, nullable=False),
    sa.Column("use_id", sa.Uuid, comment="when it was used up at once"),
    sa.Column("refunded_at", UtcDateTime),
)
sa.Index("ix_gamification_shop_purchase_user_id", purchase.c.user_id, purchase.c.bought_at)

count = sa.Table(
    "gamification_shop_count",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("item_id", sa.String(20), primary_key=True),
    sa.Column("window", sa.String(10), primary_key=True, comment="a day or week of UTC, or ever"),
    sa.Column("bought", sa.Integer, nullable=False),
    comment="what the limits count; nobody passes one",
)

chapter = sa.Table(
    "gamification_chapter_read",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chapter_id", sa.String(64), primary_key=True),
    comment="what the story said about a player that an offer may require",
)

PRIVACY = {
    label.name: Erasure.NOT_PERSONAL,
    quote.name: Erasure.DELETE,
    purchase.name: Erasure.DELETE,
    count.name: Erasure.DELETE,
    chapter.name: Erasure.DELETE,
}
