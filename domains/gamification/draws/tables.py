"""The secret behind all draws of this house."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import metadata
from domains.core.privacy import Erasure

salt = sa.Table(
    "gamification_salt",
    metadata,
    sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False, comment="always 1"),
    sa.Column("value", sa.String(64), nullable=False, comment="hexadecimal"),
)

PRIVACY = {salt.name: Erasure.NOT_PERSONAL}
