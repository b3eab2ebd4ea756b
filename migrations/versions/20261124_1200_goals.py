"""Achievements of every kind, missions, gifts, games and invitations.

Revision 3f6a2b9c5d10, after 8c1f4f0b7a35.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3f6a2b9c5d10"
down_revision = "8c1f4f0b7a35"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gamification_achievement_definition",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="the definition as JSON"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="of all of them"),
        sa.Column("defined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "code", "version", name=op.f("pk_gamification_achievement_definition")
        ),
        sa.UniqueConstraint(
            "revision", name=op.f("uq_gamification_achievement_definition_revision")
        ),
        comment="added or eased at run time, over those of the program",
    )
    op.create_table(
        "gamification_achievement_review",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.String(length=128), nullable=False, comment="the last player seen"),
        sa.Column(
            "players", sa.BigInteger(), nullable=False, comment="to look at, when it was asked"
        ),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("unlocked", sa.BigInteger(), nullable=False, comment="tiers"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_achievement_review")),
    )
    with op.batch_alter_table("gamification_achievement_review", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_achievement_review_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )

    op.create_table(
        "gamification_achievement_state",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False, comment="empty: for ever"),
        sa.Column("steps", sa.BigInteger(), nullable=False, comment="only grows"),
        sa.Column("state", sa.Text(), nullable=False, comment="JSON, as its criterion has it"),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "code", "version", "period", name=op.f("pk_gamification_achievement_state")
        ),
    )
    op.create_table(
        "gamification_achievement_stats",
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("tier", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holders", sa.BigInteger(), nullable=False),
        sa.Column("players", sa.BigInteger(), nullable=False, comment="how many there were then"),
        sa.PrimaryKeyConstraint("code", "tier", name=op.f("pk_gamification_achievement_stats")),
    )
    op.execute(
        "INSERT INTO gamification_achievement_state "
        "(user_id, code, version, period, steps, state, updated_at) "
        "SELECT user_id, code, version, '', steps, '{\"n\": ' || steps || '}', updated_at "
        "FROM gamification_achievement_progress"
    )
    op.drop_table("gamification_achievement_progress")
    with op.batch_alter_table("gamification_achievement_unlock", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "revoked_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="by a custodian, for proven cheating",
            )
        )
        batch_op.add_column(
            sa.Column(
                "decided_by",
                sa.BigInteger(),
                nullable=True,
                comment="who gave it by hand, or took it",
            )
        )
        batch_op.add_column(
            sa.Column("note", sa.String(length=200), nullable=True, comment="why they did")
        )
        batch_op.create_index(
            "ix_gamification_achievement_unlock_code", ["code", "tier"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("gamification_achievement_unlock", schema=None) as batch_op:
        batch_op.drop_index("ix_gamification_achievement_unlock_code")
        batch_op.drop_column("note")
        batch_op.drop_column("decided_by")
        batch_op.drop_column("revoked_at")

    op.create_table(
        "gamification_achievement_progress",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("steps", sa.BigInteger(), nullable=False, comment="only grows"),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "code", "version", name=op.f("pk_gamification_achievement_progress")
        ),
    )
    op.execute(
        "INSERT INTO gamification_achievement_progress "
        "(user_id, code, version, steps, updated_at) "
        "SELECT user_id, code, version, steps, updated_at "
        "FROM gamification_achievement_state WHERE period = ''"
    )
    op.drop_table("gamification_achievement_stats")
    op.drop_table("gamification_achievement_state")
    with op.batch_alter_table("gamification_achievement_review", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_achievement_review_open",
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )

    op.drop_table("gamification_achievement_review")
    op.drop_table("gamification_achievement_definition")
