"""What players did, found and reached.

Ink's variables live in the saves of the runs; this is kept beside them, for showing, counting
and beginning a chapter again.
"""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

checkpoint = sa.Table(
    "narrative_checkpoint",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("chapter_id", sa.String(32), primary_key=True),
    sa.Column("variables", sa.JSON, nullable=False, comment="with which the chapter began"),
    sa.Column("furthest_turn", sa.Integer, nullable=False, comment="rewarded up to here"),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("completed_at", UtcDateTime, comment="for the first time"),
)

decision = sa.Table(
    "narrative_decision",
    metadata,
    sa.Column("run_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("story_id", sa.String(32), nullable=False),
    sa.Column("chapter_id", sa.String(32), nullable=False),
    sa.Column("depth", sa.Integer, nullable=False, comment="decisions before it on its path"),
    sa.Column("decision_id", sa.String(64), nullable=False),
    sa.Column("text", sa.String(200), nullable=False, comment="its words, as shown"),
    sa.Column("is_undone", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
)
sa.Index("ix_narrative_decision_user_id", decision.c.user_id)
sa.Index(
    "ix_narrative_decision_decision_id",
    decision.c.story_id,
    decision.c.chapter_id,
    decision.c.decision_id,
)

relationship = sa.Table(
    "narrative_relationship",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("character_id", sa.String(32), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

clue = sa.Table(
    "narrative_clue",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("clue_id", sa.String(32), primary_key=True),
    sa.Column("found_at", UtcDateTime, nullable=False),
)

ending = sa.Table(
    "narrative_ending",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("story_id", sa.String(32), primary_key=True),
    sa.Column("ending_id", sa.String(32), primary_key=True),
    sa.Column("reached_at", UtcDateTime, nullable=False),
)

PRIVACY = {
    table.name: Erasure.DELETE for table in (checkpoint, decision, relationship, clue, ending)
}
