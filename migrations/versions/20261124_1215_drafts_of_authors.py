"""Authors have drafts; versions of stories may wait for their time.

Revision 5d1c7e02a9f4, after 6b1d2f8e9a70.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5d1c7e02a9f4"
down_revision = "6b1d2f8e9a70"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "narrative_draft",
        sa.Column("author_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="of what was built; or empty"
        ),
        sa.Column("files", sa.LargeBinary(), nullable=False, comment="the sources, as a zip"),
        sa.Column("manifest", sa.Text(), nullable=False, comment="as JSON; empty: not built"),
        sa.Column("texts", sa.Text(), nullable=False, comment="compiled chapters, as JSON"),
        sa.Column("report", sa.Text(), nullable=False, comment="findings and coverage, as JSON"),
        sa.Column("place", sa.Text(), nullable=False, comment="where the author reads, as JSON"),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("author_id", name=op.f("pk_narrative_draft")),
        comment="the story that an author works on; one each, read by nobody else",
    )
    op.create_table(
        "narrative_release",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False, comment="as JSON"),
        sa.Column("texts", sa.Text(), nullable=False, comment="compiled chapters, as JSON"),
        sa.Column("art", sa.LargeBinary(), nullable=False, comment="pictures, as a zip"),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column(
            "is_waiting", sa.Boolean(), nullable=False, comment="not published, not withdrawn"
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_narrative_release")),
        comment="versions of stories that are published when their time comes",
    )
    op.create_table(
        "narrative_art",
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "name", name=op.f("pk_narrative_art")),
        comment="pictures of stories that were published from the chat",
    )


def downgrade() -> None:
    op.drop_table("narrative_art")
    op.drop_table("narrative_release")
    op.drop_table("narrative_draft")
