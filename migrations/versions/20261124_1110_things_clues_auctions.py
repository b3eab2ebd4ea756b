"""Players own things and clues, buy at a shop, give, and bid.

Revision 6b41d0c92f7e, after c50c5dbba99c.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "6b41d0c92f7e"
down_revision = "c50c5dbba99c"
branch_labels = None
depends_on = None

TABLES = (
    "gamification_shop_quote",
    "gamification_shop_purchase",
    "gamification_shop_label",
    "gamification_shop_count",
    "gamification_secret_use",
    "gamification_secret_guess",
    "gamification_secret",
    "gamification_item_worn",
    "gamification_item_move",
    "gamification_item",
    "gamification_item_gift",
    "gamification_clue_combined",
    "gamification_clue",
    "gamification_chapter_read",
    "gamification_box_pity",
    "gamification_box_draw",
    "gamification_boost",
    "gamification_auction_bid",
    "gamification_auction",
)


def upgrade() -> None:
    op.create_table(
        "gamification_auction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("starting_price", sa.BigInteger(), nullable=False),
        sa.Column("increment", sa.Integer(), nullable=False, comment="besitos, by the rules then"),
        sa.Column("increment_bps", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.String(length=10), nullable=False, comment="open, closed, cancelled"
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bids", sa.Integer(), nullable=False),
        sa.Column("highest_bid", sa.BigInteger(), nullable=True),
        sa.Column(
            "leader_user_id", sa.BigInteger(), nullable=True, comment="null: nobody, or erased"
        ),
        sa.Column("reservation_id", sa.Uuid(), nullable=True, comment="of the leader's besitos"),
        sa.Column("reason", sa.String(length=10), nullable=True, comment="why it ended"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_auction")),
    )
    op.create_index("ix_gamification_auction_state", "gamification_auction", ["state", "ends_at"])

    op.create_table(
        "gamification_auction_bid",
        sa.Column("auction_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True, comment="null: erased at their wish"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("auction_id", "number", name=op.f("pk_gamification_auction_bid")),
    )
    op.create_index("ix_gamification_auction_bid_user_id", "gamification_auction_bid", ["user_id"])

    op.create_table(
        "gamification_boost",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False, comment="the cause, by name"),
        sa.Column("bps", sa.Integer(), nullable=False, comment="10 000 is ×1"),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_gamification_boost")),
        comment="intervals; those of one strength never overlap",
    )
    op.create_index("ix_gamification_boost_ends_at", "gamification_boost", ["user_id", "ends_at"])

    op.create_table(
        "gamification_box_draw",
        sa.Column("use_id", sa.Uuid(), nullable=False, comment="of the box that was used up"),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False, comment="the box"),
        sa.Column("prize_item_id", sa.String(length=20), nullable=True),
        sa.Column("besitos", sa.Integer(), nullable=False),
        sa.Column("is_rare", sa.Boolean(), nullable=False),
        sa.Column("roll", sa.Integer(), nullable=False, comment="from 0 to faces - 1"),
        sa.Column(
            "faces", sa.Integer(), nullable=False, comment="sum of the weights it was drawn by"
        ),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("use_id", name=op.f("pk_gamification_box_draw")),
        comment="every draw, so that it can be checked against the published odds",
    )
    op.create_index(
        "ix_gamification_box_draw_user_id", "gamification_box_draw", ["user_id", "drawn_at"]
    )

    op.create_table(
        "gamification_box_pity",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False, comment="the box"),
        sa.Column("misses", sa.Integer(), nullable=False, comment="in a row without a rare prize"),
        sa.PrimaryKeyConstraint("user_id", "item_id", name=op.f("pk_gamification_box_pity")),
    )
    op.create_table(
        "gamification_chapter_read",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chapter_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "chapter_id", name=op.f("pk_gamification_chapter_read")
        ),
        comment="what the story said about a player that an offer may require",
    )
    op.create_table(
        "gamification_clue",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("clue_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False, comment="the cause, by name"),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "clue_id", name=op.f("pk_gamification_clue")),
    )
    op.create_table(
        "gamification_clue_combined",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "code", name=op.f("pk_gamification_clue_combined")),
    )
    op.create_table(
        "gamification_item_gift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "giver_user_id", sa.BigInteger(), nullable=True, comment="null: erased at their wish"
        ),
        sa.Column(
            "recipient_user_id",
            sa.BigInteger(),
            nullable=True,
            comment="null: erased at their wish",
        ),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column(
            "state", sa.String(length=10), nullable=False, comment="offered, accepted, declined …"
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_item_gift")),
        comment="each row is answered once; the thing is out of both bags meanwhile",
    )
    op.create_index(
        "ix_gamification_item_gift_giver",
        "gamification_item_gift",
        ["giver_user_id", "offered_at"],
    )
    op.create_index(
        "ix_gamification_item_gift_recipient",
        "gamification_item_gift",
        ["recipient_user_id", "state"],
    )

    op.create_table(
        "gamification_item",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="grows with every change"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_gamification_item_quantity")),
        sa.PrimaryKeyConstraint("user_id", "item_id", name=op.f("pk_gamification_item")),
        comment="what a player owns now: the sum of the moves",
    )
    op.create_table(
        "gamification_item_move",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False, comment="the cause, by name"),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False, comment="signed"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_gamification_item_move")),
        comment="every change of a bag, once per cause",
    )
    op.create_table(
        "gamification_item_worn",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.String(length=8), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "slot", name=op.f("pk_gamification_item_worn")),
    )
    op.create_table(
        "gamification_secret",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="of the word"),
        sa.Column("clue_id", sa.String(length=64), nullable=True),
        sa.Column("besitos", sa.Integer(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True, comment="null: any number of people"),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_secret")),
        sa.UniqueConstraint("digest", name=op.f("uq_gamification_secret_digest")),
    )
    op.create_table(
        "gamification_secret_guess",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "window", sa.String(length=16), nullable=False, comment="an hour or a day of UTC"
        ),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "window", name=op.f("pk_gamification_secret_guess")),
    )
    op.create_index(
        "ix_gamification_secret_guess_ends_at", "gamification_secret_guess", ["ends_at"]
    )

    op.create_table(
        "gamification_secret_use",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("secret_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "secret_id", name=op.f("pk_gamification_secret_use")),
    )
    op.create_table(
        "gamification_shop_count",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column(
            "window", sa.String(length=10), nullable=False, comment="a day or week of UTC, or ever"
        ),
        sa.Column("bought", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "item_id", "window", name=op.f("pk_gamification_shop_count")
        ),
        comment="what the limits count; nobody passes one",
    )
    op.create_table(
        "gamification_shop_label",
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("price", sa.Integer(), nullable=True, comment="null: what the content says"),
        sa.Column("stock", sa.Integer(), nullable=True, comment="what is left; null: no bound"),
        sa.Column(
            "is_offered", sa.Boolean(), nullable=True, comment="null: what the content says"
        ),
        sa.CheckConstraint("price > 0", name=op.f("ck_gamification_shop_label_price")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_gamification_shop_label_stock")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_gamification_shop_label")),
        comment="stock that is counted, and what an admin has changed",
    )
    op.create_table(
        "gamification_shop_purchase",
        sa.Column("id", sa.Uuid(), nullable=False, comment="of the quote"),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("bought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("use_id", sa.Uuid(), nullable=True, comment="when it was used up at once"),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_shop_purchase")),
    )
    op.create_index(
        "ix_gamification_shop_purchase_user_id",
        "gamification_shop_purchase",
        ["user_id", "bought_at"],
    )

    op.create_table(
        "gamification_shop_quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False, comment="besitos, of all together"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_shop_quote")),
    )
    op.create_index(
        "ix_gamification_shop_quote_expires_at", "gamification_shop_quote", ["expires_at"]
    )
    op.create_index("ix_gamification_shop_quote_user_id", "gamification_shop_quote", ["user_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
