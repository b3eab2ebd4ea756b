"""Tables of invitations."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

referrer = sa.Table(
    "gamification_referrer",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(16), nullable=False, unique=True, comment="says nothing of them"),
)

referral = sa.Table(
    "gamification_referral",
    metadata,
    sa.Column("invitee_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("referrer_id", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("attributed_at", UtcDateTime, nullable=False),
    sa.Column("rewarded_at", UtcDateTime),
    sa.Column("case_id", sa.BigInteger),
)
sa.Index("ix_gamification_referral_referrer_id", referral.c.referrer_id, referral.c.attributed_at)
_WAITS = sa.text("state IN ('attributed', 'qualified')")
sa.Index(
    "ix_gamification_referral_waiting",
    referral.c.attributed_at,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

case = sa.Table(
    "gamification_referral_case",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("referrer_id", sa.BigInteger, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("decision", sa.String(10), comment="approved or rejected; empty while open"),
    sa.Column("decided_by", sa.BigInteger, comment="the custodian"),
    sa.Column("decided_at", UtcDateTime),
)
sa.Index(
    "ix_gamification_referral_case_open",
    case.c.referrer_id,
    unique=True,
    sqlite_where=sa.text("decision IS NULL"),
    postgresql_where=sa.text("decision IS NULL"),
)

known = sa.Table(
    "gamification_known_person",
    metadata,
    sa.Column("mark", sa.String(64), primary_key=True, comment="keyed hash of an id, one way"),
    comment="who was here and left: nobody is new twice",
)

PRIVACY = {
    referrer.name: Erasure.DELETE,
    referral.name: Erasure.DELETE,
    case.name: Erasure.DELETE,
    known.name: Erasure.PSEUDONYMISE,
}
