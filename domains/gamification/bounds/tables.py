"""What has been earned on a day, and when a rule paid last."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

tally = sa.Table(
    "gamification_tally",
    metadata,
    sa.Column("account_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True, comment="UTC"),
    sa.Column("rule_code", sa.String(64), primary_key=True),
    sa.Column("target", sa.String(64), primary_key=True, comment="empty where it does not count"),
    sa.Column("raw", sa.BigInteger, nullable=False, comment="besitos before the limits"),
    sa.Column("granted", sa.BigInteger, nullable=False, comment="besitos after them"),
    sa.Column("times", sa.Integer, nullable=False),
)

cooldown = sa.Table(
    "gamification_cooldown",
    metadata,
    sa.Column("account_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("rule_code", sa.String(64), primary_key=True),
    sa.Column("last_at", UtcDateTime, nullable=False),
)

PRIVACY = {tally.name: Erasure.PSEUDONYMISE, cooldown.name: Erasure.PSEUDONYMISE}
