"""Besitos can be set aside, and a decision of the story can cost some.

Revision 8c1f4f0b7a35, after 5b0c7a1d4e22.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "8c1f4f0b7a35"
down_revision = "5b0c7a1d4e22"
branch_labels = None
depends_on = None

HELD: dict[str, Any] = {
    "sqlite_where": sa.text("state = 'held'"),
    "postgresql_where": sa.text("state = 'held'"),
}
PENDING: dict[str, Any] = {
    "sqlite_where": sa.text("state = 'pending'"),
    "postgresql_where": sa.text("state = 'pending'"),
}


def upgrade() -> None:
    _extend_account()
    _create_hold()
    _create_payment()


def downgrade() -> None:
    op.drop_index("ix_narrative_payment_pending", "narrative_payment", **PENDING)
    op.drop_index("ix_narrative_payment_user_id", "narrative_payment")
    op.drop_table("narrative_payment")
    op.drop_index("ix_gamification_hold_open", "gamification_hold", **HELD)
    op.drop_index("ix_gamification_hold_account_id", "gamification_hold")
    op.drop_table("gamification_hold")
    with op.batch_alter_table("gamification_account", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_gamification_account_held"), type_="check")
        batch_op.drop_column("held")
        batch_op.alter_column(
            "balance",
            comment="besitos",
            existing_type=sa.BigInteger(),
            existing_nullable=False,
            existing_comment="besitos that can be spent",
        )


def _extend_account() -> None:
    with op.batch_alter_table("gamification_account", schema=None) as batch_op:
        batch_op.alter_column(
            "balance",
            comment="besitos that can be spent",
            existing_type=sa.BigInteger(),
            existing_nullable=False,
            existing_comment="besitos",
        )
        batch_op.add_column(
            sa.Column(
                "held",
                sa.BigInteger(),
                nullable=False,
                server_default="0",
                comment="besitos set aside",
            )
        )
    with op.batch_alter_table("gamification_account", schema=None) as batch_op:
        batch_op.alter_column("held", server_default=None, existing_comment="besitos set aside")
        batch_op.create_check_constraint(op.f("ck_gamification_account_held"), "held >= 0")


def _create_hold() -> None:
    op.create_table(
        "gamification_hold",
        sa.Column("reservation_id", sa.Uuid(), nullable=False, comment="chosen by whoever asked"),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "amount", sa.BigInteger(), nullable=False, comment="besitos; 0: never asked for"
        ),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10),
            nullable=False,
            comment="held, captured, released, refused",
        ),
        sa.Column(
            "reason",
            sa.String(length=64),
            nullable=True,
            comment="why it was released or refused",
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_gamification_hold_amount")),
        sa.PrimaryKeyConstraint("reservation_id", name=op.f("pk_gamification_hold")),
        comment="each row ends once; the account's held besitos are the sum of the open ones",
    )
    op.create_index("ix_gamification_hold_account_id", "gamification_hold", ["account_id"])
    op.create_index("ix_gamification_hold_open", "gamification_hold", ["expires_at"], **HELD)


def _create_payment() -> None:
    op.create_table(
        "narrative_payment",
        sa.Column("reservation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False, comment="of the run, when it was decided"),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False, comment="besitos"),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10),
            nullable=False,
            comment="pending, applied, refused or withdrawn",
        ),
        sa.Column(
            "available",
            sa.BigInteger(),
            nullable=True,
            comment="besitos there were, when refused",
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("reservation_id", name=op.f("pk_narrative_payment")),
        comment="decisions that cost besitos; a run waits for one at most",
    )
    op.create_index("ix_narrative_payment_user_id", "narrative_payment", ["user_id"])
    op.create_index(
        "ix_narrative_payment_pending", "narrative_payment", ["run_id"], unique=True, **PENDING
    )
