"""Tables of the user module."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

# Byte order on both databases: an index then answers a prefix search as a range.
SearchKey = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")

account = sa.Table(
    "user_account",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("username", sa.String(32)),
    sa.Column("username_key", SearchKey, comment="the username in lower case"),
    sa.Column("first_name", sa.String(64), nullable=False),
    sa.Column("last_name", sa.String(64)),
    sa.Column("name_key", SearchKey, nullable=False, comment="the names, folded, cut"),
    sa.Column("language_code", sa.String(35), comment="what the person's client speaks"),
    sa.Column("is_premium", sa.Boolean, nullable=False),
    sa.Column("language", sa.String(8), comment="chosen by the person"),
    sa.Column("timezone", sa.String(64), comment="chosen by the person"),
    sa.Column("timezone_changed_at", UtcDateTime),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("plan", sa.String(16), nullable=False),
    sa.Column("is_reachable", sa.Boolean, nullable=False),
    sa.Column("registered_at", UtcDateTime, nullable=False),
    sa.Column("last_seen_at", UtcDateTime, nullable=False),
)
sa.Index("ix_user_account_username_key", account.c.username_key, account.c.user_id)
sa.Index("ix_user_account_name_key", account.c.name_key, account.c.user_id)
sa.Index(
    "ix_user_account_custodians",
    account.c.user_id,
    sqlite_where=sa.text("role != 'player'"),
    postgresql_where=sa.text("role != 'player'"),
)

PRIVACY = {account.name: Erasure.DELETE}
