"""Decisions that cost besitos, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

payment = sa.Table(
    "narrative_payment",
    metadata,
    sa.Column("reservation_id", sa.Uuid, primary_key=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("run_id", sa.BigInteger, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False, comment="of the run, when it was decided"),
    sa.Column("choice", sa.Integer, nullable=False),
    sa.Column("price", sa.Integer, nullable=False, comment="besitos"),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column(
        "state", sa.String(10), nullable=False, comment="pending, applied, refused or withdrawn"
    ),
    sa.Column("available", sa.BigInteger, comment="besitos there were, when refused"),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),
    comment="decisions that cost besitos; a run waits for one at most",
)
sa.Index("ix_narrative_payment_user_id", payment.c.user_id)
sa.Index(
    "ix_narrative_payment_pending",
    payment.c.run_id,
    unique=True,
    sqlite_where=sa.text("state = 'pending'"),
    postgresql_where=sa.text("state = 'pending'"),
)

PRIVACY = {payment.name: Erasure.DELETE}
