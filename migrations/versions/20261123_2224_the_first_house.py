"""The first house: every table of the foundation, and what makes two of them append-only.

Revision 21ec2d8929f3, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "21ec2d8929f3"
down_revision = None
branch_labels = None
depends_on = None

# What the models' `info["triggers"]` say; written out, for a migration never changes its meaning.
APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER gamification_ledger_no_update BEFORE UPDATE ON gamification_ledger
        BEGIN SELECT RAISE(ABORT, 'gamification_ledger is append-only'); END""",
        """CREATE TRIGGER gamification_ledger_no_delete BEFORE DELETE ON gamification_ledger
        BEGIN SELECT RAISE(ABORT, 'gamification_ledger is append-only'); END""",
        """CREATE TRIGGER admin_audit_no_update BEFORE UPDATE ON admin_audit
        BEGIN SELECT RAISE(ABORT, 'admin_audit is append-only'); END""",
        """CREATE TRIGGER admin_audit_no_delete BEFORE DELETE ON admin_audit
        BEGIN SELECT RAISE(ABORT, 'admin_audit is append-only'); END""",
        """CREATE TRIGGER admin_audit_no_replace BEFORE INSERT ON admin_audit
        WHEN EXISTS (SELECT 1 FROM admin_audit WHERE id = NEW.id OR key = NEW.key)
        BEGIN SELECT RAISE(IGNORE); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION gamification_ledger_refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'gamification_ledger is append-only'; END $$""",
        """CREATE TRIGGER gamification_ledger_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON gamification_ledger
        FOR EACH STATEMENT EXECUTE FUNCTION gamification_ledger_refuse()""",
        """CREATE FUNCTION admin_audit_refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'admin_audit is append-only'; END $$""",
        """CREATE TRIGGER admin_audit_no_change BEFORE UPDATE OR DELETE ON admin_audit
        FOR EACH ROW EXECUTE FUNCTION admin_audit_refuse()""",
        """CREATE TRIGGER admin_audit_no_truncate BEFORE TRUNCATE ON admin_audit
        FOR EACH STATEMENT EXECUTE FUNCTION admin_audit_refuse()""",
    ),
}
# Tables take their triggers along when they are dropped, but leave PostgreSQL's functions.
FUNCTIONS = ("gamification_ledger_refuse", "admin_audit_refuse")


def upgrade() -> None:
    op.create_table(
        "admin_active",
        sa.Column("day", sa.Date(), nullable=False, comment="UTC"),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("day", "subject", name=op.f("pk_admin_active")),
    )
    with op.batch_alter_table("admin_active", schema=None) as batch_op:
        batch_op.create_index("ix_admin_active_subject", ["subject"], unique=False)

    op.create_table(
        "admin_allowance",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="UTC"),
        sa.Column("used", sa.BigInteger(), nullable=False, comment="besitos moved, up or down"),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_admin_allowance")),
    )
    op.create_table(
        "admin_audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "key", sa.String(length=80), nullable=True, comment="what makes a repeat harmless"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=False, comment="a subject"),
        sa.Column("actor_role", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("target", sa.Uuid(), nullable=True, comment="a subject"),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("result", sa.String(length=8), nullable=False, comment="done or denied"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_audit")),
        sa.UniqueConstraint("key", name=op.f("uq_admin_audit_key")),
    )
    with op.batch_alter_table("admin_audit", schema=None) as batch_op:
        batch_op.create_index("ix_admin_audit_at", ["at", "id"], unique=False)
        batch_op.create_index("ix_admin_audit_target", ["target", "at"], unique=False)

    op.create_table(
        "admin_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="UTC"),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "metric", name=op.f("pk_admin_daily")),
    )
    op.create_table(
        "admin_person",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_admin_person")),
        sa.UniqueConstraint("subject", name=op.f("uq_admin_person_subject")),
    )
    op.create_table(
        "core_delivery",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("subscription", sa.String(length=128), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False, comment="retry, dead or parked"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "subscription", name=op.f("pk_core_delivery")),
        comment="only what failed or waits has a row here",
    )
    with op.batch_alter_table("core_delivery", schema=None) as batch_op:
        batch_op.create_index("ix_core_delivery_state", ["state", "subscription"], unique=False)

    op.create_table(
        "core_event_log",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_type", sa.String(length=96), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("correlation_id", sa.String(length=128), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wire", sa.Text(), nullable=False, comment="the CloudEvents object as JSON"),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False, comment="the instance that delivers it"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_core_event_log")),
        sa.UniqueConstraint("event_id", name=op.f("uq_core_event_log_event_id")),
    )
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        batch_op.create_index("ix_core_event_log_correlation_id", ["correlation_id"], unique=False)
        batch_op.create_index("ix_core_event_log_key", ["key", "seq"], unique=False)
        batch_op.create_index(
            "ix_core_event_log_pending",
            ["owner", "seq"],
            unique=False,
            sqlite_where=sa.text("pending"),
            postgresql_where=sa.text("pending"),
        )
        batch_op.create_index(
            "ix_core_event_log_type_time", ["event_type", "occurred_at"], unique=False
        )

    op.create_table(
        "core_inbox",
        sa.Column("subscription", sa.String(length=128), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subscription", "event_id", name=op.f("pk_core_inbox")),
    )
    op.create_table(
        "core_instance",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("alive_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_core_instance")),
    )
    op.create_table(
        "diana_chapter",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chapter_id", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "chapter_id", name=op.f("pk_diana_chapter")),
    )
    op.create_table(
        "diana_player",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "left_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="last seen before the last long absence",
        ),
        sa.Column(
            "returned_at", sa.DateTime(timezone=True), nullable=True, comment="first seen after it"
        ),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False, comment="days"),
        sa.Column("streak_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "last_unlock", sa.String(length=64), nullable=True, comment="an achievement's id"
        ),
        sa.Column("last_unlock_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("relationship", sa.Integer(), nullable=False),
        sa.Column("relationship_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rises", sa.Integer(), nullable=False),
        sa.Column("falls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_diana_player")),
    )
    op.create_table(
        "gamification_account",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=True, comment="null: erased at their wish"),
        sa.Column("balance", sa.BigInteger(), nullable=False, comment="besitos"),
        sa.Column(
            "debt", sa.BigInteger(), nullable=False, comment="besitos, paid by earnings first"
        ),
        sa.Column("xp", sa.BigInteger(), nullable=False, comment="lifetime, only grows"),
        sa.Column("top_level", sa.Integer(), nullable=False, comment="the highest ever reached"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_gamification_account_balance")),
        sa.CheckConstraint("debt >= 0", name=op.f("ck_gamification_account_debt")),
        sa.CheckConstraint("xp >= 0", name=op.f("ck_gamification_account_xp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_account")),
        sa.UniqueConstraint("user_id", name=op.f("uq_gamification_account_user_id")),
    )
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
    op.create_table(
        "gamification_achievement_unlock",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=48), nullable=False),
        sa.Column("tier", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_event", sa.Uuid(), nullable=False, comment="what completed it"),
        sa.Column("unlocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "code", "tier", name=op.f("pk_gamification_achievement_unlock")
        ),
    )
    op.create_table(
        "gamification_ledger",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False, comment="what moved; signed"),
        sa.Column("base_amount", sa.BigInteger(), nullable=False, comment="what the rule gives"),
        sa.Column("multiplier_bps", sa.Integer(), nullable=False),
        sa.Column("raw_amount", sa.BigInteger(), nullable=False, comment="multiplied and rounded"),
        sa.Column("cap_cut", sa.BigInteger(), nullable=False, comment="lost to a limit"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("rule_code", sa.String(length=64), nullable=False),
        sa.Column("idem_key", sa.String(length=160), nullable=False, comment="the cause, by name"),
        sa.Column(
            "reversal_of", sa.BigInteger(), nullable=True, comment="the line this one takes back"
        ),
        sa.Column(
            "actor_id", sa.BigInteger(), nullable=True, comment="the admin, when a person decided"
        ),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gamification_ledger")),
        sa.UniqueConstraint(
            "account_id",
            "idem_key",
            "currency",
            name=op.f("uq_gamification_ledger_account_id_idem_key_currency"),
        ),
    )
    with op.batch_alter_table("gamification_ledger", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_ledger_account", ["account_id", "currency", "id"], unique=False
        )

    op.create_table(
        "gamification_plan",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("plan", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_gamification_plan")),
    )
    op.create_table(
        "gamification_streak",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False, comment="0: broken"),
        sa.Column("best", sa.Integer(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("freezes", sa.Integer(), nullable=False, comment="owned, not yet used"),
        sa.Column("broken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("broken_length", sa.Integer(), nullable=False),
        sa.Column("previous_run_id", sa.String(length=40), nullable=True),
        sa.Column("previous_first_day", sa.Date(), nullable=True),
        sa.Column("previous_last_day", sa.Date(), nullable=True),
        sa.Column("previous_length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_gamification_streak")),
    )
    with op.batch_alter_table("gamification_streak", schema=None) as batch_op:
        batch_op.create_index(
            "ix_gamification_streak_deadline_at",
            ["deadline_at"],
            unique=False,
            sqlite_where=sa.text("length > 0"),
            postgresql_where=sa.text("length > 0"),
        )

    op.create_table(
        "gamification_streak_day",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="the player's own day"),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_gamification_streak_day")),
    )
    op.create_table(
        "narrative_checkpoint",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("chapter_id", sa.String(length=32), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False, comment="with which the chapter began"),
        sa.Column("furthest_turn", sa.Integer(), nullable=False, comment="rewarded up to here"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "completed_at", sa.DateTime(timezone=True), nullable=True, comment="for the first time"
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "story_id", "chapter_id", name=op.f("pk_narrative_checkpoint")
        ),
    )
    op.create_table(
        "narrative_clue",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("clue_id", sa.String(length=32), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "story_id", "clue_id", name=op.f("pk_narrative_clue")),
    )
    op.create_table(
        "narrative_decision",
        sa.Column("run_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("chapter_id", sa.String(length=32), nullable=False),
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "turn", name=op.f("pk_narrative_decision")),
    )
    with op.batch_alter_table("narrative_decision", schema=None) as batch_op:
        batch_op.create_index(
            "ix_narrative_decision_decision_id",
            ["story_id", "chapter_id", "decision_id"],
            unique=False,
        )
        batch_op.create_index("ix_narrative_decision_user_id", ["user_id"], unique=False)

    op.create_table(
        "narrative_ending",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("ending_id", sa.String(length=32), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "story_id", "ending_id", name=op.f("pk_narrative_ending")
        ),
    )
    op.create_table(
        "narrative_relationship",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("character_id", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "user_id", "story_id", "character_id", name=op.f("pk_narrative_relationship")
        ),
    )
    op.create_table(
        "narrative_run",
        sa.Column(
            "run_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.Column("chapter_id", sa.String(length=32), nullable=False),
        sa.Column(
            "shape", sa.String(length=64), nullable=False, comment="the version that state fits"
        ),
        sa.Column(
            "language", sa.String(length=8), nullable=False, comment="the page is told in it"
        ),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False, comment="decisions made in this run"),
        sa.Column("state", sa.Text(), nullable=False, comment="Ink's save"),
        sa.Column("checksum", sa.String(length=64), nullable=False, comment="of the state"),
        sa.Column(
            "previous_state", sa.Text(), nullable=True, comment="the save before the last decision"
        ),
        sa.Column("page", sa.Text(), nullable=False, comment="what is shown, as JSON"),
        sa.Column(
            "last_choice", sa.Integer(), nullable=True, comment="index of the last decision"
        ),
        sa.Column(
            "last_text", sa.String(length=200), nullable=True, comment="its words, as shown"
        ),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_narrative_run")),
        comment="one reading of one chapter; a player has one current run per story",
    )
    with op.batch_alter_table("narrative_run", schema=None) as batch_op:
        batch_op.create_index(
            "ix_narrative_run_current",
            ["user_id", "story_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )
        batch_op.create_index("ix_narrative_run_user_id", ["user_id"], unique=False)

    op.create_table(
        "telegram_chat",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reason",
            sa.String(length=16),
            nullable=True,
            comment="blocked, deactivated, never_started, forbidden",
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_telegram_chat")),
        comment="only chats that refused us once have a row",
    )
    op.create_table(
        "telegram_dialog",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=64), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_telegram_dialog")),
    )
    op.create_table(
        "telegram_lane",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False, comment="the instance that handles it"),
        sa.Column(
            "arrivals", sa.Integer(), nullable=False, comment="visits since the lane was opened"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_telegram_lane")),
        comment="a row exists while updates of the lane are pending, and no longer",
    )
    op.create_table(
        "telegram_lease",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_telegram_lease")),
    )
    op.create_table(
        "telegram_notification",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("params", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("dedupe_key", sa.String(length=128), nullable=False),
        sa.Column("correlation_id", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column(
            "claimed_by",
            sa.String(length=160),
            nullable=True,
            comment="turn:<correlation> or sender:<instance>",
        ),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telegram_notification")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_telegram_notification_dedupe_key")),
    )
    with op.batch_alter_table("telegram_notification", schema=None) as batch_op:
        batch_op.create_index(
            "ix_telegram_notification_claimed",
            ["claimed_at"],
            unique=False,
            sqlite_where=sa.text("state = 'claimed'"),
            postgresql_where=sa.text("state = 'claimed'"),
        )
        batch_op.create_index("ix_telegram_notification_created_at", ["created_at"], unique=False)
        batch_op.create_index(
            "ix_telegram_notification_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_telegram_notification_turn", ["user_id", "correlation_id"], unique=False
        )

    op.create_table(
        "telegram_screen",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("has_picture", sa.Boolean(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_telegram_screen")),
    )
    op.create_table(
        "telegram_update",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "lane",
            sa.String(length=32),
            nullable=False,
            comment="whose turn it is, see envelope.py",
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False, comment="as received, as ASCII JSON"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False, comment="pending, done or failed"),
        sa.Column(
            "attempts", sa.Integer(), nullable=False, comment="begun, not necessarily ended"
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_telegram_update")),
    )
    with op.batch_alter_table("telegram_update", schema=None) as batch_op:
        batch_op.create_index(
            "ix_telegram_update_pending",
            ["lane", "update_id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index("ix_telegram_update_state", ["state", "received_at"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.String(length=32), nullable=True),
        sa.Column(
            "username_key",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
            comment="the username in lower case",
        ),
        sa.Column("first_name", sa.String(length=64), nullable=False),
        sa.Column("last_name", sa.String(length=64), nullable=True),
        sa.Column(
            "name_key",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
            comment="the names, folded, cut",
        ),
        sa.Column(
            "language_code",
            sa.String(length=35),
            nullable=True,
            comment="what the person's client speaks",
        ),
        sa.Column("is_premium", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True, comment="chosen by the person"),
        sa.Column("timezone", sa.String(length=64), nullable=True, comment="chosen by the person"),
        sa.Column("timezone_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("plan", sa.String(length=16), nullable=False),
        sa.Column("is_reachable", sa.Boolean(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_user_account")),
    )
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.create_index("ix_user_account_name_key", ["name_key", "user_id"], unique=False)
        batch_op.create_index(
            "ix_user_account_username_key", ["username_key", "user_id"], unique=False
        )

    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_index("ix_user_account_username_key")
        batch_op.drop_index("ix_user_account_name_key")

    op.drop_table("user_account")
    with op.batch_alter_table("telegram_update", schema=None) as batch_op:
        batch_op.drop_index("ix_telegram_update_state")
        batch_op.drop_index(
            "ix_telegram_update_pending",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    op.drop_table("telegram_update")
    op.drop_table("telegram_screen")
    with op.batch_alter_table("telegram_notification", schema=None) as batch_op:
        batch_op.drop_index("ix_telegram_notification_turn")
        batch_op.drop_index(
            "ix_telegram_notification_due",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index("ix_telegram_notification_created_at")
        batch_op.drop_index(
            "ix_telegram_notification_claimed",
            sqlite_where=sa.text("state = 'claimed'"),
            postgresql_where=sa.text("state = 'claimed'"),
        )

    op.drop_table("telegram_notification")
    op.drop_table("telegram_lease")
    op.drop_table("telegram_lane")
    op.drop_table("telegram_dialog")
    op.drop_table("telegram_chat")
    with op.batch_alter_table("narrative_run", schema=None) as batch_op:
        batch_op.drop_index("ix_narrative_run_user_id")
        batch_op.drop_index(
            "ix_narrative_run_current",
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.drop_table("narrative_run")
    op.drop_table("narrative_relationship")
    op.drop_table("narrative_ending")
    with op.batch_alter_table("narrative_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_narrative_decision_user_id")
        batch_op.drop_index("ix_narrative_decision_decision_id")

    op.drop_table("narrative_decision")
    op.drop_table("narrative_clue")
    op.drop_table("narrative_checkpoint")
    op.drop_table("gamification_streak_day")
    with op.batch_alter_table("gamification_streak", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_gamification_streak_deadline_at",
            sqlite_where=sa.text("length > 0"),
            postgresql_where=sa.text("length > 0"),
        )

    op.drop_table("gamification_streak")
    op.drop_table("gamification_plan")
    with op.batch_alter_table("gamification_ledger", schema=None) as batch_op:
        batch_op.drop_index("ix_gamification_ledger_account")

    op.drop_table("gamification_ledger")
    op.drop_table("gamification_achievement_unlock")
    op.drop_table("gamification_achievement_progress")
    op.drop_table("gamification_account")
    op.drop_table("diana_player")
    op.drop_table("diana_chapter")
    op.drop_table("core_instance")
    op.drop_table("core_inbox")
    with op.batch_alter_table("core_event_log", schema=None) as batch_op:
        batch_op.drop_index("ix_core_event_log_type_time")
        batch_op.drop_index(
            "ix_core_event_log_pending",
            sqlite_where=sa.text("pending"),
            postgresql_where=sa.text("pending"),
        )
        batch_op.drop_index("ix_core_event_log_key")
        batch_op.drop_index("ix_core_event_log_correlation_id")

    op.drop_table("core_event_log")
    with op.batch_alter_table("core_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_core_delivery_state")

    op.drop_table("core_delivery")
    op.drop_table("admin_person")
    op.drop_table("admin_daily")
    with op.batch_alter_table("admin_audit", schema=None) as batch_op:
        batch_op.drop_index("ix_admin_audit_target")
        batch_op.drop_index("ix_admin_audit_at")

    op.drop_table("admin_audit")
    op.drop_table("admin_allowance")
    with op.batch_alter_table("admin_active", schema=None) as batch_op:
        batch_op.drop_index("ix_admin_active_subject")

    op.drop_table("admin_active")
    if op.get_bind().dialect.name == "postgresql":
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")
