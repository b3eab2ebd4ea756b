"""Where players stand in the story."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

run = sa.Table(
    "narrative_run",
    metadata,
    sa.Column("run_id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("story_id", sa.String(32), nullable=False),
    sa.Column("chapter_id", sa.String(32), nullable=False),
    sa.Column("version", sa.String(64), nullable=False, comment="of the story, that tells it"),
    sa.Column("shape", sa.String(64), nullable=False, comment="of the chapter, that state fits"),
    sa.Column("language", sa.String(8), nullable=False, comment="the page is told in it"),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False, comment="grows with every move, also back"),
    sa.Column("depth", sa.Integer, nullable=False, comment="decisions that lead to the page"),
    sa.Column("state", sa.Text, nullable=False, comment="Ink's save"),
    sa.Column("checksum", sa.String(64), nullable=False, comment="of the state"),
    sa.Column("page", sa.Text, nullable=False, comment="what is shown, as JSON"),
    sa.Column("last_choice", sa.Integer, comment="index of the last decision"),
    sa.Column("last_text", sa.String(200), comment="its words, as shown"),
    sa.Column("alarm_at", UtcDateTime, comment="something happens to the page then"),
    sa.Column("alarm_id", sa.Uuid, comment="the event that is scheduled for it"),
    sa.Column("alarm_is_wait", sa.Boolean, comment="choices are closed until then"),
    sa.Column("is_current", sa.Boolean, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    comment="one reading of one chapter; a player has one current run per story",
)
sa.Index(
    "ix_narrative_run_current",
    run.c.user_id,
    run.c.story_id,
    unique=True,
    sqlite_where=sa.text("is_current"),
    postgresql_where=sa.text("is_current"),
)
sa.Index("ix_narrative_run_user_id", run.c.user_id)

save = sa.Table(
    "narrative_save",
    metadata,
    sa.Column("run_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("depth", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False, comment="Ink's save before the decision"),
    sa.Column("checksum", sa.String(64), nullable=False, comment="of the state"),
    sa.Column("page", sa.Text, nullable=False, comment="what was shown, as JSON"),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("choice", sa.Integer, nullable=False, comment="index of the decision"),
    sa.Column("price", sa.Integer, nullable=False, comment="besitos that it cost"),
    comment="the last few turns of a run, to go back to and to tell a page anew from",
)
sa.Index("ix_narrative_save_user_id", save.c.user_id)

PRIVACY = {run.name: Erasure.DELETE, save.name: Erasure.DELETE}
