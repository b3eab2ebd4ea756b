"""Table of pending dialogs."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

dialog = sa.Table(
    "telegram_dialog",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String(64)),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("touched_at", UtcDateTime, nullable=False),
)

PRIVACY = {dialog.name: Erasure.DELETE}
