"""Achievements of every kind, missions, gifts, games and invitations.

Revision 3f6a2b9c5d10, after 6b41d0c92f7e.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3f6a2b9c5d10"
down_revision = "6b41d0c92f7e"
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
    op.create_table(
        "gamification_duel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False, comment="of the invitation"),
        sa.Column("challenger_id", sa.BigInteger(), nullable=False),
        sa.Column("opponent_id", sa.BigInteger(), nullable=True),
        sa.Column("stake", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False, comment="JSON, ids in order"),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("challenger_hold", sa.Uuid(), nullable=False, comment="the reservation"),
        sa.Column("opponent_hold", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("challenger_score", sa.Integer(), nullable=True),
        sa.Column("opponent_score", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_duel")),
        sa.UniqueConstraint("code", name=op.f("uq_gamification_duel_code")),
    )
    with op.batch_alter_table("gamification_duel", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_duel_challenger_id", ["challenger_id"], unique=False
        )
        batch_op.create_index(
            "ix_gamification_duel_open",
            ["challenger_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index("ix_gamification_duel_opponent_id", ["opponent_id"], unique=False)
        batch_op.create_index(
            "ix_gamification_duel_under_way",
            ["ends_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'running')"),
            postgresql_where=sa.text("state IN ('open', 'running')"),
        )

    op.create_table(
        "gamification_gift",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="the player's own day"),
        sa.Column("number", sa.Integer(), nullable=False, comment="of the player's gifts, from 1"),
        sa.Column("prize", sa.String(length=32), nullable=False),
        sa.Column("besitos", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=16), nullable=False, comment="what it was drawn with"),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_gamification_gift")),
    )
    op.create_table(
        "gamification_known_person",
        sa.Column(
            "mark", sa.String(length=64), nullable=False, comment="keyed hash of an id, one way"
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_gamification_known_person")),
        comment="who was here and left: nobody is new twice",
    )
    op.create_table(
        "gamification_mission",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("cadence", sa.String(length=8), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("slot", sa.String(length=48), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False, comment="JSON, as it was when given"),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("reward", sa.Integer(), nullable=False, comment="besitos"),
        sa.Column("state", sa.Text(), nullable=False, comment="JSON, as its criterion has it"),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="grows when exchanged"),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimable_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_mission")),
        sa.UniqueConstraint(
            "user_id",
            "cadence",
            "period",
            "slot",
            name=op.f("uq_gamification_mission_user_id_cadence_period_slot"),
        ),
    )
    with op.batch_alter_table("gamification_mission", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_mission_unclaimed",
            ["claimable_until"],
            unique=False,
            sqlite_where=sa.text("status = 'completed'"),
            postgresql_where=sa.text("status = 'completed'"),
        )

    op.create_table(
        "gamification_mission_period",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cadence", sa.String(length=8), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rerolls", sa.Integer(), nullable=False),
        sa.Column(
            "bonus_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the whole set was claimed",
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "cadence", "period", name=op.f("pk_gamification_mission_period")
        ),
    )
    op.create_table(
        "gamification_player",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True, comment="the last UTC day they were here"),
        sa.Column("active_days", sa.Integer(), nullable=False, comment="different UTC days"),
        sa.Column("has_acted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_gamification_player")),
    )
    op.create_table(
        "gamification_player_chapter",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chapter_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "chapter_id", name=op.f("pk_gamification_player_chapter")
        ),
    )
    op.create_table(
        "gamification_question",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column(
            "order", sa.String(length=4), nullable=False, comment="which option stands where"
        ),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("answer", sa.SmallInteger(), nullable=True, comment="where somebody pressed"),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reward", sa.Integer(), nullable=False, comment="besitos before multipliers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_question")),
        sa.UniqueConstraint(
            "user_id", "occasion", name=op.f("uq_gamification_question_user_id_occasion")
        ),
    )
    op.create_table(
        "gamification_referral",
        sa.Column("invitee_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("referrer_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attributed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rewarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("invitee_id", name=op.f("pk_gamification_referral")),
    )
    with op.batch_alter_table("gamification_referral", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_referral_referrer_id", ["referrer_id", "attributed_at"], unique=False
        )
        batch_op.create_index(
            "ix_gamification_referral_waiting",
            ["attributed_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('attributed', 'qualified')"),
            postgresql_where=sa.text("state IN ('attributed', 'qualified')"),
        )

    op.create_table(
        "gamification_referral_case",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("referrer_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            sa.String(length=10),
            nullable=True,
            comment="approved or rejected; empty while open",
        ),
        sa.Column("decided_by", sa.BigInteger(), nullable=True, comment="the custodian"),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_referral_case")),
    )
    with op.batch_alter_table("gamification_referral_case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_referral_case_open",
            ["referrer_id"],
            unique=True,
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )

    op.create_table(
        "gamification_referrer",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False, comment="says nothing of them"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_gamification_referrer")),
        sa.UniqueConstraint("code", name=op.f("uq_gamification_referrer_code")),
    )
    op.create_table(
        "gamification_salt",
        sa.Column(
            "id", sa.SmallInteger(), autoincrement=False, nullable=False, comment="always 1"
        ),
        sa.Column("value", sa.String(length=64), nullable=False, comment="hexadecimal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_salt")),
    )
    op.create_table(
        "gamification_throw",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "occasion", sa.String(length=64), nullable=False, comment="the press that asked for it"
        ),
        sa.Column("stake", sa.Integer(), nullable=False, comment="0: free"),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=True),
        sa.Column("payout", sa.Integer(), nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_throw")),
        sa.UniqueConstraint(
            "user_id", "occasion", name=op.f("uq_gamification_throw_user_id_occasion")
        ),
    )
    with op.batch_alter_table("gamification_throw", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_throw_open",
            ["opened_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "gamification_wager",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.Column("staked", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False, comment="won, or given back"),
        sa.PrimaryKeyConstraint("user_id", "utc_day", name=op.f("pk_gamification_wager")),
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
    op.drop_table("gamification_wager")
    with op.batch_alter_table("gamification_throw", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_throw_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("gamification_throw")
    op.drop_table("gamification_salt")
    op.drop_table("gamification_referrer")
    with op.batch_alter_table("gamification_referral_case", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_referral_case_open",
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )

    op.drop_table("gamification_referral_case")
    with op.batch_alter_table("gamification_referral", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_referral_waiting",
            sqlite_where=sa.text("state IN ('attributed', 'qualified')"),
            postgresql_where=sa.text("state IN ('attributed', 'qualified')"),
        )
        batch_op.drop_index("ix_gamification_referral_referrer_id")

    op.drop_table("gamification_referral")
    op.drop_table("gamification_question")
    op.drop_table("gamification_player_chapter")
    op.drop_table("gamification_player")
    op.drop_table("gamification_mission_period")
    with op.batch_alter_table("gamification_mission", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_mission_unclaimed",
            sqlite_where=sa.text("status = 'completed'"),
            postgresql_where=sa.text("status = 'completed'"),
        )

    op.drop_table("gamification_mission")
    op.drop_table("gamification_known_person")
    op.drop_table("gamification_gift")
    with op.batch_alter_table("gamification_duel", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_duel_under_way",
            sqlite_where=sa.text("state IN ('open', 'running')"),
            postgresql_where=sa.text("state IN ('open', 'running')"),
        )
        batch_op.drop_index("ix_gamification_duel_opponent_id")
        batch_op.drop_index(
            "ix_gamification_duel_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_gamification_duel_challenger_id")

    op.drop_table("gamification_duel")
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
