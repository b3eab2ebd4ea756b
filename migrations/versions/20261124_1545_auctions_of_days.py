"""Auctions know when they end at the latest, so that they may last for days.

Revision 9a64c1d7f2b8, after b3f08d61ce94.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "9a64c1d7f2b8"
down_revision = "b3f08d61ce94"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLE = "gamification_auction"
FORMER_LIMIT = timedelta(hours=23)
"""Until now nothing ended later than so long after it was opened."""

auction = sa.table(
    TABLE,
    sa.column("id", sa.Uuid()),
    sa.column("opened_at", TIME),
    sa.column("latest_end_at", TIME),
)


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("latest_end_at", TIME))
    connection = op.get_bind()
    for row in connection.execute(sa.select(auction.c.id, auction.c.opened_at)).all():
        connection.execute(
            sa.update(auction)
            .where(auction.c.id == row.id)
            .values(latest_end_at=row.opened_at + FORMER_LIMIT)
        )
    with op.batch_alter_table(TABLE) as batch:
        batch.alter_column("latest_end_at", existing_type=TIME, nullable=False)


def downgrade() -> None:
    op.drop_column(TABLE, "latest_end_at")
