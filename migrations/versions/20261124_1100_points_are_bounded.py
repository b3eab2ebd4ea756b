"""What is earned has limits; freezes have their causes, streaks can be repaired.

Revision 3d9a52c07e11, after 8c1f4f0b7a35.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "3d9a52c07e11"
down_revision = "8c1f4f0b7a35"
branch_labels = None
depends_on = None

MOMENTS = ("previous_broken_at", "timezone_changed_at", "repaired_at")


REVERSALS: dict[str, Any] = {
    "sqlite_where": sa.text("reversal_of IS NOT NULL"),
    "postgresql_where": sa.text("reversal_of IS NOT NULL"),
}
OPEN: dict[str, Any] = {
    "sqlite_where": sa.text("state = 'open'"),
    "postgresql_where": sa.text("state = 'open'"),
}


def upgrade() -> None:
    _extend_streak()
    _extend_account()
    _extend_ledger()
    _create_bounds()
    _create_review()
    _create_rule_change()


def downgrade() -> None:
    op.drop_table("gamification_rule_change")
    op.drop_index("ix_gamification_review_open", "gamification_review", **OPEN)
    op.drop_index("ix_gamification_review_account_id", "gamification_review")
    for table in ("gamification_review", "gamification_cooldown", "gamification_tally"):
        op.drop_table(table)
    op.drop_index("ix_gamification_ledger_reversal_of", "gamification_ledger", **REVERSALS)
    # No batch: it would copy the table and lose the triggers that close it.
    op.drop_column("gamification_ledger", "rule_version")
    op.drop_column("gamification_ledger", "part_bps")
    with op.batch_alter_table("gamification_account", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_gamification_account_pending"), type_="check")
        for name in ("burst_from", "burst", "frozen_at", "pending"):
            batch_op.drop_column(name)
    op.drop_table("gamification_streak_grant")
    with op.batch_alter_table("gamification_streak", schema=None) as batch_op:
        for name in ("version", *MOMENTS):
            batch_op.drop_column(name)


def _extend_streak() -> None:
    with op.batch_alter_table("gamification_streak", schema=None) as batch_op:
        for name in MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "version",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="of this row: counts its changes",
            )
        )
    with op.batch_alter_table("gamification_streak", schema=None) as batch_op:
        batch_op.alter_column(
            "version", server_default=None, existing_comment="of this row: counts its changes"
        )
    op.create_table(
        "gamification_streak_grant",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False, comment="the cause, by name"),
        sa.Column("count", sa.Integer(), nullable=False, comment="freezes given"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_gamification_streak_grant")),
        comment="where freezes came from; each cause gives once",
    )


def _extend_account() -> None:
    pending, burst = "besitos that wait for a review", "causes paid since burst_from"
    with op.batch_alter_table("gamification_account", schema=None) as batch_op:
        for name, comment in (("pending", pending), ("burst", burst)):
            kind = sa.BigInteger() if name == "pending" else sa.Integer()
            batch_op.add_column(
                sa.Column(name, kind, nullable=False, server_default="0", comment=comment)
            )
        batch_op.add_column(
            sa.Column(
                "frozen_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="an audit found it wrong: nothing is spent",
            )
        )
        batch_op.add_column(sa.Column("burst_from", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("gamification_account", schema=None) as batch_op:
        batch_op.alter_column("pending", server_default=None, existing_comment=pending)
        batch_op.alter_column("burst", server_default=None, existing_comment=burst)
        batch_op.create_check_constraint(op.f("ck_gamification_account_pending"), "pending >= 0")


def _extend_ledger() -> None:
    # No batch: see downgrade. The defaults stay, for the old lines cannot be changed.
    op.add_column(
        "gamification_ledger",
        sa.Column(
            "part_bps",
            sa.Integer(),
            nullable=False,
            server_default="10000",
            comment="of repetitions, of new accounts",
        ),
    )
    op.add_column(
        "gamification_ledger",
        sa.Column(
            "rule_version",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="of the numbers that held",
        ),
    )
    op.create_index(
        "ix_gamification_ledger_reversal_of", "gamification_ledger", ["reversal_of"], **REVERSALS
    )


def _create_bounds() -> None:
    op.create_table(
        "gamification_tally",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="UTC"),
        sa.Column("rule_code", sa.String(length=64), nullable=False),
        sa.Column(
            "target",
            sa.String(length=64),
            nullable=False,
            comment="empty where it does not count",
        ),
        sa.Column("raw", sa.BigInteger(), nullable=False, comment="besitos before the limits"),
        sa.Column("granted", sa.BigInteger(), nullable=False, comment="besitos after them"),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "account_id", "day", "rule_code", "target", name=op.f("pk_gamification_tally")
        ),
    )
    op.create_table(
        "gamification_cooldown",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_code", sa.String(length=64), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "rule_code", name=op.f("pk_gamification_cooldown")),
    )


def _create_review() -> None:
    op.create_table(
        "gamification_review",
        sa.Column("line_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False, comment="besitos"),
        sa.Column("xp", sa.BigInteger(), nullable=False, comment="experience that waits, too"),
        sa.Column(
            "state", sa.String(length=8), nullable=False, comment="open, approved, rejected"
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="approved by itself then",
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_gamification_review")),
    )
    op.create_index("ix_gamification_review_account_id", "gamification_review", ["account_id"])
    op.create_index("ix_gamification_review_open", "gamification_review", ["due_at"], **OPEN)


def _create_rule_change() -> None:
    op.create_table(
        "gamification_rule_change",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=True, comment="JSON; null: as shipped again"),
        sa.Column("previous", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_gamification_rule_change")),
        comment="who decided stands in the audit",
    )
