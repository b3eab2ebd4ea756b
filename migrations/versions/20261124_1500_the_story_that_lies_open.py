"""Readers choose which story lies open.

Revision 8e41c0b7d25a, after 5d1c7e02a9f4.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "8e41c0b7d25a"
down_revision = "5d1c7e02a9f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("narrative_reader") as table:
        table.add_column(
            sa.Column(
                "book",
                sa.String(length=32),
                nullable=True,
                comment="the story that lies open; NULL: the house's own",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("narrative_reader") as table:
        table.drop_column("book")
