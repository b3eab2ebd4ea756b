"""Drafts of authors, versions that wait for their time, pictures of published stories."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

draft = sa.Table(
    "narrative_draft",
    metadata,
    sa.Column("author_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("story_id", sa.String(32), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, comment="of what was built; or empty"),
    sa.Column("files", sa.LargeBinary, nullable=False, comment="the sources, as a zip"),
    sa.Column("manifest", sa.Text, nullable=False, comment="as JSON; empty: not built"),
    sa.Column("texts", sa.Text, nullable=False, comment="compiled chapters, as JSON"),
    sa.Column("report", sa.Text, nullable=False, comment="findings and coverage, as JSON"),
    sa.Column("place", sa.Text, nullable=False, comment="where the author reads, as JSON"),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    comment="the story that an author works on; one each, read by nobody else",
)

release = sa.Table(
    "narrative_release",
    metadata,
    sa.Column("release_id", sa.Uuid, primary_key=True),
    sa.Column("story_id", sa.String(32), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("manifest", sa.Text, nullable=False, comment="as JSON"),
    sa.Column("texts", sa.Text, nullable=False, comment="compiled chapters, as JSON"),
    sa.Column("art", sa.LargeBinary, nullable=False, comment="pictures, as a zip"),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("is_waiting", sa.Boolean, nullable=False, comment="not published, not withdrawn"),
    comment="versions of stories that are published when their time comes",
)

art = sa.Table(
    "narrative_art",
    metadata,
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    comment="pictures of stories that were published from the chat",
)

PRIVACY = {
    draft.name: Erasure.DELETE,
    release.name: Erasure.NOT_PERSONAL,
    art.name: Erasure.NOT_PERSONAL,
}
