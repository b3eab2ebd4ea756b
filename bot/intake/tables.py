"""Tables of the intake: the updates themselves, who handles whose, who polls."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

update = sa.Table(
    "telegram_update",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("lane", sa.String(32), nullable=False, comment="whose turn it is, see envelope.py"),
    sa.Column("user_id", sa.BigInteger),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("raw", sa.Text, nullable=False, comment="as received, as ASCII JSON"),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.String(8), nullable=False, comment="pending, done or failed"),
    sa.Column("attempts", sa.Integer, nullable=False, comment="begun, not necessarily ended"),
    sa.Column("error", sa.Text),
)
sa.Index(
    "ix_telegram_update_pending",
    update.c.lane,
    update.c.update_id,
    sqlite_where=sa.text("state = 'pending'"),
    postgresql_where=sa.text("state = 'pending'"),
)
sa.Index("ix_telegram_update_state", update.c.state, update.c.received_at)

lane = sa.Table(
    "telegram_lane",
    metadata,
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False, comment="the instance that handles it"),
    sa.Column("arrivals", sa.Integer, nullable=False, comment="visits since the lane was opened"),
    comment="a row exists while updates of the lane are pending, and no longer",
)

lease = sa.Table(
    "telegram_lease",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("owner", sa.Uuid, nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

PRIVACY = {
    update.name: Erasure.EXPIRES,
    lane.name: Erasure.EXPIRES,
    lease.name: Erasure.NOT_PERSONAL,
}
