"""Answers to the story's choices, counted every hour."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import metadata
from domains.core.privacy import Erasure

share = sa.Table(
    "narrative_share",
    metadata,
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("chapter_id", sa.String(32), primary_key=True),
    sa.Column("decision_id", sa.String(64), primary_key=True),
    sa.Column("readers", sa.Integer, nullable=False, comment="who ever decided so"),
    comment="counted every hour from the decisions that were not taken back",
)

PRIVACY = {share.name: Erasure.NOT_PERSONAL}
