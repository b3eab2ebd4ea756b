"""Freezes have their causes, streaks can be repaired.

Revision 3d9a52c07e11, after 8c1f4f0b7a35.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3d9a52c07e11"
down_revision = "8c1f4f0b7a35"
branch_labels = None
depends_on = None

MOMENTS = ("previous_broken_at", "timezone_changed_at", "repaired_at")


def upgrade() -> None:
    _extend_streak()


def downgrade() -> None:
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
