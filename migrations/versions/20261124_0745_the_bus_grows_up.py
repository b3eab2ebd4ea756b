"""The bus grows up: partitions, pauses, scheduled events, sagas, and more about what failed.

Revision 5b0c7a1d4e22, after 21ec2d8929f3.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "5b0c7a1d4e22"
down_revision = "21ec2d8929f3"
branch_labels = None
depends_on = None

PENDING: dict[str, Any] = {
    "sqlite_where": sa.text("pending = 1"),
    "postgresql_where": sa.text("pending"),
}
PENDING_BEFORE: dict[str, Any] = {**PENDING, "sqlite_where": sa.text("pending")}
OPEN: dict[str, Any] = {
    "sqlite_where": sa.text("ended_at IS NULL"),
    "postgresql_where": sa.text("ended_at IS NULL"),
}


def upgrade() -> None:
    _extend_event_log()
    _extend_delivery()
    _replace_index("core_event_log", "pending", ["owner", "seq"], PENDING)
    _replace_index("core_delivery", "state", ["state", "subscription", "key"], {})
    op.create_table(
        "core_partition",
        sa.Column("partition", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=True, comment="null: nobody yet, or released"),
        sa.Column(
            "epoch",
            sa.BigInteger(),
            nullable=False,
            comment="grows with every change of owner",
        ),
        sa.PrimaryKeyConstraint("partition", name=op.f("pk_core_partition")),
        comment="who delivers the events of a partition while instances share the work",
    )
    op.create_table(
        "core_paused",
        sa.Column("subscription", sa.String(length=128), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subscription", name=op.f("pk_core_paused")),
        comment="subscriptions that an operator has paused, on every instance",
    )
    _create_schedule()
    _create_saga()
    # Heartbeats: whoever lives writes a new one in a moment.
    op.execute("DELETE FROM core_instance")
    with op.batch_alter_table("core_instance", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "shares",
                sa.Boolean(),
                nullable=False,
                comment="takes its part of the partitions",
            )
        )


def downgrade() -> None:
    _replace_index("core_delivery", "state", ["state", "subscription"], {})
    _replace_index("core_event_log", "pending", ["owner", "seq"], PENDING_BEFORE)
    with op.batch_alter_table("core_instance", schema=None) as batch_op:
        batch_op.drop_column("shares")
    op.drop_index("ix_core_saga_open", "core_saga", **OPEN)
    op.drop_table("core_saga")
    op.drop_table("core_tick")
    op.drop_index("ix_core_schedule_due_at", "core_schedule")
    op.drop_table("core_schedule")
    op.drop_table("core_paused")
    op.drop_table("core_partition")
    op.drop_index("ix_core_delivery_sequence", "core_delivery")
    with op.batch_alter_table("core_delivery", schema=None) as batch_op:
        batch_op.drop_column("was_done")
        batch_op.drop_column("note")
        batch_op.drop_column("first_failed_at")
        batch_op.drop_column("trace")
        batch_op.alter_column("error", comment=None, existing_comment="type and message")
        batch_op.alter_column(
            "state",
            type_=sa.String(length=8),
            comment="retry, dead or parked",
            existing_comment="see store/deliveries",
            existing_nullable=False,
        )
    op.drop_index("ix_core_event_log_pending_key", "core_event_log", **PENDING)
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        batch_op.drop_column("claims")
        batch_op.drop_column("partition")
        batch_op.drop_column("origin")


def _replace_index(table: str, name: str, columns: list[str], where: dict[str, Any]) -> None:
    op.drop_index(f"ix_{table}_{name}", table)
    op.create_index(f"ix_{table}_{name}", table, columns, **where)


def _extend_event_log() -> None:
    # What is pending at this moment is in partition 0: an order is kept, nothing is lost.
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("origin", sa.Uuid(), nullable=True, comment="the instance that stored it")
        )
    op.execute("UPDATE core_event_log SET origin = owner")
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        batch_op.alter_column(
            "origin", nullable=False, existing_comment="the instance that stored it"
        )
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        for name, comment in (
            ("partition", "of the key, see routing"),
            ("claims", "how often it was taken over"),
        ):
            batch_op.add_column(
                sa.Column(
                    name, sa.SmallInteger(), nullable=False, server_default="0", comment=comment
                )
            )
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        batch_op.alter_column(
            "partition", server_default=None, existing_comment="of the key, see routing"
        )
        batch_op.alter_column(
            "claims", server_default=None, existing_comment="how often it was taken over"
        )
    op.create_index("ix_core_event_log_pending_key", "core_event_log", ["key", "seq"], **PENDING)


def _extend_delivery() -> None:
    with op.batch_alter_table("core_delivery", schema=None) as batch_op:
        batch_op.alter_column(
            "state",
            type_=sa.String(length=10),
            comment="see store/deliveries",
            existing_comment="retry, dead or parked",
            existing_nullable=False,
        )
        batch_op.alter_column("error", comment="type and message", existing_type=sa.Text())
        batch_op.add_column(
            sa.Column("trace", sa.Text(), nullable=True, comment="where it was raised")
        )
        batch_op.add_column(
            sa.Column("first_failed_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "note", sa.String(length=500), nullable=True, comment="why somebody discarded it"
            )
        )
        batch_op.add_column(
            sa.Column(
                "was_done",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="had the event nothing else left to do when this was freed",
            )
        )
    op.execute("UPDATE core_delivery SET first_failed_at = failed_at")
    with op.batch_alter_table("core_delivery", schema=None) as batch_op:
        batch_op.alter_column("first_failed_at", nullable=False)
        batch_op.alter_column(
            "was_done",
            server_default=None,
            existing_comment="had the event nothing else left to do when this was freed",
        )
    op.create_index("ix_core_delivery_sequence", "core_delivery", ["subscription", "key", "state"])


def _create_schedule() -> None:
    op.create_table(
        "core_schedule",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_type", sa.String(length=96), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wire", sa.Text(), nullable=False, comment="the CloudEvents object as JSON"),
        sa.Column(
            "error",
            sa.Text(),
            nullable=True,
            comment="why it could not be published when it was due",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_core_schedule")),
        comment="events that are published later",
    )
    op.create_index("ix_core_schedule_due_at", "core_schedule", ["due_at"])
    op.create_table(
        "core_tick",
        sa.Column("period", sa.String(length=8), nullable=False, comment="hour, day or week"),
        sa.Column(
            "last_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="end of the last one published",
        ),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_core_tick")),
        comment="which passages of time have been published",
    )


def _create_saga() -> None:
    op.create_table(
        "core_saga",
        sa.Column("saga", sa.String(length=64), nullable=False, comment="the kind of saga"),
        sa.Column("saga_id", sa.String(length=128), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="JSON"),
        sa.Column(
            "timeout_id",
            sa.Uuid(),
            nullable=True,
            comment="the scheduled event that would end the wait",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("saga", "saga_id", name=op.f("pk_core_saga")),
    )
    op.create_index("ix_core_saga_open", "core_saga", ["saga", "changed_at"], **OPEN)
