"""Tables of the event store."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

_PENDING = sa.text("pending = 1")
"""As SQLAlchemy writes it for SQLite, which uses such an index for nothing else."""

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
    sa.Column("origin", sa.Uuid, nullable=False, comment="the instance that stored it"),
    sa.Column("owner", sa.Uuid, nullable=False, comment="the instance that delivers it"),
    sa.Column("partition", sa.SmallInteger, nullable=False, comment="of the key, see routing"),
    sa.Column("claims", sa.SmallInteger, nullable=False, comment="how often it was taken over"),
)
sa.Index(
    "ix_core_event_log_pending",
    event_log.c.owner,
    event_log.c.seq,
    sqlite_where=_PENDING,
    postgresql_where=sa.text("pending"),
)
sa.Index(
    "ix_core_event_log_pending_key",
    event_log.c.key,
    event_log.c.seq,
    sqlite_where=_PENDING,
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
    sa.Column("state", sa.String(10), nullable=False, comment="see store/deliveries"),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_at", UtcDateTime),
    sa.Column("error", sa.Text, comment="type and message"),
    sa.Column("trace", sa.Text, comment="where it was raised"),
    sa.Column("first_failed_at", UtcDateTime, nullable=False),
    sa.Column("failed_at", UtcDateTime, nullable=False),
    sa.Column("note", sa.String(500), comment="why somebody discarded it"),
    sa.Column(
        "was_done",
        sa.Boolean,
        nullable=False,
        default=False,
        comment="had the event nothing else left to do when this was freed",
    ),
    comment="only what failed or waits has a row here",
)
sa.Index("ix_core_delivery_state", delivery.c.state, delivery.c.subscription, delivery.c.key)
sa.Index("ix_core_delivery_sequence", delivery.c.subscription, delivery.c.key, delivery.c.state)

instance = sa.Table(
    "core_instance",
    metadata,
    sa.Column("instance_id", sa.Uuid, primary_key=True),
    sa.Column("host", sa.String(255), nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("alive_at", UtcDateTime, nullable=False),
    sa.Column("shares", sa.Boolean, nullable=False, comment="takes its part of the partitions"),
)

partition = sa.Table(
    "core_partition",
    metadata,
    sa.Column("partition", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("owner", sa.Uuid, comment="null: nobody yet, or released"),
    sa.Column("epoch", sa.BigInteger, nullable=False, comment="grows with every change of owner"),
    comment="who delivers the events of a partition while instances share the work",
)

paused = sa.Table(
    "core_paused",
    metadata,
    sa.Column("subscription", sa.String(128), primary_key=True),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("paused_at", UtcDateTime, nullable=False),
    comment="subscriptions that an operator has paused, on every instance",
)

schedule = sa.Table(
    "core_schedule",
    metadata,
    sa.Column("event_id", sa.Uuid, primary_key=True),
    sa.Column("event_type", sa.String(96), nullable=False),
    sa.Column("key", sa.String(128), nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("wire", sa.Text, nullable=False, comment="the CloudEvents object as JSON"),
    sa.Column("error", sa.Text, comment="why it could not be published when it was due"),
    comment="events that are published later",
)
sa.Index("ix_core_schedule_due_at", schedule.c.due_at)

tick = sa.Table(
    "core_tick",
    metadata,
    sa.Column("period", sa.String(8), primary_key=True, comment="hour, day or week"),
    sa.Column("last_at", UtcDateTime, nullable=False, comment="end of the last one published"),
    comment="which passages of time have been published",
)

saga = sa.Table(
    "core_saga",
    metadata,
    sa.Column("saga", sa.String(64), primary_key=True, comment="the kind of saga"),
    sa.Column("saga_id", sa.String(128), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("step", sa.String(32), nullable=False),
    sa.Column("state", sa.Text, nullable=False, comment="JSON"),
    sa.Column("timeout_id", sa.Uuid, comment="the scheduled event that would end the wait"),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
)
sa.Index(
    "ix_core_saga_open",
    saga.c.saga,
    saga.c.changed_at,
    sqlite_where=sa.text("ended_at IS NULL"),
    postgresql_where=sa.text("ended_at IS NULL"),
)

PRIVACY = {
    event_log.name: Erasure.PSEUDONYMISE,
    inbox.name: Erasure.NOT_PERSONAL,
    delivery.name: Erasure.NOT_PERSONAL,
    instance.name: Erasure.NOT_PERSONAL,
    partition.name: Erasure.NOT_PERSONAL,
    paused.name: Erasure.NOT_PERSONAL,
    schedule.name: Erasure.PSEUDONYMISE,
    tick.name: Erasure.NOT_PERSONAL,
    saga.name: Erasure.PSEUDONYMISE,
}
