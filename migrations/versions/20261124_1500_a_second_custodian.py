"""Large adjustments wait for a second custodian, who is found without reading everybody.

Revision c41d9be07a35, after 5d1c7e02a9f4.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c41d9be07a35"
down_revision = "8e41c0b7d25a"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")
CUSTODIAN = sa.text("role != 'player'")


def upgrade() -> None:
    op.create_table(
        "admin_pending",
        sa.Column("id", sa.Uuid(), nullable=False, comment="that of the audit line which asked"),
        sa.Column("asker", sa.Uuid(), nullable=False, comment="a subject"),
        sa.Column("target", sa.Uuid(), nullable=False, comment="a subject"),
        sa.Column("amount", sa.BigInteger(), nullable=False, comment="besitos, up or down"),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="UTC, whose allowance is used"),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column(
            "state",
            sa.String(length=9),
            nullable=False,
            comment="open, confirmed, declined, withdrawn, expired",
        ),
        sa.Column("decided_by", sa.Uuid(), comment="a subject; none for time"),
        sa.Column("decided_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_pending")),
    )
    op.create_index(
        "ix_admin_pending_open",
        "admin_pending",
        ["expires_at"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_admin_pending_target", "admin_pending", ["target"])
    op.create_index(
        "ix_user_account_custodians",
        "user_account",
        ["user_id"],
        sqlite_where=CUSTODIAN,
        postgresql_where=CUSTODIAN,
    )


def downgrade() -> None:
    op.drop_index("ix_user_account_custodians", table_name="user_account")
    op.drop_table("admin_pending")
