"""Versions of the stories. Nothing in them is ever changed; nobody is named."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

version = sa.Table(
    "narrative_version",
    metadata,
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), primary_key=True, comment="of manifest and chapters"),
    sa.Column("number", sa.Integer, nullable=False, comment="1, 2, 3 … of this story"),
    sa.Column("manifest", sa.Text, nullable=False, comment="as JSON"),
    sa.Column("migrate", sa.String(16), nullable=False, comment="finish or restart_chapter"),
    sa.Column("published_at", UtcDateTime, nullable=False, comment="for the last time"),
    sa.Column("retired_at", UtcDateTime, comment="NULL: chapters begin with this version"),
    sa.UniqueConstraint("story_id", "number", name="uq_narrative_version_number"),
    comment="a story as it was published; runs are pinned to one",
)
sa.Index(
    "ix_narrative_version_current",
    version.c.story_id,
    unique=True,
    sqlite_where=sa.text("retired_at IS NULL"),
    postgresql_where=sa.text("retired_at IS NULL"),
)

version_text = sa.Table(
    "narrative_version_text",
    metadata,
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), primary_key=True, comment="of the version"),
    sa.Column("chapter_id", sa.String(32), primary_key=True),
    sa.Column("language", sa.String(8), primary_key=True),
    sa.Column("compiled", sa.Text, nullable=False, comment="Ink's JSON"),
    comment="the chapters of a version, in each of its languages",
)

PRIVACY = {version.name: Erasure.NOT_PERSONAL, version_text.name: Erasure.NOT_PERSONAL}
