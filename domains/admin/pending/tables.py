"""Adjustments that wait, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

pending = sa.Table(
    "admin_pending",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True, comment="that of the audit line which asked"),
    sa.Column("asker", sa.Uuid, nullable=False, comment="a subject"),
    sa.Column("target", sa.Uuid, nullable=False, comment="a subject"),
    sa.Column("amount", sa.BigInteger, nullable=False, comment="besitos, up or down"),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("day", sa.Date, nullable=False, comment="UTC, whose allowance is used"),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column(
        "state",
        sa.String(9),
        nullable=False,
        comment="open, confirmed, declined, withdrawn, expired",
    ),
    sa.Column("decided_by", sa.Uuid, comment="a subject; none for time"),
    sa.Column("decided_at", UtcDateTime),
)
sa.Index(
    "ix_admin_pending_open",
    pending.c.expires_at,
    sqlite_where=sa.text("state = 'open'"),
    postgresql_where=sa.text("state = 'open'"),
)
sa.Index("ix_admin_pending_target", pending.c.target)

PRIVACY = {pending.name: Erasure.PSEUDONYMISE}
