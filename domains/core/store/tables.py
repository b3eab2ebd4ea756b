"""Tables of the event store."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

event_log = sa.Table(
    "core_event_log",
    metadata,
    sa.Column("seq", BigId, primary_key=True, autoincrement=True),
    sa.Column("event_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("event_type", sa.String(96), nullable=False),
    sa.Column("key", sa.String(128), nullable=False),
    sa.Column("correlation_id", sa.String(128), nullable=False),
    sa.Column("occurred_at", UtcDateTime, nullable=False),
    sa.Column("wire", sa.Text, nullable=False, comment="the CloudEvents object as JSON"),
    sa.Column("pending", sa.Boolean, nullable=False),
    sa.Column("owner", sa.Uuid, nullable=False, comment="the instance that delivers it"),
)
sa.Index(
    "ix_core_event_log_pending",
    event_log.c.owner,
    event_log.c.seq,
    sqlite_where=sa.text("pending"),
    postgresql_where=sa.text("pending"),
)
sa.Index("ix_core_event_log_correlation_id", event_log.c.correlation_id)
sa.Index("ix_core_event_log_type_time", event_log.c.event_type, event_log.c.occurred_at)
sa.Index("ix_core_event_log_key", event_log.c.key, event_log.c.seq)

inbox = sa.Table(
    "core_inbox",
    metadata,
    sa.Column("subscription", sa.String(128), primary_key=True),
    sa.Column("event_id", sa.Uuid, primary_key=True),
    sa.Column("handled_at", UtcDateTime, nullable=False),
)

delivery = sa.Table(
    "core_delivery",
    metadata,
    sa.Column("event_id", sa.Uuid, primary_key=True),
    sa.Column("subscription", sa.String(128), primary_key=True),
    sa.Column("key", sa.String(128), nullable=False),
    sa.Column("state", sa.String(8), nullable=False, comment="retry, dead or parked"),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", UtcDateTime),
    sa.Column("error", sa.Text),
    sa.Column("failed_at", UtcDateTime, nullable=False),
    comment="only what failed or waits has a row here",
)
sa.Index("ix_core_delivery_state", delivery.c.state, delivery.c.subscription)

instance = sa.Table(
    "core_instance",
    metadata,
    sa.Column("instance_id", sa.Uuid, primary_key=True),
    sa.Column("host", sa.String(255), nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("alive_at", UtcDateTime, nullable=False),
)

PRIVACY = {
    event_log.name: Erasure.PSEUDONYMISE,
    inbox.name: Erasure.NOT_PERSONAL,
    delivery.name: Erasure.NOT_PERSONAL,
    instance.name: Erasure.NOT_PERSONAL,
}
