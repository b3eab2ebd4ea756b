"""Besitos set aside, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

hold = sa.Table(
    "gamification_hold",
    metadata,
    sa.Column("reservation_id", sa.Uuid, primary_key=True, comment="chosen by whoever asked"),
    sa.Column("account_id", sa.BigInteger, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False, comment="besitos; 0: never asked for"),
    sa.Column("purpose", sa.String(64), nullable=False),
    sa.Column("state", sa.String(10), nullable=False, comment="held, captured, released, refused"),
    sa.Column("reason", sa.String(64), comment="why it was released or refused"),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.CheckConstraint("amount >= 0", name="amount"),
    comment="each row ends once; the account's held besitos are the sum of the open ones",
)
sa.Index("ix_gamification_hold_account_id", hold.c.account_id)
sa.Index(
    "ix_gamification_hold_open",
    hold.c.expires_at,
    sqlite_where=sa.text("state = 'held'"),
    postgresql_where=sa.text("state = 'held'"),
)

PRIVACY = {hold.name: Erasure.PSEUDONYMISE}
