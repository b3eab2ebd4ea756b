"""Lines of the ledger that wait, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

review = sa.Table(
    "gamification_review",
    metadata,
    sa.Column("line_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("account_id", sa.BigInteger, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False, comment="besitos"),
    sa.Column("xp", sa.BigInteger, nullable=False, comment="experience that waits, too"),
    sa.Column("state", sa.String(8), nullable=False, comment="open, approved, rejected"),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False, comment="approved by itself then"),
    sa.Column("closed_at", UtcDateTime),
)
sa.Index("ix_gamification_review_account_id", review.c.account_id)
sa.Index(
    "ix_gamification_review_open",
    review.c.due_at,
    sqlite_where=sa.text("state = 'open'"),
    postgresql_where=sa.text("state = 'open'"),
)

PRIVACY = {review.name: Erasure.PSEUDONYMISE}
