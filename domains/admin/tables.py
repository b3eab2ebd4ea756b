"""Tables of the admin module.

People appear here under a subject, a random id of this module. Only `admin_person` knows
whose it is: deleting its row makes audit and counts anonymous without touching either, so
the audit can be append-only and the right to be forgotten still holds.
"""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

person = sa.Table(
    "admin_person",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("subject", sa.Uuid, nullable=False, unique=True),
)

_APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER admin_audit_no_update BEFORE UPDATE ON admin_audit
        BEGIN SELECT RAISE(ABORT, 'admin_audit is append-only'); END""",
        """CREATE TRIGGER admin_audit_no_delete BEFORE DELETE ON admin_audit
        BEGIN SELECT RAISE(ABORT, 'admin_audit is append-only'); END""",
        # INSERT OR REPLACE would delete a line without calling the trigger above.
        """CREATE TRIGGER admin_audit_no_replace BEFORE INSERT ON admin_audit
        WHEN EXISTS (SELECT 1 FROM admin_audit WHERE id = NEW.id OR key = NEW.key)
        BEGIN SELECT RAISE(IGNORE); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION admin_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'admin_audit is append-only'; END $$""",
        """CREATE TRIGGER admin_audit_no_change BEFORE UPDATE OR DELETE ON admin_audit
        FOR EACH ROW EXECUTE FUNCTION admin_audit_refuse()""",
        """CREATE TRIGGER admin_audit_no_truncate BEFORE TRUNCATE ON admin_audit
        FOR EACH STATEMENT EXECUTE FUNCTION admin_audit_refuse()""",
    ),
}

audit = sa.Table(
    "admin_audit",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("key", sa.String(80), unique=True, comment="what makes a repeat harmless"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.Uuid, nullable=False, comment="a subject"),
    sa.Column("actor_role", sa.String(16), nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("target", sa.Uuid, comment="a subject"),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("reason", sa.String(500)),
    sa.Column("result", sa.String(8), nullable=False, comment="done or denied"),
    info={"triggers": _APPEND_ONLY},
)
sa.Index("ix_admin_audit_at", audit.c.at, audit.c.id)
sa.Index("ix_admin_audit_target", audit.c.target, audit.c.at)

allowance = sa.Table(
    "admin_allowance",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True, comment="UTC"),
    sa.Column("used", sa.BigInteger, nullable=False, comment="besitos moved, up or down"),
)

daily = sa.Table(
    "admin_daily",
    metadata,
    sa.Column("day", sa.Date, primary_key=True, comment="UTC"),
    sa.Column("metric", sa.String(32), primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

active = sa.Table(
    "admin_active",
    metadata,
    sa.Column("day", sa.Date, primary_key=True, comment="UTC"),
    sa.Column("subject", sa.Uuid, primary_key=True),
)
sa.Index("ix_admin_active_subject", active.c.subject)

PRIVACY = {
    person.name: Erasure.DELETE,
    audit.name: Erasure.PSEUDONYMISE,
    allowance.name: Erasure.DELETE,
    daily.name: Erasure.NOT_PERSONAL,
    active.name: Erasure.PSEUDONYMISE,
}
