"""Table of what was staked, by UTC day."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import metadata
from domains.core.privacy import Erasure

wager = sa.Table(
    "gamification_wager",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("utc_day", sa.Date, primary_key=True),
    sa.Column("staked", sa.BigInteger, nullable=False),
    sa.Column("returned", sa.BigInteger, nullable=False, comment="won, or given back"),
)

PRIVACY = {wager.name: Erasure.DELETE}
"""Goes with the player: the ledger keeps what moved."""
