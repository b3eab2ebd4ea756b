"""Tables of the backpack."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

clue = sa.Table(
    "gamification_clue",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("clue_id", sa.String(64), primary_key=True),
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("key", sa.String(160), nullable=False, comment="the cause, by name"),
    sa.Column("found_at", UtcDateTime, nullable=False),
)

combined = sa.Table(
    "gamification_clue_combined",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(64), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

secret = sa.Table(
    "gamification_secret",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("digest", sa.String(64), nullable=False, unique=True, comment="of the word"),
    sa.Column("clue_id", sa.String(64)),
    sa.Column("besitos", sa.Integer, nullable=False),
    sa.Column("most_uses", sa.Integer, comment="null: any number of people"),
    sa.Column("uses", sa.Integer, nullable=False),
    sa.Column("ends_at", UtcDateTime),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
)

secret_use = sa.Table(
    "gamification_secret_use",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("secret_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

guess = sa.Table(
    "gamification_secret_guess",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("window", sa.String(16), primary_key=True, comment="an hour or a day of UTC"),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
)
sa.Index("ix_gamification_secret_guess_ends_at", guess.c.ends_at)

PRIVACY = {
    clue.name: Erasure.DELETE,
    combined.name: Erasure.DELETE,
    secret.name: Erasure.NOT_PERSONAL,
    secret_use.name: Erasure.DELETE,
    guess.name: Erasure.DELETE,
}
