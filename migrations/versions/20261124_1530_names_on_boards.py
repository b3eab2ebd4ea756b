"""Players choose what they are called on boards.

Revision b3f08d61ce94, after e7a2590c64bd.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b3f08d61ce94"
down_revision = "e7a2590c64bd"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "gamification_board_player",
        sa.Column("chosen_alias", sa.String(length=32), comment="instead of the alias"),
    )
    op.add_column(
        "gamification_board_player", sa.Column("alias_chosen_at", sa.DateTime(timezone=True))
    )


def downgrade() -> None:
    op.drop_column("gamification_board_player", "alias_chosen_at")
    op.drop_column("gamification_board_player", "chosen_alias")
