"""Tables of the auctions."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

auction = sa.Table(
    "gamification_auction",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("item_id", sa.String(20), nullable=False),
    sa.Column("starting_price", sa.BigInteger, nullable=False),
    sa.Column("increment", sa.Integer, nullable=False, comment="besitos, by the rules then"),
    sa.Column("increment_bps", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False, comment="open, closed, cancelled"),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("latest_end_at", UtcDateTime, nullable=False),
    sa.Column("bids", sa.Integer, nullable=False),
    sa.Column("highest_bid", sa.BigInteger),
    sa.Column("leader_user_id", sa.BigInteger, comment="null: nobody, or erased"),
    sa.Column("reservation_id", sa.Uuid, comment="of the leader's besitos"),
    sa.Column("reason", sa.String(10), comment="why it ended"),
    sa.Column("closed_at", UtcDateTime),
)
sa.Index("ix_gamification_auction_state", auction.c.state, auction.c.ends_at)

bid = sa.Table(
    "gamification_auction_bid",
    metadata,
    sa.Column("auction_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, comment="null: erased at their wish"),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)
sa.Index("ix_gamification_auction_bid_user_id", bid.c.user_id)

PRIVACY = {auction.name: Erasure.PSEUDONYMISE, bid.name: Erasure.PSEUDONYMISE}
