"""A story is kept in every version that was published.

Revision 3e7a90c4d1b8, after 8c1f4f0b7a35.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "3e7a90c4d1b8"
down_revision = "3f6a2b9c5d10"
branch_labels = None
depends_on = None

CURRENT: dict[str, Any] = {
    "sqlite_where": sa.text("retired_at IS NULL"),
    "postgresql_where": sa.text("retired_at IS NULL"),
}


def upgrade() -> None:
    op.create_table(
        "narrative_version",
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="of manifest and chapters"
        ),
        sa.Column("number", sa.Integer(), nullable=False, comment="1, 2, 3 … of this story"),
        sa.Column("manifest", sa.Text(), nullable=False, comment="as JSON"),
        sa.Column(
            "migrate", sa.String(length=16), nullable=False, comment="finish or restart_chapter"
        ),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="for the last time",
        ),
        sa.Column(
            "retired_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="NULL: chapters begin with this version",
        ),
        sa.PrimaryKeyConstraint("story_id", "sha256", name=op.f("pk_narrative_version")),
        sa.UniqueConstraint("story_id", "number", name="uq_narrative_version_number"),
        comment="a story as it was published; runs are pinned to one",
    )
    op.create_index(
        "ix_narrative_version_current", "narrative_version", ["story_id"], unique=True, **CURRENT
    )
    op.create_table(
        "narrative_version_text",
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of the version"),
        sa.Column("chapter_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("compiled", sa.Text(), nullable=False, comment="Ink's JSON"),
        sa.PrimaryKeyConstraint(
            "story_id", "sha256", "chapter_id", "language", name=op.f("pk_narrative_version_text")
        ),
        comment="the chapters of a version, in each of its languages",
    )


def downgrade() -> None:
    op.drop_table("narrative_version_text")
    op.drop_index("ix_narrative_version_current", "narrative_version", **CURRENT)
    op.drop_table("narrative_version")
