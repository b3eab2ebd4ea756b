"""Every change of a number, for ever: the last of each is what holds."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

rule_change = sa.Table(
    "gamification_rule_change",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("value", sa.Text, comment="JSON; null: as shipped again"),
    sa.Column("previous", sa.Text, nullable=False, comment="JSON"),
    sa.Column("reason", sa.String(500), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    comment="who decided stands in the audit",
)

PRIVACY = {rule_change.name: Erasure.NOT_PERSONAL}
