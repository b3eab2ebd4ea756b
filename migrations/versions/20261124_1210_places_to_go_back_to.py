"""Runs are pinned to a version, can go back, and can wait; readers are known to the story.

Revision 6b1d2f8e9a70, after 3e7a90c4d1b8.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "6b1d2f8e9a70"
down_revision = "3e7a90c4d1b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _extend_run()
    _extend_decision()
    _create_save()
    _create_readers()
    op.create_table(
        "narrative_share",
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("chapter_id", sa.String(length=32), nullable=False),
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False, comment="who ever decided so"),
        sa.PrimaryKeyConstraint(
            "story_id", "chapter_id", "decision_id", name=op.f("pk_narrative_share")
        ),
        comment="counted every hour from the decisions that were not taken back",
    )


def downgrade() -> None:
    op.drop_table("narrative_share")
    op.drop_table("narrative_holding")
    op.drop_table("narrative_reader")
    op.drop_index("ix_narrative_save_user_id", "narrative_save")
    op.drop_table("narrative_save")
    with op.batch_alter_table("narrative_decision", schema=None) as batch_op:
        batch_op.drop_column("is_undone")
        batch_op.drop_column("text")
        batch_op.drop_column("depth")
    with op.batch_alter_table("narrative_run", schema=None) as batch_op:
        batch_op.drop_column("alarm_is_wait")
        batch_op.drop_column("alarm_id")
        batch_op.drop_column("alarm_at")
        batch_op.drop_column("depth")
        batch_op.drop_column("version")
        batch_op.add_column(
            sa.Column(
                "previous_state",
                sa.Text(),
                nullable=True,
                comment="the save before the last decision",
            )
        )
        _comment(batch_op, "shape", sa.String(length=64), "the version that state fits")
        _comment(batch_op, "turn", sa.Integer(), "decisions made in this run")


def _comment(batch_op: Any, name: str, kind: Any, comment: str) -> None:
    batch_op.alter_column(name, comment=comment, existing_type=kind, existing_nullable=False)


def _extend_run() -> None:
    with op.batch_alter_table("narrative_run", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "version",
                sa.String(length=64),
                nullable=False,
                server_default="",
                comment="of the story, that tells it",
            )
        )
        batch_op.add_column(
            sa.Column(
                "depth",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="decisions that lead to the page",
            )
        )
        batch_op.add_column(
            sa.Column(
                "alarm_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="something happens to the page then",
            )
        )
        batch_op.add_column(
            sa.Column(
                "alarm_id",
                sa.Uuid(),
                nullable=True,
                comment="the event that is scheduled for it",
            )
        )
        batch_op.add_column(
            sa.Column(
                "alarm_is_wait",
                sa.Boolean(),
                nullable=True,
                comment="choices are closed until then",
            )
        )
        batch_op.drop_column("previous_state")
        _comment(batch_op, "shape", sa.String(length=64), "of the chapter, that state fits")
        _comment(batch_op, "turn", sa.Integer(), "grows with every move, also back")
    # Until now every turn was a decision that stands.
    op.execute("UPDATE narrative_run SET depth = turn")
    with op.batch_alter_table("narrative_run", schema=None) as batch_op:
        batch_op.alter_column(
            "version", server_default=None, existing_comment="of the story, that tells it"
        )
        batch_op.alter_column(
            "depth", server_default=None, existing_comment="decisions that lead to the page"
        )


def _extend_decision() -> None:
    with op.batch_alter_table("narrative_decision", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "depth",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="decisions before it on its path",
            )
        )
        batch_op.add_column(
            sa.Column(
                "text",
                sa.String(length=200),
                nullable=False,
                server_default="",
                comment="its words, as shown",
            )
        )
        batch_op.add_column(
            sa.Column("is_undone", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.execute("UPDATE narrative_decision SET depth = turn")
    with op.batch_alter_table("narrative_decision", schema=None) as batch_op:
        batch_op.alter_column(
            "depth", server_default=None, existing_comment="decisions before it on its path"
        )
        batch_op.alter_column("text", server_default=None, existing_comment="its words, as shown")
        batch_op.alter_column("is_undone", server_default=None)


def _create_save() -> None:
    op.create_table(
        "narrative_save",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("depth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False, comment="Ink's save before the decision"),
        sa.Column("checksum", sa.String(length=64), nullable=False, comment="of the state"),
        sa.Column("page", sa.Text(), nullable=False, comment="what was shown, as JSON"),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False, comment="index of the decision"),
        sa.Column("price", sa.Integer(), nullable=False, comment="besitos that it cost"),
        sa.PrimaryKeyConstraint("run_id", "depth", name=op.f("pk_narrative_save")),
        comment="the last few turns of a run, to go back to and to tell a page anew from",
    )
    op.create_index("ix_narrative_save_user_id", "narrative_save", ["user_id"])


def _create_readers() -> None:
    op.create_table(
        "narrative_reader",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("plan", sa.String(length=64), nullable=False, comment="as the user module says"),
        sa.Column("plan_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "plan_said_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when that was said: older news is no news",
        ),
        sa.Column("level", sa.Integer(), nullable=False, comment="as gamification says"),
        sa.Column(
            "timezone", sa.String(length=64), nullable=False, comment="as the user module says"
        ),
        sa.Column("speed", sa.String(length=8), nullable=False, comment="normal, fast or instant"),
        sa.Column(
            "timers",
            sa.Boolean(),
            nullable=False,
            comment="wishes decisions against the clock",
        ),
        sa.Column("waits", sa.Boolean(), nullable=False, comment="wishes doors that open later"),
        sa.Column("news", sa.Boolean(), nullable=False, comment="wishes to hear when they open"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_narrative_reader")),
    )
    op.create_table(
        "narrative_holding",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "item_id", name=op.f("pk_narrative_holding")),
        comment="what players own, for has_item()",
    )
