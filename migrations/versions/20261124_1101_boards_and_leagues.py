"""Boards and leagues have their tables; notifications have categories, choices and an end.

Revision c50c5dbba99c, after 3d9a52c07e11.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c50c5dbba99c"
down_revision = "3d9a52c07e11"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_boards()
    _create_leagues()
    _extend_notifications()
    _create_choices()


def downgrade() -> None:
    op.drop_table("telegram_nudge")
    op.drop_table("telegram_notification_choice")
    with op.batch_alter_table("telegram_notification", schema=None) as batch_op:
        for column in ("expires_at", "priority", "category"):
            batch_op.drop_column(column)
    with op.batch_alter_table("gamification_league_member", schema=None) as batch_op:
        batch_op.drop_index("ix_gamification_league_member_cohort_id")

    op.drop_table("gamification_league_member")
    op.drop_table("gamification_league")
    op.drop_table("gamification_board_tally")
    with op.batch_alter_table("gamification_board_standing", schema=None) as batch_op:
        batch_op.drop_index("ix_gamification_board_standing_user_id")

    op.drop_table("gamification_board_standing")
    with op.batch_alter_table("gamification_board_score", schema=None) as batch_op:
        batch_op.drop_index("ix_gamification_board_score_user_id")
        batch_op.drop_index(
            "ix_gamification_board_score_rank",
            sqlite_where=sa.text("is_shown = 1"),
            postgresql_where=sa.text("is_shown"),
        )

    op.drop_table("gamification_board_score")
    op.drop_table("gamification_board_player")
    with op.batch_alter_table("gamification_board", schema=None) as batch_op:
        batch_op.drop_index("ix_gamification_board_ends_at")

    op.drop_table("gamification_board")


def _create_boards() -> None:
    op.create_table(
        "gamification_board",
        sa.Column(
            "board_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column(
            "period",
            sa.String(length=16),
            nullable=False,
            comment="2026-w48, 2026-11, 2026-q4, ever",
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("board_id", name=op.f("pk_gamification_board")),
        sa.UniqueConstraint("kind", "period", name=op.f("uq_gamification_board_kind_period")),
    )
    with op.batch_alter_table("gamification_board", schema=None) as batch_op:
        batch_op.create_index("ix_gamification_board_ends_at", ["ends_at"], unique=False)

    op.create_table(
        "gamification_board_player",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "alias",
            sa.String(length=64),
            nullable=False,
            comment="as others see them; may be empty",
        ),
        sa.Column("is_hidden", sa.Boolean(), nullable=False, comment="by the player's own choice"),
        sa.Column("is_banned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_gamification_board_player")),
    )
    op.create_table(
        "gamification_board_score",
        sa.Column("board_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column(
            "neg_reached", sa.BigInteger(), nullable=False, comment="-milliseconds since 1970"
        ),
        sa.Column("neg_user", sa.BigInteger(), nullable=False, comment="-user_id"),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("score > 0", name=op.f("ck_gamification_board_score_score")),
        sa.PrimaryKeyConstraint("board_id", "user_id", name=op.f("pk_gamification_board_score")),
        comment="tie keys are negated so that the whole key sorts one way",
    )
    with op.batch_alter_table("gamification_board_score", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_board_score_rank",
            ["board_id", "score", "neg_reached", "neg_user"],
            unique=False,
            sqlite_where=sa.text("is_shown = 1"),
            postgresql_where=sa.text("is_shown"),
        )
        batch_op.create_index("ix_gamification_board_score_user_id", ["user_id"], unique=False)

    op.create_table(
        "gamification_board_standing",
        sa.Column("board_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("prize", sa.BigInteger(), nullable=False, comment="besitos"),
        sa.PrimaryKeyConstraint(
            "board_id", "user_id", name=op.f("pk_gamification_board_standing")
        ),
        comment="the final places of closed periods",
    )
    with op.batch_alter_table("gamification_board_standing", schema=None) as batch_op:
        batch_op.create_index("ix_gamification_board_standing_user_id", ["user_id"], unique=False)

    op.create_table(
        "gamification_board_tally",
        sa.Column("board_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("score", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "board_id", "level", "score", "slot", name=op.f("pk_gamification_board_tally")
        ),
        comment="how many shown players have a score: the histogram behind one's own rank",
        sqlite_with_rowid=False,
    )


def _create_leagues() -> None:
    op.create_table(
        "gamification_league",
        sa.Column(
            "cohort_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("week", sa.String(length=16), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column(
            "band", sa.SmallInteger(), nullable=False, comment="tenth of last week's activity"
        ),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seat_table", sa.SmallInteger(), nullable=False),
        sa.Column("seated", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_gamification_league")),
        sa.UniqueConstraint(
            "week",
            "tier",
            "band",
            "round",
            "seat_table",
            name=op.f("uq_gamification_league_week_tier_band_round_seat_table"),
        ),
    )
    op.create_table(
        "gamification_league_member",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("week", sa.String(length=16), nullable=False),
        sa.Column("cohort_id", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "week", name=op.f("pk_gamification_league_member")),
    )
    with op.batch_alter_table("gamification_league_member", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_league_member_cohort_id", ["cohort_id"], unique=False
        )


def _extend_notifications() -> None:
    with op.batch_alter_table("telegram_notification", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("category", sa.String(16), nullable=False, server_default="gameplay")
        )
        batch_op.add_column(
            sa.Column(
                "priority",
                sa.SmallInteger(),
                nullable=False,
                server_default="1",
                comment="the lower, the sooner",
            )
        )
        batch_op.add_column(
            sa.Column(
                "expires_at",
                sa.DateTime(timezone=True),
                nullable=True,
                comment="from then on nobody wants to know",
            )
        )
    with op.batch_alter_table("telegram_notification", schema=None) as batch_op:
        batch_op.alter_column("category", server_default=None)
        batch_op.alter_column(
            "priority", server_default=None, existing_comment="the lower, the sooner"
        )


def _create_choices() -> None:
    op.create_table(
        "telegram_notification_choice",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("gameplay", sa.String(4), nullable=False, comment="on, less, off"),
        sa.Column("reminders", sa.String(4), nullable=False),
        sa.Column("marketing", sa.String(4), nullable=False),
        sa.Column(
            "quiet_from", sa.SmallInteger(), nullable=False, comment="hour of the own clock"
        ),
        sa.Column(
            "quiet_until", sa.SmallInteger(), nullable=False, comment="the same: never quiet"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_telegram_notification_choice")),
        comment="only people who chose something have a row",
    )
    op.create_table(
        "telegram_nudge",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("notification_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "category", name=op.f("pk_telegram_nudge")),
        comment="the latest reminder and the latest news of each person",
    )
