"""The game remembers of which bans it has heard.

Revision e7a2590c64bd, after c41d9be07a35.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "e7a2590c64bd"
down_revision = "c41d9be07a35"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "gamification_ban",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("banned_at", TIME, comment="empty: only its end was heard of so far"),
        sa.Column("ended_at", TIME, comment="empty: in force"),
        sa.PrimaryKeyConstraint("user_id", "case_id", name=op.f("pk_gamification_ban")),
        comment="who is banned, case by case, in whatever order it was heard",
    )


def downgrade() -> None:
    op.drop_table("gamification_ban")
