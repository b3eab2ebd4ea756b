"""Tables of the ledger.

Lines name an account, not a player: when somebody asks to be forgotten the account forgets
whose it was, and the lines, which nobody can change, name no one any more.
"""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

_REFUSAL = "'gamification_ledger is append-only'"

APPEND_ONLY = {
    "sqlite": (
        f"""CREATE TRIGGER gamification_ledger_no_update BEFORE UPDATE ON gamification_ledger
            BEGIN SELECT RAISE(ABORT, {_REFUSAL}); END""",
        f"""CREATE TRIGGER gamification_ledger_no_delete BEFORE DELETE ON gamification_ledger
            BEGIN SELECT RAISE(ABORT, {_REFUSAL}); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION gamification_ledger_refuse() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION {_REFUSAL}; END $$""",
        """CREATE TRIGGER gamification_ledger_append_only
            BEFORE UPDATE OR DELETE OR TRUNCATE ON gamification_ledger
            FOR EACH STATEMENT EXECUTE FUNCTION gamification_ledger_refuse()""",
    ),
}
"""Per dialect: the statements, to be run after the table exists, that close the ledger."""

account = sa.Table(
    "gamification_account",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("user_id", sa.BigInteger, unique=True, comment="null: erased at their wish"),
    sa.Column("balance", sa.BigInteger, nullable=False, comment="besitos that can be spent"),
    sa.Column("held", sa.BigInteger, nullable=False, comment="besitos set aside"),
    sa.Column("debt", sa.BigInteger, nullable=False, comment="besitos, paid by earnings first"),
    sa.Column("xp", sa.BigInteger, nullable=False, comment="lifetime, only grows"),
    sa.Column("top_level", sa.Integer, nullable=False, comment="the highest ever reached"),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("pending", sa.BigInteger, nullable=False, comment="besitos that wait for a review"),
    sa.Column("frozen_at", UtcDateTime, comment="an audit found it wrong: nothing is spent"),
    sa.Column("burst", sa.Integer, nullable=False, comment="causes paid since burst_from"),
    sa.Column("burst_from", UtcDateTime),
    sa.CheckConstraint("balance >= 0", name="balance"),
    sa.CheckConstraint("held >= 0", name="held"),
    sa.CheckConstraint("debt >= 0", name="debt"),
    sa.CheckConstraint("xp >= 0", name="xp"),
    sa.CheckConstraint("pending >= 0", name="pending"),
)

ledger = sa.Table(
    "gamification_ledger",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("account_id", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.String(8), nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False, comment="what moved; signed"),
    sa.Column("base_amount", sa.BigInteger, nullable=False, comment="what the rule gives"),
    sa.Column("multiplier_bps", sa.Integer, nullable=False),
    sa.Column("raw_amount", sa.BigInteger, nullable=False, comment="multiplied and rounded"),
    sa.Column("cap_cut", sa.BigInteger, nullable=False, comment="lost to a limit"),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("rule_code", sa.String(64), nullable=False),
    sa.Column("idem_key", sa.String(160), nullable=False, comment="the cause, by name"),
    sa.Column("reversal_of", sa.BigInteger, comment="the line this one takes back"),
    sa.Column("actor_id", sa.BigInteger, comment="the admin, when a person decided"),
    sa.Column("note", sa.String(500)),
    sa.Column("occurred_at", UtcDateTime, nullable=False),
    sa.Column("utc_day", sa.Date, nullable=False),
    sa.Column(
        "part_bps",
        sa.Integer,
        nullable=False,
        server_default="10000",
        comment="of repetitions, of new accounts",
    ),
    sa.Column(
        "rule_version",
        sa.Integer,
        nullable=False,
        server_default="0",
        comment="of the numbers that held",
    ),
    sa.UniqueConstraint("account_id", "idem_key", "currency"),
    info={"triggers": APPEND_ONLY},
)
sa.Index(
    "ix_gamification_ledger_reversal_of",
    ledger.c.reversal_of,
    sqlite_where=sa.text("reversal_of IS NOT NULL"),
    postgresql_where=sa.text("reversal_of IS NOT NULL"),
)
sa.Index("ix_gamification_ledger_account", ledger.c.account_id, ledger.c.currency, ledger.c.id)

PRIVACY = {account.name: Erasure.PSEUDONYMISE, ledger.name: Erasure.PSEUDONYMISE}
