"""Tables of what people want to be told, and of the nudges they got."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import UtcDateTime, metadata
from domains.core.privacy import Erasure

choice = sa.Table(
    "telegram_notification_choice",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("gameplay", sa.String(4), nullable=False, comment="on, less, off"),
    sa.Column("reminders", sa.String(4), nullable=False),
    sa.Column("marketing", sa.String(4), nullable=False),
    sa.Column("quiet_from", sa.SmallInteger, nullable=False, comment="hour of the own clock"),
    sa.Column("quiet_until", sa.SmallInteger, nullable=False, comment="the same: never quiet"),
    comment="only people who chose something have a row",
)

nudge = sa.Table(
    "telegram_nudge",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("category", sa.String(16), primary_key=True),
    sa.Column("sent_at", UtcDateTime, nullable=False),
    sa.Column("unanswered", sa.Integer, nullable=False),
    sa.Column("notification_id", sa.BigInteger, nullable=False),
    comment="the latest reminder and the latest news of each person",
)

PRIVACY = {choice.name: Erasure.DELETE, nudge.name: Erasure.DELETE}
