"""Table of living screens: the one message per chat that the bot keeps editing."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

screen = sa.Table(
    "telegram_screen",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message_id", sa.BigInteger, nullable=False),
    sa.Column("name", sa.String(32), nullable=False),
    sa.Column("has_picture", sa.Boolean, nullable=False),
    sa.Column("shown_at", UtcDateTime, nullable=False),
)

PRIVACY = {screen.name: Erasure.DELETE}
