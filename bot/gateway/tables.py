"""Table of chats that refuse our messages."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

chat = sa.Table(
    "telegram_chat",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("unreachable_since", UtcDateTime),
    sa.Column("reason", sa.String(16), comment="blocked, deactivated, never_started, forbidden"),
    comment="only chats that refused us once have a row",
)

PRIVACY = {chat.name: Erasure.DELETE}
